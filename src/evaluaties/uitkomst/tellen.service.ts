import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import type { EvaluatieBeeld } from './uitkomst.entity.js';
import { BEELD, GETELD, leesBeeld } from './uitkomst.queries.js';
import {
  type Beeld,
  besluiten,
  bijdragen,
  type GeteldeEvaluatie,
  plus,
  verdeel,
  type Verdeling,
} from './uitkomst.rules.js';

/** Rows at once; a view is about half a kilobyte. */
const PER_KEER = 1_000;

/** Counts what was answered, and keeps the figures of every view. */
@Injectable()
export class TellenService {
  constructor(private readonly clock: Clock) {}

  /** @param m the transaction that closes these evaluaties, after it did so: no answer may come in between. */
  async leg(m: EntityManager, evaluatieIds: string[]): Promise<void> {
    await m.query(TEL, [evaluatieIds]);
    await this.verdeel(m);
  }

  /**
   * Brings what was counted, and small ones whose day has come, into the figures. They take turns, until the end of the
   * transaction: a bundle needs all that are counted, and every closing adds to the figures of the whole academie.
   * @returns how many bundles of small ones were made.
   */
  async verdeel(m: EntityManager): Promise<number> {
    await m.query(`SELECT pg_advisory_xact_lock(hashtext('evaluatie_beeld'))`);
    const vandaag = dateOf(this.clock.now());
    const wachtend = await m.query<GeteldeEvaluatie[]>(TE_VERDELEN, [vandaag]);
    if (wachtend.length === 0) return 0;
    const verdeling = verdeel(wachtend, vandaag);
    await leg(m, verdeling, vandaag);
    return verdeling.atomen.filter(({ evaluaties }) => evaluaties.length > 1).length;
  }
}

async function leg(m: EntityManager, verdeling: Verdeling, vandaag: string): Promise<void> {
  const besloten = besluiten(verdeling, vandaag);
  await m.query(BESLUIT, [
    besloten.map(({ id }) => id),
    besloten.map(({ atoomId }) => atoomId),
    besloten.map(({ bundelOp }) => bundelOp),
  ]);
  const erbij = bijdragen(verdeling);
  for (let i = 0; i < erbij.length; i += PER_KEER) await telOp(m, erbij.slice(i, i + PER_KEER));
}

async function telOp(m: EntityManager, erbij: Beeld[]): Promise<void> {
  const rijen = await m.query<EvaluatieBeeld[]>(BEELDEN_OP, [erbij.map(({ sleutel }) => sleutel)]);
  const waren = new Map(rijen.map((rij) => [rij.sleutel, leesBeeld(rij).zicht]));
  const nieuw = erbij.map(({ zicht: z, ...plek }) => {
    const was = waren.get(plek.sleutel);
    const { weggelaten, ...zicht } = was ? plus(was, z) : z;
    return {
      ...plek,
      ...zicht,
      weggelatenEvaluaties: weggelaten.evaluaties,
      weggelatenAntwoorden: weggelaten.antwoorden,
    };
  });
  await m.query(LEG_BEELDEN, [JSON.stringify(nieuw)]);
}

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

/** All that was never divided, or may be put together as of $1. */
const TE_VERDELEN = `${GETELD}
   WHERE (NOT t.verdeeld OR t.bundel_op IS NOT NULL) AND (NOT t.verdeeld OR t.bundel_op <= $1)
   ORDER BY e.id`;

/** $1 evaluaties, $2 their atoms, $3 their days. */
const BESLUIT = `
  UPDATE evaluatie_telling t SET verdeeld = true, atoom_id = n.atoom_id, bundel_op = n.bundel_op
    FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS n (id, atoom_id, bundel_op) WHERE t.evaluatie_id = n.id`;

/** $1 keys. */
const BEELDEN_OP = `${BEELD} WHERE b.sleutel = ANY($1)`;

/** $1 rows with the names of the entity. */
const LEG_BEELDEN = `
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
