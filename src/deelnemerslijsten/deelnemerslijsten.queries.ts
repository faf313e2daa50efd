import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sectorVan } from '../besturen/standen.js';
import { Clock } from '../platform/clock/clock.js';
import type { Value } from '../platform/database/literals.js';
import type { Aanmeldstatus, Wachtreden } from '../aanmeldingen/standen.js';
import type { Filter } from './deelnemerslijsten.rules.js';
import { tellingPerBestuur } from './kolommen.rules.js';
import type { Lijstvraag } from './lijstbestanden.service.js';

/** The same rule as `statusOp`, in SQL, so that the database can filter on it and page. */
const VERLOPEN = `(a.status = 'voorlopig' AND a.vervalt_op <= $6)`;
const STATUS = `CASE WHEN ${VERLOPEN} THEN 'verlopen' ELSE a.status END`;

/**
 * $1 bestuur, $2 cohort, $3 opleiding code, $4 schooljaar, $5 statussen, $6 now, $7 sector. A bestuur does not see what a stranger may
 * have filled in.
 */
const VAN_AANMELDING = `
    ($1::uuid IS NULL OR (a.bestuur_id = $1 AND a.adres_bevestigd AND NOT a.beperkt))
     AND ($2::uuid IS NULL OR a.cohort_id = $2)
     AND ($5::text[] IS NULL OR ${STATUS} = ANY($5))
     AND ($6::timestamptz IS NOT NULL)
     AND ($7::text IS NULL OR ${sectorVan('a')} = $7)`;
const VAN_COHORT = `
     ($3::text IS NULL OR o.code = $3)
     AND ($4::text IS NULL OR c.schooljaar = $4)`;
const COHORTVOLGORDE = 'o.naam, c.schooljaar DESC NULLS LAST, c.naam, c.id';

/**
 * In which cohorten the lines of a page are ($8 to pass over, $9 to read), how many lines come before these cohorten,
 * and how many there are in all. The order begins with the cohort, so that the lines need not be sorted to know it.
 */
const lijstplek = `
  WITH per_cohort AS (
    SELECT a.cohort_id, count(*) AS n FROM aanmelding a WHERE ${VAN_AANMELDING} GROUP BY a.cohort_id),
  rij AS (
    SELECT c.id, n, sum(n) OVER (ORDER BY ${COHORTVOLGORDE}) - n AS voor
      FROM per_cohort JOIN cohort c ON c.id = cohort_id JOIN opleiding o ON o.id = c.opleiding_id
     WHERE ${VAN_COHORT})
  SELECT coalesce(sum(n), 0)::integer AS totaal,
         (min(voor) FILTER (WHERE voor < $8::integer + $9::integer AND voor + n > $8))::integer AS voor,
         array_agg(id) FILTER (WHERE voor < $8 + $9 AND voor + n > $8) AS cohorten
    FROM rij`;

/** $8 only of these cohorten. */
const lijst = `
  SELECT a.id, p.voornaam, p.tussenvoegsel, p.achternaam, p.email, a.functie, s.vestigingscode, coalesce(s.naam, a.organisatie) AS school,
         b.nummer AS bestuursnummer, coalesce(b.naam, b.nummer) AS bestuur,
         o.code AS "opleidingCode", o.naam AS opleiding, c.id AS "cohortId", c.code AS "cohortCode", c.naam AS cohort,
         c.schooljaar, c.eerste, ${STATUS} AS status,
         CASE WHEN ${VERLOPEN} THEN '{}' ELSE a.wacht_op END AS "wachtOp",
         CASE WHEN ${VERLOPEN} THEN NULL ELSE a.vervalt_op END AS "vervaltOp",
         wachtlijstpositie(a.cohort_id, a.wachtlijst_rang) AS wachtlijstpositie,
         a.aangemeld_op AS "aangemeldOp", a.externe_referentie AS "externeReferentie"
    FROM aanmelding a
    JOIN persoon p ON p.id = a.persoon_id
    JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN school s ON s.id = a.school_id
    LEFT JOIN bestuur b ON b.id = a.bestuur_id
   WHERE ${VAN_AANMELDING} AND ${VAN_COHORT} AND ($8::uuid[] IS NULL OR a.cohort_id = ANY($8))
   ORDER BY ${COHORTVOLGORDE}, p.sorteernaam, a.id`;

/** How many lines that is. */
const telling = tellingPerBestuur(`
    FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
   WHERE ${VAN_AANMELDING} AND ${VAN_COHORT} AND ($8::uuid[] IS NULL OR a.cohort_id = ANY($8))`);

/** $1 bestuur, $2 cohort, $3 opleiding code, $4 schooljaar, $5 how many cohorten at most */
const keuzes = `
  WITH eigen AS MATERIALIZED (
    SELECT c.id, c.naam, c.schooljaar, o.code, o.naam AS opleiding
      FROM (SELECT DISTINCT cohort_id FROM aanmelding WHERE bestuur_id = $1 AND adres_bevestigd AND NOT beperkt) a
      JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id),
  gekozen AS (
    SELECT * FROM eigen
     ORDER BY id = $2 DESC NULLS LAST, ($3::text IS NULL OR code = $3) AND ($4::text IS NULL OR schooljaar = $4) DESC,
              schooljaar DESC NULLS LAST, opleiding, naam, id LIMIT $5)
  SELECT (SELECT count(*)::integer FROM eigen) AS "aantalCohorten",
         (SELECT coalesce(json_agg(json_build_object('id', id, 'naam', naam, 'opleiding', opleiding)
                   ORDER BY schooljaar DESC NULLS LAST, opleiding, naam, id), '[]') FROM gekozen) AS cohorten,
         (SELECT coalesce(json_agg(json_build_object('code', code, 'naam', opleiding)), '[]')
            FROM (SELECT DISTINCT code, opleiding FROM eigen) o) AS opleidingen,
         (SELECT coalesce(json_agg(schooljaar ORDER BY schooljaar DESC), '[]')
            FROM (SELECT DISTINCT schooljaar FROM eigen WHERE schooljaar IS NOT NULL) j) AS schooljaren`;

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

/** What the filters of a bestuur offer: only that in which it has or had people. */
export interface Keuzes {
  /** Newest first. At most `MEESTE_COHORTEN`; those that answer to the filter go before others. */
  cohorten: { id: string; naam: string; opleiding: string }[];
  aantalCohorten: number;
  opleidingen: { code: string; naam: string }[];
  schooljaren: string[];
}

/** A list to choose from is no longer than this. */
const MEESTE_COHORTEN = 200;

/** Reads deelnemerslijsten. Whose people: `bestuurId` of one board, or null for those of everybody. */
@Injectable()
export class DeelnemerslijstenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async pagina(
    bestuurId: string | null,
    filter: Filter,
    { skip, take }: { skip: number; take: number },
  ): Promise<{ items: Deelnemer[]; totaal: number }> {
    const waarden = this.waarden(bestuurId, filter);
    const [plek] = await this.dataSource.query<{ totaal: number; voor: number; cohorten: string[] | null }[]>(
      lijstplek,
      [...waarden, skip, take],
    );
    const { totaal, voor, cohorten } = plek!;
    if (!cohorten) return { items: [], totaal };
    const items = await this.dataSource.query<Deelnemer[]>(`${lijst} OFFSET $9 LIMIT $10`, [
      ...waarden,
      cohorten,
      skip - voor,
      take,
    ]);
    return { items, totaal };
  }

  /** The whole list. */
  alle(bestuurId: string | null, filter: Filter): Lijstvraag {
    return { rijen: lijst, telling, waarden: [...this.waarden(bestuurId, filter), null] };
  }

  async keuzes(bestuurId: string, { cohort, opleiding, schooljaar }: Filter): Promise<Keuzes> {
    const [row] = await this.dataSource.query<Keuzes[]>(keuzes, [
      bestuurId,
      cohort ?? null,
      opleiding ?? null,
      schooljaar ?? null,
      MEESTE_COHORTEN,
    ]);
    return row!;
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

  private waarden(bestuurId: string | null, filter: Filter): Value[] {
    const { cohort, opleiding, schooljaar, status, sector } = filter;
    return [
      bestuurId,
      cohort ?? null,
      opleiding ?? null,
      schooljaar ?? null,
      status?.length ? status : null,
      this.clock.now(),
      sector ?? null,
    ];
  }
}
