import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { ApiSleutel } from '../toegang/api-sleutel.entity.js';
import { hashVan, nieuwGeheim } from '../platform/secrets.js';
import type { Bevoegdheid } from '../toegang/rechten.js';
import { DomainError } from '../platform/errors/domain-error.js';

export interface SleutelBeeld {
  id: string;
  naam: string;
  bestuurId: string | null;
  bestuur: string | null;
  bevoegdheden: Bevoegdheid[];
  aangemaaktOp: Date;
  ingetrokkenOp: Date | null;
}

/**
 * Keys with which other systems use the API: of one bestuur, or of the academie itself. Who holds one is asked in
 * toegang/toegang.guard.ts.
 */
@Injectable()
export class SleutelsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
  ) {}

  /**
   * @param bestuurId null for a key of the academie itself.
   * @returns the key itself, which is shown once and kept only as a hash.
   * @throws DomainError `bestuur-onbekend`, or `beheer-is-van-academie` for a bestuur that would manage the catalogue.
   */
  async maak(wie: Wie, naam: string, bestuurId: string | null, bevoegdheden: Bevoegdheid[]): Promise<string> {
    if (bestuurId && bevoegdheden.includes('beheer')) throw beheerIsVanAcademie();
    const sleutel = `ula_${nieuwGeheim()}`;
    await inTransaction(this.dataSource, async (m) => {
      if (bestuurId && !(await m.existsBy(Bestuur, { id: bestuurId, geslotenOp: IsNull() })))
        throw bestuurOnbekend();
      const { id } = await m.save(ApiSleutel, {
        naam,
        bestuurId,
        bevoegdheden,
        sleutelHash: hashVan(sleutel),
        aangemaaktOp: this.clock.now(),
        demo: !this.settings.production,
      });
      await this.audit.noteer(m, {
        wie,
        code: 'sleutel.gemaakt',
        onderwerp: { soort: 'sleutel', id },
        gegevens: { naam, bevoegdheden },
      });
    });
    return sleutel;
  }

  /** From now on nobody gets in with it. Again is no change. @throws DomainError `sleutel-onbekend` */
  async trekIn(wie: Wie, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const sleutel = await m.findOne(ApiSleutel, { where: { id }, lock: { mode: 'for_no_key_update' } });
      if (!sleutel) throw sleutelOnbekend();
      if (sleutel.ingetrokkenOp) return;
      await m.update(ApiSleutel, { id }, { ingetrokkenOp: this.clock.now() });
      await this.audit.noteer(m, {
        wie,
        code: 'sleutel.ingetrokken',
        onderwerp: { soort: 'sleutel', id },
        gegevens: { naam: sleutel.naam },
      });
    });
  }

  /** Those that work first, newest first; the keys themselves are nowhere to be read. */
  alle(): Promise<SleutelBeeld[]> {
    return this.dataSource.query(
      `SELECT k.id, k.naam, k.bestuur_id AS "bestuurId", coalesce(b.naam, b.nummer) AS bestuur, k.bevoegdheden,
              k.aangemaakt_op AS "aangemaaktOp", k.ingetrokken_op AS "ingetrokkenOp"
         FROM api_sleutel k LEFT JOIN bestuur b ON b.id = k.bestuur_id
        ORDER BY k.ingetrokken_op IS NOT NULL, k.aangemaakt_op DESC, k.id`,
    );
  }

  /** The besturen that a key can be of. */
  besturen(): Promise<{ id: string; naam: string }[]> {
    return this.dataSource.query(
      `SELECT id, coalesce(naam, 'Bestuur ' || nummer) AS naam FROM bestuur WHERE gesloten_op IS NULL ORDER BY naam NULLS LAST, nummer`,
    );
  }
}

const sleutelOnbekend = () =>
  new DomainError('niet-gevonden', 'sleutel-onbekend', 'Deze sleutel bestaat niet.');

const bestuurOnbekend = () =>
  new DomainError('ongeldig', 'bestuur-onbekend', 'Dit bestuur kennen we niet.', [
    { veld: 'eigenaar', melding: 'Dit bestuur kennen we niet. Kies een bestuur uit de lijst.' },
  ]);

const beheerIsVanAcademie = () =>
  new DomainError('ongeldig', 'beheer-is-van-academie', 'Een bestuur beheert geen opleidingen en cohorten.', [
    { veld: 'bevoegdheden', melding: 'Beheren kan alleen met een sleutel van de academie.' },
  ]);
