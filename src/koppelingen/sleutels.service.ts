import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { ApiSleutel } from '../toegang/api-sleutel.entity.js';
import { hashVan, nieuwGeheim } from '../platform/secrets.js';
import type { Bevoegdheid } from '../toegang/rechten.js';
import { beheerIsVanAcademie, bestuurOnbekend, sleutelOnbekend } from './sleutels.errors.js';

/**
 * Keys with which other systems use the API: of one bestuur, or of the academie itself. Who holds one is asked in
 * toegang/sleutelhouder.service.ts.
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
      if (bestuurId && !(await m.existsBy(Bestuur, { id: bestuurId }))) throw bestuurOnbekend();
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
}
