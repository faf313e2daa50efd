/** How full a cohort is expected to begin, and on how many earlier cohorten that rests. */
export interface Prognose {
  verwacht: number;
  laagst: number;
  hoogst: number;
  cohorten: number;
}

/**
 * What is here now plus what still came in earlier cohorten; never more than fits, never less than is here.
 * @param erbij places that were still added in each earlier cohort, as many days before its start as this one is now.
 * @returns null when there is no earlier cohort to go by.
 */
export function prognoseVan(
  bezet: number,
  capaciteit: number | null,
  erbij: readonly number[],
): Prognose | null {
  if (erbij.length === 0) return null;
  const gemiddeld = erbij.reduce((som, aantal) => som + aantal, 0) / erbij.length;
  const inHuis = (aantal: number): number => Math.max(bezet, Math.min(aantal, capaciteit ?? aantal));
  return {
    verwacht: inHuis(bezet + Math.round(gemiddeld)),
    laagst: inHuis(bezet + Math.min(...erbij)),
    hoogst: inHuis(bezet + Math.max(...erbij)),
    cohorten: erbij.length,
  };
}
