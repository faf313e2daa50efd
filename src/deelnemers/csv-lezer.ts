import { CsvError, parse } from 'csv-parse/sync';
import { isPiledUp } from '../platform/piled-up.js';

/** A table as a spreadsheet shows it: row 1 is `rijen[0]`, and an empty row keeps its number. */
export interface Tabel {
  rijen: string[][];
  /** How the text was read and what stood between the cells, to be told to whoever sent it. */
  tekenset: 'UTF-8' | 'UTF-16' | 'Windows-1252';
  scheiding: string;
}

/** Something in the file makes it no table; `message` is a Dutch sentence. */
export class Onleesbaar extends Error {}

/** No list of people comes near these; what does would only keep everybody else waiting. */
const LANGSTE_RIJ = 20_000;
const MEESTE_REGELS = 40_000;
const MEESTE_KOLOMMEN = 500;

const scheidingen = [';', ',', '\t'];

/**
 * Reads what spreadsheets write: `;`, `,` or tab between the cells; UTF-8 with or without a byte order mark, UTF-16
 * with one, or Windows-1252.
 * @throws Onleesbaar
 */
export function leesCsv(inhoud: Buffer): Tabel {
  if (inhoud.subarray(0, 4).equals(ZIP)) throw new Onleesbaar(excel);
  const { tekst, tekenset } = ontcijfer(inhoud);
  if (tekst.includes('\0')) throw new Onleesbaar('Dit is geen tekstbestand. Bewaar je lijst als CSV.');
  if (isPiledUp(tekst)) throw new Onleesbaar('Ergens staan tientallen accenten op een letter.');
  const scheiding = scheidingVan(tekst);
  return { rijen: ontleed(tekst, scheiding), tekenset, scheiding };
}

const ZIP = Buffer.from('PK\u0003\u0004');
const excel = 'Dit is een Excel-bestand. Kies in Excel ‘Opslaan als’ en dan CSV, en kies dat bestand hier.';

/** Bytes that are valid UTF-8 by chance hardly occur, so who is not UTF-8 is Windows. */
function ontcijfer(inhoud: Buffer): Pick<Tabel, 'tekenset'> & { tekst: string } {
  const begin = inhoud.subarray(0, 2).toString('hex');
  if (begin === 'fffe') return { tekst: new TextDecoder('utf-16le').decode(inhoud), tekenset: 'UTF-16' };
  if (begin === 'feff') return { tekst: new TextDecoder('utf-16be').decode(inhoud), tekenset: 'UTF-16' };
  try {
    return { tekst: new TextDecoder('utf-8', { fatal: true }).decode(inhoud), tekenset: 'UTF-8' };
  } catch {
    return { tekst: vanWindows(inhoud), tekenset: 'Windows-1252' };
  }
}

/** What Windows-1252 has where Latin-1 has nothing, from 0x80 on; where it has nothing itself the code stays. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Not with TextDecoder: in Node 20 and later it takes Windows-1252 for Latin-1, and loses € and ’. */
function vanWindows(inhoud: Buffer): string {
  return inhoud
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (teken) => WINDOWS[teken.charCodeAt(0) - 0x80]!);
}

/** What occurs most outside quotes in the first line that has something. */
function scheidingVan(tekst: string): string {
  const kop = eersteRegel(tekst)
    .slice(0, LANGSTE_RIJ)
    .replace(/"[^"]*"/g, '');
  const [meeste] = scheidingen
    .map((teken) => ({ teken, aantal: kop.split(teken).length }))
    .sort((a, b) => b.aantal - a.aantal);
  return meeste!.teken;
}

/** Line by line: a search for it through the whole text would take for ever in a file that was made for that. */
function eersteRegel(tekst: string): string {
  for (let begin = 0; ;) {
    const eind = tekst.indexOf('\n', begin);
    const regel = tekst.slice(begin, eind < 0 ? undefined : eind);
    if (eind < 0 || regel.trim() !== '') return regel;
    begin = eind + 1;
  }
}

function controleerKolommen(tekst: string, scheiding: string): void {
  let aantal = 0;
  for (const teken of tekst) {
    if (teken === '\n' || teken === '\r') aantal = 0;
    else if (teken === scheiding && ++aantal >= MEESTE_KOLOMMEN)
      throw new Onleesbaar(`Dit bestand heeft meer dan ${MEESTE_KOLOMMEN} kolommen.`);
  }
}

function ontleed(tekst: string, delimiter: string): string[][] {
  controleerKolommen(tekst, delimiter);
  try {
    // As a spreadsheet does it: a row may be short or long, and a quote within a cell is just a quote.
    const vorm = { delimiter, relax_column_count: true, relax_quotes: true };
    const rijen = parse(tekst, { ...vorm, max_record_size: LANGSTE_RIJ, to: MEESTE_REGELS + 1 });
    if (rijen.length > MEESTE_REGELS)
      throw new Onleesbaar(`Dit bestand heeft meer dan ${MEESTE_REGELS} regels. Splits het.`);
    return rijen;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const waar = typeof error.lines === 'number' ? ` Kijk bij regel ${error.lines}.` : '';
    throw new Onleesbaar(
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'Er begint ergens een tekst met een aanhalingsteken (") dat niet eindigt.' + waar
        : 'Dit bestand is niet als CSV te lezen.' + waar,
    );
  }
}
