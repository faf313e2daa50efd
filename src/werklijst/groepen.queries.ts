import { vorigeBeurt } from '../invarianten/invarianten.queries.js';
import { invarianten } from '../invarianten/invarianten.rules.js';
import { addDays, addHours, dateOf, inAmsterdam, momentAt } from '../platform/clock/dates.js';
import { termijnen, type Groepcode } from './werklijst.rules.js';
import { IN_NEEMT_AANMELDINGEN, IN_ONDERWEG, IN_VULBAAR } from '../cohorten/standen.js';
import { OPEN_WERKPLEKKEN } from '../werkplekken/werkplekken.queries.js';
import { IN_ZEKER } from '../aanmeldingen/standen.js';

/** A group in the database: which records it is about, in which order, and what is told of those that are shown. */
export interface Groepvraag {
  /** Selects `id` and `rang`; the lowest rang comes first. */
  bron: string;
  /** Reads the shown ones; `r` has `id` and `rang`. */
  beeld: string;
  waarden: (nu: Date) => unknown[];
}

const COHORT = `c.id AS "cohortId", o.naam AS opleiding, c.naam AS cohort`;
const VAN_COHORT = `JOIN cohort c ON c.id = r.id JOIN opleiding o ON o.id = c.opleiding_id`;
const leeg = (...velden: string[]): string => velden.map((veld) => `NULL AS ${veld}`).join(', ');

/** Places that count as of $1: a hold past its end takes none. */
const BEZET = `(SELECT count(*)::integer FROM aanmelding a WHERE a.cohort_id = c.id
  AND a.plaatsnummer IS NOT NULL AND (a.vervalt_op IS NULL OR a.vervalt_op > $1))`;

/** The end of the last bijeenkomst, from the index on its begin. */
const LAATSTE = `SELECT b.eindigt AS laatste FROM bijeenkomst b WHERE b.cohort_id = c.id ORDER BY b.begint DESC LIMIT 1`;

/** The last decision; a no-go of an open cohort is one that nobody has been told of. */
const BESLUIT = `(SELECT h.gegevens->>'besluit' FROM auditregel h
  WHERE h.onderwerp_soort = 'cohort' AND h.onderwerp_id = c.id::text AND h.code = 'cohort.besluit'
  ORDER BY h.id DESC LIMIT 1)`;

/** The first leerjaar of a cohort that is over as of $1, with others to come and nothing issued yet. */
const VOORBIJ = `(SELECT b.leerjaar FROM bijeenkomst b WHERE b.cohort_id = c.id GROUP BY b.leerjaar
  HAVING max(b.eindigt) <= $1
     AND EXISTS (SELECT 1 FROM bijeenkomst n WHERE n.cohort_id = c.id AND n.leerjaar > b.leerjaar)
     AND EXISTS (SELECT 1 FROM aanmelding a WHERE a.cohort_id = c.id AND a.status = 'geplaatst')
     AND NOT EXISTS (SELECT 1 FROM uitreiking u JOIN certificaat k ON k.uitreiking_id = u.id
                      WHERE u.cohort_id = c.id AND u.leerjaar = b.leerjaar)
  ORDER BY b.leerjaar LIMIT 1)`;

const begonnen = (nu: string): string =>
  `EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id AND b.begint <= ${nu})`;

/** The same rule as `npm run controleer`, as it stood two runs of the planner ago. */
const naastPlaats = invarianten.find(({ code }) => code === 'geen-wachtende-naast-vrije-plaats')!;

export const groepvragen: Record<Exclude<Groepcode, 'planner' | 'post'>, Groepvraag> = {
  'wachtlijst-naast-plaats': {
    bron: `WITH moment AS (SELECT $1::timestamptz AS nu, $2::timestamptz AS vorige_beurt)
           SELECT breuk.id, breuk.id::text AS rang FROM (${naastPlaats.sql}) AS breuk`,
    beeld: `SELECT ${COHORT}, ${BEZET} AS bezet, c.capaciteit, ${leeg('op', 'minimum', 'wat')},
              (SELECT count(*)::integer FROM aanmelding w WHERE w.cohort_id = c.id AND w.status = 'wachtlijst') AS aantal,
              r.id FROM r ${VAN_COHORT}`,
    waarden: (nu) => [nu, vorigeBeurt(nu)],
  },
  adressen: {
    bron: `SELECT p.id, -extract(epoch FROM p.onbestelbaar_op) AS rang FROM persoon p
            WHERE p.onbestelbaar_op IS NOT NULL AND p.samengevoegd_met_id IS NULL`,
    beeld: `SELECT r.id, NULL AS "cohortId", NULL AS opleiding, p.onbestelbaar_op AS op, p.email AS wat,
              concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS cohort,
              ${leeg('bezet', 'capaciteit', 'minimum', 'aantal')}
              FROM r JOIN persoon p ON p.id = r.id`,
    waarden: () => [],
  },
  'berichten-mislukt': {
    bron: `SELECT b.id, -extract(epoch FROM b.verzenden_op) AS rang FROM bericht b
            WHERE b.status = 'mislukt'
              AND NOT (b.adres_geweigerd AND EXISTS (SELECT 1 FROM persoon p
                        WHERE p.email_norm = lower(btrim(b.aan)) AND p.onbestelbaar_op IS NOT NULL))
              AND NOT EXISTS (SELECT 1 FROM auditregel h WHERE h.onderwerp_soort = 'bericht'
                               AND h.onderwerp_id = b.id::text AND h.code = 'bericht.herverzonden')`,
    beeld: `SELECT r.id, NULL AS "cohortId", NULL AS opleiding, b.onderwerp AS cohort, b.verzenden_op AS op,
              ${leeg('bezet', 'capaciteit', 'minimum', 'aantal')},
              b.aan AS wat
              FROM r JOIN bericht b ON b.id = r.id`,
    waarden: () => [],
  },
  'go-no-go': {
    bron: `SELECT c.id, c.go_no_go_op AS rang FROM cohort c
            WHERE c.status = 'open' AND c.go_no_go_op <= $2::date AND c.minimum > 0
              AND NOT ${begonnen('$1')} AND ${BEZET} < c.minimum`,
    beeld: `SELECT r.id, ${COHORT}, c.go_no_go_op AS op, ${BEZET} AS bezet, c.capaciteit, c.minimum,
              ${leeg('aantal')}, ${BESLUIT} AS wat FROM r ${VAN_COHORT}`,
    waarden: (nu) => [nu, addDays(dateOf(nu), termijnen.goNoGo)],
  },
  privacyverzoeken: {
    bron: `SELECT v.id, v.termijn_op AS rang FROM privacyverzoek v WHERE v.status = 'open' AND v.persoon_id IS NOT NULL`,
    beeld: `SELECT r.id, NULL AS "cohortId", NULL AS opleiding, v.termijn_op::text AS op, v.soort AS wat,
              concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS cohort,
              ${leeg('bezet', 'capaciteit', 'minimum', 'aantal')}
              FROM r JOIN privacyverzoek v ON v.id = r.id JOIN persoon p ON p.id = v.persoon_id`,
    waarden: () => [],
  },
  inlopers: {
    // LATERAL with LIMIT: looked up for each who waits, instead of reading all attendance there is.
    bron: `SELECT a.id, -extract(epoch FROM k.begint) AS rang FROM aanmelding a
             JOIN LATERAL (SELECT b.begint FROM aanwezigheid w JOIN bijeenkomst b ON b.id = w.bijeenkomst_id
                            WHERE w.aanmelding_id = a.id AND w.stand = 'aanwezig'
                            ORDER BY b.begint DESC LIMIT 1) k ON true
            WHERE a.status = 'wachtlijst'`,
    beeld: `SELECT r.id, ${COHORT}, to_timestamp(-r.rang) AS op,
              ${leeg('bezet', 'capaciteit', 'minimum', 'aantal')},
              concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS wat
              FROM r JOIN aanmelding a ON a.id = r.id JOIN persoon p ON p.id = a.persoon_id
              JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id`,
    waarden: () => [],
  },
  aanwezigheid: {
    bron: `SELECT b.id, -extract(epoch FROM b.eindigt) AS rang FROM bijeenkomst b
             JOIN cohort c ON c.id = b.cohort_id AND c.status ${IN_VULBAAR}
             LEFT JOIN LATERAL (SELECT true AS er FROM aanwezigheid w WHERE w.bijeenkomst_id = b.id LIMIT 1) w ON true
            WHERE b.begint <= $1 AND b.begint >= $2 AND b.eindigt <= $1 AND w.er IS NULL
              AND EXISTS (SELECT 1 FROM aanmelding a WHERE a.cohort_id = c.id
                           AND a.status ${IN_ZEKER})`,
    beeld: `SELECT r.id, ${COHORT}, b.begint AS op, ${leeg('bezet', 'capaciteit', 'minimum')},
              (SELECT count(*)::integer FROM aanmelding a WHERE a.cohort_id = c.id
                AND a.status ${IN_ZEKER}) AS aantal, b.onderwerp AS wat
              FROM r JOIN bijeenkomst b ON b.id = r.id JOIN cohort c ON c.id = b.cohort_id
              JOIN opleiding o ON o.id = c.opleiding_id`,
    waarden: (nu) => [nu, beginSchooljaar(nu)],
  },
  'aanmelden-sluit': {
    bron: `SELECT c.id, c.aanmelden_voor AS rang FROM cohort c
            WHERE c.status ${IN_NEEMT_AANMELDINGEN} AND c.aanmelden_voor > $2::date AND c.aanmelden_voor <= $3::date
              AND coalesce(c.aanmelden_vanaf <= $2::date, true) AND NOT ${begonnen('$1')}`,
    beeld: `SELECT r.id, ${COHORT}, c.aanmelden_voor - 1 AS op, ${BEZET} AS bezet, c.capaciteit, c.minimum,
              ${leeg('aantal', 'wat')} FROM r ${VAN_COHORT}`,
    waarden: (nu) => [nu, dateOf(nu), addDays(dateOf(nu), termijnen.sluit)],
  },
  overzetvoorstellen: {
    bron: `SELECT a.cohort_id AS id, min(v.gemaakt_op) AS rang, count(DISTINCT a.id)::integer AS aantal
             FROM overzetvoorstel v JOIN aanmelding a ON a.id = v.aanmelding_id
            WHERE v.status = 'open' AND v.gemaakt_op < $1 GROUP BY a.cohort_id`,
    beeld: `SELECT r.id, ${COHORT}, r.rang AS op, ${leeg('bezet', 'capaciteit', 'minimum', 'wat')}, r.aantal
              FROM r ${VAN_COHORT}`,
    waarden: (nu) => [addHours(nu, -24 * termijnen.overzetvoorstel)],
  },
  akkoord: {
    bron: `SELECT min(a.id::text)::uuid AS id, a.cohort_id, a.bestuur_id, min(a.status_sinds) AS rang, count(*)::integer AS aantal
             FROM aanmelding a
            WHERE a.wacht_op @> ARRAY['akkoord'] AND NOT a.wacht_op @> ARRAY['emailbevestiging']
              AND a.status_sinds < $2 AND (a.vervalt_op IS NULL OR a.vervalt_op > $1)
            GROUP BY a.cohort_id, a.bestuur_id`,
    beeld: `SELECT r.id, ${COHORT}, r.rang AS op, ${leeg('bezet', 'capaciteit', 'minimum')}, r.aantal,
              coalesce(n.naam, 'bestuur ' || n.nummer, 'een bestuur') AS wat
              FROM r JOIN cohort c ON c.id = r.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
              LEFT JOIN bestuur n ON n.id = r.bestuur_id`,
    waarden: (nu) => [nu, addHours(nu, -24 * termijnen.akkoord)],
  },
  organisaties: {
    bron: `SELECT w.id, w.oudste AS rang, w.tekst, w.mensen FROM (${OPEN_WERKPLEKKEN}) w`,
    beeld: `SELECT r.id, NULL AS "cohortId", NULL AS opleiding, r.tekst AS cohort, r.rang AS op, r.mensen AS aantal,
              ${leeg('bezet', 'capaciteit', 'minimum', 'wat')} FROM r`,
    waarden: () => [],
  },
  'af-te-ronden': {
    bron: `SELECT c.id, l.laatste AS rang FROM cohort c
            JOIN LATERAL (${LAATSTE}) l ON true
            WHERE c.status ${IN_ONDERWEG} AND l.laatste <= $1`,
    beeld: `SELECT r.id, ${COHORT}, r.rang AS op, ${leeg('bezet', 'capaciteit', 'minimum', 'aantal', 'wat')}
              FROM r ${VAN_COHORT}`,
    waarden: (nu) => [nu],
  },
  'te-certificeren': {
    bron: `SELECT c.id, -coalesce(extract(epoch FROM l.laatste), 0) AS rang FROM cohort c
            LEFT JOIN LATERAL (${LAATSTE}) l ON true
            WHERE c.status = 'afgerond'
                AND EXISTS (SELECT 1 FROM aanmelding a WHERE a.cohort_id = c.id AND a.status = 'voltooid')
               OR c.status = 'gestart' AND ${VOORBIJ} IS NOT NULL`,
    beeld: `SELECT r.id, ${COHORT}, ${leeg('op', 'bezet', 'capaciteit', 'minimum')},
              CASE c.status WHEN 'gestart' THEN ${VOORBIJ}::text END AS wat,
              (SELECT count(*)::integer FROM aanmelding a WHERE a.cohort_id = c.id AND a.status = 'voltooid') AS aantal
              FROM r ${VAN_COHORT}`,
    waarden: (nu) => [nu],
  },
  concept: {
    bron: `SELECT c.id, l.eerste AS rang FROM cohort c
            CROSS JOIN LATERAL (SELECT min(b.begint) AS eerste, max(b.eindigt) AS laatste
                                  FROM bijeenkomst b WHERE b.cohort_id = c.id) l
            WHERE c.status = 'concept' AND l.eerste < $2 AND l.laatste > $1`,
    beeld: `SELECT r.id, ${COHORT}, r.rang AS op, ${leeg('bezet', 'capaciteit', 'minimum', 'aantal', 'wat')}
              FROM r ${VAN_COHORT}`,
    waarden: (nu) => [nu, momentAt(addDays(dateOf(nu), termijnen.concept + 1))],
  },
};

/** Midnight in Utrecht on the first of August of this school year. */
function beginSchooljaar(nu: Date): Date {
  const { year, month } = inAmsterdam(nu);
  return momentAt(`${month >= 8 ? year : year - 1}-08-01`);
}
