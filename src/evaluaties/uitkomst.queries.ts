import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { timeZone } from '../platform/clock/dates.js';
import type { Evaluatiesoort, Vraag } from './evaluatie.entity.js';
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

/** A filter may only name what a bundle has in common, so that a bundle is read whole or not at all. */
interface Bereik {
  opleiding?: string;
  aanbieder?: string;
  schooljaar?: string;
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

/** $1 opleiding, $2 aanbieder, $3 schooljaar. */
const GETELD = `
  SELECT e.id, e.cohort_id AS "cohortId", c.opleiding_id AS "opleidingId", e.soort, e.schooljaar, e.aanbieders,
         to_char(e.gesloten_op AT TIME ZONE '${timeZone}', 'YYYY-MM-DD') AS "geslotenOp",
         t.uitgenodigd, t.antwoorden, t.telling
    FROM evaluatie_telling t
    JOIN evaluatie e ON e.id = t.evaluatie_id
    JOIN cohort c ON c.id = e.cohort_id
   WHERE ($1::uuid IS NULL OR c.opleiding_id = $1) AND ($2::text IS NULL OR $2 = ANY(e.aanbieders))
     AND ($3::text IS NULL OR e.schooljaar = $3)
   ORDER BY e.schooljaar, c.eerste, e.id`;

/** Neither the order of the answers nor of the people: another order for each question, the same at each look. */
const TEKSTEN = `
  SELECT v.code, a.waarden->>v.code AS tekst
    FROM evaluatie_antwoord a CROSS JOIN unnest($2::text[]) AS v (code)
   WHERE a.evaluatie_id = $1 AND a.waarden->>v.code <> ''
   ORDER BY v.code, md5(a.id::text || v.code)`;

/** What can be chosen: all that anything was counted of. */
const KEUZES = `
  WITH waar AS (
    SELECT DISTINCT c.opleiding_id, e.schooljaar, e.aanbieders
      FROM evaluatie_telling t JOIN evaluatie e ON e.id = t.evaluatie_id JOIN cohort c ON c.id = e.cohort_id)
  SELECT ARRAY(SELECT DISTINCT schooljaar FROM waar ORDER BY 1 DESC) AS schooljaren,
         ARRAY(SELECT DISTINCT unnest(aanbieders) FROM waar ORDER BY 1) AS aanbieders,
         (SELECT coalesce(json_agg(json_build_object('id', o.id, 'code', o.code, 'naam', o.naam) ORDER BY o.naam, o.code), '[]')
            FROM opleiding o WHERE o.id IN (SELECT opleiding_id FROM waar)) AS opleidingen`;

/** $1 opleiding: every question that its evaluaties asked, as it was last asked. */
const VRAGEN = `
  SELECT DISTINCT ON (v.vraag->>'code') v.vraag
    FROM evaluatie e
    JOIN cohort c ON c.id = e.cohort_id
   CROSS JOIN jsonb_array_elements(e.vragen) AS v (vraag)
   WHERE c.opleiding_id = $1 AND e.soort = 'evaluatie' AND e.gesloten_op IS NOT NULL AND v.vraag->>'soort' = 'schaal'
   ORDER BY v.vraag->>'code', e.geopend_op DESC`;

export interface Keuzes {
  schooljaren: string[];
  aanbieders: string[];
  opleidingen: { id: string; code: string; naam: string }[];
}

/** Reads what was counted. Nothing here decides what may be shown: that is uitkomst.rules.ts. */
@Injectable()
export class UitkomstQueries {
  constructor(private readonly dataSource: DataSource) {}

  standen(cohortId: string): Promise<Stand[]> {
    return this.dataSource.query<Stand[]>(STANDEN, [cohortId]);
  }

  /** In order of time. */
  geteld({ opleiding, aanbieder, schooljaar }: Bereik): Promise<Geteld[]> {
    const waarden = [opleiding ?? null, aanbieder ?? null, schooljaar ?? null];
    return this.dataSource.query<Geteld[]>(GETELD, waarden);
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

  async keuzes(): Promise<Keuzes> {
    const [row] = await this.dataSource.query<Keuzes[]>(KEUZES);
    return row!;
  }

  /** The scales of an opleiding, its own among them. */
  async schalen(opleidingId: string): Promise<Vraag[]> {
    const rows = await this.dataSource.query<{ vraag: Vraag }[]>(VRAGEN, [opleidingId]);
    return rows.map(({ vraag }) => vraag);
  }

  async cohortnamen(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.dataSource.query<{ id: string; naam: string }[]>(
      'SELECT id, naam FROM cohort WHERE id = ANY($1)',
      [ids],
    );
    return new Map(rows.map(({ id, naam }) => [id, naam]));
  }
}
