import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../audit/audit.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { InputError } from '../platform/errors/domain-error.js';
import { Lists } from '../platform/lists.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { DeelnemerslijstenQueries, type Deelnemer } from './deelnemerslijsten.queries.js';
import { bereikVan, type Filter, ingevuld } from './deelnemerslijsten.rules.js';
import { alsCsv, alsXlsx, type Formaat, type Kolom, komtVaak } from './formaten.rules.js';

type Bestandsformaat = Exclude<Formaat, 'json'>;

/** The columns of a downloaded deelnemerslijst, the same in every format. */
const kolommen: readonly Kolom<Deelnemer>[] = [
  { kop: 'Naam', soort: 'tekst', breedte: 28, waarde: volledigeNaam },
  { kop: 'Voornaam', soort: 'tekst', breedte: 16, waarde: (d) => d.voornaam },
  { kop: 'Tussenvoegsel', soort: 'tekst', breedte: 14, waarde: (d) => d.tussenvoegsel },
  { kop: 'Achternaam', soort: 'tekst', breedte: 20, waarde: (d) => d.achternaam },
  { kop: 'E-mailadres', soort: 'tekst', breedte: 32, waarde: (d) => d.email },
  { kop: 'Functie', soort: 'tekst', breedte: 22, waarde: (d) => d.functie },
  { kop: 'Vestigingscode', soort: 'code', breedte: 14, waarde: (d) => d.vestigingscode },
  { kop: 'School', soort: 'tekst', breedte: 30, waarde: (d) => d.school },
  { kop: 'Bestuursnummer', soort: 'code', breedte: 15, waarde: (d) => d.bestuursnummer },
  { kop: 'Bestuur', soort: 'tekst', breedte: 24, waarde: (d) => d.bestuur },
  { kop: 'Opleidingscode', soort: 'code', breedte: 14, waarde: (d) => d.opleidingCode },
  { kop: 'Opleiding', soort: 'tekst', breedte: 34, waarde: (d) => d.opleiding },
  { kop: 'Cohortcode', soort: 'code', breedte: 14, waarde: (d) => d.cohortCode },
  { kop: 'Cohort', soort: 'tekst', breedte: 24, waarde: (d) => d.cohort },
  { kop: 'Schooljaar', soort: 'code', breedte: 11, waarde: (d) => d.schooljaar },
  { kop: 'Eerste bijeenkomst', soort: 'dag', breedte: 18, waarde: (d) => d.eerste },
  { kop: 'Status', soort: 'tekst', breedte: 14, waarde: (d) => d.status },
  { kop: 'Wacht op', soort: 'tekst', breedte: 20, waarde: (d) => d.wachtOp.join(', ') || null },
  { kop: 'Vervalt op', soort: 'moment', breedte: 16, waarde: (d) => d.vervaltOp },
  { kop: 'Wachtlijstpositie', soort: 'getal', breedte: 16, waarde: (d) => d.wachtlijstpositie },
  { kop: 'Aangemeld op', soort: 'moment', breedte: 16, waarde: (d) => d.aangemeldOp },
  {
    kop: 'Externe referentie',
    soort: 'code',
    breedte: 20,
    waarde: (d) => d.externeReferentie,
    vanSysteem: true,
  },
  { kop: 'Kenmerk', soort: 'code', breedte: 38, waarde: (d) => d.id },
];

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
