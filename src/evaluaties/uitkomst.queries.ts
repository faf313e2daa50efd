import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Evaluatiesoort, Vraag } from './evaluatie.entity.js';
import { GETELD } from './uitkomst.rijen.js';
import type { Geteld } from './uitkomst.rules.js';

/** How one evaluatie of a cohort stands. */
export interface Stand {
  soort: Evaluatiesoort;
  /** null: it was not asked yet. */
  id: string | null;
  vragen: Vraag[];
  /** When it will be asked; null when that is not planned. */
  gepland: Date | null;
  sluitOp: Date | null;
  geslotenOp: Date | null;
  uitgenodigd: number;
  beantwoord: number;
}

const STANDEN = `
  SELECT s.soort, e.id, coalesce(e.vragen, '[]') AS vragen, e.sluit_op AS "sluitOp", e.gesloten_op AS "geslotenOp",
         CASE WHEN m.status = 'gepland' THEN m.op END AS gepland,
         coalesce(t.uitgenodigd, u.uitgenodigd)::integer AS uitgenodigd,
         coalesce(t.antwoorden, u.beantwoord)::integer AS beantwoord
    FROM (VALUES ('evaluatie'), ('nameting')) AS s (soort)
    LEFT JOIN evaluatie e ON e.cohort_id = $1 AND e.soort = s.soort
    LEFT JOIN evaluatie_telling t ON t.evaluatie_id = e.id
    LEFT JOIN moment m ON m.cohort_id = $1 AND m.soort = s.soort
   CROSS JOIN LATERAL (SELECT count(*) AS uitgenodigd, count(*) FILTER (WHERE beantwoord) AS beantwoord
                         FROM evaluatie_uitnodiging WHERE evaluatie_id = e.id) u
   ORDER BY s.soort`;

/** Of cohort $1: all of the atoms that it is in, and what is in none. */
const VAN_COHORT = `${GETELD}
   WHERE t.atoom_id IN (SELECT t.atoom_id FROM evaluatie e JOIN evaluatie_telling t ON t.evaluatie_id = e.id
                         WHERE e.cohort_id = $1)
      OR (t.atoom_id IS NULL AND e.cohort_id = $1)`;

/** Neither the order of the answers nor of the people: another order for each question, the same at each look. */
const TEKSTEN = `
  SELECT v.code, a.waarden->>v.code AS tekst
    FROM evaluatie_antwoord a CROSS JOIN unnest($2::text[]) AS v (code)
   WHERE a.evaluatie_id = $1 AND a.waarden->>v.code <> ''
   ORDER BY v.code, md5(a.id::text || v.code)`;

/** Reads what was counted of one cohort. Nothing here decides what may be shown: that is uitkomst.rules.ts. */
@Injectable()
export class UitkomstQueries {
  constructor(private readonly dataSource: DataSource) {}

  standen(cohortId: string): Promise<Stand[]> {
    return this.dataSource.query<Stand[]>(STANDEN, [cohortId]);
  }

  /** What says what may be seen of a cohort. */
  vanCohort(cohortId: string): Promise<Geteld[]> {
    return this.dataSource.query<Geteld[]>(VAN_COHORT, [cohortId]);
  }

  /** What was written, by code of the question. @param codes those that enough people answered. */
  async teksten(evaluatieId: string, codes: string[]): Promise<Map<string, string[]>> {
    const rows = await this.dataSource.query<{ code: string; tekst: string }[]>(TEKSTEN, [
      evaluatieId,
      codes,
    ]);
    const perVraag = new Map<string, string[]>(codes.map((code) => [code, []]));
    for (const { code, tekst } of rows) perVraag.get(code)!.push(tekst);
    return perVraag;
  }
}
