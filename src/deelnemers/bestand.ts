import { leesCsv, Onleesbaar } from './csv-lezer.js';
import { leesKoppen, type Regelfout, type RuweRegel, type Veld } from './velden.rules.js';

/** A file with people, as far as it could be read. */
export interface Bestand {
  regels: RuweRegel[];
  /** How the file itself calls its columns. */
  koppen: Partial<Record<Veld, string>>;
  onbekend: string[];
  fouten: Regelfout[];
  /** "UTF-8, puntkomma" */
  vorm: string;
}

export const MEESTE_RIJEN = 20_000;
const scheidingsnamen: Record<string, string> = { ';': 'puntkomma', ',': 'komma', '\t': 'tab' };

export function leesBestand(inhoud: Buffer): Bestand {
  try {
    const { rijen, tekenset, scheiding } = leesCsv(inhoud);
    return { ...leesTabel(rijen), vorm: `${tekenset}, ${scheidingsnamen[scheiding]}` };
  } catch (error) {
    if (error instanceof Onleesbaar) return { ...leeg, fouten: [vanBestand(error.message)] };
    throw error;
  }
}

const leeg: Bestand = { regels: [], koppen: {}, onbekend: [], fouten: [], vorm: '' };
const vanBestand = (melding: string): Regelfout => ({ rij: null, kolom: null, melding });

function leesTabel(rijen: string[][]): Omit<Bestand, 'vorm'> {
  const eerste = rijen.findIndex(heeftInhoud);
  if (eerste < 0) return { ...leeg, fouten: [vanBestand('Dit bestand is leeg.')] };
  const { gebruikt, onbekend, fouten } = leesKoppen(rijen[eerste]!);
  const koppen = Object.fromEntries([...gebruikt].map(([veld, { kop }]) => [veld, kop]));
  const meldingen = fouten.map(vanBestand);
  if (rijen.length - eerste - 1 > MEESTE_RIJEN)
    meldingen.push(vanBestand(`Dit bestand heeft meer dan ${MEESTE_RIJEN} rijen. Splits het.`));
  if (meldingen.length > 0) return { regels: [], koppen, onbekend, fouten: meldingen };
  const regels = rijen.flatMap((cellen, i): RuweRegel[] => {
    if (i <= eerste || !heeftInhoud(cellen)) return [];
    const velden = [...gebruikt].map(([veld, { plaats }]) => [veld, zonderApostrof(cellen[plaats] ?? '')]);
    return [{ rij: i + 1, velden: Object.fromEntries(velden) as RuweRegel['velden'] }];
  });
  const niemand = regels.length === 0 ? [vanBestand('Onder de namen van de kolommen staat niemand.')] : [];
  return { regels, koppen, onbekend, fouten: niemand };
}

const heeftInhoud = (cellen: string[]): boolean => cellen.some((cel) => cel.trim() !== '');

/** Our own lists put an apostrophe before what a spreadsheet would take for a formula. */
const zonderApostrof = (cel: string): string => cel.replace(/^'(?=[=+\-@])/, '');
