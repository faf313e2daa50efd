import { CsvError, parse } from 'csv-parse/sync';

/** A row of a DUO file; `rij` is its line in the file, counted from 1 with the header. */
export interface Duorij {
  rij: number;
  /** Trimmed; DUO writes an empty cell as one space. */
  cellen: string[];
}

export interface Duotabel {
  /** In capitals, with one space where a file has an underscore or a hyphen. */
  kolommen: string[];
  rijen: Duorij[];
}

/**
 * Reads any of DUO's dialects, by what the file is and not by its name: semicolons or commas, quoted or not, UTF-8
 * with or without a mark, or Windows-1252.
 */
export function leesDuotabel(bytes: Uint8Array): Duotabel {
  const tekst = alsTekst(bytes);
  const [kop = ''] = tekst.split(/\r?\n/, 1);
  const delimiter = teken(kop, ';') >= teken(kop, ',') ? ';' : ',';
  const [eerste, ...rijen] = besteLezing(tekst, delimiter, kop.startsWith('"'));
  return { kolommen: (eerste?.cellen ?? []).map(kolomnaam), rijen };
}

const teken = (tekst: string, welk: string): number => tekst.split(welk).length;

/** Without quotes a name may hold one; so quotes only count where the header has them, or where the cells then fit. */
function besteLezing(tekst: string, delimiter: string, aangehaald: boolean): Duorij[] {
  const letterlijk = lees(tekst, delimiter, false);
  if (!aangehaald && rechthoekig(letterlijk)) return letterlijk;
  const metAanhaling = probeer(tekst, delimiter);
  if (!metAanhaling) return letterlijk;
  return aangehaald || rechthoekig(metAanhaling) ? metAanhaling : letterlijk;
}

/** With quotes; undefined when one is never closed. */
function probeer(tekst: string, delimiter: string): Duorij[] | undefined {
  try {
    return lees(tekst, delimiter, true);
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

const rechthoekig = (rijen: readonly Duorij[]): boolean =>
  rijen.every(({ cellen }) => cellen.length === rijen[0]!.cellen.length);

function lees(tekst: string, delimiter: string, quote: boolean): Duorij[] {
  const records = parse(tekst, {
    delimiter,
    quote: quote ? '"' : false,
    relax_quotes: true,
    relax_column_count: true,
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return records
    .map(({ record, info }) => ({ rij: info.lines, cellen: record.map((cel) => cel.trim()) }))
    .filter(({ cellen }) => cellen.some((cel) => cel !== ''));
}

/** The mark decides; without one, what is not valid UTF-8 is Windows-1252. */
function alsTekst(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function kolomnaam(kop: string): string {
  return kop
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
