import { stringify } from 'csv-stringify/sync';

/** Before the first line: so that Excel reads UTF-8. */
export const BOM = '\uFEFF';

/**
 * Lines as Excel in Dutch opens them with a double click: semicolons, CRLF. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 */
export const csvLines = (rows: string[][]): string =>
  stringify(rows, {
    delimiter: ';',
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_string: true,
  });
