/** The states of an aanmelding (contract, "Aanmelding: states"), and the groups of them that rules and queries ask for. */
export const aanmeldstatussen = [
  'voorlopig',
  'geplaatst',
  'wachtlijst',
  'verlopen',
  'geannuleerd',
  'afgewezen',
  'voltooid',
  'niet-voltooid',
] as const;
export type Aanmeldstatus = (typeof aanmeldstatussen)[number];

/** What a hold or a waiting aanmelding still needs. */
export const wachtredenen = ['emailbevestiging', 'akkoord', 'aanbod'] as const;
export type Wachtreden = (typeof wachtredenen)[number];

/** Of several things that one waits for, the one that is told: first what its owner can do something about. */
const VOLGORDE: readonly Wachtreden[] = ['aanbod', 'emailbevestiging', 'akkoord'];
export const eersteReden = (wachtOp: readonly Wachtreden[]): Wachtreden | null =>
  VOLGORDE.find((reden) => wachtOp.includes(reden)) ?? null;

type Standen = readonly Aanmeldstatus[];

/** Has not ended before the cohort did; a person has one of these in a cohort at most. */
export const ACTIEF: Standen = ['voorlopig', 'geplaatst', 'wachtlijst', 'voltooid', 'niet-voltooid'];
/** Takes up one of the places, a hold included. */
export const MET_PLAATS: Standen = ['voorlopig', 'geplaatst', 'voltooid', 'niet-voltooid'];
/** Holds a place in what is still to come. */
export const BEZET: Standen = ['voorlopig', 'geplaatst'];
/** A place that is certain, or was until the end. */
export const ZEKER: Standen = ['geplaatst', 'voltooid', 'niet-voltooid'];
/** Still to come: a place, a hold or a number in the line, in a cohort that has not been finished. */
export const LOPEND: Standen = ['voorlopig', 'geplaatst', 'wachtlijst'];
/** Neither placed nor out: what is left to decide. */
export const OPEN_EINDE: Standen = ['voorlopig', 'wachtlijst'];
/** Never took part: ended before, or still without a place when it all was over. */
export const AFGEVALLEN: Standen = ['verlopen', 'geannuleerd', 'afgewezen', 'wachtlijst', 'voorlopig'];
/** How a place ends when the cohort is finished. */
export const AFGEROND: Standen = ['voltooid', 'niet-voltooid'];
/** Ended by somebody's decision, with a reason. */
export const BEEINDIGD: Standen = ['geannuleerd', 'afgewezen'];

/** From the furthest that somebody came to the least. */
export const VERST: Standen = ['voltooid', 'niet-voltooid', 'geplaatst', 'voorlopig', 'wachtlijst'];

/** Who has most to expect of it first, for choosing one to show as an example. */
export const ZEKERSTE_EERST = `ARRAY['geplaatst', 'voltooid', 'voorlopig', 'wachtlijst']`;

/** For SQL: `a.status ${IN_ZEKER}`. */
const lijst = (standen: Standen): string => `IN ('${standen.join("', '")}')`;
export const IN_STATUSSEN = lijst(aanmeldstatussen);
export const IN_ACTIEF = lijst(ACTIEF);
export const IN_MET_PLAATS = lijst(MET_PLAATS);
export const IN_BEZET = lijst(BEZET);
export const IN_ZEKER = lijst(ZEKER);
export const IN_LOPEND = lijst(LOPEND);
export const IN_OPEN_EINDE = lijst(OPEN_EINDE);
export const IN_AFGEVALLEN = lijst(AFGEVALLEN);
export const IN_BEEINDIGD = lijst(BEEINDIGD);
