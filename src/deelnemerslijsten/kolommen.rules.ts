import { timeZone } from '../platform/clock/dates.js';
import { csvCellSql, csvCopySql } from '../platform/table/csv.js';

/** `code` is text that a spreadsheet would take for a number or a date; `dag` and `moment` are in Europe/Amsterdam. */
export type Celsoort = 'tekst' | 'code' | 'getal' | 'dag' | 'moment';

/** A column of a list that leaves the house, the same in every format. */
export interface Kolom {
  kop: string;
  soort: Celsoort;
  /** In characters, for a spreadsheet. */
  breedte: number;
  /** Of the columns that the query of the list gives. */
  sql: string;
  /** Made up by the system that enrolled, which must find it back to the letter. */
  vanSysteem?: true;
}

const klok = (moment: string, vorm: string): string =>
  `to_char(${moment} AT TIME ZONE '${timeZone}', '${vorm}')`;

/** SQL for the text of a cell. */
const teksten: Record<Celsoort, (sql: string) => string> = {
  tekst: (sql) => sql,
  code: (sql) => sql,
  getal: (sql) => `${sql}::text`,
  dag: (sql) => klok(sql, 'YYYY-MM-DD'),
  moment: (sql) => klok(sql, 'YYYY-MM-DD HH24:MI'),
};
const tekstVan = ({ soort, sql }: Kolom): string => teksten[soort](`(${sql})`);

/**
 * The list as CSV, but for its head and the ends of its lines.
 * @param query gives the rows in their order, with its values written into it.
 * @param voorSysteem a program reads it: what systems made up comes back as it was sent. Who opens the file in a
 *   spreadsheet gets no cell that does anything.
 */
export const csvKopie = (kolommen: readonly Kolom[], query: string, voorSysteem: boolean): string =>
  csvCopySql(
    kolommen.map((kolom) => csvCellSql(tekstVan(kolom), voorSysteem && kolom.vanSysteem)),
    query,
  );

/** The same cells as text for a program of ours, which tells what is absent from what is empty. */
export const tekstKopie = (kolommen: readonly Kolom[], query: string): string =>
  `COPY (SELECT ${kolommen.map(tekstVan).join(', ')} FROM (${query}) AS rij) TO STDOUT`;

/** SQL for how many rows there are, and how many of these each bestuur knows of. @param van aanmeldingen `a`, as FROM and WHERE. */
export const tellingPerBestuur = (van: string): string => `
  SELECT coalesce(sum(n), 0)::integer AS n,
         coalesce(jsonb_object_agg(bestuur_id, bekend) FILTER (WHERE bestuur_id IS NOT NULL AND bekend > 0), '{}') AS besturen
    FROM (SELECT a.bestuur_id, count(*) AS n, count(*) FILTER (WHERE a.adres_bevestigd) AS bekend ${van} GROUP BY 1) t`;
