import { readTable, type Row } from '../platform/table/table.js';
import { bekendeKoppen, leesKoppen, type Regelfout, type RuweRegel, type Veld } from './velden.rules.js';
import { UnreadableTable } from '../platform/table/csv.js';

/** A file with people, as far as it could be read. */
export interface Bestand {
  regels: RuweRegel[];
  /** How the file itself calls its columns. */
  koppen: Partial<Record<Veld, string>>;
  onbekend: string[];
  fouten: Regelfout[];
  /** "UTF-8, puntkomma", "Excel" */
  vorm: string;
}

export const MEESTE_RIJEN = 20_000;

export async function leesBestand(inhoud: Uint8Array): Promise<Bestand> {
  try {
    const { rows, form } = await readTable(inhoud, bekendeKoppen);
    return { ...leesTabel(rows), vorm: form };
  } catch (error) {
    if (error instanceof UnreadableTable) return { ...leeg, fouten: [vanBestand(error.message)] };
    throw error;
  }
}

const leeg: Bestand = { regels: [], koppen: {}, onbekend: [], fouten: [], vorm: '' };
const vanBestand = (melding: string): Regelfout => ({ rij: null, kolom: null, melding });

function leesTabel([kop, ...rijen]: Row[]): Omit<Bestand, 'vorm'> {
  if (!kop) return { ...leeg, fouten: [vanBestand('Dit bestand is leeg.')] };
  const { gebruikt, onbekend, fouten } = leesKoppen(kop.cells);
  const koppen = Object.fromEntries([...gebruikt].map(([veld, { kop: naam }]) => [veld, naam]));
  const meldingen = fouten.map(vanBestand);
  if (rijen.length > MEESTE_RIJEN)
    meldingen.push(vanBestand(`Dit bestand heeft meer dan ${MEESTE_RIJEN} rijen. Splits het.`));
  if (meldingen.length === 0 && rijen.length === 0)
    meldingen.push(vanBestand('Onder de namen van de kolommen staat niemand.'));
  meldingen.push(...rijen.flatMap((rij) => teBreed(rij, kop.cells.length)));
  if (meldingen.length > 0) return { regels: [], koppen, onbekend, fouten: meldingen };
  const regels = rijen.map(({ line, cells }): RuweRegel => {
    const velden = [...gebruikt].map(([veld, { plaats }]) => [veld, zonderApostrof(cells[plaats] ?? '')]);
    return { rij: line, velden: Object.fromEntries(velden) as RuweRegel['velden'] };
  });
  return { regels, koppen, onbekend, fouten: [] };
}

/** What stands beyond the last column belongs somewhere else, so nobody knows which cell is whose. */
function teBreed({ line, cells }: Row, breedte: number): Regelfout[] {
  if (cells.slice(breedte).every((cel) => cel.trim() === '')) return [];
  const melding = `Deze rij heeft ${cells.length} cellen, en er zijn ${breedte} kolommen. Staat er een scheidingsteken te veel?`;
  return [{ rij: line, kolom: null, melding }];
}

/** Our own lists put an apostrophe before what a spreadsheet would take for a formula. */
const zonderApostrof = (cel: string): string => cel.replace(/^'(?=[=+\-@])/, '');
