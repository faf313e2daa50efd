import { BOM, csvLines } from '../platform/csv.js';
import { klokstand } from './klok.js';
import type { Kolom } from './kolommen.js';

/** The whole list in UTF-8 with a byte order mark, as `csvLines` writes it. */
export async function alsCsv<T>(kolommen: readonly Kolom<T>[], delen: AsyncIterable<T[]>): Promise<Buffer> {
  const stukken = [Buffer.from(BOM + csvLines([kolommen.map(({ kop }) => kop)]))];
  for await (const deel of delen) {
    stukken.push(Buffer.from(csvLines(deel.map((d) => kolommen.map((kolom) => cel(kolom, d))))));
  }
  return Buffer.concat(stukken);
}

function cel<T>({ soort, waarde }: Kolom<T>, d: T): string {
  const inhoud = waarde(d);
  if (inhoud === null) return '';
  if (!(inhoud instanceof Date)) return String(inhoud);
  return soort === 'dag' ? klokstand(inhoud).slice(0, 10) : klokstand(inhoud);
}
