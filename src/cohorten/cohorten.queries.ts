import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { aanmeldstand, type Aanmeldstand } from './cohorten.rules.js';
import { type Cohortstatus, ZICHTBAAR } from './standen.js';
import { lijst, onderMinimum, telling } from './cohorten.sql.js';

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

export interface Cohortfilter {
  ids?: string[];
  opleiding?: string;
  opleidingIds?: string[];
  aanmelden?: 'open';
  schooljaar?: string;
  status?: string;
  zoek?: string;
  /** Only what is yet to come or under way, and what was called off and would be. */
  actueel?: boolean;
  /** Only what the outside world may know. */
  openbaar: boolean;
}

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

  async schooljaren(): Promise<string[]> {
    const rows = await this.dataSource.query<{ schooljaar: string }[]>(
      'SELECT DISTINCT schooljaar FROM cohort WHERE schooljaar IS NOT NULL ORDER BY schooljaar DESC',
    );
    return rows.map(({ schooljaar }) => schooljaar);
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
