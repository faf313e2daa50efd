import { BEELD, GETELD } from './uitkomst.rijen.js';

/** $1 evaluaties. */
export const TEL = `
  INSERT INTO evaluatie_telling (evaluatie_id, uitgenodigd, antwoorden, telling)
  SELECT e.id,
         (SELECT count(*) FROM evaluatie_uitnodiging u WHERE u.evaluatie_id = e.id),
         (SELECT count(*) FROM evaluatie_antwoord a WHERE a.evaluatie_id = e.id),
         coalesce((SELECT jsonb_object_agg(code, waarden) FROM (
           SELECT code, jsonb_object_agg(waarde, n) AS waarden FROM (
             SELECT v.vraag->>'code' AS code, count(*) AS n,
                    CASE v.vraag->>'soort' WHEN 'open' THEN 'tekst' ELSE a.waarden->>(v.vraag->>'code') END AS waarde
               FROM evaluatie_antwoord a
              CROSS JOIN jsonb_array_elements(e.vragen) AS v (vraag)
              WHERE a.evaluatie_id = e.id AND a.waarden->>(v.vraag->>'code') <> ''
              GROUP BY 1, 3) per_waarde
            GROUP BY code) per_vraag), '{}')
    FROM evaluatie e
   WHERE e.id = ANY($1) AND e.gesloten_op IS NOT NULL
  ON CONFLICT DO NOTHING`;

/** All that was never divided, or may be put together as of $1. */
export const TE_VERDELEN = `${GETELD}
   WHERE (NOT t.verdeeld OR t.bundel_op IS NOT NULL) AND (NOT t.verdeeld OR t.bundel_op <= $1)
   ORDER BY e.id`;

/** $1 evaluaties, $2 their atoms, $3 their days. */
export const BESLUIT = `
  UPDATE evaluatie_telling t SET verdeeld = true, atoom_id = n.atoom_id, bundel_op = n.bundel_op
    FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS n (id, atoom_id, bundel_op) WHERE t.evaluatie_id = n.id`;

/** $1 keys. */
export const BEELDEN_OP = `${BEELD} WHERE b.sleutel = ANY($1)`;

/** $1 rows with the names of the entity. */
export const LEG_BEELDEN = `
  INSERT INTO evaluatie_beeld (sleutel, soort, opleiding_id, aanbieder, schooljaar, evaluaties, uitgenodigd, antwoorden,
                               telling, weggelaten_evaluaties, weggelaten_antwoorden)
  SELECT sleutel, soort, "opleidingId", aanbieder, schooljaar, evaluaties, uitgenodigd, antwoorden, telling,
         "weggelatenEvaluaties", "weggelatenAntwoorden"
    FROM jsonb_to_recordset($1::jsonb) AS n (sleutel text, soort text, "opleidingId" uuid, aanbieder text, schooljaar text,
         evaluaties integer, uitgenodigd integer, antwoorden integer, telling jsonb, "weggelatenEvaluaties" integer,
         "weggelatenAntwoorden" integer)
  ON CONFLICT (sleutel) DO UPDATE SET evaluaties = excluded.evaluaties, uitgenodigd = excluded.uitgenodigd,
         antwoorden = excluded.antwoorden, telling = excluded.telling,
         weggelaten_evaluaties = excluded.weggelaten_evaluaties, weggelaten_antwoorden = excluded.weggelaten_antwoorden`;
