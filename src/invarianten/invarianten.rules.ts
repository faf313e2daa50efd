import { certificaten, evaluaties, planning, samengevoegden, type Invariant } from './samenhang.rules.js';
import { IN_NEEMT_AANMELDINGEN } from '../cohorten/standen.js';
import {
  IN_ACTIEF,
  IN_BEEINDIGD,
  IN_LOPEND,
  IN_MET_PLAATS,
  IN_OPEN_EINDE,
  IN_ZEKER,
} from '../aanmeldingen/standen.js';

const plaatsen: Invariant[] = [
  {
    code: 'plaatsen-binnen-capaciteit',
    zin: 'Geen cohort heeft meer bezette plaatsen dan zijn capaciteit.',
    van: 'cohort',
    sql: `SELECT c.id FROM cohort c JOIN aanmelding a ON a.cohort_id = c.id AND a.status ${IN_MET_PLAATS}
           GROUP BY c.id HAVING count(*) > coalesce(c.capaciteit, 0)`,
  },
  {
    code: 'plaatsnummer-uniek',
    zin: 'Geen plaats is twee keer vergeven.',
    van: 'aanmelding WHERE plaatsnummer IS NOT NULL',
    sql: `SELECT a.id FROM aanmelding a JOIN (
            SELECT cohort_id, plaatsnummer FROM aanmelding WHERE plaatsnummer IS NOT NULL
             GROUP BY cohort_id, plaatsnummer HAVING count(*) > 1) d USING (cohort_id, plaatsnummer)`,
  },
  {
    code: 'plaatsnummer-bestaat',
    zin: 'Elk plaatsnummer ligt tussen 1 en de capaciteit van het cohort.',
    van: 'aanmelding WHERE plaatsnummer IS NOT NULL',
    sql: `SELECT a.id FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
           WHERE a.plaatsnummer IS NOT NULL
             AND (a.plaatsnummer NOT BETWEEN 1 AND coalesce(c.capaciteit, 0)
                  OR a.plaats_van IS DISTINCT FROM c.capaciteit)`,
  },
];

const personen: Invariant[] = [
  {
    code: 'een-actieve-per-persoon',
    zin: 'Niemand is twee keer aangemeld voor hetzelfde cohort.',
    van: `aanmelding WHERE status ${IN_ACTIEF}`,
    sql: `SELECT a.id FROM aanmelding a JOIN (
            SELECT cohort_id, persoon_id FROM aanmelding WHERE status ${IN_ACTIEF}
             GROUP BY cohort_id, persoon_id HAVING count(*) > 1) d USING (cohort_id, persoon_id)
           WHERE a.status ${IN_ACTIEF}`,
  },
  {
    code: 'een-persoon-per-adres',
    zin: 'Elk e-mailadres hoort bij één persoon, hoe het ook is getypt.',
    van: 'persoon',
    sql: `SELECT unnest(array_agg(id)) AS id FROM persoon
           GROUP BY regexp_replace(lower(email), '\\s', '', 'g') HAVING count(*) > 1`,
  },
];

const wachtlijst: Invariant[] = [
  {
    code: 'geen-wachtende-naast-vrije-plaats',
    zin: 'Nergens staat iemand op de wachtlijst die een vrije plaats had moeten krijgen.',
    van: `cohort WHERE status ${IN_NEEMT_AANMELDINGEN}`,
    sql: `SELECT c.id FROM cohort c
           WHERE c.status ${IN_NEEMT_AANMELDINGEN}
             AND NOT EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id AND b.begint <= (SELECT nu FROM moment))
             AND EXISTS (SELECT 1 FROM aanmelding a
                          WHERE a.cohort_id = c.id AND a.status = 'wachtlijst' AND a.status_sinds <= (SELECT vorige_beurt FROM moment)
                            AND NOT a.beperkt AND NOT a.wacht_op @> ARRAY['emailbevestiging'])
             AND c.capaciteit > (SELECT count(*) FROM aanmelding a
                                  WHERE a.cohort_id = c.id AND a.status ${IN_MET_PLAATS})`,
  },
  {
    code: 'verlopen-opgeruimd',
    zin: 'Geen plaats wordt vastgehouden voor iemand wiens tijd voorbij is.',
    van: `aanmelding WHERE status = 'voorlopig'`,
    sql: `SELECT id FROM aanmelding WHERE status = 'voorlopig' AND vervalt_op <= (SELECT vorige_beurt FROM moment)`,
  },
  {
    code: 'wachtlijst-rang-uniek',
    zin: 'Elke wachtende heeft een eigen rang in de rij.',
    van: `aanmelding WHERE status = 'wachtlijst'`,
    sql: `SELECT a.id FROM aanmelding a WHERE a.status = 'wachtlijst' AND (a.wachtlijst_rang IS NULL OR EXISTS (
            SELECT 1 FROM aanmelding b
             WHERE b.cohort_id = a.cohort_id AND b.wachtlijst_rang = a.wachtlijst_rang AND b.id <> a.id))`,
  },
];

const standen: Invariant[] = [
  {
    code: 'stand-klopt',
    zin: 'Bij elke stand horen precies de plaats, de rang, de termijn en het wachten die erbij passen.',
    van: 'aanmelding',
    sql: `SELECT id FROM aanmelding
           WHERE (status ${IN_MET_PLAATS}) <> (plaatsnummer IS NOT NULL)
              OR (status = 'wachtlijst') <> (wachtlijst_rang IS NOT NULL)
              OR (status = 'voorlopig') <> (vervalt_op IS NOT NULL)
              OR (status = 'voorlopig' AND cardinality(wacht_op) = 0)
              OR (status = 'wachtlijst' AND wacht_op @> ARRAY['aanbod'])
              OR (status NOT ${IN_OPEN_EINDE} AND cardinality(wacht_op) > 0)
              OR (wacht_op @> ARRAY['aanbod'] AND aanbod_nummer = 0)
              OR (wacht_op @> ARRAY['akkoord'] AND bestuur_id IS NULL)`,
  },
  {
    code: 'einde-bekend',
    zin: 'Van elke beëindigde aanmelding staat vast wie haar beëindigde, en van een afwijzing waarom.',
    van: `aanmelding WHERE status ${IN_BEEINDIGD}`,
    sql: `SELECT id FROM aanmelding
           WHERE (status ${IN_BEEINDIGD} AND beeindigd_door IS NULL)
              OR (status = 'afgewezen' AND reden IS NULL)`,
  },
  {
    code: 'geannuleerd-cohort-leeg',
    zin: 'In een geannuleerd cohort heeft niemand een plaats en wacht niemand.',
    van: `cohort WHERE status = 'geannuleerd'`,
    sql: `SELECT a.id FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
           WHERE c.status = 'geannuleerd' AND a.status ${IN_LOPEND}`,
  },
];

/** History that was entered was never told to anybody here, and has no line in the audit of having been made. */
const HIER_GEMAAKT = `EXISTS (SELECT 1 FROM auditregel r WHERE r.onderwerp_soort = 'aanmelding'
  AND r.onderwerp_id = a.id::text AND r.code = 'aanmelding.aangemeld')`;

const berichten: Invariant[] = [
  {
    code: 'geplaatst-bericht',
    zin: 'Iedereen die hier een plaats kreeg, heeft daar bericht van.',
    van: `aanmelding WHERE status ${IN_ZEKER}`,
    sql: `SELECT a.id FROM aanmelding a
           WHERE a.status ${IN_ZEKER} AND ${HIER_GEMAAKT}
             AND NOT EXISTS (SELECT 1 FROM bericht b WHERE b.sleutel = 'geplaatst:' || a.id)`,
  },
  {
    code: 'aanbod-bericht',
    zin: 'Van elk aanbod is een bericht geschreven.',
    van: 'aanmelding WHERE aanbod_nummer > 0',
    sql: `SELECT DISTINCT a.id FROM aanmelding a CROSS JOIN LATERAL generate_series(1, a.aanbod_nummer) AS n
           WHERE NOT EXISTS (SELECT 1 FROM bericht b WHERE b.sleutel = 'aanbod:' || a.id || ':' || n)`,
  },
];

/** A move is a line in the audit of the aanmelding that was, with the id of the one that came of it. */
const VERHUIZING = `auditregel r JOIN aanmelding o ON o.id::text = r.onderwerp_id
  JOIN aanmelding n ON n.id = (r.gegevens->>'nieuw')::uuid
  WHERE r.onderwerp_soort = 'aanmelding' AND r.code = 'aanmelding.overgezet'`;

const verhuizingen: Invariant[] = [
  {
    code: 'overgezet-houdt-datum',
    zin: 'Wie is overgezet, houdt de datum van de eerste aanmelding.',
    van: VERHUIZING,
    sql: `SELECT n.id FROM ${VERHUIZING} AND n.aangemeld_op > o.aangemeld_op`,
  },
  {
    code: 'overgezet-bericht',
    zin: 'Wie is overgezet, heeft daar bericht van.',
    van: VERHUIZING,
    sql: `SELECT n.id FROM ${VERHUIZING} AND NOT EXISTS (
            SELECT 1 FROM bericht b WHERE b.aanmelding_id = n.id AND b.aangemaakt_op >= r.op
               AND b.soort IN ('aanmeldingen/overgezet', 'aanmeldingen/bevestig-adres', 'cohortbeheer/samengevoegd'))`,
  },
  {
    code: 'overgezet-laat-los',
    zin: 'Wie is overgezet, heeft niets meer in het cohort van daarvoor.',
    van: VERHUIZING,
    sql: `SELECT o.id FROM ${VERHUIZING} AND o.id <> n.id AND o.status <> 'geannuleerd'`,
  },
  {
    code: 'voorstel-kan',
    zin: 'Niemand kan kiezen voor een cohort dat niet doorgaat.',
    van: `overzetvoorstel WHERE status = 'open'`,
    sql: `SELECT v.id FROM overzetvoorstel v JOIN cohort c ON c.id = v.naar_cohort_id
           WHERE v.status = 'open' AND c.status = 'geannuleerd'`,
  },
];

export const invarianten: readonly Invariant[] = [
  ...plaatsen,
  ...personen,
  ...samengevoegden,
  ...planning,
  ...wachtlijst,
  ...standen,
  ...berichten,
  ...verhuizingen,
  ...evaluaties,
  ...certificaten,
];
