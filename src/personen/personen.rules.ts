import { addressKey } from '../platform/text/address.js';
import { fold } from '../platform/text/fold.js';

/** The same address in other capitals, or however else it is written, is the same person. */
export const normaliseerEmail = addressKey;

const MEESTE_WOORDEN = 8;

/**
 * What somebody typed as a `to_tsquery` of first letters: "Van den Bé" finds "Anna van den Berg". Capitals, accents
 * and marks do not count; null when no letter or digit is left.
 */
export function zoekopdracht(zoek: string | null | undefined): string | null {
  const woorden = fold(zoek ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const vragen = woorden.slice(0, MEESTE_WOORDEN).map((woord) => `${woord}:*`);
  return vragen.length > 0 ? vragen.join(' & ') : null;
}

/** The functie of who finds none in the list: then their own words are asked. */
export const anders = 'anders';
