/** Tries that one address may take in a quarter of an hour before each next one waits. */
const ZONDER_WACHTEN = 10;
const WACHT_PER_POGING = 100;
/** However many guess, whoever knows the password is in within this time. */
const LANGSTE_WACHT = 2000;

/** Tries on one address, from everywhere together, from which it looks as if many guess at once. */
const WORDT_GERADEN = 50;
const KEER_PER_HERKOMST = 10;
const KEER_ALS_GERADEN_WORDT = 3;

/** Milliseconds that a try waits. @param pogingen on this address within the quarter, this one included. */
export const wachttijd = (pogingen: number): number =>
  Math.min(Math.max(pogingen - ZONDER_WACHTEN, 0) * WACHT_PER_POGING, LANGSTE_WACHT);

/** How often one origin may try one address in a quarter. @param pogingen on this address, from everywhere together. */
export const keerPerHerkomst = (pogingen: number): number =>
  pogingen > WORDT_GERADEN ? KEER_ALS_GERADEN_WORDT : KEER_PER_HERKOMST;
