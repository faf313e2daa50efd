import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { aanmeldstand, type Aanmeldstand } from './cohorten.rules.js';
import {
  type Cohortstatus,
  IN_AANGEKONDIGD,
  IN_NEEMT_AANMELDINGEN,
  IN_VOOR_HET_BEGIN,
  ZICHTBAAR,
} from './standen.js';
import type { CohortTelling } from './cohort.entity.js';

const COLUMNS = `
  c.id, c.code, c.naam, c.schooljaar, c.status, c.opleiding_id AS "opleidingId", o.code AS "opleidingCode",
  o.naam AS opleiding, o.kosten_cent AS "kostenCent", o.vergoeding_pct AS "vergoedingPct",
  o.vergoeding_voor AS "vergoedingVoor", c.capaciteit, t.bezet, t.geplaatst, t.bezet - t.geplaatst AS voorlopig,
  t.wachtend, c.minimum, c.go_no_go_op AS "goNoGoOp", c.aanmelden_vanaf AS "aanmeldenVanaf",
  c.aanmelden_voor AS "aanmeldenVoor", c.locatie, c.annuleringsreden, c.toelichting, c.bron,
  c.alleen_aangekondigd AS "alleenAangekondigd", c.voorbeeldvelden, c.versie,
  c.herinneringsdagen, c.pe_uitvoeringscode AS "peUitvoeringscode",
  c.eerste, c.laatste`;

const FROM = 'FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id';

/** $1 now. Counted for the cohorten that are shown, never for those that only had to be passed over. */
const COUNTS = `
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND (vervalt_op IS NULL OR vervalt_op > $1))::integer AS bezet,
           count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND status <> 'voorlopig')::integer AS geplaatst,
           count(*) FILTER (WHERE status = 'wachtlijst')::integer AS wachtend
      FROM aanmelding WHERE cohort_id = c.id) t`;

/**
 * $1 now, $2 today, $3 public only, $4 visible states, $5 ids, $6 opleiding code, $7 opleiding ids, $8 open,
 * $9 schooljaar, $10 status, $11 search, $12 to come or under way,
 * $13 sector; an opleiding without sectors is for all of them
 */
const WHERE = `
  WHERE ($1::timestamptz IS NOT NULL)
    AND (NOT $3::boolean OR (o.gepubliceerd AND c.status = ANY($4)))
    AND ($5::uuid[] IS NULL OR c.id = ANY($5))
    AND ($6::text IS NULL OR o.code = $6)
    AND ($7::uuid[] IS NULL OR c.opleiding_id = ANY($7))
    AND (NOT $8::boolean OR (c.status ${IN_NEEMT_AANMELDINGEN}
         AND coalesce(c.aanmelden_vanaf <= $2::date, true) AND coalesce(c.aanmelden_voor > $2::date, true)
         AND coalesce(c.eerste > $1, true)))
    AND ($9::text IS NULL OR c.schooljaar = $9)
    AND ($10::text IS NULL OR c.status = $10)
    AND ($11::text IS NULL OR c.opleiding_id IN (SELECT id FROM opleiding WHERE naam ILIKE $11)
         OR c.naam || E'\\n' || c.code ILIKE $11)
    AND (NOT $12::boolean OR c.status ${IN_AANGEKONDIGD}
         OR (c.status = 'geannuleerd' AND coalesce(c.laatste > $1, true)))
    AND ($13::text IS NULL OR $13 = ANY(o.sectoren) OR o.sectoren = '{}')`;

/** Double precision, because a sum of `numeric` for each row takes longer than all the rest of the order. */
const ORDER = `
  ORDER BY coalesce(c.eerste > $1, c.status ${IN_VOOR_HET_BEGIN}) DESC,
           abs(date_part('epoch', c.eerste) - date_part('epoch', $1::timestamptz)) NULLS LAST,
           c.schooljaar DESC NULLS LAST, c.code`;

/** The cohorten of one page: first which ones, then what there is to tell of them. $14 to pass over, $15 to read. */
const lijst = `
  WITH gekozen AS MATERIALIZED (SELECT c.id ${FROM} ${WHERE} ${ORDER} OFFSET $14 LIMIT $15)
  SELECT ${COLUMNS} ${FROM} ${COUNTS} WHERE c.id IN (SELECT id FROM gekozen) ${ORDER}`;

const telling = `SELECT count(*)::integer AS n ${FROM} ${WHERE}`;

/** $1 now, $2 how many. */
const onderMinimum = `
  SELECT ${COLUMNS}
    FROM (SELECT * FROM cohort WHERE status = 'open' AND go_no_go_op IS NOT NULL AND coalesce(eerste > $1, true)
           ORDER BY go_no_go_op, code OFFSET 0) c
    JOIN opleiding o ON o.id = c.opleiding_id ${COUNTS}
   WHERE t.bezet < coalesce(c.minimum, 0)
   ORDER BY c.go_no_go_op, c.code LIMIT $2`;

export interface BijeenkomstBeeld {
  id: string;
  cohortId: string;
  begint: Date;
  eindigt: Date;
  locatie: string | null;
  link: string | null;
  onderwerp: string | null;
  leerjaar: number;
  trainerId: string | null;
}

/** A cohort with its places counted as of now: a hold past its end takes no place. */
export interface CohortBeeld {
  id: string;
  code: string;
  naam: string;
  schooljaar: string | null;
  status: Cohortstatus;
  aanmelden: Aanmeldstand;
  opleidingId: string;
  opleidingCode: string;
  opleiding: string;
  kostenCent: number | null;
  vergoedingPct: number | null;
  vergoedingVoor: string | null;
  capaciteit: number | null;
  bezet: number;
  geplaatst: number;
  voorlopig: number;
  wachtend: number;
  minimum: number | null;
  goNoGoOp: string | null;
  aanmeldenVanaf: string | null;
  aanmeldenVoor: string | null;
  locatie: string | null;
  annuleringsreden: string | null;
  toelichting: string | null;
  bron: string | null;
  alleenAangekondigd: boolean;
  voorbeeldvelden: string[];
  herinneringsdagen: number[];
  peUitvoeringscode: string | null;
  versie: number;
  eerste: Date | null;
  laatste: Date | null;
  bijeenkomsten: BijeenkomstBeeld[];
}

export interface TellingBeeld extends Pick<CohortTelling, 'soort' | 'leerjaar' | 'aantal' | 'cohortId'> {
  cohort: string;
  schooljaar: string | null;
  certificeringOp: string | null;
  certificeringLocatie: string | null;
  /** The note on the whole cohort. */
  toelichting: string | null;
}

export interface Cohortfilter {
  ids?: string[];
  opleiding?: string;
  opleidingIds?: string[];
  aanmelden?: 'open';
  schooljaar?: string;
  status?: string;
  zoek?: string;
  sector?: string;
  /** Only what is yet to come or under way, and what was called off and would be. */
  actueel?: boolean;
  /** Only what the outside world may know. */
  openbaar: boolean;
}

/** Lists of cohorten for screens and the API, and what was published about those from before this platform. */
@Injectable()
export class CohortenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Cohorten that are yet to begin, soonest first; then those that have begun, latest first. */
  async zoek(filter: Cohortfilter, skip = 0, take = 1000): Promise<CohortBeeld[]> {
    const nu = this.clock.now();
    const rows = await this.dataSource.query<CohortBeeld[]>(lijst, [
      ...this.parameters(filter, nu),
      skip,
      take,
    ]);
    return this.aangevuld(rows, nu);
  }

  /** Open, not yet begun, with a day on which is decided and with fewer people than the minimum; that day in order. */
  async onderMinimum(aantal: number): Promise<CohortBeeld[]> {
    const nu = this.clock.now();
    return this.aangevuld(await this.dataSource.query<CohortBeeld[]>(onderMinimum, [nu, aantal]), nu);
  }

  async tel(filter: Cohortfilter): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      telling,
      this.parameters(filter, this.clock.now()),
    );
    return row!.n;
  }

  async een(id: string, openbaar: boolean): Promise<CohortBeeld | undefined> {
    return (await this.zoek({ ids: [id], openbaar }))[0];
  }

  /**
   * All cohorten that meet in these days, with all their bijeenkomsten.
   * @param dagen first and last day, `YYYY-MM-DD` in Amsterdam, both included.
   */
  async inDagen(dagen: { van: string; totEnMet: string }, openbaar: boolean): Promise<CohortBeeld[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT DISTINCT cohort_id AS id FROM bijeenkomst WHERE begint >= $1 AND begint < $2',
      [momentAt(dagen.van), momentAt(addDays(dagen.totEnMet, 1))],
    );
    const ids = rows.map(({ id }) => id);
    return ids.length > 0 ? this.zoek({ ids, openbaar }, 0, ids.length) : [];
  }

  async schooljaren(): Promise<string[]> {
    const rows = await this.dataSource.query<{ schooljaar: string }[]>(
      'SELECT DISTINCT schooljaar FROM cohort WHERE schooljaar IS NOT NULL ORDER BY schooljaar DESC',
    );
    return rows.map(({ schooljaar }) => schooljaar);
  }

  /** Published counts from before this platform, newest school year first. */
  tellingen(opleidingId: string): Promise<TellingBeeld[]> {
    return this.dataSource.query<TellingBeeld[]>(
      `SELECT t.cohort_id AS "cohortId", t.soort, t.leerjaar, t.aantal, c.naam AS cohort, c.schooljaar,
              c.certificering_op AS "certificeringOp", c.certificering_locatie AS "certificeringLocatie",
              c.toelichting
         FROM cohort_telling t JOIN cohort c ON c.id = t.cohort_id
        WHERE c.opleiding_id = $1
        ORDER BY c.schooljaar DESC NULLS LAST, c.code, t.leerjaar NULLS LAST`,
      [opleidingId],
    );
  }

  /** How many of a cohort were certified per leerjaar, as published; null where the source does not say. */
  gecertificeerd(cohortId: string): Promise<{ leerjaar: number | null; aantal: number | null }[]> {
    return this.dataSource.query(
      `SELECT leerjaar, aantal FROM cohort_telling WHERE cohort_id = $1 AND soort = 'gecertificeerd'
        ORDER BY leerjaar NULLS LAST`,
      [cohortId],
    );
  }

  private async aangevuld(rows: CohortBeeld[], nu: Date): Promise<CohortBeeld[]> {
    const bijeenkomsten = await this.bijeenkomsten(rows.map(({ id }) => id));
    return rows.map((row) => ({
      ...row,
      aanmelden: aanmeldstand(row, dateOf(nu), row.eerste !== null && row.eerste <= nu),
      bijeenkomsten: bijeenkomsten.get(row.id) ?? [],
    }));
  }

  private parameters(filter: Cohortfilter, nu: Date): unknown[] {
    return [
      nu,
      dateOf(nu),
      filter.openbaar,
      ZICHTBAAR,
      filter.ids ?? null,
      filter.opleiding ?? null,
      filter.opleidingIds ?? null,
      filter.aanmelden === 'open',
      filter.schooljaar ?? null,
      filter.status ?? null,
      filter.zoek ? `%${filter.zoek.replace(/[\\%_]/g, '\\$&')}%` : null,
      filter.actueel === true,
      filter.sector ?? null,
    ];
  }

  private async bijeenkomsten(cohortIds: string[]): Promise<Map<string, BijeenkomstBeeld[]>> {
    const rows = await this.dataSource.query<BijeenkomstBeeld[]>(
      `SELECT id, cohort_id AS "cohortId", begint, eindigt, locatie, link, onderwerp, leerjaar, trainer_id AS "trainerId"
         FROM bijeenkomst WHERE cohort_id = ANY($1) ORDER BY begint, id`,
      [cohortIds],
    );
    const perCohort = new Map<string, BijeenkomstBeeld[]>();
    for (const row of rows) {
      const eigen = perCohort.get(row.cohortId);
      if (eigen) eigen.push(row);
      else perCohort.set(row.cohortId, [row]);
    }
    return perCohort;
  }
}

/** Places that can still be had. */
export const vrijVan = ({ capaciteit, bezet }: Pick<CohortBeeld, 'capaciteit' | 'bezet'>): number =>
  Math.max((capaciteit ?? 0) - bezet, 0);
