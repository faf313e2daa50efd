import { streamXlsxRows, type CellValue } from 'hucre/xlsx';
import { MOST_COLUMNS, PILED_UP, UnreadableTable } from './csv.js';
import type { Fit, Row, Table } from './table.js';
import { isPiledUp } from '../text/characters.js';

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;
const IN_ZIP64 = 0xffffffff;

/**
 * The size of a zip when it is unpacked, in bytes, as its directory says it; whoever unpacks it holds every part to
 * that. Undefined for what is no zip of the plain kind: larger than 4 GB, or with a part whose size stands elsewhere.
 */
function unpackedSize(file: Uint8Array): number | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = endOf(view);
  if (end === undefined || isZip64(view, end)) return undefined;
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ENTRY_LENGTH > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) return undefined;
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    if (packed === IN_ZIP64 || unpacked === IN_ZIP64 || !isPlausible(packed, unpacked)) return undefined;
    size += unpacked;
    at += ENTRY_LENGTH + lengths(view, at);
  }
  return size;
}

const isZip64 = (view: DataView, end: number): boolean =>
  view.getUint16(end + 10, true) === 0xffff ||
  view.getUint32(end + 12, true) === IN_ZIP64 ||
  view.getUint32(end + 16, true) === IN_ZIP64;

/** Nothing takes two bytes at most when it is packed; a part that says otherwise hides its size. */
const isPlausible = (packed: number, unpacked: number): boolean =>
  packed === 0 ? unpacked === 0 : unpacked > 0 || packed <= 2;

/** Of the name, what is added to it, and the comment. */
const lengths = (view: DataView, at: number): number =>
  view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);

/** The last end that stands in the file is the one that counts. */
function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1)
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  return undefined;
}
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The form that Excel wrote before 2007, and still puts around a file with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const begins = (file: Uint8Array, mark: number[]): boolean => mark.every((byte, i) => file[i] === byte);

export const isExcel = (file: Uint8Array): boolean => begins(file, ZIP) || begins(file, OLE);

const MEGABYTE = 1024 * 1024;
/** A list of 20,000 people unpacks to less than half of this. */
const MOST_UNPACKED = 48 * MEGABYTE;
const MOST_ROWS = 40_000;
/** A list stands on one of the first sheets. */
const SHEETS = [0, 1, 2];

/**
 * The sheet that has the columns that are needed, and else the first that has something: text as it is, of a formula
 * what it came to, and dates as `YYYY-MM-DD`.
 * @throws UnreadableTable
 */
export async function readXlsx(file: Uint8Array, fit: Fit): Promise<Table> {
  if (begins(file, OLE))
    throw new UnreadableTable(
      'Dit is een Excel-bestand van een oude soort, of met een wachtwoord. Bewaar het als gewoon Excel-bestand (.xlsx) of als CSV.',
    );
  const size = unpackedSize(file);
  if (size === undefined) throw new UnreadableTable(unreadable);
  if (size > MOST_UNPACKED) throw new UnreadableTable('Dit Excel-bestand is uitgepakt te groot. Splits het.');
  let best: Row[] = [];
  for (const sheet of SHEETS) {
    const rows = await rowsOf(file, sheet);
    if (rows.length === 0) continue;
    if (best.length === 0 || fit(rows[0]!.cells) > fit(best[0]!.cells)) best = rows;
  }
  return { rows: best, form: 'Excel' };
}

const unreadable = 'Dit Excel-bestand is niet te lezen. Bewaar het opnieuw als .xlsx, of als CSV.';

async function rowsOf(file: Uint8Array, sheet: number): Promise<Row[]> {
  const rows: Row[] = [];
  try {
    for await (const { index, values } of streamXlsxRows(file, { sheet })) {
      const cells = values.slice(0, values.findLastIndex((value) => value !== null) + 1).map(textOf);
      if (cells.length > MOST_COLUMNS)
        throw new UnreadableTable(`Dit bestand heeft meer dan ${MOST_COLUMNS} kolommen.`);
      if (cells.some(isPiledUp)) throw new UnreadableTable(PILED_UP);
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: index + 1, cells });
      if (rows.length > MOST_ROWS)
        throw new UnreadableTable(`Dit bestand heeft meer dan ${MOST_ROWS} regels. Splits het.`);
    }
  } catch (error) {
    throw error instanceof UnreadableTable ? error : new UnreadableTable(unreadable, { cause: error });
  }
  return rows;
}

function textOf(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'ja' : 'nee';
  // Fifteen digits is what Excel itself knows of a number: 0.1 + 0.2 is 0.3 there.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (!(value instanceof Date)) return String(value);
  if (Number.isNaN(value.getTime())) return '';
  const [day = '', time = ''] = value.toISOString().slice(0, 16).split('T');
  return time === '00:00' ? day : `${day} ${time}`;
}
