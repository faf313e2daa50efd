import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, LessThan, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { leesBestand, type Bestand } from './bestand.js';
import { alleenVoorMensen, importOnbekend } from './deelnemers.errors.js';
import { DeelnemersService, type Uitkomst } from './deelnemers.service.js';
import { Deelnemersimport } from './deelnemersimport.entity.js';
import { keur, type Regel, type Standaard } from './keuring.js';
import { ScholenwijzerQueries } from './scholenwijzer.queries.js';
import type { Regelfout } from './velden.rules.js';

/** A file that was read: kept until somebody says "do it", or refused with everything that is wrong in it. */
export type Gelezen = Pick<Bestand, 'onbekend' | 'vorm'> & { aantal: number } & (
    { id: string; fouten: [] } | { id: null; fouten: Regelfout[] }
  );

/** Nobody carries out a file of the day before yesterday; its names do not have to stay. */
const UREN_BEWAARD = 48;

/** A file with people: read and kept, then carried out once, as a whole. */
@Injectable()
export class DeelnemersimportService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly scholen: ScholenwijzerQueries,
    private readonly deelnemers: DeelnemersService,
    private readonly audit: AuditService,
  ) {}

  async lees(
    wie: Wie,
    cohortId: string,
    bestandsnaam: string,
    inhoud: Buffer,
    standaard: Standaard,
  ): Promise<Gelezen> {
    const { regels, koppen, onbekend, vorm, fouten } = await leesBestand(inhoud);
    const over = { onbekend, vorm, aantal: regels.length };
    if (fouten.length > 0) return { ...over, id: null, fouten };
    const keuring = await keur(regels, { wijzer: await this.scholen.wijzer(), koppen, standaard });
    if (keuring.fouten.length > 0) return { ...over, id: null, fouten: keuring.fouten };
    const id = await this.bewaar(wie, cohortId, bestandsnaam, keuring.regels, onbekend);
    return { ...over, id, fouten: [] };
  }

  /** @throws DomainError `import-onbekend` */
  async vind(cohortId: string, id: string): Promise<Deelnemersimport> {
    const gevonden = await this.dataSource.manager.findOneBy(Deelnemersimport, { id, cohortId });
    if (!gevonden) throw importOnbekend();
    return gevonden;
  }

  /**
   * Everybody in the file, or nobody; a second time it only tells what became of it. The world may have changed since
   * the file was read, so each line is decided on anew.
   * @param bevestigNaam whose address is known by another name is that human all the same.
   * @throws LijstGeweigerd, and what the cohort itself refuses.
   */
  voerUit(wie: Wie, cohortId: string, id: string, bevestigNaam: boolean): Promise<Uitkomst> {
    return inTransaction(this.dataSource, async (m) => {
      const lock = { mode: 'pessimistic_write' as const };
      const gevonden = await m.findOne(Deelnemersimport, { where: { id, cohortId }, lock });
      if (!gevonden) throw importOnbekend();
      if (gevonden.resultaat) return gevonden.resultaat;
      const uitkomst = await this.deelnemers.meldAan(m, wie, cohortId, gevonden.rijen, bevestigNaam);
      await m.update(
        Deelnemersimport,
        { id },
        { uitgevoerdOp: this.clock.now(), resultaat: { ...uitkomst }, rijen: [] },
      );
      await this.noteer(m, wie, cohortId, uitkomst);
      return uitkomst;
    });
  }

  private async bewaar(
    wie: Wie,
    cohortId: string,
    bestandsnaam: string,
    rijen: Regel[],
    overgeslagenKolommen: string[],
  ): Promise<string> {
    if (wie.soort !== 'gebruiker') throw alleenVoorMensen();
    const nu = this.clock.now();
    const { manager } = this.dataSource;
    const oud = { uitgevoerdOp: IsNull(), gemaaktOp: LessThan(addHours(nu, -UREN_BEWAARD)) };
    await manager.delete(Deelnemersimport, oud);
    const { identifiers } = await manager.insert(Deelnemersimport, {
      cohortId,
      gebruikerId: wie.id,
      bestandsnaam: bestandsnaam.slice(0, 200),
      rijen,
      overgeslagenKolommen,
      gemaaktOp: nu,
    });
    return (identifiers[0] as { id: string }).id;
  }

  private async noteer(m: EntityManager, wie: Wie, cohortId: string, uitkomst: Uitkomst): Promise<void> {
    const { geplaatst, wachtlijst, overgeslagen } = uitkomst;
    await this.audit.noteer(m, {
      wie,
      code: 'import.deelnemers',
      onderwerp: { soort: 'cohort', id: cohortId },
      gegevens: { nieuw: geplaatst + wachtlijst, overgeslagen },
    });
  }
}
