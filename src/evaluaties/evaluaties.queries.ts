import { IN_ACTIEF, IN_ZEKER } from '../aanmeldingen/standen.js';
import { evaluatiedagen } from '../cohorten/momenten.rules.js';
import { timeZone } from '../platform/clock/dates.js';
import type { Evaluatiesoort } from './evaluatie.entity.js';

/** Whole days that a nameting can be answered, after the day on which it was asked. */
const nametingdagen = 30;

const dag = (moment: string): string => `(${moment} AT TIME ZONE '${timeZone}')::date`;
const opDag = (day: string, time = '00:00'): string =>
  `((${day}) + time '${time}') AT TIME ZONE '${timeZone}'`;

/** Midnight after the last day on which it can be answered: by the calendar, so that a mail can name that day. */
const SLUIT: Record<Evaluatiesoort, (nu: string) => string> = {
  evaluatie: () => opDag(`${dag('c.laatste')} + ${evaluatiedagen + 1}`),
  nameting: (nu) => opDag(`${dag(nu)} + ${nametingdagen + 1}`),
};

const LOOPT = `a.status ${IN_ACTIEF}`;
/** Persoon `p` gets these mails: who does not want them counts as not asked, not as silent. */
const BEREIKBAAR = `p.samengevoegd_met_id IS NULL AND p.gewist_op IS NULL AND p.geen_uitnodigingen_op IS NULL`;
const HIELD_PLAATS = `a.status ${IN_ZEKER}`;

/** Attendance of this cohort's own people at `b`. */
const VASTGELEGD_BIJ_B = `EXISTS (SELECT 1 FROM aanwezigheid w JOIN aanmelding wa ON wa.id = w.aanmelding_id
   WHERE w.bijeenkomst_id = b.id AND wa.cohort_id = b.cohort_id)`;
const IETS_VASTGELEGD = `EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id AND ${VASTGELEGD_BIJ_B})`;
const LAATSTE_VASTGELEGD = `EXISTS (SELECT 1 FROM (SELECT b.id, b.cohort_id FROM bijeenkomst b WHERE b.cohort_id = c.id
   ORDER BY b.eindigt DESC, b.id DESC LIMIT 1) b WHERE ${VASTGELEGD_BIJ_B})`;
const WAS_ER = `EXISTS (SELECT 1 FROM aanwezigheid w
    JOIN bijeenkomst b ON b.id = coalesce(w.haalt_in_id, w.bijeenkomst_id) AND b.cohort_id = c.id
   WHERE w.aanmelding_id = a.id AND w.stand = 'aanwezig')`;

/** Selects those whom it is for: of aanmelding `a` of persoon `p` in cohort `c`. */
const VOOR: Record<Evaluatiesoort, string> = {
  evaluatie: `${BEREIKBAAR} AND ${LOOPT}
    AND (${WAS_ER} OR (${HIELD_PLAATS} AND NOT ${IETS_VASTGELEGD}))`,
  nameting: `${BEREIKBAAR} AND ${HIELD_PLAATS}`,
};

const nogTeVragen = (soort: Evaluatiesoort): string => `
    FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id
   WHERE a.cohort_id = c.id AND ${VOOR[soort]} AND NOT EXISTS (
         SELECT 1 FROM evaluatie_uitnodiging u JOIN evaluatie eu ON eu.id = u.evaluatie_id
          WHERE u.aanmelding_id = a.id AND eu.soort = '${soort}')`;

/** Those who are still to be asked in cohort $1. */
export const TE_VRAGEN = (soort: Evaluatiesoort): string => `
  SELECT a.id FROM cohort c CROSS JOIN LATERAL (SELECT a.id ${nogTeVragen(soort)}) a WHERE c.id = $1 ORDER BY a.id`;

/** Until when the attendance of the last bijeenkomst is waited for: nine o'clock on the next day but one. */
const WACHT_TOT = opDag(`${dag('c.laatste')} + 2`, '09:00');

const KLAAR: Record<Evaluatiesoort, string> = {
  evaluatie: `(${LAATSTE_VASTGELEGD} OR $2 >= ${WACHT_TOT})`,
  nameting: 'true',
};
const OVER: Record<Evaluatiesoort, string> = {
  evaluatie: `c.laatste + interval '${evaluatiedagen} days' <= $2`,
  nameting: `c.laatste + interval '12 months 1 day' <= $2`,
};

/** Those of cohorten $1 that can be asked now ($2), or were, or can not be any more; the others wait. */
export const TE_OPENEN = (soort: Evaluatiesoort): string => `
  SELECT c.id FROM cohort c
   WHERE c.id = ANY($1) AND (
         ${OVER[soort]}
         OR EXISTS (SELECT 1 FROM evaluatie e WHERE e.cohort_id = c.id AND e.soort = '${soort}')
         OR (${KLAAR[soort]} AND EXISTS (SELECT 1 ${nogTeVragen(soort)})))
   ORDER BY c.id`;

/** $1 cohort, $2 vragen, $3 aanbieders, $4 schooljaar, $5 now. */
export const MAAK = (soort: Evaluatiesoort): string => `
  INSERT INTO evaluatie (cohort_id, soort, vragen, aanbieders, schooljaar, geopend_op, sluit_op)
  SELECT c.id, '${soort}', $2::jsonb, $3::text[], $4::text, $5::timestamptz, ${SLUIT[soort]('$5::timestamptz')}
    FROM cohort c WHERE c.id = $1
  ON CONFLICT DO NOTHING RETURNING id`;

/** The last bijeenkomst moved on: so does the end. Never to an earlier day than was told. */
export const SCHUIF_SLUITING = `
  UPDATE evaluatie e SET sluit_op = ${SLUIT.evaluatie('')} FROM cohort c
   WHERE c.id = e.cohort_id AND e.soort = 'evaluatie' AND e.gesloten_op IS NULL AND e.sluit_op < ${SLUIT.evaluatie('')}`;

/** Open evaluaties in which somebody was marked as present since: $1 now. */
export const MET_NAKOMERS = `
  SELECT e.id FROM evaluatie e JOIN cohort c ON c.id = e.cohort_id
   WHERE e.soort = 'evaluatie' AND e.gesloten_op IS NULL AND e.sluit_op > $1
     AND EXISTS (SELECT 1 ${nogTeVragen('evaluatie')})
   ORDER BY e.id`;

/** $1 evaluatie, $2 aanmeldingen, $3 tokens in the same order, $4 now. Who was asked already stays as it was. */
export const NODIG_UIT = `
  INSERT INTO evaluatie_uitnodiging (evaluatie_id, aanmelding_id, token, uitgenodigd_op)
  SELECT $1, n.aanmelding_id, n.token, $4 FROM unnest($2::uuid[], $3::text[]) AS n (aanmelding_id, token)
  ON CONFLICT DO NOTHING RETURNING id, aanmelding_id AS "aanmeldingId", token`;

/** A mail that is still on its way, or came long after it was written, is not followed by a second one at once. */
const GELEZEN = `NOT EXISTS (SELECT 1 FROM bericht b WHERE b.sleutel = 'evaluatie:' || u.id
   AND ((b.status IN ('wacht', 'bezig', 'opnieuw') AND $4::boolean) OR (b.verzonden_op > $3 AND b.verzonden_op <= $2)))`;

/** `u` may be reminded: $1 soort, $2 now, $3 asked at the latest, $4 whether mail goes out. None on the last day. */
const HERINNERBAAR = `NOT u.beantwoord AND u.herinnerd_op IS NULL AND u.uitgenodigd_op <= $3
  AND e.soort = $1 AND e.gesloten_op IS NULL AND e.sluit_op > $2::timestamptz + interval '1 day'
  AND EXISTS (SELECT 1 FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id
               WHERE a.id = u.aanmelding_id AND ${BEREIKBAAR} AND ${LOOPT}) AND ${GELEZEN}`;

export const TE_HERINNEREN = `
  SELECT DISTINCT e.id FROM evaluatie e JOIN evaluatie_uitnodiging u ON u.evaluatie_id = e.id
   WHERE ${HERINNERBAAR} ORDER BY e.id`;

/** The same of evaluatie $5. */
export const HERINNER = `
  UPDATE evaluatie_uitnodiging u SET herinnerd_op = $2 FROM evaluatie e
   WHERE e.id = u.evaluatie_id AND e.id = $5 AND ${HERINNERBAAR}
  RETURNING u.id, u.aanmelding_id AS "aanmeldingId", u.token`;

/** Nobody can be asked any more: everybody of whom something is unknown has been. */
const ALLES_VASTGELEGD = `NOT EXISTS (
  SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = e.cohort_id AND (NOT ${VASTGELEGD_BIJ_B} OR EXISTS (
    SELECT 1 FROM aanmelding a
     WHERE a.cohort_id = e.cohort_id AND ${HIELD_PLAATS}
       AND NOT EXISTS (SELECT 1 FROM evaluatie_uitnodiging u WHERE u.evaluatie_id = e.id AND u.aanmelding_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM aanwezigheid w
                        WHERE w.aanmelding_id = a.id AND coalesce(w.haalt_in_id, w.bijeenkomst_id) = b.id))))`;

const IEDEREEN = `EXISTS (SELECT 1 FROM evaluatie_uitnodiging u WHERE u.evaluatie_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM evaluatie_uitnodiging u WHERE u.evaluatie_id = e.id AND NOT u.beantwoord)
  AND (e.soort = 'nameting' OR ${ALLES_VASTGELEGD})`;

/** Open evaluaties that are over: $1 now, $2 soort, $3 only these or null for all. */
export const TE_SLUITEN = `
  SELECT e.id, e.sluit_op > $1 AS "iedereen" FROM evaluatie e
   WHERE e.gesloten_op IS NULL AND e.soort = $2 AND ($3::uuid IS NULL OR e.id = $3)
     AND (e.sluit_op <= $1 OR (${IEDEREEN}))
   ORDER BY e.id`;
