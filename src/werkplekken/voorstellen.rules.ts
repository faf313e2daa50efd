import { isSoort, type Geindexeerd, type Vindbaar, zoekScholen } from '../besturen/schoolnamen.rules.js';

/** A word by which more than so many are found says nothing. */
const ZEGT_NIETS = 40;
/** Shorter ones only when they are an abbreviation, in capitals. */
const KORTSTE_WOORD = 4;
const MEESTE_WOORDEN = 8;

/**
 * What somebody may mean with a name of their own making, the likeliest first: what all words are found in, or else what
 * is found by some of them, where the rarest word counts most ("De Regenboog bij het park", "SPO bestuurskantoor").
 */
export function lijktOp<T extends Vindbaar>(
  index: readonly Geindexeerd<T>[],
  tekst: string,
  meest: number,
): T[] {
  const heel = zoekScholen(index, tekst);
  if (heel.length > 0) return heel.slice(0, meest);
  const punten = new Map<T, number>();
  for (const woord of woordenVan(tekst)) {
    const gevonden = zoekScholen(index, woord);
    if (gevonden.length > ZEGT_NIETS) continue;
    for (const een of gevonden) punten.set(een, (punten.get(een) ?? 0) + 1 / gevonden.length);
  }
  return [...punten]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, meest)
    .map(([een]) => een);
}

const woordenVan = (tekst: string): string[] =>
  (tekst.match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((woord) => (woord.length >= KORTSTE_WOORD || /^\p{Lu}{2,3}$/u.test(woord)) && !isSoort(woord))
    .slice(0, MEESTE_WOORDEN);
