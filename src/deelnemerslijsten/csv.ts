import { stringify } from 'csv-stringify/sync';
import type { Deelnemer } from './deelnemerslijsten.queries.js';
import { klokstand } from './klok.js';
import { kolommen, type Kolom } from './kolommen.js';

const BOM = '\uFEFF';

/**
 * CSV as Excel in Dutch opens it with a double click: semicolons, UTF-8 with a byte order mark, CRLF. A cell that a
 * spreadsheet would take for a formula gets an apostrophe before it.
 */
export async function alsCsv(delen: AsyncIterable<Deelnemer[]>): Promise<Buffer> {
  const stukken = [Buffer.from(BOM + regels([kolommen.map(({ kop }) => kop)]))];
  for await (const deel of delen) {
    stukken.push(Buffer.from(regels(deel.map((d) => kolommen.map((kolom) => cel(kolom, d))))));
  }
  return Buffer.concat(stukken);
}

const regels = (rijen: string[][]): string =>
  stringify(rijen, {
    delimiter: ';',
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_string: true,
  });

function cel({ soort, waarde }: Kolom, d: Deelnemer): string {
  const inhoud = waarde(d);
  if (inhoud === null) return '';
  if (!(inhoud instanceof Date)) return String(inhoud);
  return soort === 'dag' ? klokstand(inhoud).slice(0, 10) : klokstand(inhoud);
}
