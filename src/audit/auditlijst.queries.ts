import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type AuditBeeld, COHORTNAAM, namenBij } from './audit.queries.js';

/** Which lines of the audit; null does not narrow. Without a period it has to be of one record. */
export interface Auditfilter {
  van: Date | null;
  /** The first moment after it. */
  tot: Date | null;
  wieSoort: string | null;
  wieId: string | null;
  codes: readonly string[] | null;
  soort: string | null;
  id: string | null;
}

/** A line with whom and what it is about by name, as far as these are still there. */
export interface Auditlijstregel extends AuditBeeld {
  id: string;
  wieId: string | null;
  onderwerpSoort: string;
  /** Null for what is gone, and for what has no name. */
  onderwerp: string | null;
}

type Kaal = Omit<Auditlijstregel, 'namen' | 'onderwerp'>;

/** $1 … $7 as `Auditfilter`. Of a period the index of the moments is read, of a record that of the records. */
const WAAR = `
  ($1::timestamptz IS NULL OR a.op >= $1) AND ($2::timestamptz IS NULL OR a.op < $2)
   AND ($3::text IS NULL OR a.wie_soort = $3) AND ($4::text IS NULL OR a.wie_id = $4)
   AND ($5::text[] IS NULL OR a.code = ANY($5))
   AND ($6::text IS NULL OR a.onderwerp_soort = $6) AND ($7::text IS NULL OR a.onderwerp_id = $7)`;

/** $8 after this line, $9 how many. */
const BLADZIJDE = `
  SELECT r.id, r.op, r.code, r.gegevens, r.wie_soort AS "wieSoort", r.wie_id AS "wieId",
         r.onderwerp_soort AS "onderwerpSoort", r.onderwerp_id AS "onderwerpId",
         coalesce(g.naam, s.naam) AS wie
    FROM (SELECT a.* FROM auditregel a
           WHERE ${WAAR}
             AND ($8::bigint IS NULL OR (a.op <= (SELECT op FROM auditregel WHERE id = $8)
                  AND (a.op < (SELECT op FROM auditregel WHERE id = $8) OR a.id < $8)))
           ORDER BY a.op DESC, a.id DESC LIMIT $9) r
    LEFT JOIN gebruiker g ON r.wie_soort = 'gebruiker' AND g.id::text = r.wie_id
    LEFT JOIN api_sleutel s ON r.wie_soort = 'sleutel' AND s.id::text = r.wie_id
   ORDER BY r.op DESC, r.id DESC`;

const PERSOON = `CASE WHEN p.gewist_op IS NULL THEN concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) END`;
/** Of a few rows, each looked up by itself: joined, all people might be read for them. */
const mens = (rij: string): string => `(SELECT ${PERSOON} FROM persoon p WHERE p.id = ${rij}.persoon_id)`;

/** What people and records are called; who was erased is called nothing. $1 their ids. */
const ONDERWERPEN = `
  SELECT a.id, concat_ws(', ', ${mens('a')}, ${COHORTNAAM}) AS naam
    FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id
    JOIN opleiding o ON o.id = c.opleiding_id WHERE a.id = ANY($1)
  UNION ALL SELECT b.id, concat_ws(', ', ${mens('b')}, o.naam)
    FROM belangstelling b JOIN opleiding o ON o.id = b.opleiding_id
   WHERE b.id = ANY($1)
  UNION ALL SELECT c.id, ${COHORTNAAM}
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE c.id = ANY($1)
  UNION ALL SELECT id, naam FROM opleiding WHERE id = ANY($1)
  UNION ALL SELECT id, coalesce(naam, 'bestuur ' || nummer) FROM bestuur WHERE id = ANY($1)
  UNION ALL SELECT id, onderwerp FROM bericht WHERE id = ANY($1) AND gewist_op IS NULL
  UNION ALL SELECT p.id, ${PERSOON} FROM persoon p WHERE p.id = ANY($1)
  UNION ALL SELECT id, naam FROM gebruiker WHERE id = ANY($1)
  UNION ALL SELECT id, naam FROM api_sleutel WHERE id = ANY($1)`;

const HEEL_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const waarden = ({ van, tot, wieSoort, wieId, codes, soort, id }: Auditfilter): unknown[] => [
  ...[van, tot, wieSoort, wieId],
  ...[codes, soort, id],
];

/** Reads the audit over all records. */
@Injectable()
export class AuditlijstQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Newest first.
   * @param na the id of the line after which it goes on; null begins.
   */
  async bladzijde(filter: Auditfilter, na: string | null, aantal: number): Promise<Auditlijstregel[]> {
    const rows = await this.dataSource.query<Kaal[]>(BLADZIJDE, [...waarden(filter), na, aantal]);
    const deelnemers = rows.flatMap(({ wieSoort, wieId }) => (wieSoort === 'persoon' && wieId) || []);
    const naamVan = await this.namen([...rows.map(({ onderwerpId }) => onderwerpId), ...deelnemers]);
    const gegevens = rows.map((row) => row.gegevens);
    const namen = await namenBij(this.dataSource, gegevens);
    return rows.map((row) => ({
      ...row,
      namen,
      wie: row.wie ?? (naamVan.get(row.wieId ?? '') || null),
      onderwerp: naamVan.get(row.onderwerpId) || null,
    }));
  }

  /** How many lines that are, counted up to `meest`. */
  async tel(filter: Auditfilter, meest: number): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM (SELECT FROM auditregel a WHERE ${WAAR} LIMIT $8) t`,
      [...waarden(filter), meest],
    );
    return row!.n;
  }

  /** Whom the lines may be of: people who work with the academie and keys, by name. */
  doeners(): Promise<{ soort: 'gebruiker' | 'sleutel'; id: string; naam: string }[]> {
    return this.dataSource.query(
      `SELECT 'gebruiker' AS soort, id, naam || ' (' || email || ')' AS naam FROM gebruiker
        UNION ALL SELECT 'sleutel', id, naam FROM api_sleutel
        ORDER BY soort, naam, id LIMIT 2000`,
    );
  }

  /** The name of a deelnemer who did something; null when that person is gone or unknown. */
  async persoon(id: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ naam: string | null }[]>(
      `SELECT ${PERSOON} AS naam FROM persoon p WHERE p.id = $1`,
      [id],
    );
    return row?.naam ?? null;
  }

  private async namen(kenmerken: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const ids = [...new Set(kenmerken)].filter((id) => HEEL_UUID.test(id));
    if (ids.length === 0) return new Map();
    const rows = await this.dataSource.query<{ id: string; naam: string | null }[]>(ONDERWERPEN, [ids]);
    return new Map(rows.map(({ id, naam }) => [id, naam]));
  }
}
