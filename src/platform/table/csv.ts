import { CsvError, parse } from 'csv-parse/sync';
import type { Fit, Row, Table } from './table.js';
import { isPiledUp } from '../text/characters.js';
import type { Cast } from 'csv-stringify';
import { stringify } from 'csv-stringify/sync';

/** No list of ours comes near these; what does would only keep everybody else waiting. */
const LONGEST_ROW = 20_000;
const MOST_ROWS = 40_000;
export const MOST_COLUMNS = 500;

export const PILED_UP = 'Ergens staan tientallen accenten op een letter.';

const delimiters: Record<string, string> = { ';': 'puntkomma', ',': 'komma', '\t': 'tab' };

/** The text of a CSV file, with what stands between its cells. */
export interface CsvText {
  text: string;
  delimiter: string;
  form: string;
  /** Lines of the file that stand before this text. */
  skipped: number;
}

/**
 * @param fit tells which delimiter is meant, unless the file says it in a first line `sep=;`.
 * @throws UnreadableTable
 */
export function csvText(file: Uint8Array, fit: Fit): CsvText {
  const { text: whole, charset } = decode(file);
  if (whole.includes('\0')) throw new UnreadableTable('Dit is geen tekstbestand. Bewaar je lijst als CSV.');
  if (isPiledUp(whole)) throw new UnreadableTable(PILED_UP);
  const [line, said] = /^"?sep=(.)"?[^\S\r\n]*(?:\r\n|\n|\r|$)/i.exec(whole.slice(0, 100)) ?? [];
  const text = whole.slice(line?.length ?? 0);
  const delimiter = said ?? likeliest(text, fit);
  const form = `${charset}, ${delimiters[delimiter] ?? `‘${delimiter}’`}`;
  return { text, delimiter, form, skipped: line === undefined ? 0 : 1 };
}

/** As a spreadsheet reads it: a quote within a cell is just a quote. @throws UnreadableTable */
export function readCsv(file: Uint8Array, fit: Fit): Table {
  const { text, delimiter, form, skipped } = csvText(file, fit);
  return { rows: csvRows(text, delimiter, skipped), form };
}

/** Chooses the reading with the most columns that are needed; among equals, the one with the most cells. */
function likeliest(text: string, fit: Fit): string {
  const line = firstLine(text).slice(0, LONGEST_ROW);
  const [best] = Object.keys(delimiters)
    .map((delimiter) => ({ delimiter, cells: cellsOf(line, delimiter) }))
    .map(({ delimiter, cells }) => ({ delimiter, fits: fit(cells), width: cells.length }))
    .sort((a, b) => b.fits - a.fits || b.width - a.width);
  return best!.delimiter;
}

/**
 * The first line that has something. By hand: on a line of megabytes a regular expression runs out of stack, and to
 * look for one through the whole text would take for ever in a file that was made for that.
 */
function firstLine(text: string): string {
  for (let begin = 0; begin < text.length;) {
    const end = lineEnd(text, begin);
    const line = text.slice(begin, end);
    if (line.trim() !== '') return line;
    begin = end + 1;
  }
  return '';
}

function lineEnd(text: string, begin: number): number {
  let end = begin;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return end;
}

function cellsOf(line: string, delimiter: string): string[] {
  try {
    return parse(line, { delimiter, relax_quotes: true })[0] ?? [];
  } catch {
    return line.split(delimiter);
  }
}

/**
 * The rows that have something. All three line ends may stand in one file.
 * @throws UnreadableTable
 */
export function csvRows(text: string, delimiter: string, skipped: number, quote: '"' | false = '"'): Row[] {
  refuseColumns(text, delimiter);
  const records = parsed(text, delimiter, quote);
  if (records.length > MOST_ROWS)
    throw new UnreadableTable(`Dit bestand heeft meer dan ${MOST_ROWS} regels. Splits het.`);
  return records
    .map((cells, i) => ({ line: skipped + i + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

function refuseColumns(text: string, delimiter: string): void {
  let count = 0;
  for (const character of text) {
    if (character === '\n' || character === '\r') count = 0;
    else if (character === delimiter && ++count >= MOST_COLUMNS)
      throw new UnreadableTable(`Dit bestand heeft meer dan ${MOST_COLUMNS} kolommen.`);
  }
}

function parsed(text: string, delimiter: string, quote: '"' | false): string[][] {
  try {
    return parse(text, {
      delimiter,
      quote,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
      to: MOST_ROWS + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error.lines === 'number' ? ` Kijk bij regel ${error.lines}.` : '';
    throw new UnreadableTable(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'Er begint ergens een tekst met een aanhalingsteken (") dat niet eindigt.' + where
        : 'Dit bestand is niet als CSV te lezen.' + where,
    );
  }
}

/** Something in a file makes it no table; `message` is a Dutch sentence. */
export class UnreadableTable extends Error {}

interface Decoded {
  text: string;
  charset: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/**
 * The text of a file whose charset nobody tells: the mark at the begin decides; without one UTF-16 shows itself by its
 * zeros, bytes that are valid UTF-8 by chance hardly occur, and the rest is Windows-1252.
 * @throws UnreadableTable
 */
function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16) return strict(bytes, utf16, 'UTF-16');
  if (starts(bytes, 0xef, 0xbb, 0xbf)) return strict(bytes, 'utf-8', 'UTF-8');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), charset: 'UTF-8' };
  } catch {
    return { text: fromWindows(bytes), charset: 'Windows-1252' };
  }
}

const starts = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

const SAMPLE = 4096;

/** Of two bytes for a Western letter one is zero: the first in big endian, the second in little endian. */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (starts(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (starts(bytes, 0xfe, 0xff)) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2]! += 1;
  const [first, second] = zeros as [number, number];
  if (bytes.length % 2 !== 0 || first + second < sample.length / 4) return undefined;
  if (first === 0) return 'utf-16le';
  return second === 0 ? 'utf-16be' : undefined;
}

function strict(bytes: Uint8Array, encoding: string, charset: Decoded['charset']): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), charset };
  } catch {
    throw new UnreadableTable(`Dit bestand is geen goede ${charset}. Bewaar je lijst opnieuw als CSV.`);
  }
}

/** The characters that Windows-1252 has where Latin-1 has nothing, from 0x80 on; where it has nothing itself the code stays. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Not with TextDecoder: Node 20 to 22 takes Windows-1252 for Latin-1, and loses € and ’. */
const fromWindows = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS[character.charCodeAt(0) - 0x80]!);

/** Before the first line: so that Excel reads UTF-8. */
export const BOM = '\uFEFF';

/**
 * Lines as Excel in Dutch opens them with a double click: semicolons, CRLF. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it.
 * @param asSent columns whose cells stay as they are, formula or not: for a program that knows them by their value.
 */
export const csvLines = (rows: string[][], asSent: readonly number[] = []): string =>
  stringify(rows, {
    ...(asSent.length > 0 ? { cast: { string: keep(asSent) } } : {}),
    delimiter: ';',
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_string: true,
  });

/** The first characters of what a spreadsheet takes for a formula, as csv-stringify has them, in the order of Unicode. */
const FORMULA = [...'\t\r+-=@＋－＝＠'].map((character) => character.codePointAt(0));

/**
 * SQL for a cell as `csvLines` writes it, made harmless unless it goes as sent; COPY puts the quotes around it.
 * @param cell SQL for its text.
 */
export const csvCellSql = (cell: string, asSent = false): string =>
  asSent
    ? `coalesce(${cell}, '')`
    : `CASE WHEN ascii(${cell}) = ANY ('{${FORMULA.join()}}'::integer[]) THEN '''' || ${cell} ELSE coalesce(${cell}, '') END`;

/** SQL that gives the lines of a CSV, but for their ends. @param cells SQL of each, as `csvCellSql` gives it. */
export const csvCopySql = (cells: readonly string[], rows: string): string =>
  `COPY (SELECT ${cells.join(', ')} FROM (${rows}) AS rij) TO STDOUT (FORMAT csv, DELIMITER ';', FORCE_QUOTE *)`;

const [QUOTE, CR, LF] = [0x22, 0x0d, 0x0a];

/** Of a CSV in which every cell is quoted: the ends of lines, for which PostgreSQL has only LF, as CRLF. */
export async function* withLineEnds(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let within = false;
  for await (const piece of source) {
    const written = Buffer.allocUnsafe(piece.length * 2);
    let size = 0;
    // By index: to go through an iterator takes ten times as long, and this is every byte of a list.
    for (let i = 0; i < piece.length; i += 1) {
      const byte = piece[i]!;
      if (byte === QUOTE) within = !within;
      else if (byte === LF && !within) written[size++] = CR;
      written[size++] = byte;
    }
    yield written.subarray(0, size);
  }
}

const keep =
  (columns: readonly number[]): Cast<string> =>
  (value, { column }) =>
    columns.includes(Number(column)) ? { value, escape_formulas: false } : value;
