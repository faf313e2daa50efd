import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Lists } from '../platform/lists.js';
import { AanwezigheidQueries } from './aanwezigheid.queries.js';
import { overzichttabel, type Overzicht } from './overzichtbeeld.js';

/** The attendance of a whole cohort, to look at and to take away. */
@Injectable()
export class OverzichtService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly queries: AanwezigheidQueries,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async van(cohortId: string): Promise<Overzicht> {
    const cohort = await this.cohorten.een(cohortId, false);
    if (!cohort) throw cohortOnbekend();
    const { aanwezigheidsnormPct } = await this.dataSource.manager.findOneByOrFail(Opleiding, {
      id: cohort.opleidingId,
    });
    return {
      cohort,
      norm: aanwezigheidsnormPct,
      personen: await this.queries.personen(cohortId),
      vakjes: await this.queries.vakjes(cohortId),
      nu: this.clock.now(),
    };
  }

  /** A list of people leaves the house, so it is recorded as every deelnemerslijst is. */
  tabel(wie: Wie, cohortId: string): Promise<{ code: string; rijen: string[][] }> {
    return this.lists.make(() => this.maakTabel(wie, cohortId));
  }

  private async maakTabel(wie: Wie, cohortId: string): Promise<{ code: string; rijen: string[][] }> {
    const overzicht = await this.van(cohortId);
    const rijen = overzichttabel(overzicht);
    await inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'deelnemerslijst.gedownload',
        onderwerp: { soort: 'cohort', id: cohortId },
        gegevens: {
          formaat: 'csv',
          aantal: overzicht.personen.length,
          filter: { cohort: cohortId, soort: 'aanwezigheid' },
        },
      }),
    );
    return { code: overzicht.cohort.code, rijen };
  }
}
