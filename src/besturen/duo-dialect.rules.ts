import { csvRows, csvText, type CsvText, UnreadableTable } from '../platform/table/csv.js';

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
 * Reads any of DUO's dialects, by what the file is and not by its name, with the decoder of all our files.
 * @param past how many of the columns that we need a head has.
 * @throws UnreadableTable
 */
export function leesDuotabel(bytes: Uint8Array, past: (kolommen: string[]) => number): Duotabel {
  const bron = csvText(bytes, (koppen) => past(koppen.map(kolomnaam)));
  const [eerste, ...rijen] = besteLezing(bron);
  return { kolommen: (eerste?.cellen ?? []).map(kolomnaam), rijen };
}

/** Without quotes a name may hold one; so quotes only count where the header has them, or where the cells then fit. */
function besteLezing(bron: CsvText): Duorij[] {
  const aangehaald = bron.text.trimStart().startsWith('"');
  const letterlijk = lees(bron, false);
  if (!aangehaald && rechthoekig(letterlijk)) return letterlijk;
  const metAanhaling = probeer(bron);
  if (!metAanhaling) return letterlijk;
  return aangehaald || rechthoekig(metAanhaling) ? metAanhaling : letterlijk;
}

/** With quotes; undefined when one is never closed. */
function probeer(bron: CsvText): Duorij[] | undefined {
  try {
    return lees(bron, '"');
  } catch (error) {
    if (error instanceof UnreadableTable) return undefined;
    throw error;
  }
}

const rechthoekig = (rijen: readonly Duorij[]): boolean =>
  rijen.every(({ cellen }) => cellen.length === rijen[0]!.cellen.length);

const lees = ({ text, delimiter, skipped }: CsvText, quote: '"' | false): Duorij[] =>
  csvRows(text, delimiter, skipped, quote).map(({ line, cells }) => ({
    rij: line,
    cellen: cells.map((cel) => cel.trim()),
  }));

function kolomnaam(kop: string): string {
  return kop
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
