import { BOM, csvLines } from '../platform/csv.js';
import type { Deelnemer } from './deelnemerslijsten.queries.js';
import { klokstand } from './klok.js';
import { kolommen, type Kolom } from './kolommen.js';

/** The whole list in UTF-8 with a byte order mark, as `csvLines` writes it. */
export async function alsCsv(delen: AsyncIterable<Deelnemer[]>): Promise<Buffer> {
  const stukken = [Buffer.from(BOM + csvLines([kolommen.map(({ kop }) => kop)]))];
  for await (const deel of delen) {
    stukken.push(Buffer.from(csvLines(deel.map((d) => kolommen.map((kolom) => cel(kolom, d))))));
  }
  return Buffer.concat(stukken);
}

function cel({ soort, waarde }: Kolom, d: Deelnemer): string {
  const inhoud = waarde(d);
  if (inhoud === null) return '';
  if (!(inhoud instanceof Date)) return String(inhoud);
  return soort === 'dag' ? klokstand(inhoud).slice(0, 10) : klokstand(inhoud);
}
