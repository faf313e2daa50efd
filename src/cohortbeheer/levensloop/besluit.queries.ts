import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { PrognoseQueries } from './prognose.queries.js';
import type { Prognose } from './prognose.rules.js';

/** What a go/no-go decision is taken on. */
export interface Besluitstand {
  id: string;
  naam: string;
  opleiding: string;
  opleidingId: string;
  capaciteit: number | null;
  minimum: number | null;
  goNoGoOp: string | null;
  eerste: Date | null;
  /** Places held as of now, a hold past its end not counted. */
  bezet: number;
  voorlopig: number;
  wachtend: number;
  prognose: Prognose | null;
}

const STAND = `
  SELECT c.id, c.naam, o.naam AS opleiding, c.opleiding_id AS "opleidingId", c.capaciteit, c.minimum,
         c.go_no_go_op AS "goNoGoOp", (SELECT min(begint) FROM bijeenkomst WHERE cohort_id = c.id) AS eerste, t.*
    FROM cohort c
    JOIN opleiding o ON o.id = c.opleiding_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE plaatsnummer IS NOT NULL AND (vervalt_op IS NULL OR vervalt_op > $2))::integer AS bezet,
             count(*) FILTER (WHERE status = 'voorlopig' AND vervalt_op > $2)::integer AS voorlopig,
             count(*) FILTER (WHERE status = 'wachtlijst')::integer AS wachtend
        FROM aanmelding WHERE cohort_id = c.id) t
   WHERE c.id = $1`;

@Injectable()
export class BesluitQueries {
  constructor(
    private readonly clock: Clock,
    private readonly prognoses: PrognoseQueries,
  ) {}

  async stand(m: EntityManager, cohortId: string): Promise<Besluitstand> {
    const [row] = await m.query<Omit<Besluitstand, 'prognose'>[]>(STAND, [cohortId, this.clock.now()]);
    if (!row) throw cohortOnbekend();
    return { ...row, prognose: await this.prognoses.een(m, row) };
  }
}
