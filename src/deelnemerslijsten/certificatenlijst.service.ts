import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, type NieuweAuditregel } from '../audit/audit.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Lists } from '../platform/lists.js';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import type { Wie } from '../toegang/wie.js';
import { bereikVan } from './deelnemerslijsten.rules.js';
import { alsCsv, alsXlsx, type Formaat, type Kolom, komtVaak } from './formaten.rules.js';

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
}

/** $1 bestuur, $2 opleiding code, $3 schooljaar */
const WAAR = `
    FROM certificaat k
    JOIN aanmelding a ON a.id = k.aanmelding_id
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
   WHERE k.ingetrokken_op IS NULL AND k.vervangen_op IS NULL
     AND ($1::uuid IS NULL OR a.bestuur_id = $1)
     AND ($2::text IS NULL OR o.code = $2)
     AND ($3::text IS NULL OR c.schooljaar = $3)`;

/** Noon in Utrecht, which is that day in every cell. */
const dag = (datum: string): Date => new Date(`${datum}T11:00:00Z`);

/** The columns of a downloaded list of certificaten, the same in every format. */
const certificaatkolommen: readonly Kolom<Gecertificeerde>[] = [
  { kop: 'Nummer', soort: 'code', breedte: 16, waarde: (k) => k.nummer },
  { kop: 'Naam', soort: 'tekst', breedte: 28, waarde: (k) => k.naam },
  { kop: 'Functie', soort: 'tekst', breedte: 22, waarde: (k) => k.functie },
  { kop: 'Vestigingscode', soort: 'code', breedte: 14, waarde: (k) => k.vestigingscode },
  { kop: 'School', soort: 'tekst', breedte: 30, waarde: (k) => k.school },
  { kop: 'Bestuursnummer', soort: 'code', breedte: 15, waarde: (k) => k.bestuursnummer },
  { kop: 'Bestuur', soort: 'tekst', breedte: 24, waarde: (k) => k.bestuur },
  { kop: 'Opleidingscode', soort: 'code', breedte: 14, waarde: (k) => k.opleidingCode },
  { kop: 'Opleiding', soort: 'tekst', breedte: 34, waarde: (k) => k.opleiding },
  { kop: 'Leerjaar', soort: 'getal', breedte: 9, waarde: (k) => k.leerjaar },
  { kop: 'Van leerjaren', soort: 'getal', breedte: 12, waarde: (k) => k.leerjaren },
  { kop: 'Cohortcode', soort: 'code', breedte: 14, waarde: (k) => k.cohortCode },
  { kop: 'Cohort', soort: 'tekst', breedte: 24, waarde: (k) => k.cohort },
  { kop: 'Schooljaar', soort: 'code', breedte: 11, waarde: (k) => k.schooljaar },
  { kop: 'Uitgereikt op', soort: 'dag', breedte: 14, waarde: (k) => dag(k.datum) },
  { kop: 'Studielast in uren', soort: 'getal', breedte: 16, waarde: (k) => k.studielastUren },
  { kop: 'Herregistratiepunten', soort: 'getal', breedte: 18, waarde: (k) => k.herregistratiepunten },
];

const PER_KEER = 500;

const schrijvers = {
  csv: (delen: AsyncIterable<Gecertificeerde[]>) => alsCsv(certificaatkolommen, delen),
  xlsx: (delen: AsyncIterable<Gecertificeerde[]>) => alsXlsx('Certificaten', certificaatkolommen, delen),
};

/** The list of certificaten. What leaves the house is recorded each time, in the transaction that read it. */
@Injectable()
export class CertificatenlijstService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly lists: Lists,
  ) {}

  /** One page for a program. */
  pagina(wie: Wie, filter: Certificatenfilter, query: PagingQuery): Promise<Paged<Gecertificeerde>> {
    const bestuurId = bereikVan(wie);
    return inTransaction(this.dataSource, async (m) => {
      const { items, totaal } = await this.regels(m, bestuurId, filter, sliceOf(query));
      await this.noteer(m, wie, 'json', items.length, filter);
      return paged(items, totaal, query);
    });
  }

  /** The whole list. */
  bestand(wie: Wie, filter: Certificatenfilter, formaat: keyof typeof schrijvers): Promise<Buffer> {
    return this.lists.make(() => this.maak(wie, filter, formaat));
  }

  private maak(wie: Wie, filter: Certificatenfilter, formaat: keyof typeof schrijvers): Promise<Buffer> {
    const bestuurId = bereikVan(wie);
    return inTransaction(this.dataSource, async (m) => {
      // One moment for all parts: a certificaat that is issued in between shifts nothing.
      await m.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      const teller = { aantal: 0 };
      const bytes = await schrijvers[formaat](this.delen(m, bestuurId, filter, teller));
      await this.noteer(m, wie, formaat, teller.aantal, filter);
      return bytes;
    });
  }

  private async *delen(
    m: EntityManager,
    bestuurId: string | null,
    filter: Certificatenfilter,
    teller: { aantal: number },
  ): AsyncGenerator<Gecertificeerde[]> {
    for (;;) {
      const plek = { skip: teller.aantal, take: PER_KEER };
      const { items } = await this.regels(m, bestuurId, filter, plek);
      teller.aantal += items.length;
      if (items.length > 0) yield items;
      if (items.length < PER_KEER) return;
    }
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
   * @param m a transaction, or the plain manager.
   * @param bestuurId of one board, or null for the people of everybody.
   */
  async regels(
    m: EntityManager,
    bestuurId: string | null,
    { opleiding, schooljaar }: Certificatenfilter,
    { skip, take }: { skip: number; take: number },
  ): Promise<{ items: Gecertificeerde[]; totaal: number }> {
    const waarden = [bestuurId, opleiding || null, schooljaar || null];
    const [telling] = await m.query<{ n: number }[]>(`SELECT count(*)::integer AS n ${WAAR}`, waarden);
    const items = await m.query<Gecertificeerde[]>(
      `WITH deze AS (SELECT k.id, k.jaar, k.volgnummer ${WAAR} ORDER BY k.jaar DESC, k.volgnummer DESC OFFSET $4 LIMIT $5)
       SELECT k.nummer, k.gegevens->>'naam' AS naam, a.functie, s.vestigingscode, s.naam AS school,
              b.nummer AS bestuursnummer, coalesce(b.naam, b.nummer) AS bestuur, o.code AS "opleidingCode",
              k.gegevens->>'opleiding' AS opleiding, c.code AS "cohortCode", c.naam AS cohort, c.schooljaar, k.leerjaar,
              (k.gegevens->>'leerjaren')::integer AS leerjaren, k.gegevens->>'datum' AS datum,
              (k.gegevens->>'studielastUren')::float AS "studielastUren",
              (k.gegevens->>'herregistratiepunten')::float AS "herregistratiepunten"
         FROM deze JOIN certificaat k ON k.id = deze.id
         JOIN aanmelding a ON a.id = k.aanmelding_id
         JOIN cohort c ON c.id = a.cohort_id
         JOIN opleiding o ON o.id = c.opleiding_id
         LEFT JOIN school s ON s.id = a.school_id
         LEFT JOIN bestuur b ON b.id = a.bestuur_id
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
      [bestuurId, null, null],
    );
    const jaren = new Set(rijen.flatMap(({ schooljaar }) => schooljaar ?? []));
    return {
      opleidingen: [...new Map(rijen.map(({ code, naam }) => [code, { code, naam }])).values()],
      schooljaren: [...jaren].sort().reverse(),
    };
  }
}

/** The filters that were filled in, as they stand in an address and in an auditregel. */
export const gevraagd = ({ opleiding, schooljaar }: Certificatenfilter): Record<string, string> => ({
  ...(opleiding ? { opleiding } : {}),
  ...(schooljaar ? { schooljaar } : {}),
});

/** The owner of the list: the bestuur, or else whoever asked for it. */
function onderwerpVan(wie: Wie): NieuweAuditregel['onderwerp'] {
  const bestuurId = bereikVan(wie);
  if (bestuurId) return { soort: 'bestuur', id: bestuurId };
  return { soort: wie.soort === 'sleutel' ? 'sleutel' : 'gebruiker', id: 'id' in wie ? wie.id : '' };
}
