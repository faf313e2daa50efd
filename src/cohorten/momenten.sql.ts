import { timeZone } from '../platform/clock/dates.js';
import type { Cohortstatus } from './cohort.entity.js';

/** Days before each bijeenkomst on which its deelnemers are reminded. */
export const herinneringsdagen = [7, 1];
/** Days before the go/no-go date on which the coördinator is told. */
export const goNoGodagen = [14, 3, 0];

const lopend: Cohortstatus[] = ['open', 'bevestigd', 'gestart'];
const list = (values: string[]): string => values.map((value) => `'${value}'`).join(', ');

// By the calendar and the clock on the wall, so that neither change of the clock moves a mail by an hour.
const wall = (day: string, time: string): string =>
  `((${day} - d.dagen) + time '${time}') AT TIME ZONE '${timeZone}'`;

/** What belongs to the plan as it stands; `tot` is when it is of no use any more. @param only a condition on cohort `c`. */
const plan = (only: string): string => `
  SELECT 'herinnering' AS soort, c.id AS cohort_id, b.id AS bijeenkomst_id, d.dagen AS dagen_vooraf,
         ${wall(`(b.begint AT TIME ZONE '${timeZone}')::date`, '09:00')} AS op, b.begint AS tot
    FROM cohort c
    JOIN bijeenkomst b ON b.cohort_id = c.id
   CROSS JOIN unnest(ARRAY[${herinneringsdagen.join(', ')}]) AS d (dagen)
   WHERE c.status IN (${list(lopend)}) AND ${only}
   UNION ALL
  SELECT 'go-no-go', c.id, NULL, d.dagen, ${wall('c.go_no_go_op', '08:00')},
         coalesce((SELECT min(begint) FROM bijeenkomst WHERE cohort_id = c.id), 'infinity')
    FROM cohort c
   CROSS JOIN unnest(ARRAY[${goNoGodagen.join(', ')}]) AS d (dagen)
   WHERE c.status = 'open' AND c.go_no_go_op IS NOT NULL AND ${only}`;

const same = `m.cohort_id = p.cohort_id AND m.soort = p.soort AND m.dagen_vooraf = p.dagen_vooraf
  AND m.bijeenkomst_id IS NOT DISTINCT FROM p.bijeenkomst_id`;

/** The plan moved away from this moment. What was done is planned anew only when there is time for it. */
const moved = (now: string): string => `(
  (m.status = 'gepland' AND m.op <> p.op)
  OR (m.status = 'vervallen' AND p.op > ${now})
  OR (m.status IN ('gedaan', 'gemist') AND m.op <> p.op AND p.op > ${now}))`;

const these = 'c.id = ANY($1)';

/** $1 cohorten. */
export const VERVAL = `
  WITH plan AS (${plan(these)})
  UPDATE moment m SET status = 'vervallen'
   WHERE m.cohort_id = ANY($1) AND m.status = 'gepland' AND NOT EXISTS (SELECT 1 FROM plan p WHERE ${same})`;

/** $1 cohorten, $2 now. A moment that the new plan puts in the past lapses: who it is for has just heard of the plan. */
export const VERSCHUIF = `
  WITH plan AS (${plan(these)})
  UPDATE moment m
     SET op = p.op, gedaan_op = NULL, status = CASE WHEN p.op > $2 THEN 'gepland' ELSE 'vervallen' END
    FROM plan p WHERE m.cohort_id = ANY($1) AND ${same} AND ${moved('$2')}`;

/** $1 cohorten, $2 now. */
export const LEG_BIJ = `
  INSERT INTO moment (soort, cohort_id, bijeenkomst_id, dagen_vooraf, op)
  SELECT soort, cohort_id, bijeenkomst_id, dagen_vooraf, op FROM (${plan(these)}) p WHERE tot > $2
  ON CONFLICT DO NOTHING`;

/** Cohorten whose moments are not as their plan has them: $1 now, $2 how many at most. */
export const SCHEEF = `
  WITH plan AS (${plan('true')})
  SELECT DISTINCT coalesce(p.cohort_id, m.cohort_id) AS id
    FROM plan p
    FULL JOIN moment m ON m.cohort_id = p.cohort_id AND m.soort = p.soort AND m.dagen_vooraf = p.dagen_vooraf
     AND coalesce(m.bijeenkomst_id, m.cohort_id) = coalesce(p.bijeenkomst_id, p.cohort_id)
   WHERE (m.id IS NULL AND p.tot > $1) OR (p.soort IS NULL AND m.status = 'gepland') OR ${moved('$1')}
   ORDER BY id LIMIT $2`;

/** Cohorten with a moment of this soort that has come: $1 soort, $2 now. */
export const RIJPE_COHORTEN = `
  SELECT DISTINCT cohort_id AS id FROM moment WHERE soort = $1 AND status = 'gepland' AND op <= $2 ORDER BY cohort_id`;

/** Claims what has come of one cohort: $1 cohort, $2 soort, $3 now. What another process holds is its work. */
export const CLAIM = `
  SELECT m.id, m.dagen_vooraf AS "dagenVooraf", m.bijeenkomst_id AS "bijeenkomstId",
         coalesce(b.begint, (SELECT min(begint) FROM bijeenkomst WHERE cohort_id = $1)) AS tot
    FROM moment m
    LEFT JOIN bijeenkomst b ON b.id = m.bijeenkomst_id
   WHERE m.cohort_id = $1 AND m.soort = $2 AND m.status = 'gepland' AND m.op <= $3
   ORDER BY tot, m.dagen_vooraf
     FOR UPDATE OF m SKIP LOCKED`;
