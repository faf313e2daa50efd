import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { during } from '../platform/database/work.js';
import { Lists } from '../platform/lists.js';
import { BOM, csvLines } from '../platform/table/csv.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { ToestemmingenQueries } from './toestemmingen.queries.js';

/** The addresses to which news may go. That somebody took them along is written down first. */
@Injectable()
export class NieuwsbriefService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: ToestemmingenQueries,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** CSV with a head, made harmless for spreadsheets. @throws Overloaded */
  adressen(wie: Wie): Promise<string> {
    return this.lists.make(async () => {
      const lezers = await this.queries.nieuwslezers();
      await during('write', () =>
        inTransaction(this.dataSource, (m) =>
          this.audit.noteer(m, {
            wie,
            code: 'nieuwsbrief.gedownload',
            onderwerp: { soort: 'persoon', id: 'alle' },
            gegevens: { aantal: lezers.length },
          }),
        ),
      );
      const rijen = lezers.map((lezer) => [volledigeNaam(lezer), lezer.voornaam, lezer.email]);
      return BOM + csvLines([['Naam', 'Voornaam', 'E-mailadres'], ...rijen]);
    });
  }
}
