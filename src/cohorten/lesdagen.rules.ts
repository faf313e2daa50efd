import { Temporal } from 'temporal-polyfill';
import { addDays } from '../platform/clock/dates.js';

/** A school holiday, first and last day included, `YYYY-MM-DD`. */
export interface Vakantie {
  van: string;
  totEnMet: string;
  /** For example `Herfstvakantie`. */
  naam?: string;
}

/** Why nobody can be asked to come on a day. */
export interface Vrijedag {
  soort: 'weekend' | 'vakantie' | 'feestdag';
  /** As it goes in a sentence: `zaterdag`, `de herfstvakantie`, `Koningsdag`. */
  naam: string;
}

export const weekdagen = [
  'maandag',
  'dinsdag',
  'woensdag',
  'donderdag',
  'vrijdag',
  'zaterdag',
  'zondag',
] as const;
export type Weekdag = (typeof weekdagen)[number];

export function weekdagVan(datum: string): Weekdag {
  return weekdagen[Temporal.PlainDate.from(datum).dayOfWeek - 1]!;
}

/** Whether people can be asked to come: a weekday outside the school holidays on which the schools are open. */
export function isLesdag(datum: string, vakanties: readonly Vakantie[]): boolean {
  return vrijedag(datum, vakanties) === null;
}

/** What a day is that is no lesdag; null for a lesdag. A holiday goes before the weekend in it. */
export function vrijedag(datum: string, vakanties: readonly Vakantie[]): Vrijedag | null {
  const vakantie = vakanties.find(({ van, totEnMet }) => van <= datum && datum <= totEnMet);
  if (vakantie) return { soort: 'vakantie', naam: `de ${vakantie.naam?.toLowerCase() ?? 'schoolvakantie'}` };
  const feestdag = feestdagVan(datum);
  if (feestdag) return { soort: 'feestdag', naam: feestdag };
  const weekdag = weekdagVan(datum);
  return weekdag === 'zaterdag' || weekdag === 'zondag' ? { soort: 'weekend', naam: weekdag } : null;
}

/** The public holidays on which schools are closed, as far as they can fall on a weekday; days from Easter Sunday. */
const rondPasen: Record<number, string> = {
  [-2]: 'Goede Vrijdag',
  1: 'tweede paasdag',
  39: 'Hemelvaartsdag',
  40: 'de dag na Hemelvaart',
  50: 'tweede pinksterdag',
};
const vaste: Record<string, string> = {
  '01-01': 'nieuwjaarsdag',
  '12-25': 'eerste kerstdag',
  '12-26': 'tweede kerstdag',
};

function feestdagVan(datum: string): string | null {
  const dag = Temporal.PlainDate.from(datum);
  if (datum === koningsdag(dag.year).toString()) return 'Koningsdag';
  const naPasen = pasen(dag.year).until(dag, { largestUnit: 'day' }).days;
  return rondPasen[naPasen] ?? vaste[datum.slice(5)] ?? null;
}

/** 27 April, or the day before when that is a Sunday. */
function koningsdag(jaar: number): Temporal.PlainDate {
  const dag = new Temporal.PlainDate(jaar, 4, 27);
  return dag.dayOfWeek === 7 ? dag.subtract({ days: 1 }) : dag;
}

/** Easter Sunday by the Gregorian computus; `h` is the days from 21 March to the full moon, `l` on to the Sunday. */
function pasen(jaar: number): Temporal.PlainDate {
  const eeuw = Math.floor(jaar / 100);
  const maan = Math.floor((eeuw - Math.floor((eeuw + 8) / 25) + 1) / 3);
  const h = (19 * (jaar % 19) + eeuw - Math.floor(eeuw / 4) - maan + 15) % 30;
  const l = (32 + 2 * (eeuw % 4) + 2 * Math.floor((jaar % 100) / 4) - h - (jaar % 4)) % 7;
  const m = Math.floor(((jaar % 19) + 11 * h + 22 * l) / 451);
  return new Temporal.PlainDate(jaar, 3, 22).add({ days: h + l - 7 * m });
}

interface Wens {
  /** Only this day of the week. */
  weekdag?: Weekdag;
  /** Days to move at a time when the day does not fit; negative looks back. */
  stap?: number;
}

/** The first fitting lesdag from `datum` on, that day included. */
export function lesdagVanaf(datum: string, vakanties: readonly Vakantie[], wens: Wens = {}): string {
  const { weekdag, stap = 1 } = wens;
  const past = (dag: string): boolean =>
    isLesdag(dag, vakanties) && (weekdag === undefined || weekdagVan(dag) === weekdag);
  for (let dag = datum, poging = 0; poging < 400; dag = addDays(dag, stap), poging += 1) {
    if (past(dag)) return dag;
  }
  // Steps of a week from a Saturday never arrive.
  return datum;
}

/**
 * The days of a series: `aantal` days, `elkeDagen` apart. What falls in a holiday moves on by whole weeks when the
 * series keeps to one day of the week, else by days; the rest follows.
 */
export function reeksVan(
  eerste: string,
  aantal: number,
  elkeDagen: number,
  vakanties: readonly Vakantie[],
): string[] {
  const dagen = [eerste];
  const stap = elkeDagen % 7 === 0 ? 7 : 1;
  while (dagen.length < aantal) {
    dagen.push(lesdagVanaf(addDays(dagen.at(-1)!, elkeDagen), vakanties, { stap }));
  }
  return dagen;
}
