import type { FastifyReply } from 'fastify';
import { type CellValue, writeXlsxStream } from 'hucre/xlsx';
import { timeZone } from '../platform/clock/dates.js';
import { BOM, csvLines } from '../platform/table/csv.js';
import { xmlText } from '../platform/text/characters.js';
import type { Wie } from '../toegang/wie.js';

/** `code` is text that a spreadsheet would take for a number or a date; `dag` and `moment` are in Europe/Amsterdam. */
type Soort = 'tekst' | 'code' | 'getal' | 'dag' | 'moment';
type Celwaarde = string | number | Date | null;

export interface Kolom<T> {
  kop: string;
  soort: Soort;
  /** In characters, for a spreadsheet. */
  breedte: number;
  waarde: (d: T) => Celwaarde;
  /** Made up by the system that enrolled, which must find it back to the letter. */
  vanSysteem?: true;
}

/**
 * Names the file for who saves it, and keeps it out of every cache.
 * @param delen what the list is of: codes and years, nothing else.
 * @param dag the day of today, `YYYY-MM-DD`.
 */
export function alsBestand(
  reply: FastifyReply,
  formaat: Formaat,
  delen: (string | null | undefined)[],
  dag: string,
  soort = 'deelnemerslijst',
): void {
  const naam = [soort, ...delen, dag].filter(Boolean).join('-').toLowerCase();
  const veilig = naam.replace(/[^a-z0-9-]+/g, '-');
  void reply
    .type(formaat === 'csv' ? `${mediatypen.csv}; charset=utf-8; header=present` : mediatypen[formaat])
    .header('content-disposition', `attachment; filename="${veilig}.${formaat}"`)
    .header('cache-control', 'no-store');
}

// Swedish notation is that of ISO 8601. Ten times as fast as Temporal, which is felt in a list of thousands.
const klok = new Intl.DateTimeFormat('sv-SE', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** "2026-11-10 10:00", the clock in Utrecht. */
export const klokstand = (moment: Date): string => klok.format(moment);

const DAG = 24 * 60 * 60 * 1000;
/** 1 January 1970 in the count of days of a spreadsheet. */
const EPOCH = 25_569;

/** The same as a spreadsheet counts it: days since the end of 1899, the time of day behind the comma. It knows no zones. */
export function dagnummer(moment: Date, metTijd: boolean): number {
  const dagen = Date.parse(`${klokstand(moment).replace(' ', 'T')}Z`) / DAG + EPOCH;
  return metTijd ? dagen : Math.floor(dagen);
}

/**
 * The whole list in UTF-8 with a byte order mark, as `csvLines` writes it.
 * @param voorSysteem a program reads it: what systems made up comes back as it was sent. Who opens the file in a
 *   spreadsheet gets no cell that does anything.
 */
export async function alsCsv<T>(
  kolommen: readonly Kolom<T>[],
  delen: AsyncIterable<T[]>,
  voorSysteem = false,
): Promise<Buffer> {
  const letterlijk = kolommen.flatMap(({ vanSysteem }, i) => (voorSysteem && vanSysteem ? [i] : []));
  const stukken = [Buffer.from(BOM + csvLines([kolommen.map(({ kop }) => kop)]))];
  for await (const deel of delen) {
    stukken.push(
      Buffer.from(
        csvLines(
          deel.map((d) => kolommen.map((kolom) => cel(kolom, d))),
          letterlijk,
        ),
      ),
    );
  }
  return Buffer.concat(stukken);
}

function cel<T>({ soort, waarde }: Kolom<T>, d: T): string {
  const inhoud = waarde(d);
  if (inhoud === null) return '';
  if (!(inhoud instanceof Date)) return String(inhoud);
  return soort === 'dag' ? klokstand(inhoud).slice(0, 10) : klokstand(inhoud);
}

/** The shapes in which a deelnemerslijst leaves the house. */
export const formaten = ['json', 'csv', 'xlsx'] as const;
export type Formaat = (typeof formaten)[number];

export const mediatypen: Record<Formaat, string> = {
  json: 'application/json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface Voorkeur {
  type: string;
  q: number;
}

/**
 * The format that a client likes best (RFC 9110, 12.5.1); JSON when it says nothing or likes several as much.
 * @param accept the header as sent.
 * @returns undefined when it accepts none of them.
 */
export function formaatVoor(accept: string | undefined): Formaat | undefined {
  if (!accept?.trim()) return 'json';
  const voorkeuren = accept.split(',').map(voorkeur);
  const gewogen = formaten.map((formaat) => ({ formaat, q: gewicht(mediatypen[formaat], voorkeuren) }));
  const [beste] = gewogen.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
  return beste?.formaat;
}

function voorkeur(deel: string): Voorkeur {
  const [type = '', ...parameters] = deel.split(';').map((stuk) => stuk.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  return { type, q: q === undefined ? 1 : Number(q.slice(2)) || 0 };
}

/** The preference that names the type most precisely decides. */
function gewicht(mediatype: string, voorkeuren: Voorkeur[]): number {
  const groep = `${mediatype.split('/', 1)[0]}/*`;
  for (const naam of [mediatype, groep, '*/*']) {
    const gevonden = voorkeuren.find(({ type }) => type === naam);
    if (gevonden) return gevonden.q;
  }
  return 0;
}

/** A system asks again and again, and JSON comes in pages: a day of it is one line of the audit, a file one each. */
export const komtVaak = (wie: Wie, formaat: Formaat): boolean =>
  wie.soort === 'sleutel' || formaat === 'json';

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
    for (const d of deel) yield kolommen.map((kolom) => cellen(kolom, d));
  }
}

/** A date is a number that is shown as one. */
function cellen<T>({ soort, waarde }: Kolom<T>, d: T): CellValue {
  const inhoud = waarde(d);
  if (inhoud instanceof Date) return dagnummer(inhoud, soort === 'moment');
  return typeof inhoud === 'string' ? celtekst(inhoud) : inhoud;
}

/** Excel reads `_x0041_` as an A; a text that says so is told apart by writing its first mark in the same way. */
const celtekst = (tekst: string): string => xmlText(tekst).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
