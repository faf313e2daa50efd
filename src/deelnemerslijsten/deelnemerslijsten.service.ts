import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../audit/audit.service.js';
import { type Meegenomen, MeegenomenService, type RegelsPerBestuur } from '../audit/meegenomen.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { InputError } from '../platform/errors/domain-error.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import type { Wie } from '../toegang/wie.js';
import { DeelnemerslijstenQueries, type Deelnemer } from './deelnemerslijsten.queries.js';
import { bereikVan, type Filter, ingevuld } from './deelnemerslijsten.rules.js';
import { type Formaat, komtVaak } from './formaten.rules.js';
import type { Kolom } from './kolommen.rules.js';
import { type Bestandsformaat, LijstbestandenService } from './lijstbestanden.service.js';

/** As `volledigeNaam` writes it. */
const NAAM = `concat_ws(' ', nullif(voornaam, ''), nullif(tussenvoegsel, ''), nullif(achternaam, ''))`;
const WACHT_OP = `nullif(array_to_string("wachtOp", ', '), '')`;

/** The columns of a downloaded deelnemerslijst, the same in every format. */
const kolommen: readonly Kolom[] = [
  { kop: 'Naam', soort: 'tekst', breedte: 28, sql: NAAM },
  { kop: 'Voornaam', soort: 'tekst', breedte: 16, sql: 'voornaam' },
  { kop: 'Tussenvoegsel', soort: 'tekst', breedte: 14, sql: 'tussenvoegsel' },
  { kop: 'Achternaam', soort: 'tekst', breedte: 20, sql: 'achternaam' },
  { kop: 'E-mailadres', soort: 'tekst', breedte: 32, sql: 'email' },
  { kop: 'Functie', soort: 'tekst', breedte: 22, sql: 'functie' },
  { kop: 'Vestigingscode', soort: 'code', breedte: 14, sql: 'vestigingscode' },
  { kop: 'School', soort: 'tekst', breedte: 30, sql: 'school' },
  { kop: 'Bestuursnummer', soort: 'code', breedte: 15, sql: 'bestuursnummer' },
  { kop: 'Bestuur', soort: 'tekst', breedte: 24, sql: 'bestuur' },
  { kop: 'Opleidingscode', soort: 'code', breedte: 14, sql: '"opleidingCode"' },
  { kop: 'Opleiding', soort: 'tekst', breedte: 34, sql: 'opleiding' },
  { kop: 'Cohortcode', soort: 'code', breedte: 14, sql: '"cohortCode"' },
  { kop: 'Cohort', soort: 'tekst', breedte: 24, sql: 'cohort' },
  { kop: 'Schooljaar', soort: 'code', breedte: 11, sql: 'schooljaar' },
  { kop: 'Eerste bijeenkomst', soort: 'dag', breedte: 18, sql: 'eerste' },
  { kop: 'Status', soort: 'tekst', breedte: 14, sql: 'status' },
  { kop: 'Wacht op', soort: 'tekst', breedte: 20, sql: WACHT_OP },
  { kop: 'Vervalt op', soort: 'moment', breedte: 16, sql: '"vervaltOp"' },
  { kop: 'Wachtlijstpositie', soort: 'getal', breedte: 16, sql: 'wachtlijstpositie' },
  { kop: 'Aangemeld op', soort: 'moment', breedte: 16, sql: '"aangemeldOp"' },
  {
    kop: 'Externe referentie',
    soort: 'code',
    breedte: 20,
    sql: '"externeReferentie"',
    vanSysteem: true,
  },
  { kop: 'Kenmerk', soort: 'code', breedte: 38, sql: 'id::text' },
];

/**
 * Deelnemerslijsten as they leave the house. Each leaves an auditregel before its first byte goes out.
 */
@Injectable()
export class DeelnemerslijstenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queries: DeelnemerslijstenQueries,
    private readonly audit: AuditService,
    private readonly bestanden: LijstbestandenService,
    private readonly meegenomen: MeegenomenService,
  ) {}

  /**
   * One page of the list for a program.
   * @throws InputError naming every filter that does not exist.
   */
  async pagina(wie: Wie, filter: Filter, query: PagingQuery): Promise<Paged<Deelnemer>> {
    const bestuurId = bereikVan(wie);
    await this.controleer(filter);
    const { items, totaal } = await this.queries.pagina(bestuurId, filter, sliceOf(query));
    await inTransaction(this.dataSource, async (m) => {
      await this.noteer(m, wie, 'json', items.length, filter);
      const ids = items.map(({ id }) => id);
      await this.meegenomen.noteerVan(m, wie, lijstVan('json', filter), ids);
    });
    return paged(items, totaal, query);
  }

  /**
   * The whole list as a file, as it is at this moment.
   * @throws InputError naming every filter that does not exist.
   */
  async bestand(wie: Wie, filter: Filter, formaat: Bestandsformaat): Promise<Readable> {
    await this.controleer(filter);
    const lijst = {
      naam: 'Deelnemers',
      kolommen,
      vraag: this.queries.alle(bereikVan(wie), filter),
      voorSysteem: wie.soort === 'sleutel',
      noteer: (aantal: number, besturen: RegelsPerBestuur) =>
        inTransaction(this.dataSource, async (m) => {
          await this.noteer(m, wie, formaat, aantal, filter);
          await this.meegenomen.noteer(m, wie, lijstVan(formaat, filter), besturen);
        }),
    };
    return this.bestanden.maak(lijst, formaat);
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

const lijstVan = (formaat: Formaat, filter: Filter): Meegenomen => ({
  ...{ lijst: 'deelnemers', formaat },
  filter: ingevuld(filter),
});

/** The owner of the list: the bestuur, the cohort, or else whoever asked for it. */
function onderwerpVan(wie: Wie, { cohort }: Filter): NieuweAuditregel['onderwerp'] {
  const bestuurId = bereikVan(wie);
  if (bestuurId) return { soort: 'bestuur', id: bestuurId };
  if (cohort) return { soort: 'cohort', id: cohort };
  return { soort: wie.soort === 'sleutel' ? 'sleutel' : 'gebruiker', id: 'id' in wie ? wie.id : '' };
}
