/** The same address in other capitals or with spaces around it is the same person. */
export const normaliseerEmail = (email: string): string => email.trim().toLowerCase();

const MEESTE_WOORDEN = 8;

/**
 * What somebody typed as a `to_tsquery` of first letters: "Van den Bé" finds "Anna van den Berg". Capitals, accents
 * and marks do not count; null when no letter or digit is left.
 */
export function zoekopdracht(zoek: string | null | undefined): string | null {
  const kaal = (zoek ?? '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
  const woorden = kaal.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const vragen = woorden.slice(0, MEESTE_WOORDEN).map((woord) => `${woord}:*`);
  return vragen.length > 0 ? vragen.join(' & ') : null;
}

/** The functie of who finds none in the list: then their own words are asked. */
export const anders = 'anders';
