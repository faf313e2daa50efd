/** What was recorded of one deelnemer; counts of bijeenkomsten of the own cohort, made up ones included. */
export interface Bijgewoond {
  aanwezig: number;
  totaal: number;
}

/**
 * Whether somebody completes the cohort: attended at least the norm of its bijeenkomsten. Where attendance was never
 * recorded at all, that is not held against anybody.
 * @param normPct of the opleiding, 0..100.
 * @param vastgelegd whether any attendance was recorded for this cohort.
 */
export function haaltNorm({ aanwezig, totaal }: Bijgewoond, normPct: number, vastgelegd: boolean): boolean {
  return !vastgelegd || aanwezig * 100 >= normPct * totaal;
}
