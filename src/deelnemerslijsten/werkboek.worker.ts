import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import { xmlText } from '../platform/text/characters.js';
import type { Kolom, Celsoort } from './kolommen.rules.js';

/** What a workbook is made of, beside its rows. */
export interface Vel {
  naam: string;
  kolommen: readonly Pick<Kolom, 'kop' | 'soort' | 'breedte'>[];
}

/** Excel's own codes of how a cell is shown; `@` keeps a code text, also after somebody edits it. */
const opmaak: Partial<Record<Celsoort, string>> = {
  code: '@',
  dag: 'dd-mm-yyyy',
  moment: 'dd-mm-yyyy hh:mm',
};

/**
 * A workbook with one sheet: the header stays in sight, dates are dates, and text is text, never a formula.
 * @param kopie what `tekstKopie` gives.
 */
export default async function* werkboek(
  { naam, kolommen }: Vel,
  kopie: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const stroom = writeXlsxStream(rijen(kolommen, kopie), {
    name: naam,
    columns: kolommen.map(({ kop, breedte, soort }) => ({
      header: kop,
      width: breedte,
      numFmt: opmaak[soort],
    })),
    freezePane: { rows: 1 },
  });
  const lezer = stroom.getReader();
  try {
    for (let stuk = await lezer.read(); !stuk.done; stuk = await lezer.read()) yield stuk.value;
  } finally {
    await lezer.cancel();
  }
}

async function* rijen(
  kolommen: Vel['kolommen'],
  kopie: AsyncIterable<Uint8Array>,
): AsyncGenerator<CellValue[]> {
  const lezer = new TextDecoder();
  let rest = '';
  for await (const stuk of kopie) {
    const regels = (rest + lezer.decode(stuk, { stream: true })).split('\n');
    rest = regels.pop()!;
    for (const regel of regels)
      yield regel
        .split('\t')
        .map((veld, i) => (veld === '\\N' ? null : cel(kolommen[i]!.soort, leesbaar(veld))));
  }
}

const tekens: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** How COPY writes what would end a cell (PostgreSQL, COPY, text format). */
const leesbaar = (veld: string): string =>
  veld.includes('\\') ? veld.replace(/\\(.)/gs, (_all, teken: string) => tekens[teken] ?? teken) : veld;

const DAG = 24 * 60 * 60 * 1000;
/** 1 January 1970 in the count of days of a spreadsheet. */
const EPOCH = 25_569;

/** A date is a number that is shown as one: days since the end of 1899. A spreadsheet knows no zones. */
function cel(soort: Celsoort, tekst: string): CellValue {
  if (soort === 'getal') return Number(tekst);
  if (soort === 'dag') return Date.parse(`${tekst}T00:00Z`) / DAG + EPOCH;
  if (soort === 'moment') return Date.parse(`${tekst.replace(' ', 'T')}Z`) / DAG + EPOCH;
  return celtekst(tekst);
}

/** Excel reads `_x0041_` as an A; a text that says so is told apart by writing its first mark in the same way. */
const celtekst = (tekst: string): string => xmlText(tekst).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
