import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

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

/** Reads who holds which certificaat. `bestuurId` is that of one board, or null for the people of everybody. */
@Injectable()
export class CertificatenlijstQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest ceremony first. @param m a transaction, or the plain manager. */
  async pagina(
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

  /** What the filters of a bestuur offer: only that of which it has people. */
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
