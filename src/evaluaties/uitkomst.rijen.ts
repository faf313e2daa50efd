import { timeZone } from '../platform/clock/dates.js';
import type { EvaluatieBeeld } from './evaluatie-beeld.entity.js';
import type { Beeld } from './uitkomst-beelden.rules.js';

/** Rows of `Geteld`; `t` evaluatie_telling, `e` evaluatie, `c` cohort. */
export const GETELD = `
  SELECT e.id, e.cohort_id AS "cohortId", c.opleiding_id AS "opleidingId", e.soort, e.schooljaar, e.aanbieders,
         to_char(e.gesloten_op AT TIME ZONE '${timeZone}', 'YYYY-MM-DD') AS "geslotenOp",
         t.uitgenodigd, t.antwoorden, t.telling, t.verdeeld, t.atoom_id AS "atoomId", t.bundel_op AS "bundelOp"
    FROM evaluatie_telling t
    JOIN evaluatie e ON e.id = t.evaluatie_id
    JOIN cohort c ON c.id = e.cohort_id`;

/** Rows of `EvaluatieBeeld`; `b`. */
export const BEELD = `
  SELECT b.sleutel, b.soort, b.opleiding_id AS "opleidingId", b.aanbieder, b.schooljaar, b.evaluaties, b.uitgenodigd,
         b.antwoorden, b.telling, b.weggelaten_evaluaties AS "weggelatenEvaluaties",
         b.weggelaten_antwoorden AS "weggelatenAntwoorden"
    FROM evaluatie_beeld b`;

export function leesBeeld(rij: EvaluatieBeeld): Beeld {
  const {
    sleutel,
    soort,
    opleidingId,
    aanbieder,
    schooljaar,
    weggelatenEvaluaties,
    weggelatenAntwoorden,
    ...zicht
  } = rij;
  const weggelaten = { evaluaties: weggelatenEvaluaties, antwoorden: weggelatenAntwoorden };
  return { sleutel, soort, opleidingId, aanbieder, schooljaar, zicht: { ...zicht, weggelaten } };
}
