import type { Aanwezigheidsstand } from './aanwezigheid.entity.js';

/** People come in before it begins; from this many minutes before on they may be marked. */
export const INLOOP_MINUTEN = 30;

/** Whether one can know who is there: not before the doors open. That somebody will not come can be known earlier. */
export function magVastleggen(stand: Aanwezigheidsstand, begint: Date, nu: Date): boolean {
  return stand === 'afgemeld' || nu.getTime() >= begint.getTime() - INLOOP_MINUTEN * 60_000;
}

/** Share in whole percents, rounded down, so that 79,9 % is not 80 %; null when there is nothing to count. */
export function aandeel(aanwezig: number, geteld: number): number | null {
  return geteld === 0 ? null : Math.floor((aanwezig * 100) / geteld);
}

/** A bijeenkomst as far as it matters for making up. */
export interface Inhaalbaar {
  id: string;
  leerjaar: number;
  onderwerp: string | null;
  /** Place in its cohort, from 1. */
  nummer: number;
}

const gelijk = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * Lists what somebody who comes to `hier` can make up for: what they missed in the same leerjaar, the most likely first,
 * which is the one about the same subject, else the one with the same number.
 */
export function inhaalkeuzes<B extends Inhaalbaar>(hier: Inhaalbaar, gemist: B[]): B[] {
  const gewicht = (b: Inhaalbaar): number =>
    gelijk(b.onderwerp, hier.onderwerp) ? 2 : b.nummer === hier.nummer ? 1 : 0;
  return gemist
    .filter(({ leerjaar }) => leerjaar === hier.leerjaar)
    .toSorted((a, b) => gewicht(b) - gewicht(a) || a.nummer - b.nummer);
}
