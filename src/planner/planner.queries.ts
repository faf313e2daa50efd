import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { Clock } from '../platform/clock/clock.js';
import type { Moment } from '../cohorten/moment.entity.js';
import { addDays, addHours, dateOf, momentAt, timeZone } from '../platform/clock/dates.js';
import { TaakRun } from './taak-run.entity.js';
import { PlannerService } from './planner.service.js';
import { Taakbewaking } from '../platform/taak.js';

/** A task that needs somebody to look at it. */
export interface TeLaat {
  taak: string;
  /** It runs still, since too long; or it fails each time; or nobody runs it. */
  waarom: 'hangt' | 'mislukt' | 'stil';
  /** When a run last went well; null when none ever did. */
  klaarOp: Date | null;
}

/** How many moments of one soort there are on a day. */
export interface Dagtelling {
  /** `YYYY-MM-DD`; what should have been before today counts as today. */
  dag: string;
  soort: Moment['soort'];
  aantal: number;
}

export interface KomendMoment {
  soort: Moment['soort'];
  op: Date;
  dagenVooraf: number;
  cohortId: string;
  opleiding: string;
  cohort: string;
  /** Of the bijeenkomst that it is about. */
  begint: Date | null;
}

const DAGEN = 14;
const EERSTE = 10;

/** Minutes after which a planned moment should have been handled. */
const BLIJFT_LIGGEN_NA = 30;

// Runs as of another moment say nothing about now, and those who help nothing about who should have the turn.
const TE_LAAT = `
  SELECT k.naam AS taak,
         CASE WHEN EXISTS (SELECT 1 FROM taak_run r WHERE r.taak = k.naam AND r.nu IS NULL AND r.hulp = 0
                              AND r.geeindigd_op IS NULL AND r.begonnen_op < clock_timestamp() - k.geduld) THEN 'hangt'
              WHEN EXISTS (SELECT 1 FROM taak_run r WHERE r.taak = k.naam AND r.nu IS NULL AND r.hulp = 0 AND r.resultaat = 'mislukt'
                              AND r.geeindigd_op > clock_timestamp() - k.geduld) THEN 'mislukt'
              ELSE 'stil' END AS waarom,
         (SELECT max(r.geeindigd_op) FROM taak_run r
           WHERE r.taak = k.naam AND r.nu IS NULL AND r.hulp = 0 AND r.resultaat = 'gelukt') AS "klaarOp"
    FROM (SELECT naam, make_interval(mins => minuten) AS geduld
            FROM unnest($1::text[], $2::int[]) AS kandidaat (naam, minuten)) k
   WHERE NOT EXISTS (SELECT 1 FROM taak_run r WHERE r.taak = k.naam AND r.nu IS NULL AND r.hulp = 0 AND r.resultaat = 'gelukt'
                        AND r.geeindigd_op > clock_timestamp() - k.geduld)
   ORDER BY k.naam`;

/**
 * Reads what the planner has been doing, and has ahead of it. Tells of tasks that are too late also where this process
 * does not run the schedule itself: then another one should.
 */
@Injectable()
export class PlannerQueries extends Taakbewaking {
  private readonly begonnen: Date;

  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: PlannerService,
    private readonly clock: Clock,
  ) {
    super();
    this.begonnen = clock.now();
  }

  /** The last run of each task, finished or not. */
  async laatstePerTaak(): Promise<Map<string, TaakRun>> {
    const namen = this.planner.taken().map(({ taak }) => taak.naam);
    const runs = await Promise.all(
      namen.map((taak) =>
        this.dataSource.getRepository(TaakRun).findOne({
          where: { taak, hulp: 0 },
          order: { begonnenOp: 'DESC', id: 'DESC' },
        }),
      ),
    );
    return new Map(runs.flatMap((run) => (run ? [[run.taak, run]] : [])));
  }

  /** The runs of one task, or of all together, newest first. */
  async lijst(query: PagingQuery, taak?: string): Promise<Paged<TaakRun>> {
    const { skip, take } = sliceOf(query);
    const [items, totaal] = await this.dataSource
      .getRepository(TaakRun)
      .findAndCount({ where: taak ? { taak } : {}, order: { id: 'DESC' }, skip, take });
    return paged(items, totaal, query);
  }

  /**
   * The tasks of which no run has gone well for too long.
   * @param minuten how long somebody has been there to run them, at least this process; before that nothing is too late.
   */
  override async teLaat(minuten = this.minutenHier()): Promise<TeLaat[]> {
    const kandidaten = this.planner.taken().filter(({ teLaatNa }) => minuten > teLaatNa);
    return this.dataSource.query<TeLaat[]>(TE_LAAT, [
      kandidaten.map(({ taak }) => taak.naam),
      kandidaten.map(({ teLaatNa }) => teLaatNa),
    ]);
  }

  private minutenHier(): number {
    return (this.clock.now().getTime() - this.begonnen.getTime()) / 60_000;
  }

  /**
   * Planned moments that nobody took though their time has come, by soort: also when every task says that it went well.
   * @param minuten as with `teLaat`.
   */
  async blijvenLiggen(minuten: number): Promise<{ soort: string; aantal: number }[]> {
    if (minuten <= BLIJFT_LIGGEN_NA) return [];
    return this.dataSource.query<{ soort: string; aantal: number }[]>(
      `SELECT soort, count(*)::integer AS aantal FROM moment
        WHERE status = 'gepland' AND op < $1 GROUP BY soort ORDER BY soort`,
      [addHours(this.clock.now(), -BLIJFT_LIGGEN_NA / 60)],
    );
  }

  /** The planned moments of the coming two weeks, counted by day and soort. */
  komendPerDag(): Promise<Dagtelling[]> {
    const vandaag = dateOf(this.clock.now());
    return this.dataSource.query<Dagtelling[]>(
      `SELECT greatest((op AT TIME ZONE '${timeZone}')::date, $1::date)::text AS dag, soort, count(*)::integer AS aantal
         FROM moment WHERE status = 'gepland' AND op < $2 GROUP BY 1, 2 ORDER BY 1, 2`,
      [vandaag, momentAt(addDays(vandaag, DAGEN))],
    );
  }

  /** The first planned moments. */
  komende(): Promise<KomendMoment[]> {
    return this.dataSource.query<KomendMoment[]>(
      `SELECT m.soort, m.op, m.dagen_vooraf AS "dagenVooraf", m.cohort_id AS "cohortId", o.naam AS opleiding,
              c.naam AS cohort, b.begint
         FROM (SELECT * FROM moment WHERE status = 'gepland' ORDER BY op, id LIMIT $1) m
         JOIN cohort c ON c.id = m.cohort_id
         JOIN opleiding o ON o.id = c.opleiding_id
         LEFT JOIN bijeenkomst b ON b.id = m.bijeenkomst_id
        ORDER BY m.op, m.id`,
      [EERSTE],
    );
  }
}
