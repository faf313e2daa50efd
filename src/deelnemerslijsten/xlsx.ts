import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import { xmlText } from '../platform/text/characters.js';
import { dagnummer } from './klok.js';
import type { Kolom } from './kolommen.js';

/** Excel's own codes of how a cell is shown; `@` keeps a code text, also after somebody edits it. */
const opmaak: Partial<Record<Kolom<unknown>['soort'], string>> = {
  code: '@',
  dag: 'dd-mm-yyyy',
  moment: 'dd-mm-yyyy hh:mm',
};

/**
 * A workbook with one sheet: the header stays in sight, dates are dates, and text is text, never a formula.
 * @param naam of the sheet.
 */
export async function alsXlsx<T>(
  naam: string,
  kolommen: readonly Kolom<T>[],
  delen: AsyncIterable<T[]>,
): Promise<Buffer> {
  const stroom = writeXlsxStream(rijen(kolommen, delen), {
    name: naam,
    columns: kolommen.map(({ kop, breedte, soort }) => ({
      header: kop,
      width: breedte,
      numFmt: opmaak[soort],
    })),
    freezePane: { rows: 1 },
  });
  const stukken: Uint8Array[] = [];
  const lezer = stroom.getReader();
  for (let stuk = await lezer.read(); !stuk.done; stuk = await lezer.read()) stukken.push(stuk.value);
  return Buffer.concat(stukken);
}

async function* rijen<T>(
  kolommen: readonly Kolom<T>[],
  delen: AsyncIterable<T[]>,
): AsyncGenerator<CellValue[]> {
  for await (const deel of delen) {
    for (const d of deel) yield kolommen.map((kolom) => cel(kolom, d));
  }
}

/** A date is a number that is shown as one. */
function cel<T>({ soort, waarde }: Kolom<T>, d: T): CellValue {
  const inhoud = waarde(d);
  if (inhoud instanceof Date) return dagnummer(inhoud, soort === 'moment');
  return typeof inhoud === 'string' ? celtekst(inhoud) : inhoud;
}

/** Excel reads `_x0041_` as an A; a text that says so is told apart by writing its first mark in the same way. */
const celtekst = (tekst: string): string => xmlText(tekst).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
