/**
 * Whether a go/no-go decision can be put off until this day, and if not why, in words for the coördinator.
 * @param vandaag all days are `YYYY-MM-DD` in Europe/Amsterdam.
 * @param eerste day of the first bijeenkomst; null when none is planned.
 */
export function bezwaarTegenDatum(datum: string, vandaag: string, eerste: string | null): string | null {
  if (datum <= vandaag) return 'Kies een dag na vandaag.';
  if (eerste && datum >= eerste) return 'Kies een dag vóór de eerste bijeenkomst.';
  return null;
}
