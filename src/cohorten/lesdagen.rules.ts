import { Temporal } from 'temporal-polyfill';
import { addDays } from '../platform/clock/dates.js';

/** A school holiday, first and last day included, `YYYY-MM-DD`. */
export interface Vakantie {
  van: string;
  totEnMet: string;
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

/** Whether people can be asked to come: a weekday outside the school holidays. */
export function isLesdag(datum: string, vakanties: readonly Vakantie[]): boolean {
  const weekdag = weekdagVan(datum);
  if (weekdag === 'zaterdag' || weekdag === 'zondag') return false;
  return !vakanties.some(({ van, totEnMet }) => van <= datum && datum <= totEnMet);
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
