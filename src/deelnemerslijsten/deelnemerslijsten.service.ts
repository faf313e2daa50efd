import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { inTransaction } from '../platform/database/transaction.js';
import { InputError } from '../platform/errors/domain-error.js';
import { Lists } from '../platform/lists.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { bereikVan, type Filter, ingevuld } from './deelnemerslijsten.rules.js';
import { DeelnemerslijstenQueries, type Deelnemer } from './deelnemerslijsten.queries.js';
import { alsCsv, alsXlsx, type Formaat, komtVaak } from './formaten.rules.js';
import { kolommen } from './kolommen.rules.js';

type Bestandsformaat = Exclude<Formaat, 'json'>;

const schrijvers = {
  csv: (delen: AsyncIterable<Deelnemer[]>, { soort }: Wie) => alsCsv(kolommen, delen, soort === 'sleutel'),
  xlsx: (delen: AsyncIterable<Deelnemer[]>) => alsXlsx('Deelnemers', kolommen, delen),
};

/**
 * Deelnemerslijsten as they leave the house. Each leaves an auditregel, in the transaction that read it, before its
 * first byte goes out.
 */
@Injectable()
export class DeelnemerslijstenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: DeelnemerslijstenQueries,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /**
   * One page of the list for a program.
   * @throws InputError naming every filter that does not exist.
   */
  async pagina(wie: Wie, filter: Filter, query: PagingQuery): Promise<Paged<Deelnemer>> {
    const bestuurId = bereikVan(wie);
    await this.controleer(filter);
    return inTransaction(this.dataSource, async (m) => {
      const { items, totaal } = await this.queries.pagina(m, bestuurId, filter, sliceOf(query));
      await this.noteer(m, wie, 'json', items.length, filter);
      return paged(items, totaal, query);
    });
  }

  /**
   * The whole list as a file. It is made before anything is sent, so that a slow reader holds no connection.
   * @throws InputError naming every filter that does not exist.
   */
  async bestand(wie: Wie, filter: Filter, formaat: Bestandsformaat): Promise<Buffer> {
    await this.controleer(filter);
    return this.lists.make(() => this.maak(wie, filter, formaat));
  }

  private maak(wie: Wie, filter: Filter, formaat: Bestandsformaat): Promise<Buffer> {
    const bestuurId = bereikVan(wie);
    return inTransaction(this.dataSource, async (m) => {
      const teller = { aantal: 0 };
      const delen = geteld(this.queries.lees(m, bestuurId, filter), teller);
      const bytes = await schrijvers[formaat](delen, wie);
      await this.noteer(m, wie, formaat, teller.aantal, filter);
      return bytes;
    });
  }

  private async controleer(filter: Filter): Promise<void> {
    const onbekend = await this.queries.onbekend(filter);
    if (onbekend.length > 0)
      throw new InputError(
        onbekend.map((veld) => ({ veld, melding: `Er is geen ${veld} met deze waarde.` })),
      );
  }

  private async noteer(
    m: EntityManager,
    wie: Wie,
    formaat: Formaat,
    aantal: number,
    filter: Filter,
  ): Promise<void> {
    const regel = {
      wie,
      code: 'deelnemerslijst.gedownload' as const,
      onderwerp: onderwerpVan(wie, filter),
      gegevens: { formaat, aantal, filter: ingevuld(filter) },
    };
    await (komtVaak(wie, formaat) ? this.audit.tel(m, regel) : this.audit.noteer(m, regel));
  }
}

async function* geteld(
  delen: AsyncGenerator<Deelnemer[]>,
  teller: { aantal: number },
): AsyncGenerator<Deelnemer[]> {
  for await (const deel of delen) {
    teller.aantal += deel.length;
    yield deel;
  }
}

/** The owner of the list: the bestuur, the cohort, or else whoever asked for it. */
function onderwerpVan(wie: Wie, { cohort }: Filter): NieuweAuditregel['onderwerp'] {
  const bestuurId = bereikVan(wie);
  if (bestuurId) return { soort: 'bestuur', id: bestuurId };
  if (cohort) return { soort: 'cohort', id: cohort };
  return { soort: wie.soort === 'sleutel' ? 'sleutel' : 'gebruiker', id: 'id' in wie ? wie.id : '' };
}
