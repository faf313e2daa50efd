import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { timeZone } from '../../platform/clock/dates.js';
import type { Evaluatiesoort, Formuliervraag } from '../evaluatie.entity.js';
import type { EvaluatieBeeld } from './uitkomst.entity.js';
import type { Beeld, GeteldeEvaluatie } from './uitkomst.rules.js';

/** Rows of `GeteldeEvaluatie`; `t` evaluatie_telling, `e` evaluatie, `c` cohort. */
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

/** How one evaluatie of a cohort stands. */
export interface Evaluatiestand {
  soort: Evaluatiesoort;
  /** null: it was not asked yet. */
  id: string | null;
  vragen: Formuliervraag[];
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

/** `opleiding` is an id. A filter only names what a bundle has in common, so that it takes in a bundle whole or not at all. */
export interface Uitkomstfilter {
  opleiding?: string;
  aanbieder?: string;
  schooljaar?: string;
}
type Per = keyof Uitkomstfilter;

/** A part of a list; without it, all. */
export interface Lijstdeel {
  skip: number;
  take: number;
}

interface Opleidingnaam {
  id: string;
  code: string;
  naam: string;
}

export interface Uitkomstkeuzes {
  schooljaren: string[];
  aanbieders: string[];
  opleidingen: Opleidingnaam[];
}

const kolom: Record<Per, string> = {
  opleiding: 'b.opleiding_id',
  aanbieder: 'b.aanbieder',
  schooljaar: 'b.schooljaar',
};

/** The rows of this filter: the one of it, or one for each `per`. `IS NULL` and `=`, so that an index serves. */
function waar(filter: Uitkomstfilter, per: Per | null): { sql: string; waarden: string[] } {
  const waarden: string[] = [];
  const delen = (Object.keys(kolom) as Per[]).map((veld) => {
    if (filter[veld] !== undefined) return `${kolom[veld]} = $${waarden.push(filter[veld])}`;
    return `${kolom[veld]} IS ${veld === per ? 'NOT NULL' : 'NULL'}`;
  });
  return { sql: delen.join(' AND '), waarden };
}

/** $1 opleiding: every scale that its evaluaties asked, as it was last asked. */
const SCHALEN = `
  SELECT DISTINCT ON (v.vraag->>'code') v.vraag
    FROM evaluatie e
    JOIN cohort c ON c.id = e.cohort_id
   CROSS JOIN jsonb_array_elements(e.vragen) AS v (vraag)
   WHERE c.opleiding_id = $1 AND e.soort = 'evaluatie' AND e.gesloten_op IS NOT NULL AND v.vraag->>'soort' = 'schaal'
   ORDER BY v.vraag->>'code', e.geopend_op DESC`;

/** $1 opleiding, $2 aanbieder, $3 schooljaar, $4 how many, $5 after how many: the newest atoms first. */
const ATOMEN = `
  SELECT t.atoom_id AS id, count(*) OVER ()::integer AS totaal
    FROM cohort c
    JOIN evaluatie e ON e.cohort_id = c.id AND e.soort = 'evaluatie'
    JOIN evaluatie_telling t ON t.evaluatie_id = e.id
   WHERE c.opleiding_id = $1 AND t.atoom_id IS NOT NULL AND ($2::text IS NULL OR $2 = ANY(e.aanbieders))
     AND ($3::text IS NULL OR e.schooljaar = $3)
   GROUP BY t.atoom_id
   ORDER BY min(e.schooljaar) DESC, min(c.eerste) DESC, t.atoom_id
   LIMIT $4 OFFSET $5`;

/** Reads what was counted, of one cohort and of the academie. Nothing here decides what may be shown: uitkomst.rules.ts does. */
@Injectable()
export class UitkomstQueries {
  constructor(private readonly dataSource: DataSource) {}

  standen(cohortId: string): Promise<Evaluatiestand[]> {
    return this.dataSource.query<Evaluatiestand[]>(STANDEN, [cohortId]);
  }

  /** Reads all that decides what may be seen of a cohort. */
  vanCohort(cohortId: string): Promise<GeteldeEvaluatie[]> {
    return this.dataSource.query<GeteldeEvaluatie[]>(VAN_COHORT, [cohortId]);
  }

  /** Reads what was written, by code of the question. @param codes those that enough people answered. */
  async teksten(evaluatieId: string, codes: string[]): Promise<Map<string, string[]>> {
    const rows = await this.dataSource.query<{ code: string; tekst: string }[]>(TEKSTEN, [
      evaluatieId,
      codes,
    ]);
    const perVraag = new Map<string, string[]>(codes.map((code) => [code, []]));
    for (const { code, tekst } of rows) perVraag.get(code)!.push(tekst);
    return perVraag;
  }

  /** Of this filter, or of each `per` in it; @param opleidingen only of these. */
  async beelden(filter: Uitkomstfilter, per: Per | null, opleidingen?: string[]): Promise<Beeld[]> {
    const { sql, waarden } = waar(filter, per);
    const alleen = opleidingen ? ` AND b.opleiding_id = ANY($${waarden.length + 1})` : '';
    const rijen = await this.dataSource.query<EvaluatieBeeld[]>(`${BEELD} WHERE ${sql}${alleen}`, [
      ...waarden,
      ...(opleidingen ? [opleidingen] : []),
    ]);
    return rijen.map(leesBeeld);
  }

  /** The choices of the screen: all that anything was counted of. */
  async keuzes(): Promise<Uitkomstkeuzes> {
    const [opleidingen, aanbieders, schooljaren] = await Promise.all([
      this.opleidingen({}),
      this.namen('aanbieder'),
      this.namen('schooljaar'),
    ]);
    return { opleidingen, aanbieders, schooljaren: schooljaren.reverse() };
  }

  /** In order of their names. */
  async opleidingen(filter: Uitkomstfilter): Promise<Opleidingnaam[]> {
    const { sql, waarden } = waar(filter, 'opleiding');
    return this.dataSource.query<Opleidingnaam[]>(
      `SELECT o.id, o.code, o.naam FROM opleiding o
        WHERE o.id IN (SELECT b.opleiding_id FROM evaluatie_beeld b WHERE ${sql}) ORDER BY o.naam, o.code`,
      waarden,
    );
  }

  /** The atoms of one opleiding, newest first, and how many there are. */
  async atomen(
    filter: Uitkomstfilter & { opleiding: string },
    blad?: Lijstdeel,
  ): Promise<{ atomen: GeteldeEvaluatie[][]; totaal: number }> {
    const { opleiding, aanbieder, schooljaar } = filter;
    const rijen = await this.dataSource.query<{ id: string; totaal: number }[]>(ATOMEN, [
      ...[opleiding, aanbieder ?? null, schooljaar ?? null],
      ...[blad?.take ?? null, blad?.skip ?? 0],
    ]);
    const geteld = await this.dataSource.query<GeteldeEvaluatie[]>(
      `${GETELD} WHERE t.atoom_id = ANY($1) ORDER BY e.id`,
      [rijen.map(({ id }) => id)],
    );
    return {
      atomen: rijen.map(({ id }) => geteld.filter(({ atoomId }) => atoomId === id)),
      totaal: rijen[0]?.totaal ?? 0,
    };
  }

  /** The scales of an opleiding, its own among them. */
  async schalen(opleidingId: string): Promise<Formuliervraag[]> {
    const rows = await this.dataSource.query<{ vraag: Formuliervraag }[]>(SCHALEN, [opleidingId]);
    return rows.map(({ vraag }) => vraag);
  }

  async cohortnamen(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.dataSource.query<{ id: string; naam: string }[]>(
      'SELECT id, naam FROM cohort WHERE id = ANY($1)',
      [ids],
    );
    return new Map(rows.map(({ id, naam }) => [id, naam]));
  }

  private async namen(per: 'aanbieder' | 'schooljaar'): Promise<string[]> {
    const { sql } = waar({}, per);
    const rows = await this.dataSource.query<{ naam: string }[]>(
      `SELECT DISTINCT ${kolom[per]} AS naam FROM evaluatie_beeld b WHERE ${sql} ORDER BY 1`,
    );
    return rows.map(({ naam }) => naam);
  }
}
