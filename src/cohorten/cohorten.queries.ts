import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { aanmeldstand, zichtbaar, type Aanmeldstand } from './cohorten.rules.js';
import type { Cohortstatus } from './cohort.entity.js';

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
  voorbeeldvelden: string[];
  versie: number;
  eerste: Date | null;
  laatste: Date | null;
  bijeenkomsten: BijeenkomstBeeld[];
}

export interface Cohortfilter {
  ids?: string[];
  opleiding?: string;
  opleidingIds?: string[];
  aanmelden?: 'open';
  schooljaar?: string;
  status?: string;
  zoek?: string;
  /** Only what the outside world may know. */
  openbaar: boolean;
}

const COLUMNS = `
  c.id, c.code, c.naam, c.schooljaar, c.status, c.opleiding_id AS "opleidingId", o.code AS "opleidingCode",
  o.naam AS opleiding, o.kosten_cent AS "kostenCent", o.vergoeding_pct AS "vergoedingPct",
  o.vergoeding_voor AS "vergoedingVoor", c.capaciteit, t.bezet, t.geplaatst, t.bezet - t.geplaatst AS voorlopig,
  t.wachtend, c.minimum, c.go_no_go_op AS "goNoGoOp", c.aanmelden_vanaf AS "aanmeldenVanaf",
  c.aanmelden_voor AS "aanmeldenVoor", c.locatie, c.annuleringsreden, c.toelichting, c.voorbeeldvelden, c.versie,
  b.eerste, b.laatste`;

const FROM = `
  FROM cohort c
  JOIN opleiding o ON o.id = c.opleiding_id
  CROSS JOIN LATERAL (
    SELECT min(begint) AS eerste, max(eindigt) AS laatste FROM bijeenkomst WHERE cohort_id = c.id) b`;

const COUNTS = `
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND (vervalt_op IS NULL OR vervalt_op > $1))::integer AS bezet,
           count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND status <> 'voorlopig')::integer AS geplaatst,
           count(*) FILTER (WHERE status = 'wachtlijst')::integer AS wachtend
      FROM aanmelding WHERE cohort_id = c.id) t`;

/** $1 now, $2 today, $3 public only, $4 visible states, $5 ids, $6 opleiding code, $7 opleiding ids, $8 open, $9 schooljaar, $10 status, $11 search */
const WHERE = `
  WHERE ($1::timestamptz IS NOT NULL)
    AND (NOT $3::boolean OR (o.gepubliceerd AND c.status = ANY($4)))
    AND ($5::uuid[] IS NULL OR c.id = ANY($5))
    AND ($6::text IS NULL OR o.code = $6)
    AND ($7::uuid[] IS NULL OR c.opleiding_id = ANY($7))
    AND (NOT $8::boolean OR (c.status IN ('open', 'bevestigd')
         AND coalesce(c.aanmelden_vanaf <= $2::date, true) AND coalesce(c.aanmelden_voor > $2::date, true)
         AND coalesce(b.eerste > $1, true)))
    AND ($9::text IS NULL OR c.schooljaar = $9)
    AND ($10::text IS NULL OR c.status = $10)
    AND ($11::text IS NULL OR o.naam ILIKE $11 OR c.naam ILIKE $11 OR c.code ILIKE $11)`;

/** Lists of cohorten for screens and the API. */
@Injectable()
export class CohortenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** What is yet to begin first, soonest first; then what has begun, latest first. */
  async zoek(filter: Cohortfilter, skip = 0, take = 1000): Promise<CohortBeeld[]> {
    const nu = this.clock.now();
    const rows = await this.dataSource.query<CohortBeeld[]>(
      `SELECT ${COLUMNS} ${FROM} ${COUNTS} ${WHERE}
        ORDER BY coalesce(b.eerste > $1, c.status IN ('concept', 'peiling', 'open', 'bevestigd')) DESC,
                 abs(extract(epoch FROM b.eerste - $1)) NULLS LAST, c.schooljaar DESC NULLS LAST, c.code
        OFFSET $12 LIMIT $13`,
      [...this.parameters(filter, nu), skip, take],
    );
    const bijeenkomsten = await this.bijeenkomsten(rows.map(({ id }) => id));
    return rows.map((row) => ({
      ...row,
      aanmelden: aanmeldstand(row, dateOf(nu), row.eerste !== null && row.eerste <= nu),
      bijeenkomsten: bijeenkomsten.get(row.id) ?? [],
    }));
  }

  async tel(filter: Cohortfilter): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n ${FROM} ${WHERE}`,
      this.parameters(filter, this.clock.now()),
    );
    return row!.n;
  }

  async een(id: string, openbaar: boolean): Promise<CohortBeeld | undefined> {
    return (await this.zoek({ ids: [id], openbaar }))[0];
  }

  async schooljaren(): Promise<string[]> {
    const rows = await this.dataSource.query<{ schooljaar: string }[]>(
      'SELECT DISTINCT schooljaar FROM cohort WHERE schooljaar IS NOT NULL ORDER BY schooljaar DESC',
    );
    return rows.map(({ schooljaar }) => schooljaar);
  }

  private parameters(filter: Cohortfilter, nu: Date): unknown[] {
    return [
      nu,
      dateOf(nu),
      filter.openbaar,
      zichtbaar,
      filter.ids ?? null,
      filter.opleiding ?? null,
      filter.opleidingIds ?? null,
      filter.aanmelden === 'open',
      filter.schooljaar ?? null,
      filter.status ?? null,
      filter.zoek ? `%${filter.zoek.replace(/[\\%_]/g, '\\$&')}%` : null,
    ];
  }

  private async bijeenkomsten(cohortIds: string[]): Promise<Map<string, BijeenkomstBeeld[]>> {
    const rows = await this.dataSource.query<BijeenkomstBeeld[]>(
      `SELECT id, cohort_id AS "cohortId", begint, eindigt, locatie, link, onderwerp, leerjaar, trainer_id AS "trainerId"
         FROM bijeenkomst WHERE cohort_id = ANY($1) ORDER BY begint, id`,
      [cohortIds],
    );
    const perCohort = new Map<string, BijeenkomstBeeld[]>();
    for (const row of rows) perCohort.set(row.cohortId, [...(perCohort.get(row.cohortId) ?? []), row]);
    return perCohort;
  }
}

/** Places that can still be had. */
export const vrijVan = ({ capaciteit, bezet }: Pick<CohortBeeld, 'capaciteit' | 'bezet'>): number =>
  Math.max((capaciteit ?? 0) - bezet, 0);
