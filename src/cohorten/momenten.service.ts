import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Moment } from './moment.entity.js';
import {
  evaluatiedagen,
  goNoGodagen,
  mailtijd,
  nametingmaanden,
  verdeelMomenten,
  type RijpMoment,
  type Verdeeld,
} from './momenten.rules.js';
import { PlaatsenService } from './plaatsen.service.js';
import type { Step } from '../platform/database/rehearsal.js';
import type { Taakresultaat } from '../platform/taak.js';
import { timeZone } from '../platform/clock/dates.js';
import { IN_GEHOUDEN, IN_ONDERWEG } from './standen.js';

/** Cohorten that are locked together when moments are set right. */
const PER_KEER = 500;

/**
 * Keeps the planned moments (reminders, go/no-go) as the plan of the cohort has them. Every transaction that changes
 * the state, the bijeenkomsten or the go/no-go date of a cohort calls `leg`. See docs/levensloop.md.
 */
@Injectable()
export class MomentenService {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
  ) {}

  /** A step, after the change: what is not done yet moves along, what no longer belongs lapses. Needs the cohort locked. */
  async leg(m: EntityManager, cohortId: string): Promise<void> {
    await this.legVan(m, [cohortId], false);
  }

  /**
   * A step of the tasks: lays what nobody laid, such as what came in with a file.
   * @returns how many cohorten were set right; as long as it is not 0 there may be more.
   */
  async legAlle(m: EntityManager): Promise<number> {
    const rows = await m.query<{ id: string }[]>(SCHEEF, [this.clock.now(), PER_KEER]);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await this.plaatsen.vergrendel(m, ids);
    await this.legVan(m, ids, true);
    return ids.length;
  }

  /** Ids of the cohorten that have a moment of this soort to do, in order of locking. */
  async rijpeCohorten(m: EntityManager, soort: Moment['soort']): Promise<string[]> {
    const rows = await m.query<{ id: string }[]>(RIJPE_COHORTEN, [soort, this.clock.now()]);
    return rows.map(({ id }) => id);
  }

  /**
   * A step, with the cohort locked: takes the moments that have come and marks each as done or as missed. The caller
   * writes what belongs to them in the same transaction.
   */
  async neem(m: EntityManager, cohortId: string, soort: Moment['soort']): Promise<Verdeeld<RijpMoment>> {
    const nu = this.clock.now();
    const momenten = await m.query<RijpMoment[]>(CLAIM, [cohortId, soort, nu]);
    const verdeeld = verdeelMomenten(momenten, nu, this.clock.reallyNow());
    for (const [status, rows] of [
      ['gedaan', verdeeld.doen],
      ['gemist', verdeeld.gemist],
    ] as const) {
      if (rows.length > 0)
        await m.update(
          Moment,
          rows.map(({ id }) => id),
          { status, gedaanOp: nu },
        );
    }
    return verdeeld;
  }

  private async legVan(m: EntityManager, ids: string[], ookWatKwam: boolean): Promise<void> {
    const nu = this.clock.now();
    await m.query(VERVAL, [ids]);
    await m.query(VERSCHUIF, [ids, nu]);
    await m.query(LEG_BIJ, [ids, nu, ookWatKwam]);
  }
}

const logger = new Logger('Cohorten');

/** Does each cohort as a step of its own. One that fails does not stop the others. @returns a line for each thing done. */
export async function perCohort(
  step: Step,
  cohortIds: string[],
  werk: (m: EntityManager, cohortId: string) => Promise<string[]>,
): Promise<Taakresultaat> {
  const regels: string[] = [];
  const fouten: unknown[] = [];
  for (const id of cohortIds) {
    try {
      regels.push(...(await step((m) => werk(m, id))));
    } catch (fout) {
      logger.error(`cohort ${id}: ${String(fout)}`);
      fouten.push(fout);
    }
  }
  if (fouten.length > 0)
    throw new AggregateError(fouten, `${fouten.length} van ${cohortIds.length} cohorten mislukt`);
  return { aantal: regels.length, regels };
}

/** Lays what nobody laid, cohorten in portions, so that none is locked for long. */
export async function legMomenten(step: Step, momenten: MomentenService): Promise<void> {
  while ((await step((m) => momenten.legAlle(m))) > 0);
}

// By the calendar and the clock on the wall, so that neither change of the clock moves a mail by an hour.
const wall = (day: string, time: string): string =>
  `((${day} - d.dagen) + time '${time}') AT TIME ZONE '${timeZone}'`;

/** So many months after the last day of cohort `c`. */
const laterAt = (months: number): string =>
  `((c.laatste AT TIME ZONE '${timeZone}')::date + interval '${months} months' + time '${mailtijd.deelnemer}') AT TIME ZONE '${timeZone}'`;

const reminderAt = wall(`(b.begint AT TIME ZONE '${timeZone}')::date`, mailtijd.deelnemer);

const EINDE_EVALUATIE = `c.laatste + interval '${evaluatiedagen} days'`;

/** What belongs to the plan as it stands; `tot` is when it is of no use any more. @param only a condition on cohort `c`. */
const plan = (only: string): string => `
  SELECT 'herinnering' AS soort, c.id AS cohort_id, b.id AS bijeenkomst_id, d.dagen AS dagen_vooraf,
         ${reminderAt} AS op, b.begint AS tot
    FROM cohort c
    JOIN bijeenkomst b ON b.cohort_id = c.id
   CROSS JOIN unnest(c.herinneringsdagen) AS d (dagen)
   WHERE c.status ${IN_ONDERWEG} AND ${reminderAt} < b.begint AND ${only}
   UNION ALL
  SELECT 'go-no-go', c.id, NULL, d.dagen, ${wall('c.go_no_go_op', mailtijd.academie)},
         coalesce((SELECT min(begint) FROM bijeenkomst WHERE cohort_id = c.id), 'infinity')
    FROM cohort c
   CROSS JOIN unnest(ARRAY[${goNoGodagen.join(', ')}]) AS d (dagen)
   WHERE c.status = 'open' AND c.go_no_go_op IS NOT NULL AND ${only}
   UNION ALL
  SELECT 'evaluatie', c.id, NULL, 0, c.laatste, ${EINDE_EVALUATIE}
    FROM cohort c WHERE c.status ${IN_GEHOUDEN} AND c.laatste IS NOT NULL AND ${only}
   UNION ALL
  SELECT 'nameting', c.id, NULL, 0, ${laterAt(nametingmaanden[0])}, ${laterAt(nametingmaanden[1])}
    FROM cohort c WHERE c.status ${IN_GEHOUDEN} AND c.laatste IS NOT NULL AND ${only}`;

const same = `m.cohort_id = p.cohort_id AND m.soort = p.soort AND m.dagen_vooraf = p.dagen_vooraf
  AND m.bijeenkomst_id IS NOT DISTINCT FROM p.bijeenkomst_id`;

/** What comes after the last bijeenkomst is still asked when the plan puts it a little in the past. */
const stillOf = (now: string): string =>
  `(p.op > ${now} OR (p.soort IN ('evaluatie', 'nameting') AND p.tot > ${now}))`;

/** The plan moved away from this moment. What was done is planned anew only when there is time for it. */
const moved = (now: string): string => `(
  (m.status = 'gepland' AND m.op <> p.op)
  OR (m.status = 'vervallen' AND p.op > ${now})
  OR (m.status IN ('gedaan', 'gemist') AND m.op <> p.op AND p.op > ${now}))`;

const these = 'c.id = ANY($1)';

/** $1 cohorten. */
const VERVAL = `
  WITH plan AS (${plan(these)})
  UPDATE moment m SET status = 'vervallen'
   WHERE m.cohort_id = ANY($1) AND m.status = 'gepland' AND NOT EXISTS (SELECT 1 FROM plan p WHERE ${same})`;

/** $1 cohorten, $2 now. A moment that the new plan puts in the past lapses: who it is for has just heard of the plan. */
const VERSCHUIF = `
  WITH plan AS (${plan(these)})
  UPDATE moment m
     SET op = p.op, gedaan_op = NULL, status = CASE WHEN ${stillOf('$2')} THEN 'gepland' ELSE 'vervallen' END
    FROM plan p WHERE m.cohort_id = ANY($1) AND ${same} AND ${moved('$2')}`;

/**
 * $1 cohorten, $2 now, $3 whether a reminder whose time has passed is still to be sent. Not when somebody has just changed
 * the plan; it is for a cohort of which nobody laid anything, such as one that came in with a file.
 */
const LEG_BIJ = `
  INSERT INTO moment (soort, cohort_id, bijeenkomst_id, dagen_vooraf, op, status)
  SELECT soort, cohort_id, bijeenkomst_id, dagen_vooraf, op,
         CASE WHEN $3 OR p.soort <> 'herinnering' OR p.op > $2 THEN 'gepland' ELSE 'vervallen' END FROM (${plan(these)}) p WHERE tot > $2
  ON CONFLICT DO NOTHING`;

/** Cohorten whose moments are not as their plan has them: $1 now, $2 how many at most. */
const SCHEEF = `
  WITH plan AS (${plan('true')})
  SELECT DISTINCT coalesce(p.cohort_id, m.cohort_id) AS id
    FROM plan p
    FULL JOIN moment m ON m.cohort_id = p.cohort_id AND m.soort = p.soort AND m.dagen_vooraf = p.dagen_vooraf
     AND coalesce(m.bijeenkomst_id, m.cohort_id) = coalesce(p.bijeenkomst_id, p.cohort_id)
   WHERE (m.id IS NULL AND p.tot > $1) OR (p.soort IS NULL AND m.status = 'gepland') OR ${moved('$1')}
   ORDER BY id LIMIT $2`;

/** Cohorten with a moment of this soort that has come: $1 soort, $2 now. */
const RIJPE_COHORTEN = `
  SELECT DISTINCT cohort_id AS id FROM moment WHERE soort = $1 AND status = 'gepland' AND op <= $2 ORDER BY cohort_id`;

/** Claims what has come of one cohort: $1 cohort, $2 soort, $3 now. What another process holds is its work. */
const CLAIM = `
  SELECT m.id, m.dagen_vooraf AS "dagenVooraf", m.bijeenkomst_id AS "bijeenkomstId",
         CASE m.soort WHEN 'evaluatie' THEN ${EINDE_EVALUATIE} WHEN 'nameting' THEN ${laterAt(nametingmaanden[1])}
           ELSE coalesce(b.begint, c.eerste) END AS tot, m.op,
         (SELECT min(v.op) FROM moment v
           WHERE v.cohort_id = m.cohort_id AND v.soort = m.soort AND v.status = 'gepland' AND v.op > $3
             AND (v.bijeenkomst_id = m.bijeenkomst_id OR m.bijeenkomst_id IS NULL)) AS volgende
    FROM moment m
    JOIN cohort c ON c.id = m.cohort_id
    LEFT JOIN bijeenkomst b ON b.id = m.bijeenkomst_id
   WHERE m.cohort_id = $1 AND m.soort = $2 AND m.status = 'gepland' AND m.op <= $3
   ORDER BY tot, m.dagen_vooraf
     FOR UPDATE OF m SKIP LOCKED`;
