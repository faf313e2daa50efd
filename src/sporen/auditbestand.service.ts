import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Readable } from 'node:stream';
import { AuditService } from '../audit/audit.service.js';
import { type Auditfilter, AuditlijstQueries, type Auditlijstregel } from '../audit/auditlijst.queries.js';
import { gebeurtenis, wieVan } from '../audit/geschiedenis.rules.js';
import { formatDateTime } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { during } from '../platform/database/work.js';
import { Lists } from '../platform/lists.js';
import { BOM, csvLines } from '../platform/table/csv.js';
import type { Wie } from '../toegang/wie.js';
import { recordnamen } from './auditvraag.rules.js';
import type { Onderwerpsoort } from '../audit/auditcodes.rules.js';

/** So many lines are read and turned into words at a time. */
const PER_KEER = 1000;

const KOP = ['Wanneer', 'Wie', 'Soort doener', 'Wat', 'Code', 'Soort record', 'Record', 'Kenmerk'];

/** The audit as a file, in words. */
@Injectable()
export class AuditbestandService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: AuditlijstQueries,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /**
   * CSV of the lines of a filter, newest first; that it was taken along is itself a line, written before the first byte.
   * @param gevraagd the filter as it was filled in.
   * @throws Overloaded
   */
  maak(wie: Wie, filter: Auditfilter, gevraagd: Record<string, string>): Promise<Readable> {
    return this.lists.stream(this.regels(wie, filter, gevraagd));
  }

  private async *regels(
    wie: Wie,
    filter: Auditfilter,
    gevraagd: Record<string, string>,
  ): AsyncGenerator<Uint8Array> {
    const aantal = await this.queries.tel(filter, Number.MAX_SAFE_INTEGER);
    let stuk = await this.queries.bladzijde(filter, null, PER_KEER);
    // Not over a connection of lists: each of those may belong to one that waits here for one more.
    await during('write', () => this.noteer(wie, aantal, gevraagd));
    yield Buffer.from(BOM + csvLines([KOP]));
    while (stuk.length > 0) {
      yield Buffer.from(csvLines(stuk.map(rijVan)));
      if (stuk.length < PER_KEER) return;
      stuk = await this.queries.bladzijde(filter, stuk.at(-1)!.id, PER_KEER);
    }
  }

  private noteer(wie: Wie, aantal: number, filter: Record<string, string>): Promise<void> {
    return inTransaction(this.dataSource, (m) =>
      this.audit.noteer(m, {
        wie,
        code: 'audit.gedownload',
        onderwerp: { soort: 'audit', id: 'alle' },
        gegevens: { aantal, filter },
      }),
    );
  }
}

const rijVan = (regel: Auditlijstregel): string[] => [
  formatDateTime(regel.op),
  wieVan(regel),
  regel.wieSoort,
  gebeurtenis(regel),
  regel.code,
  recordnamen[regel.onderwerpSoort as Onderwerpsoort] ?? regel.onderwerpSoort,
  regel.onderwerp ?? '',
  regel.onderwerpId,
];
