import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Aanmeldstatus, Wachtreden } from '../aanmeldingen/aanmeldingen.rules.js';
import { Clock } from '../platform/clock/clock.js';
import type { Filter } from './filter.js';

/** One line of a deelnemerslijst: school and bestuur are those of the moment of enrolling. */
export interface Deelnemer {
  id: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  functie: string;
  vestigingscode: string | null;
  school: string | null;
  bestuursnummer: string | null;
  bestuur: string | null;
  opleidingCode: string;
  opleiding: string;
  cohortId: string;
  cohortCode: string;
  cohort: string;
  schooljaar: string | null;
  /** Begin of the first bijeenkomst. */
  eerste: Date | null;
  /** As of now: a hold past its end reads as `verlopen`. */
  status: Aanmeldstatus;
  wachtOp: Wachtreden[];
  vervaltOp: Date | null;
  wachtlijstpositie: number | null;
  aangemeldOp: Date;
  externeReferentie: string | null;
}

/** A choice that a filter offers. */
export interface Cohortkeuze {
  id: string;
  naam: string;
  schooljaar: string | null;
  opleidingCode: string;
  opleiding: string;
}

/** The same rule as `statusOp`, in SQL, so that the database can filter on it and page. */
const VERLOPEN = `(a.status = 'voorlopig' AND a.vervalt_op <= $6)`;

const FROM = `
    FROM aanmelding a
    CROSS JOIN LATERAL (SELECT CASE WHEN ${VERLOPEN} THEN 'verlopen' ELSE a.status END AS status) nu
    JOIN persoon p ON p.id = a.persoon_id
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id
   WHERE ($1::uuid IS NULL OR a.bestuur_id = $1)
     AND ($2::uuid IS NULL OR a.cohort_id = $2)
     AND ($3::text IS NULL OR o.code = $3)
     AND ($4::text IS NULL OR c.schooljaar = $4)
     AND ($5::text[] IS NULL OR nu.status = ANY($5))`;

const LIJST = `
  SELECT a.id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email, a.functie, s.vestigingscode, s.naam AS school,
         b.nummer AS bestuursnummer, coalesce(b.naam, b.nummer) AS bestuur,
         o.code AS "opleidingCode", o.naam AS opleiding, c.id AS "cohortId", c.code AS "cohortCode", c.naam AS cohort,
         c.schooljaar, (SELECT min(begint) FROM bijeenkomst WHERE cohort_id = c.id) AS eerste, nu.status,
         CASE WHEN ${VERLOPEN} THEN '{}' ELSE a.wacht_op END AS "wachtOp",
         CASE WHEN ${VERLOPEN} THEN NULL ELSE a.vervalt_op END AS "vervaltOp",
         CASE WHEN a.wachtlijst_rang IS NOT NULL THEN
           (SELECT count(*)::integer FROM aanmelding w
             WHERE w.cohort_id = a.cohort_id AND w.wachtlijst_rang <= a.wachtlijst_rang) END AS wachtlijstpositie,
         a.aangemeld_op AS "aangemeldOp", a.externe_referentie AS "externeReferentie"
  ${FROM}
   ORDER BY o.naam, c.schooljaar DESC NULLS LAST, c.naam, c.id, p.achternaam, p.voornaam, a.id`;

/** A part is put into its format in one go, while nobody else is answered: so it is small. */
const PER_KEER = 250;

/** Reads deelnemerslijsten. Whose people: `bestuurId` of one board, or null for those of everybody. */
@Injectable()
export class DeelnemerslijstenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @param m a transaction, or the plain manager. */
  async pagina(
    m: EntityManager,
    bestuurId: string | null,
    filter: Filter,
    { skip, take }: { skip: number; take: number },
  ): Promise<{ items: Deelnemer[]; totaal: number }> {
    const waarden = this.waarden(bestuurId, filter);
    const items = await m.query<Deelnemer[]>(`${LIJST} OFFSET $7 LIMIT $8`, [...waarden, skip, take]);
    const [row] = await m.query<{ n: number }[]>(`SELECT count(*)::integer AS n ${FROM}`, waarden);
    return { items, totaal: row!.n };
  }

  /** The whole list as it is at one moment, a part at a time. @param m a transaction, which holds the cursor. */
  async *lees(m: EntityManager, bestuurId: string | null, filter: Filter): AsyncGenerator<Deelnemer[]> {
    await m.query(`DECLARE deelnemerslijst NO SCROLL CURSOR FOR ${LIJST}`, this.waarden(bestuurId, filter));
    for (;;) {
      const deel = await m.query<Deelnemer[]>(`FETCH ${PER_KEER} FROM deelnemerslijst`);
      if (deel.length > 0) yield deel;
      if (deel.length < PER_KEER) return;
    }
  }

  /** The cohorten in which this board has or had people, newest first. */
  cohortenMetMensenVan(bestuurId: string): Promise<Cohortkeuze[]> {
    return this.dataSource.query(
      `SELECT c.id, c.naam, c.schooljaar, o.code AS "opleidingCode", o.naam AS opleiding
         FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id
        WHERE c.id IN (SELECT cohort_id FROM aanmelding WHERE bestuur_id = $1)
        ORDER BY c.schooljaar DESC NULLS LAST, o.naam, c.naam, c.id`,
      [bestuurId],
    );
  }

  /** Names the filters that nothing in the academy answers to. */
  async onbekend({ cohort, opleiding }: Filter): Promise<('cohort' | 'opleiding')[]> {
    const [row] = await this.dataSource.query<{ cohort: boolean; opleiding: boolean }[]>(
      `SELECT $1::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM cohort WHERE id = $1) AS cohort,
              $2::text IS NOT NULL AND NOT EXISTS (SELECT FROM opleiding WHERE code = $2) AS opleiding`,
      [cohort ?? null, opleiding ?? null],
    );
    return (['cohort', 'opleiding'] as const).filter((veld) => row![veld]);
  }

  private waarden(bestuurId: string | null, { cohort, opleiding, schooljaar, status }: Filter): unknown[] {
    return [
      bestuurId,
      cohort ?? null,
      opleiding ?? null,
      schooljaar ?? null,
      status?.length ? status : null,
      this.clock.now(),
    ];
  }
}
