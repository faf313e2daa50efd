import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../audit/audit.service.js';
import { type Meegenomen, MeegenomenService, type RegelsPerBestuur } from '../audit/meegenomen.service.js';
import { sectorVan } from '../besturen/standen.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Value } from '../platform/database/literals.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import type { Wie } from '../toegang/wie.js';
import { bereikVan } from './deelnemerslijsten.rules.js';
import { type Formaat, komtVaak } from './formaten.rules.js';
import { type Kolom, tellingPerBestuur } from './kolommen.rules.js';
import { type Bestandsformaat, LijstbestandenService } from './lijstbestanden.service.js';

/** Somebody with a valid certificaat; school and bestuur are those of the moment of enrolling. */
export interface Gecertificeerde {
  nummer: string;
  /** The name on the certificaat. */
  naam: string;
  functie: string;
  vestigingscode: string | null;
  school: string | null;
  bestuursnummer: string | null;
  bestuur: string | null;
  opleidingCode: string;
  opleiding: string;
  cohortCode: string;
  cohort: string;
  schooljaar: string | null;
  leerjaar: number;
  leerjaren: number;
  /** Of the ceremony, `YYYY-MM-DD`. */
  datum: string;
  studielastUren: number | null;
  herregistratiepunten: number | null;
}

export interface Certificatenfilter {
  /** code */
  opleiding?: string | null;
  schooljaar?: string | null;
  /** Of the school, or else of the bestuur. */
  sector?: string | null;
}

const VAN = `
    FROM certificaat k
    JOIN aanmelding a ON a.id = k.aanmelding_id
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id`;
/** $1 bestuur, $2 opleiding code, $3 schooljaar, $4 sector */
const GELDIG = `
   WHERE k.ingetrokken_op IS NULL AND k.vervangen_op IS NULL
     AND ($1::uuid IS NULL OR (a.bestuur_id = $1 AND NOT a.beperkt))
     AND ($2::text IS NULL OR o.code = $2)
     AND ($3::text IS NULL OR c.schooljaar = $3)
     AND ($4::text IS NULL OR ${sectorVan('a')} = $4)`;
const WAAR = VAN + GELDIG;

/** What a line is of, as `Gecertificeerde` has it. */
const REGEL = `
       k.nummer, k.gegevens->>'naam' AS naam, a.functie, s.vestigingscode, coalesce(s.naam, a.organisatie) AS school,
       b.nummer AS bestuursnummer, coalesce(b.naam, b.nummer) AS bestuur, o.code AS "opleidingCode",
       k.gegevens->>'opleiding' AS opleiding, c.code AS "cohortCode", c.naam AS cohort, c.schooljaar, k.leerjaar,
       (k.gegevens->>'leerjaren')::integer AS leerjaren, k.gegevens->>'datum' AS datum,
       (k.gegevens->>'studielastUren')::float AS "studielastUren",
       (k.gegevens->>'herregistratiepunten')::float AS "herregistratiepunten"`;
const MET_SCHOOL = `
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id`;

/** Newest ceremony first. */
const alle = {
  rijen: `SELECT ${REGEL} ${VAN} ${MET_SCHOOL} ${GELDIG} ORDER BY k.jaar DESC, k.volgnummer DESC`,
  telling: tellingPerBestuur(WAAR),
};

const waardenVan = (
  bestuurId: string | null,
  { opleiding, schooljaar, sector }: Certificatenfilter,
): Value[] => [bestuurId, opleiding || null, schooljaar || null, sector || null];

/** Noon in Utrecht, which is that day in every cell. */
const NOEN = `(datum || 'T11:00:00Z')::timestamptz`;

/** The columns of a downloaded list of certificaten, the same in every format. */
const certificaatkolommen: readonly Kolom[] = [
  { kop: 'Nummer', soort: 'code', breedte: 16, sql: 'nummer' },
  { kop: 'Naam', soort: 'tekst', breedte: 28, sql: 'naam' },
  { kop: 'Functie', soort: 'tekst', breedte: 22, sql: 'functie' },
  { kop: 'Vestigingscode', soort: 'code', breedte: 14, sql: 'vestigingscode' },
  { kop: 'School', soort: 'tekst', breedte: 30, sql: 'school' },
  { kop: 'Bestuursnummer', soort: 'code', breedte: 15, sql: 'bestuursnummer' },
  { kop: 'Bestuur', soort: 'tekst', breedte: 24, sql: 'bestuur' },
  { kop: 'Opleidingscode', soort: 'code', breedte: 14, sql: '"opleidingCode"' },
  { kop: 'Opleiding', soort: 'tekst', breedte: 34, sql: 'opleiding' },
  { kop: 'Leerjaar', soort: 'getal', breedte: 9, sql: 'leerjaar' },
  { kop: 'Van leerjaren', soort: 'getal', breedte: 12, sql: 'leerjaren' },
  { kop: 'Cohortcode', soort: 'code', breedte: 14, sql: '"cohortCode"' },
  { kop: 'Cohort', soort: 'tekst', breedte: 24, sql: 'cohort' },
  { kop: 'Schooljaar', soort: 'code', breedte: 11, sql: 'schooljaar' },
  { kop: 'Uitgereikt op', soort: 'dag', breedte: 14, sql: NOEN },
  { kop: 'Studielast in uren', soort: 'getal', breedte: 16, sql: '"studielastUren"' },
  { kop: 'Herregistratiepunten', soort: 'getal', breedte: 18, sql: 'herregistratiepunten' },
];

/** The list of certificaten. What leaves the house is recorded each time, before it does. */
@Injectable()
export class CertificatenlijstService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly bestanden: LijstbestandenService,
    private readonly meegenomen: MeegenomenService,
  ) {}

  /** One page for a program. */
  async pagina(wie: Wie, filter: Certificatenfilter, query: PagingQuery): Promise<Paged<Gecertificeerde>> {
    const bestuurId = bereikVan(wie);
    const { items, totaal } = await this.regels(bestuurId, filter, sliceOf(query));
    await inTransaction(this.dataSource, async (m) => {
      await this.noteer(m, wie, 'json', items.length, filter);
      const ids = await aanmeldingenBij(m, items);
      await this.meegenomen.noteerVan(m, wie, lijstVan('json', filter), ids);
    });
    return paged(items, totaal, query);
  }

  /** The whole list, as it is at this moment. */
  bestand(wie: Wie, filter: Certificatenfilter, formaat: Bestandsformaat): Promise<Readable> {
    const lijst = {
      naam: 'Certificaten',
      kolommen: certificaatkolommen,
      vraag: { ...alle, waarden: waardenVan(bereikVan(wie), filter) },
      voorSysteem: false,
      noteer: (aantal: number, besturen: RegelsPerBestuur) =>
        inTransaction(this.dataSource, async (m) => {
          await this.noteer(m, wie, formaat, aantal, filter);
          await this.meegenomen.noteer(m, wie, lijstVan(formaat, filter), besturen);
        }),
    };
    return this.bestanden.maak(lijst, formaat);
  }

  private async noteer(
    m: EntityManager,
    wie: Wie,
    formaat: Formaat,
    aantal: number,
    filter: Certificatenfilter,
  ): Promise<void> {
    const regel = {
      wie,
      code: 'certificatenlijst.gedownload' as const,
      onderwerp: onderwerpVan(wie),
      gegevens: { formaat, aantal, filter: gevraagd(filter) },
    };
    await (komtVaak(wie, formaat) ? this.audit.tel(m, regel) : this.audit.noteer(m, regel));
  }

  /**
   * Newest ceremony first.
   * @param bestuurId of one board, or null for the people of everybody.
   */
  async regels(
    bestuurId: string | null,
    filter: Certificatenfilter,
    { skip, take }: { skip: number; take: number },
  ): Promise<{ items: Gecertificeerde[]; totaal: number }> {
    const waarden = waardenVan(bestuurId, filter);
    const [telling] = await this.dataSource.query<{ n: number }[]>(alle.telling, [...waarden]);
    const items = await this.dataSource.query<Gecertificeerde[]>(
      `WITH deze AS (SELECT k.id, k.jaar, k.volgnummer ${WAAR} ORDER BY k.jaar DESC, k.volgnummer DESC OFFSET $5 LIMIT $6)
       SELECT ${REGEL}
         FROM deze JOIN certificaat k ON k.id = deze.id
         JOIN aanmelding a ON a.id = k.aanmelding_id
         JOIN cohort c ON c.id = a.cohort_id
         JOIN opleiding o ON o.id = c.opleiding_id ${MET_SCHOOL}
        ORDER BY deze.jaar DESC, deze.volgnummer DESC`,
      [...waarden, skip, take],
    );
    return { items, totaal: telling!.n };
  }

  /** The choices of the filters of a bestuur: only that of which it has people. */
  async keuzes(
    bestuurId: string,
  ): Promise<{ opleidingen: { code: string; naam: string }[]; schooljaren: string[] }> {
    const rijen = await this.dataSource.query<{ code: string; naam: string; schooljaar: string | null }[]>(
      `SELECT DISTINCT o.code, o.naam, c.schooljaar ${WAAR} ORDER BY o.naam`,
      [bestuurId, null, null, null],
    );
    const jaren = new Set(rijen.flatMap(({ schooljaar }) => schooljaar ?? []));
    return {
      opleidingen: [...new Map(rijen.map(({ code, naam }) => [code, { code, naam }])).values()],
      schooljaren: [...jaren].sort().reverse(),
    };
  }
}

/** The filters that were filled in, as they stand in an address and in an auditregel. */
export const gevraagd = ({ opleiding, schooljaar, sector }: Certificatenfilter): Record<string, string> => ({
  ...(opleiding ? { opleiding } : {}),
  ...(schooljaar ? { schooljaar } : {}),
  ...(sector ? { sector } : {}),
});

async function aanmeldingenBij(m: EntityManager, items: readonly Gecertificeerde[]): Promise<string[]> {
  const nummers = items.map(({ nummer }) => nummer);
  const rows = await m.query<{ id: string }[]>(
    'SELECT aanmelding_id AS id FROM certificaat WHERE nummer = ANY($1)',
    [nummers],
  );
  return rows.map(({ id }) => id);
}

const lijstVan = (formaat: Formaat, filter: Certificatenfilter): Meegenomen => ({
  ...{ lijst: 'certificaten', formaat },
  filter: gevraagd(filter),
});

/** The owner of the list: the bestuur, or else whoever asked for it. */
function onderwerpVan(wie: Wie): NieuweAuditregel['onderwerp'] {
  const bestuurId = bereikVan(wie);
  if (bestuurId) return { soort: 'bestuur', id: bestuurId };
  return { soort: wie.soort === 'sleutel' ? 'sleutel' : 'gebruiker', id: 'id' in wie ? wie.id : '' };
}
