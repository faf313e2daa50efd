import { houdtPlaats } from '../../aanmeldingen/aanmeldingen.rules.js';
import { type Cohortstatus, ONDERWEG } from '../../cohorten/standen.js';
import type { Aanmeldstatus, Wachtreden } from '../../aanmeldingen/standen.js';
import { samenvoegenAndereOpleiding, samenvoegenKanNiet } from '../cohortbeheer.errors.js';

/** An aanmelding that is under way, as far as the decision needs it; of each cohort in order of its line. */
export interface Lopend {
  id: string;
  persoonId: string;
  status: Aanmeldstatus;
  wachtOp: Wachtreden[];
  vervaltOp: Date | null;
  aangemeldOp: Date;
}

/** Somebody who is in both cohorten: one aanmelding goes on, the other ends. */
export interface Dubbel<T> {
  blijft: T;
  eindigt: T;
}

export interface Samenvoeging<T> {
  /** Of the cohort that ends: who goes to the other one. */
  verhuizen: T[];
  dubbel: Dubbel<T>[];
  /** The one line that comes of two. */
  rij: T[];
  /** Places that are held together. */
  nodig: number;
}

/**
 * Makes one cohort of two. Who has a place keeps a place, who is in both keeps the better of the two once, and both
 * lines become one in order of the first aanmelding.
 */
export function voegSamen<T extends Lopend>(van: T[], naar: T[]): Samenvoeging<T> {
  const daar = new Map(naar.map((a) => [a.persoonId, a]));
  const dubbel = van.flatMap((a) => {
    const ander = daar.get(a.persoonId);
    if (!ander) return [];
    return [beter(a, ander) ? { blijft: a, eindigt: ander } : { blijft: ander, eindigt: a }];
  });
  const weg = new Set(dubbel.map(({ eindigt }) => eindigt.id));
  const verhuizen = van.filter(({ id }) => !weg.has(id));
  const blijven = naar.filter(({ id }) => !weg.has(id));
  return {
    verhuizen,
    dubbel,
    rij: rits(verhuizen.filter(wacht), blijven.filter(wacht)),
    nodig: [...verhuizen, ...blijven].filter(({ status }) => houdtPlaats(status)).length,
  };
}

const wacht = ({ status }: Lopend): boolean => status === 'wachtlijst';

const waarde: Partial<Record<Aanmeldstatus, number>> = { wachtlijst: 1, voorlopig: 2 };
const ZEKER = 3;

/** Whether `a` is worth more to its owner than `b`; when they are equal, the one stays that need not move. */
function beter(a: Lopend, b: Lopend): boolean {
  const verschillen = [
    (waarde[a.status] ?? ZEKER) - (waarde[b.status] ?? ZEKER),
    b.wachtOp.length - a.wachtOp.length,
    Number(a.vervaltOp ?? 0) - Number(b.vervaltOp ?? 0),
    b.aangemeldOp.getTime() - a.aangemeldOp.getTime(),
  ];
  return (verschillen.find((verschil) => verschil !== 0) ?? 0) > 0;
}

/**
 * Takes from the head of either line who enrolled first. Each line keeps its own order: who joined again at the back,
 * or was moved with a reason, is not put back by a merge.
 */
function rits<T extends Lopend>(een: T[], twee: T[]): T[] {
  const rij: T[] = [];
  let [i, j] = [0, 0];
  while (i < een.length || j < twee.length) {
    const [a, b] = [een[i], twee[j]];
    if (a && (!b || a.aangemeldOp < b.aangemeldOp)) {
      rij.push(a);
      i += 1;
    } else {
      rij.push(b!);
      j += 1;
    }
  }
  return rij;
}

/** Somebody whom a merge touches, and what they are told. */
export interface Samenvoegmens {
  aanmelding: string;
  naam: string;
  email: string;
  /** They go along, were in both, or wait in the cohort that stays and come further back. */
  wat: 'verhuist' | 'dubbel' | 'achteruit';
  /** Their place afterwards: `plaats`, `aanbod` (they get one at once) or the position in the line. */
  straks: 'plaats' | 'aanbod' | number;
  mails: ('samengevoegd' | 'aanbod')[];
}

/**
 * Lists whom a merge touches: who goes along, who was in both, and who comes further back in the line.
 * @param aanbod ids of those in the line who get an offer at once.
 * @param eerder the positions in the line of the cohort that stays, before the merge.
 */
export function wieRaaktHet<T extends Lopend>(
  plan: Samenvoeging<T>,
  aanbod: ReadonlySet<string>,
  eerder: ReadonlyMap<string, number>,
): (Pick<Samenvoegmens, 'wat' | 'straks' | 'mails'> & { a: T })[] {
  const rij = plan.rij.filter(({ id }) => !aanbod.has(id));
  const positie = new Map(rij.map(({ id }, i) => [id, i + 1]));
  const dubbel = plan.dubbel.map(({ blijft }) => blijft);
  const isDubbel = new Set(dubbel.map(({ id }) => id));
  const achteruit = rij.filter(({ id }) => (positie.get(id) ?? 0) > (eerder.get(id) ?? Infinity));
  const met = (wat: Samenvoegmens['wat'], a: T) => {
    const straks = aanbod.has(a.id) ? ('aanbod' as const) : (positie.get(a.id) ?? ('plaats' as const));
    const mails: Samenvoegmens['mails'] = straks === 'aanbod' ? ['samengevoegd', 'aanbod'] : ['samengevoegd'];
    return { a, wat, straks, mails };
  };
  return [
    ...plan.verhuizen.map((a) => met(isDubbel.has(a.id) ? 'dubbel' : 'verhuist', a)),
    ...dubbel.filter((a) => !plan.verhuizen.includes(a)).map((a) => met('dubbel', a)),
    ...achteruit.filter((a) => !isDubbel.has(a.id)).map((a) => met('achteruit', a)),
  ];
}

interface TeVoegen {
  opleidingId: string;
  naam: string;
  status: Cohortstatus;
}

export const kanSamen = ({ status }: Pick<TeVoegen, 'status'>): boolean => ONDERWEG.includes(status);

/** @throws DomainError `andere-opleiding`, or `samenvoegen-kan-niet` where nobody can have a place (any more). */
export function controleerPaar(van: TeVoegen, naar: TeVoegen): void {
  if (van.opleidingId !== naar.opleidingId) throw samenvoegenAndereOpleiding();
  for (const cohort of [van, naar]) if (!kanSamen(cohort)) throw samenvoegenKanNiet(cohort.naam);
}
