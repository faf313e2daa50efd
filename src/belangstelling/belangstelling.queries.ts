import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cohortstatus } from '../cohorten/standen.js';

export interface BelangstellingBeeld {
  id: string;
  token: string;
  persoonId: string;
  voornaam: string;
  email: string;
  opleidingCode: string;
  opleiding: string;
  cohortId: string | null;
  cohort: string | null;
  cohortstatus: Cohortstatus | null;
  bevestigdOp: Date | null;
  ingetrokkenOp: Date | null;
  gemeldOp: Date | null;
}

/** Whose: all, of one bestuur (`geen`: of who has none); for what: all, the opleiding as a whole or one cohort. */
export interface Belangstellingfilter {
  bestuur?: string;
  voor?: string;
}

export interface PerBestuur {
  bestuurId: string | null;
  bestuur: string | null;
  bevestigd: number;
  onbevestigd: number;
}

export interface Geinteresseerd {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  email: string;
  functie: string;
  opmerking: string | null;
  school: string | null;
  bestuur: string | null;
  cohort: string | null;
  aangemaaktOp: Date;
  bevestigdOp: Date | null;
}

const COUNTS = `
  count(DISTINCT b.persoon_id) FILTER (WHERE b.bevestigd_op IS NOT NULL)::integer AS bevestigd,
  count(DISTINCT b.persoon_id) FILTER (WHERE b.bevestigd_op IS NULL)::integer AS onbevestigd`;

/** $1 opleiding, $2 bestuur or `geen`, $3 cohort or `opleiding`: what was not answered or withdrawn yet. */
const WHERE = `
  WHERE b.opleiding_id = $1 AND b.ingetrokken_op IS NULL AND b.gemeld_op IS NULL
    AND CASE WHEN $2::text IS NULL THEN true WHEN $2 = 'geen' THEN b.bestuur_id IS NULL
             ELSE b.bestuur_id::text = $2 END
    AND CASE WHEN $3::text IS NULL THEN true WHEN $3 = 'opleiding' THEN b.cohort_id IS NULL
             ELSE b.cohort_id::text = $3 END`;

/** Reads who waits for what. */
@Injectable()
export class BelangstellingQueries {
  constructor(private readonly dataSource: DataSource) {}

  async metToken(token: string): Promise<BelangstellingBeeld | undefined> {
    const [row] = await this.dataSource.query<BelangstellingBeeld[]>(
      `SELECT b.id, b.token, b.persoon_id AS "persoonId", p.voornaam, p.email, o.code AS "opleidingCode",
              o.naam AS opleiding, c.id AS "cohortId", c.naam AS cohort, c.status AS cohortstatus,
              b.bevestigd_op AS "bevestigdOp", b.ingetrokken_op AS "ingetrokkenOp", b.gemeld_op AS "gemeldOp"
         FROM belangstelling b
         JOIN persoon p ON p.id = b.persoon_id
         JOIN opleiding o ON o.id = b.opleiding_id
         LEFT JOIN cohort c ON c.id = b.cohort_id
        WHERE b.token = $1`,
      [token],
    );
    return row;
  }

  /** Most first; who has no bestuur last. */
  perBestuur(opleidingId: string, { voor }: Belangstellingfilter = {}): Promise<PerBestuur[]> {
    return this.dataSource.query<PerBestuur[]>(
      `SELECT s.id AS "bestuurId", coalesce(s.naam, 'Bestuur ' || s.nummer) AS bestuur, ${COUNTS}
         FROM belangstelling b LEFT JOIN bestuur s ON s.id = b.bestuur_id ${WHERE}
        GROUP BY s.id ORDER BY s.id IS NULL, bevestigd DESC, bestuur`,
      [opleidingId, null, voor ?? null],
    );
  }

  /** People in all, each once; `gemeld` were told already that it opened. */
  async totalen(opleidingId: string): Promise<{ bevestigd: number; onbevestigd: number; gemeld: number }> {
    const [row] = await this.dataSource.query<{ bevestigd: number; onbevestigd: number; gemeld: number }[]>(
      `SELECT count(DISTINCT persoon_id) FILTER (WHERE gemeld_op IS NULL AND bevestigd_op IS NOT NULL)::integer AS bevestigd,
              count(DISTINCT persoon_id) FILTER (WHERE gemeld_op IS NULL AND bevestigd_op IS NULL)::integer AS onbevestigd,
              count(DISTINCT persoon_id) FILTER (WHERE gemeld_op IS NOT NULL)::integer AS gemeld
         FROM belangstelling WHERE opleiding_id = $1 AND ingetrokken_op IS NULL`,
      [opleidingId],
    );
    return row!;
  }

  /** The cohorten that somebody waits for, to choose from. */
  cohorten(opleidingId: string): Promise<{ id: string; naam: string }[]> {
    return this.dataSource.query(
      `SELECT id, naam FROM cohort c WHERE opleiding_id = $1
          AND EXISTS (SELECT 1 FROM belangstelling b WHERE b.opleiding_id = $1 AND b.cohort_id = c.id)
        ORDER BY naam, code`,
      [opleidingId],
    );
  }

  /** Confirmed first, then in order of when they came. */
  mensen(opleidingId: string, filter: Belangstellingfilter, skip: number, take: number) {
    return this.dataSource.query<Geinteresseerd[]>(
      `SELECT p.voornaam, p.tussenvoegsel, p.achternaam, p.email, b.functie, b.opmerking, coalesce(sch.naam, b.organisatie) AS school,
              coalesce(s.naam, 'Bestuur ' || s.nummer) AS bestuur, c.naam AS cohort,
              b.aangemaakt_op AS "aangemaaktOp", b.bevestigd_op AS "bevestigdOp"
         FROM belangstelling b
         JOIN persoon p ON p.id = b.persoon_id
         LEFT JOIN school sch ON sch.id = b.school_id
         LEFT JOIN bestuur s ON s.id = b.bestuur_id
         LEFT JOIN cohort c ON c.id = b.cohort_id ${WHERE}
        ORDER BY b.bevestigd_op IS NULL, b.aangemaakt_op, b.id OFFSET $4 LIMIT $5`,
      [opleidingId, filter.bestuur ?? null, filter.voor ?? null, skip, take],
    );
  }

  async tel(opleidingId: string, filter: Belangstellingfilter): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM belangstelling b ${WHERE}`,
      [opleidingId, filter.bestuur ?? null, filter.voor ?? null],
    );
    return row!.n;
  }
}
