import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CohortTelling } from './cohort-telling.entity.js';

export interface TellingBeeld extends Pick<CohortTelling, 'soort' | 'leerjaar' | 'aantal' | 'cohortId'> {
  cohort: string;
  schooljaar: string | null;
  certificeringOp: string | null;
  certificeringLocatie: string | null;
  /** What is told of the whole cohort. */
  toelichting: string | null;
}

/** Published counts of cohorten from before this platform. */
@Injectable()
export class TellingenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest school year first. */
  vanOpleiding(opleidingId: string): Promise<TellingBeeld[]> {
    return this.dataSource.query<TellingBeeld[]>(
      `SELECT t.cohort_id AS "cohortId", t.soort, t.leerjaar, t.aantal, c.naam AS cohort, c.schooljaar,
              c.certificering_op AS "certificeringOp", c.certificering_locatie AS "certificeringLocatie",
              c.toelichting
         FROM cohort_telling t JOIN cohort c ON c.id = t.cohort_id
        WHERE c.opleiding_id = $1
        ORDER BY c.schooljaar DESC NULLS LAST, c.code, t.leerjaar NULLS LAST`,
      [opleidingId],
    );
  }

  /** How many were certified per leerjaar, as published; null where the source does not say. */
  gecertificeerd(cohortId: string): Promise<{ leerjaar: number | null; aantal: number | null }[]> {
    return this.dataSource.query(
      `SELECT leerjaar, aantal FROM cohort_telling WHERE cohort_id = $1 AND soort = 'gecertificeerd'
        ORDER BY leerjaar NULLS LAST`,
      [cohortId],
    );
  }
}
