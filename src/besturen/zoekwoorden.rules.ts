const MARKS = /\p{Mark}/gu;

/**
 * Patterns for `LIKE ALL`: every word of what somebody typed, anywhere in a text without accents and capitals. At
 * most eight words count.
 */
export function zoekwoorden(zoek: string | null | undefined): string[] {
  const kaal = (zoek ?? '').normalize('NFD').replace(MARKS, '').toLowerCase();
  const woorden = kaal.split(/\s+/).filter(Boolean).slice(0, 8);
  return woorden.map((woord) => `%${woord.replace(/[\\%_]/g, '\\$&')}%`);
}
