import { type Vakantie, vrijedag } from '../../cohorten/lesdagen.rules.js';
import { addDays } from '../../platform/clock/dates.js';

/** The same day of the week, a year on. */
export const JAAR_VERDER = 52 * 7;
/** Far more weeks than a year has holidays: the search always ends. */
const GRENS = 104;

export interface Verschoven {
  /** `YYYY-MM-DD` */
  datum: string;
  /** The reason why it is not simply a year later; null when it is. */
  waarom: string | null;
}

/**
 * The days of a plan a year on: on the same day of the week, never in a school holiday or on a public holiday, in the
 * same order. What does not fit moves on by whole weeks, and what came after it stays after it.
 * @param dagen `YYYY-MM-DD`, in any order; days that were the same stay the same.
 * @returns the days in the order in which they were given.
 */
export function eenJaarLater(dagen: readonly string[], vakanties: readonly Vakantie[]): Verschoven[] {
  const nieuw = new Map<string, Verschoven>();
  let vorige = '';
  for (const dag of [...new Set(dagen)].sort()) {
    const verschoven = verschuif(addDays(dag, JAAR_VERDER), vorige, vakanties);
    nieuw.set(dag, verschoven);
    vorige = verschoven.datum;
  }
  return dagen.map((dag) => nieuw.get(dag)!);
}

function verschuif(wens: string, vorige: string, vakanties: readonly Vakantie[]): Verschoven {
  let datum = wens;
  let weken = 0;
  while ((datum <= vorige || isVrij(datum, vakanties)) && weken < GRENS) {
    datum = addDays(datum, 7);
    weken += 1;
  }
  return { datum, waarom: weken === 0 ? null : `${oorzaak(wens, vakanties)}, ${inWeken(weken)} later gezet` };
}

/** A group that meets on Saturdays does so again. */
function isVrij(datum: string, vakanties: readonly Vakantie[]): boolean {
  const vrij = vrijedag(datum, vakanties);
  return vrij !== null && vrij.soort !== 'weekend';
}

function oorzaak(wens: string, vakanties: readonly Vakantie[]): string {
  const vrij = vrijedag(wens, vakanties);
  if (vrij?.soort === 'vakantie') return `viel in ${vrij.naam}`;
  return vrij?.soort === 'feestdag' ? `viel op ${vrij.naam}` : 'schoof mee met de vorige';
}

const telwoorden = ['', 'een week', 'twee weken', 'drie weken', 'vier weken', 'vijf weken', 'zes weken'];
const inWeken = (n: number): string => telwoorden[n] ?? `${n} weken`;

/** A day without people, such as the end of enrolling: a year on. */
export const dagLater = (dag: string | null): string | null => dag && addDays(dag, JAAR_VERDER);

/** `2026-2027` → `2027-2028`; also `Najaar 2026` → `Najaar 2027`. */
export const jaarHoger = (tekst: string): string =>
  tekst.replace(/\b20\d\d\b/g, (jaar) => String(Number(jaar) + 1));

/** Names tell cohorten apart: one without a year gets the new school year behind it. */
export function naamHierna(naam: string, schooljaar: string | null): string {
  const hoger = jaarHoger(naam);
  return hoger === naam && schooljaar ? `${naam} ${schooljaar}` : hoger;
}
