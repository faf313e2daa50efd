/** The states of a cohort (contract), and the groups of them that rules and queries ask for. */
export const cohortstatussen = [
  'concept',
  'peiling',
  'open',
  'bevestigd',
  'gestart',
  'afgerond',
  'gecertificeerd',
  'geannuleerd',
] as const;
export type Cohortstatus = (typeof cohortstatussen)[number];

type Standen = readonly Cohortstatus[];

/** One can enrol, within its window. */
export const NEEMT_AANMELDINGEN: Standen = ['open', 'bevestigd'];
/** Has places, and people who count on it. */
export const ONDERWEG: Standen = ['open', 'bevestigd', 'gestart'];
/** The academie itself may still enter people. */
export const VULBAAR: Standen = ['open', 'bevestigd', 'gestart', 'afgerond'];
/** Goes on, or went on until its end. */
export const GEHOUDEN: Standen = ['open', 'bevestigd', 'gestart', 'afgerond', 'gecertificeerd'];
/** Has not begun, and the outside world knows of it. */
export const AANGEBODEN: Standen = ['peiling', 'open', 'bevestigd'];
/** Has not ended, and the outside world knows of it. */
export const AANGEKONDIGD: Standen = ['peiling', 'open', 'bevestigd', 'gestart'];
/** Has not begun. */
export const VOOR_HET_BEGIN: Standen = ['concept', 'peiling', 'open', 'bevestigd'];
/** Has not ended. */
export const NIET_VOORBIJ: Standen = ['concept', 'peiling', 'open', 'bevestigd', 'gestart'];
/** The way of a cohort when nothing comes between, in order. */
export const LEVENSLOOP: Standen = [
  'concept',
  'peiling',
  'open',
  'bevestigd',
  'gestart',
  'afgerond',
  'gecertificeerd',
];
/** Of these there can be certificaten. */
export const MET_CERTIFICATEN: Standen = ['gestart', 'afgerond', 'gecertificeerd'];
/** The outside world knows of it. */
export const ZICHTBAAR: Standen = [
  'peiling',
  'open',
  'bevestigd',
  'gestart',
  'afgerond',
  'gecertificeerd',
  'geannuleerd',
];

/** For SQL: `c.status ${IN_ONDERWEG}`. */
const lijst = (standen: Standen): string => `IN ('${standen.join("', '")}')`;
export const IN_COHORTSTATUSSEN = lijst(cohortstatussen);
export const IN_NEEMT_AANMELDINGEN = lijst(NEEMT_AANMELDINGEN);
export const IN_ONDERWEG = lijst(ONDERWEG);
export const IN_VULBAAR = lijst(VULBAAR);
export const IN_GEHOUDEN = lijst(GEHOUDEN);
export const IN_AANGEBODEN = lijst(AANGEBODEN);
export const IN_AANGEKONDIGD = lijst(AANGEKONDIGD);
export const IN_VOOR_HET_BEGIN = lijst(VOOR_HET_BEGIN);
export const IN_NIET_VOORBIJ = lijst(NIET_VOORBIJ);
