import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** $1 evaluaties. */
const TEL = `
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

/** Counts what was answered. */
@Injectable()
export class UitkomstTellen {
  /** @param m the transaction that closes these evaluaties, after it did so: no answer may come in between. */
  async leg(m: EntityManager, evaluatieIds: string[]): Promise<void> {
    await m.query(TEL, [evaluatieIds]);
  }
}
