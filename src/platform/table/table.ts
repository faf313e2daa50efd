import { readCsv } from './csv.js';
import { isExcel, readXlsx } from './xlsx.js';

/** A row that has something in it, with the number under which a spreadsheet shows it. */
export interface Row {
  line: number;
  cells: string[];
}

export interface Table {
  /** The first is the head. */
  rows: Row[];
  /** How the file was read, to be told to whoever sent it: "Windows-1252, puntkomma". */
  form: string;
}

/** How many of the columns that somebody needs are in this head. */
export type Fit = (head: string[]) => number;

/**
 * Reads what spreadsheets write, as CSV or as XLSX.
 * @throws Unreadable
 */
export async function readTable(file: Uint8Array, fit: Fit): Promise<Table> {
  return isExcel(file) ? readXlsx(file, fit) : readCsv(file, fit);
}
