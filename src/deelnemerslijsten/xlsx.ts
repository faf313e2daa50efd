import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import type { Deelnemer } from './deelnemerslijsten.queries.js';
import { dagnummer } from './klok.js';
import { kolommen, type Kolom } from './kolommen.js';

/** Excel's own codes of how a cell is shown; `@` keeps a code text, also after somebody edits it. */
const opmaak: Partial<Record<Kolom['soort'], string>> = {
  code: '@',
  dag: 'dd-mm-yyyy',
  moment: 'dd-mm-yyyy hh:mm',
};

/** A workbook with one sheet: the header stays in sight, dates are dates, and text is text, never a formula. */
export async function alsXlsx(delen: AsyncIterable<Deelnemer[]>): Promise<Buffer> {
  const stroom = writeXlsxStream(rijen(delen), {
    name: 'Deelnemers',
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

async function* rijen(delen: AsyncIterable<Deelnemer[]>): AsyncGenerator<CellValue[]> {
  for await (const deel of delen) {
    for (const d of deel) yield kolommen.map((kolom) => cel(kolom, d));
  }
}

/** A date is a number that is shown as one. */
function cel({ soort, waarde }: Kolom, d: Deelnemer): CellValue {
  const inhoud = waarde(d);
  return inhoud instanceof Date ? dagnummer(inhoud, soort === 'moment') : inhoud;
}
