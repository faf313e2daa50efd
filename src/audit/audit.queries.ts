import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Auditcodes } from './auditcodes.rules.js';
import { inzagecodes } from './auditwoorden.rules.js';
import { UUID } from './wijzigingen.rules.js';
import { formatDateTime } from '../platform/clock/dates.js';

export interface AuditBeeld {
  op: Date;
  code: keyof Auditcodes;
  gegevens: Record<string, unknown>;
  wieSoort: string;
  /** Name of the gebruiker or key that did it; null for a deelnemer, a visitor or the planner. */
  wie: string | null;
  onderwerpId: string;
  /** What the ids in `gegevens` are called. */
  namen: ReadonlyMap<string, string>;
}

/** A line of the history of a cohort; of whom it is, when it is about one person. */
export interface Cohortauditbeeld extends AuditBeeld {
  persoonId: string | null;
  persoon: string | null;
}

export const geschiedenissoorten = [
  'cohort',
  'aanmelding',
  'aanwezigheid',
  'belangstelling',
  'inzage',
] as const;
export type Geschiedenissoort = (typeof geschiedenissoorten)[number];

const COLUMNS = `a.op, a.code, a.gegevens, a.wie_soort AS "wieSoort", a.onderwerp_id AS "onderwerpId",
  coalesce(g.naam, s.naam) AS wie`;
const WIE = `
  LEFT JOIN gebruiker g ON a.wie_soort = 'gebruiker' AND g.id::text = a.wie_id
  LEFT JOIN api_sleutel s ON a.wie_soort = 'sleutel' AND s.id::text = a.wie_id`;

/** Whether a line says only that somebody looked. @param regel the name of the auditregel in the query. */
export const isInzage = (regel: string): string =>
  `${regel}.code IN (${inzagecodes.map((code) => `'${code}'`).join(', ')})`;
const IS_INZAGE = isInzage('a');

/** $1 cohort, $2 persoon, $3 soort; who looked is told only when that is asked. The cohort itself, and whoever has or had to do with it. */
const VAN_COHORT = `
  FROM (SELECT 'cohort' AS soort, $1::text AS id, NULL::uuid AS persoon_id
        UNION ALL SELECT 'aanmelding', id::text, persoon_id FROM aanmelding WHERE cohort_id = $1::uuid
        UNION ALL SELECT 'belangstelling', id::text, persoon_id FROM belangstelling WHERE cohort_id = $1::uuid) d
  JOIN auditregel a ON a.onderwerp_soort = d.soort AND a.onderwerp_id = d.id
 WHERE ($2::uuid IS NULL OR d.persoon_id = $2)
   AND CASE WHEN ${IS_INZAGE} THEN $3::text = 'inzage'
            WHEN $3::text IS NULL THEN true
            WHEN a.code IN ('aanmelding.aanwezigheid', 'aanmelding.ingelopen') THEN $3 = 'aanwezigheid'
            ELSE $3 = d.soort END`;

/** Reads what happened to a record. */
@Injectable()
export class AuditQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. */
  vanOnderwerp(soort: string, id: string, aantal = 200): Promise<AuditBeeld[]> {
    return this.vanOnderwerpen(soort, [id], aantal);
  }

  /** The last so many of several records of one kind, oldest first; without who looked at them. */
  vanOnderwerpen(soort: string, ids: readonly string[], aantal = 200): Promise<AuditBeeld[]> {
    return this.laatste(soort, ids, aantal, false);
  }

  /** Who looked at these records or took a list of them along; the last so many, oldest first. */
  inzageIn(soort: string, ids: readonly string[], aantal = 200): Promise<AuditBeeld[]> {
    return this.laatste(soort, ids, aantal, true);
  }

  private async laatste(
    soort: string,
    ids: readonly string[],
    aantal: number,
    inzage: boolean,
  ): Promise<AuditBeeld[]> {
    const rows = await this.dataSource.query<Omit<AuditBeeld, 'namen'>[]>(
      `SELECT * FROM (SELECT a.id, ${COLUMNS} FROM auditregel a ${WIE}
        WHERE a.onderwerp_soort = $1 AND a.onderwerp_id = ANY($2) AND ${IS_INZAGE} = $4
        ORDER BY a.id DESC LIMIT $3) laatste ORDER BY id`,
      [soort, ids, aantal, inzage],
    );
    return this.metNamen(rows);
  }

  /** Everything that happened to a cohort and the people in it, newest first. */
  async vanCohort(
    cohortId: string,
    filter: { persoon?: string; soort?: Geschiedenissoort },
    skip: number,
    take: number,
  ): Promise<{ totaal: number; regels: Cohortauditbeeld[] }> {
    const gevraagd = [cohortId, filter.persoon ?? null, filter.soort ?? null];
    const [telling] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n ${VAN_COHORT}`,
      gevraagd,
    );
    const rows = await this.dataSource.query<Omit<Cohortauditbeeld, 'namen'>[]>(
      `SELECT ${COLUMNS}, r.persoon_id AS "persoonId", concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS persoon
         FROM (SELECT a.id, d.persoon_id ${VAN_COHORT} ORDER BY a.id DESC OFFSET $4 LIMIT $5) r
         JOIN auditregel a ON a.id = r.id ${WIE} LEFT JOIN persoon p ON p.id = r.persoon_id
        ORDER BY r.id DESC`,
      [...gevraagd, skip, take],
    );
    return { totaal: telling!.n, regels: await this.metNamen(rows) };
  }

  private async metNamen<T extends { gegevens: unknown }>(
    rows: T[],
  ): Promise<(T & Pick<AuditBeeld, 'namen'>)[]> {
    const namen = await namenBij(
      this.dataSource,
      rows.map(({ gegevens }) => gegevens),
    );
    return rows.map((row) => ({ ...row, namen }));
  }
}

/** As `inFull` writes it; `o` is the opleiding, `c` the cohort. */
export const COHORTNAAM = `CASE WHEN starts_with(c.naam, o.naam) THEN c.naam ELSE o.naam || ', ' || c.naam END`;

const NAMEN = `
  SELECT c.id, ${COHORTNAAM} AS naam, NULL::timestamptz AS begint
    FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE c.id = ANY($1)
  UNION ALL SELECT id, NULL, begint FROM bijeenkomst WHERE id = ANY($1)
  UNION ALL SELECT id, NULL, begint FROM vervallen_bijeenkomst WHERE id = ANY($1)
  UNION ALL SELECT id, naam, NULL FROM school WHERE id = ANY($1)
  UNION ALL SELECT id, coalesce(naam, 'bestuur ' || nummer), NULL FROM bestuur WHERE id = ANY($1)
  UNION ALL SELECT id, naam, NULL FROM opleiding WHERE id = ANY($1)
  UNION ALL SELECT id, naam, NULL FROM gebruiker WHERE id = ANY($1)
  UNION ALL SELECT id, concat_ws(' ', voornaam, tussenvoegsel, achternaam), NULL FROM persoon WHERE id = ANY($1)`;

/** An auditregel keeps ids; all ids of a page get their names with one statement. A bijeenkomst is called by its moment. */
export async function namenBij(
  dataSource: DataSource,
  gegevens: readonly unknown[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(JSON.stringify(gegevens).match(UUID) ?? [])];
  if (ids.length === 0) return new Map();
  const rows = await dataSource.query<{ id: string; naam: string | null; begint: Date | null }[]>(NAMEN, [
    ids,
  ]);
  return new Map(rows.map(({ id, naam, begint }) => [id, naam ?? formatDateTime(begint!)]));
}
