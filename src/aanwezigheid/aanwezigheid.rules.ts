import { kleineWoorden } from '../personen/personen.rules.js';
import { addressKey } from '../platform/text/address.js';
import { fold, likeWords } from '../platform/text/fold.js';
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

/** Letters of a name that it takes to look for a walk-in. A trainer sees people of other cohorten there. */
const MINSTENS_LETTERS = { trainer: 4, beheer: 2 };
/** In words, as the screen says it. */
export const zoekuitleg = { trainer: 'vier letters van de naam', beheer: 'twee letters' };

/** How somebody is looked for: every pattern has to match the name, or the address is exactly this. */
export interface Zoekopdracht {
  patronen: string[];
  /** Empty for who may look by name alone. */
  adres: string;
}

/**
 * A trainer looks by the begin of parts of a name, and a tussenvoegsel or a part of another word does not count for the
 * letters: "van der" and "jo jo" would list half a school. The academie finds everybody elsewhere too.
 * @returns undefined when too little was typed.
 */
export function zoekopdrachtVoor(kant: 'trainer' | 'beheer', getypt: string): Zoekopdracht | undefined {
  const alle = [...new Set(fold(getypt).split(/[^\p{L}\p{N}]+/u))].filter(Boolean).slice(0, 8);
  const eigen = alle.filter(
    (woord) => !kleineWoorden.has(woord) && !alle.some((ander) => ander !== woord && ander.startsWith(woord)),
  );
  const geteld = kant === 'trainer' ? eigen : alle;
  if (geteld.join('').replace(/\P{L}/gu, '').length < MINSTENS_LETTERS[kant]) return undefined;
  if (kant === 'trainer') return { patronen: eigen.map((woord) => `% ${woord}%`), adres: '' };
  return { patronen: likeWords(getypt), adres: addressKey(getypt) };
}
