import { IN_LOPEND } from '../aanmeldingen/standen.js';

/** Something that must hold at every moment, whoever wrote to the database and with whatever program. */
export interface Invariant {
  code: string;
  /** The rule itself, in Dutch. */
  zin: string;
  /** The table whose rows are looked at, and which of them. */
  van: string;
  /** Selects the `id` of what breaks it; `moment` has `nu` and `vorige_beurt`, since when the planner has been here. */
  sql: string;
}

export const samengevoegden: Invariant[] = [
  {
    code: 'samengevoegd-in-een-stap',
    zin: 'Wie is samengevoegd, is dat met iemand die dat niet is.',
    van: 'persoon WHERE samengevoegd_met_id IS NOT NULL',
    sql: `SELECT p.id FROM persoon p JOIN persoon q ON q.id = p.samengevoegd_met_id
           WHERE q.samengevoegd_met_id IS NOT NULL`,
  },
  {
    code: 'samengevoegd-is-leeg',
    zin: 'Bij wie is samengevoegd, loopt niets meer.',
    van: 'persoon WHERE samengevoegd_met_id IS NOT NULL',
    sql: `SELECT p.id FROM persoon p
           WHERE p.samengevoegd_met_id IS NOT NULL
             AND (EXISTS (SELECT 1 FROM aanmelding a WHERE a.persoon_id = p.id
                             AND a.status ${IN_LOPEND})
                  OR EXISTS (SELECT 1 FROM belangstelling b WHERE b.persoon_id = p.id
                                AND b.ingetrokken_op IS NULL AND b.gemeld_op IS NULL))`,
  },
];

export const planning: Invariant[] = [
  {
    code: 'cohort-eerste-en-laatste',
    zin: 'Elk cohort begint en eindigt met zijn eerste en laatste bijeenkomst.',
    van: 'cohort',
    sql: `SELECT c.id FROM cohort c
            LEFT JOIN (SELECT cohort_id, min(begint) AS eerste, max(eindigt) AS laatste
                         FROM bijeenkomst GROUP BY cohort_id) b ON b.cohort_id = c.id
           WHERE (c.eerste, c.laatste) IS DISTINCT FROM (b.eerste, b.laatste)`,
  },
];

/** Of an answer only the number is known: it must be that of who answered. */
export const evaluaties: Invariant[] = [
  {
    code: 'evaluatie-antwoorden',
    zin: 'Elke evaluatie heeft precies zoveel antwoorden als er mensen antwoordden.',
    van: 'evaluatie',
    sql: `SELECT e.id FROM evaluatie e
           WHERE (SELECT count(*) FROM evaluatie_antwoord a WHERE a.evaluatie_id = e.id)
              <> (SELECT count(*) FROM evaluatie_uitnodiging u WHERE u.evaluatie_id = e.id AND u.beantwoord)`,
  },
  {
    code: 'evaluatie-van-het-cohort',
    zin: 'Voor een evaluatie is alleen gevraagd wie zich voor dat cohort had aangemeld.',
    van: 'evaluatie_uitnodiging',
    sql: `SELECT u.id FROM evaluatie_uitnodiging u JOIN evaluatie e ON e.id = u.evaluatie_id
            JOIN aanmelding a ON a.id = u.aanmelding_id WHERE a.cohort_id <> e.cohort_id`,
  },
  {
    code: 'evaluatie-beelden',
    zin: 'Elk beeld van de evaluaties telt precies de groepen die erin horen.',
    van: 'evaluatie_beeld',
    sql: `WITH geteld AS (
            SELECT e.soort, c.opleiding_id, e.schooljaar, aanbieder, t.antwoorden, t.uitgenodigd, t.atoom_id
              FROM evaluatie_telling t JOIN evaluatie e ON e.id = t.evaluatie_id JOIN cohort c ON c.id = e.cohort_id
             CROSS JOIN LATERAL (SELECT DISTINCT x FROM unnest(array_append(e.aanbieders, NULL)) x) a (aanbieder)
             WHERE t.verdeeld),
          hoort AS (
            SELECT soort, opleiding_id, schooljaar, aanbieder,
                   coalesce(sum(antwoorden) FILTER (WHERE atoom_id IS NOT NULL), 0) AS antwoorden,
                   coalesce(sum(uitgenodigd) FILTER (WHERE atoom_id IS NOT NULL), 0) AS uitgenodigd,
                   coalesce(sum(antwoorden) FILTER (WHERE atoom_id IS NULL), 0) AS weggelaten
              FROM geteld GROUP BY GROUPING SETS ((soort, aanbieder), (soort, aanbieder, opleiding_id),
                   (soort, aanbieder, schooljaar), (soort, aanbieder, opleiding_id, schooljaar)))
          -- The md5 of the key finds it: a beeld has no other id.
          SELECT md5(coalesce(b.sleutel, h.soort))::uuid AS id
            FROM evaluatie_beeld b
            FULL JOIN hoort h ON json_build_array(h.soort, h.opleiding_id, h.aanbieder, h.schooljaar)::jsonb = b.sleutel::jsonb
           WHERE (b.antwoorden, b.uitgenodigd, b.weggelaten_antwoorden)
              IS DISTINCT FROM (h.antwoorden, h.uitgenodigd, h.weggelaten)`,
  },
];

export const certificaten: Invariant[] = [
  {
    code: 'certificaatnummers-zonder-gaten',
    zin: 'De certificaten van elk jaar zijn genummerd van 1 tot het laatste, zonder gaten.',
    van: 'certificaatteller',
    sql: `SELECT coalesce(t.jaar, c.jaar)::text AS id
            FROM (SELECT jaar, count(*) AS aantal, min(volgnummer) AS eerste, max(volgnummer) AS laatste
                    FROM certificaat GROUP BY jaar) c
            FULL JOIN certificaatteller t ON t.jaar = c.jaar
           WHERE c.jaar IS NULL AND t.laatste > 0 OR t.jaar IS NULL
              OR c.eerste <> 1 OR c.laatste <> t.laatste OR c.aantal <> t.laatste`,
  },
  {
    code: 'certificaat-van-deelnemer',
    zin: 'Elk geldig certificaat hoort bij een deelnemer van het cohort van de uitreiking, en bij het jaar van zijn datum.',
    van: 'certificaat WHERE ingetrokken_op IS NULL AND vervangen_op IS NULL',
    sql: `SELECT c.id::text FROM certificaat c
            JOIN uitreiking u ON u.id = c.uitreiking_id
            JOIN aanmelding a ON a.id = c.aanmelding_id
            JOIN persoon p ON p.id = a.persoon_id
           WHERE c.ingetrokken_op IS NULL AND c.vervangen_op IS NULL
             AND (a.cohort_id <> u.cohort_id OR c.leerjaar <> u.leerjaar OR p.samengevoegd_met_id IS NOT NULL
                  OR c.jaar <> left(c.gegevens->>'datum', 4)::integer)`,
  },
];
