import { BOM, csvLines } from '../platform/csv.js';
import { klokstand } from './klok.js';
import type { Kolom } from './kolommen.js';

/**
 * The whole list in UTF-8 with a byte order mark, as `csvLines` writes it.
 * @param voorSysteem a program reads it: what systems made up comes back as it was sent. Who opens the file in a
 *   spreadsheet gets no cell that does anything.
 */
export async function alsCsv<T>(
  kolommen: readonly Kolom<T>[],
  delen: AsyncIterable<T[]>,
  voorSysteem = false,
): Promise<Buffer> {
  const letterlijk = kolommen.flatMap(({ vanSysteem }, i) => (voorSysteem && vanSysteem ? [i] : []));
  const stukken = [Buffer.from(BOM + csvLines([kolommen.map(({ kop }) => kop)]))];
  for await (const deel of delen) {
    stukken.push(
      Buffer.from(
        csvLines(
          deel.map((d) => kolommen.map((kolom) => cel(kolom, d))),
          letterlijk,
        ),
      ),
    );
  }
  return Buffer.concat(stukken);
}

function cel<T>({ soort, waarde }: Kolom<T>, d: T): string {
  const inhoud = waarde(d);
  if (inhoud === null) return '';
  if (!(inhoud instanceof Date)) return String(inhoud);
  return soort === 'dag' ? klokstand(inhoud).slice(0, 10) : klokstand(inhoud);
}
