import { writeXlsxStream, type CellValue } from 'hucre/xlsx';
import { inAmsterdam, toDate } from '../platform/clock/dates.js';
import type { Deelnemer } from './deelnemerslijsten.queries.js';
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

/** A spreadsheet knows no time zones: the clock in Utrecht is written as if it were UTC. */
function cel({ soort, waarde }: Kolom, d: Deelnemer): CellValue {
  const inhoud = waarde(d);
  if (!(inhoud instanceof Date)) return inhoud;
  const klok = inAmsterdam(inhoud).toPlainDateTime();
  return toDate((soort === 'dag' ? klok.toPlainDate() : klok).toZonedDateTime('UTC'));
}
