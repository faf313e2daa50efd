import type { Cast } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';

/** Before the first line: so that Excel reads UTF-8. */
export const BOM = '\uFEFF';

/**
 * Lines as Excel in Dutch opens them with a double click: semicolons, CRLF. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 * @param asSent columns whose cells stay as they are, formula or not: for a program that knows them by their value.
 */
export const csvLines = (rows: string[][], asSent: readonly number[] = []): string =>
  stringify(rows, {
    ...(asSent.length > 0 ? { cast: { string: keep(asSent) } } : {}),
    delimiter: ';',
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_string: true,
  });

const keep =
  (columns: readonly number[]): Cast<string> =>
  (value, { column }) =>
    columns.includes(Number(column)) ? { value, escape_formulas: false } : value;
