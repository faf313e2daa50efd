import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { keuzes, lijst, lijstplek } from './deelnemerslijsten.sql.js';
import type { Filter } from './filter.js';
import type { Aanmeldstatus, Wachtreden } from '../aanmeldingen/standen.js';

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

/** A part is put into its format in one go, while nobody else is answered: so it is small. */
const PER_KEER = 250;

/** A list to choose from is no longer than this. */
const MEESTE_COHORTEN = 200;

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
    const [plek] = await m.query<{ totaal: number; voor: number; cohorten: string[] | null }[]>(lijstplek, [
      ...waarden,
      skip,
      take,
    ]);
    const { totaal, voor, cohorten } = plek!;
    if (!cohorten) return { items: [], totaal };
    const items = await m.query<Deelnemer[]>(`${lijst} OFFSET $8 LIMIT $9`, [
      ...waarden,
      cohorten,
      skip - voor,
      take,
    ]);
    return { items, totaal };
  }

  /** The whole list as it is at one moment, a part at a time. @param m a transaction, which holds the cursor. */
  async *lees(m: EntityManager, bestuurId: string | null, filter: Filter): AsyncGenerator<Deelnemer[]> {
    await m.query(`DECLARE deelnemerslijst NO SCROLL CURSOR FOR ${lijst}`, [
      ...this.waarden(bestuurId, filter),
      null,
    ]);
    for (;;) {
      const deel = await m.query<Deelnemer[]>(`FETCH ${PER_KEER} FROM deelnemerslijst`);
      if (deel.length > 0) yield deel;
      if (deel.length < PER_KEER) return;
    }
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
