import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { Clock } from '../../platform/clock/clock.js';
import { prognoseVan, type Prognose } from './prognose.rules.js';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';

/** What a forecast is made of. */
export type TeVoorspellen = Pick<CohortBeeld, 'id' | 'opleidingId' | 'eerste' | 'bezet' | 'capaciteit'>;

// An earlier cohort whose people were all entered afterwards tells nothing of when they came.
const ERBIJ = `
  WITH vraag AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS v (id, opleiding_id, eerste)),
  eerder AS (
    SELECT c.id, c.opleiding_id, b.eerste
      FROM cohort c
      CROSS JOIN LATERAL (SELECT min(begint) AS eerste FROM bijeenkomst WHERE cohort_id = c.id) b
     WHERE c.opleiding_id IN (SELECT opleiding_id FROM vraag)
       AND c.status NOT IN ('concept', 'peiling', 'geannuleerd') AND b.eerste <= $4)
  SELECT v.id, array_agg(t.erbij) AS erbij
    FROM vraag v
    JOIN eerder e ON e.opleiding_id = v.opleiding_id AND e.id <> v.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS alle,
             count(*) FILTER (WHERE a.aangemeld_op > e.eerste - (v.eerste - $4::timestamptz))::integer AS erbij
        FROM aanmelding a
       WHERE a.cohort_id = e.id AND a.status ${IN_ZEKER}
         AND a.aangemeld_op <= e.eerste) t
   WHERE t.alle > 0
   GROUP BY v.id`;

/** Forecasts from the earlier cohorten of the same opleiding. */
@Injectable()
export class PrognoseQueries {
  constructor(private readonly clock: Clock) {}

  /** One query for any number of cohorten. @returns by id; none for what has no start ahead or no earlier cohort. */
  async van(m: EntityManager, cohorten: readonly TeVoorspellen[]): Promise<Map<string, Prognose>> {
    const nu = this.clock.now();
    const komend = cohorten.filter(({ eerste }) => eerste !== null && eerste > nu);
    if (komend.length === 0) return new Map();
    const rows = await m.query<{ id: string; erbij: number[] }[]>(ERBIJ, [
      komend.map(({ id }) => id),
      komend.map(({ opleidingId }) => opleidingId),
      komend.map(({ eerste }) => eerste),
      nu,
    ]);
    const erbij = new Map(rows.map((row) => [row.id, row.erbij]));
    return new Map(
      komend.flatMap((c) => {
        const prognose = prognoseVan(c.bezet, c.capaciteit, erbij.get(c.id) ?? []);
        return prognose ? [[c.id, prognose] as const] : [];
      }),
    );
  }

  async een(m: EntityManager, cohort: TeVoorspellen): Promise<Prognose | null> {
    return (await this.van(m, [cohort])).get(cohort.id) ?? null;
  }
}
