import { NEEMT_AANMELDINGEN, VULBAAR, type Cohortstatus } from './standen.js';

/** Whether one can enrol, and if not why. */
export type Aanmeldstand = 'open' | 'nog-niet' | 'voorbij' | 'begonnen' | 'geannuleerd' | 'dicht';

export interface Aanmeldperiode {
  status: Cohortstatus;
  aanmeldenVanaf: string | null;
  aanmeldenVoor: string | null;
}

/**
 * @param vandaag the day in Europe/Amsterdam, `YYYY-MM-DD`.
 * @param begonnen whether the first bijeenkomst has begun.
 */
export function aanmeldstand(cohort: Aanmeldperiode, vandaag: string, begonnen: boolean): Aanmeldstand {
  if (cohort.status === 'geannuleerd') return 'geannuleerd';
  if (!NEEMT_AANMELDINGEN.includes(cohort.status)) return 'dicht';
  if (begonnen) return 'begonnen';
  if (cohort.aanmeldenVanaf && vandaag < cohort.aanmeldenVanaf) return 'nog-niet';
  if (isVensterVoorbij(cohort, vandaag)) return 'voorbij';
  return 'open';
}

/** `aanmeldenVoor` is exclusive: on that day it is over. */
export const isVensterVoorbij = (
  { aanmeldenVoor }: Pick<Aanmeldperiode, 'aanmeldenVoor'>,
  vandaag: string,
): boolean => aanmeldenVoor !== null && vandaag >= aanmeldenVoor;

/** The academie itself may enter people outside the window, and history too. */
export function academieMagAanmelden(status: Cohortstatus): boolean {
  return VULBAAR.includes(status);
}

/** Freed places are offered to the line until the cohort begins. */
export function biedtPlaatsenAan(status: Cohortstatus, begonnen: boolean): boolean {
  return NEEMT_AANMELDINGEN.includes(status) && !begonnen;
}

/** A cohort that takes people is gestart as soon as its first bijeenkomst begins. */
export function begint(status: Cohortstatus, eerste: Date | null, nu: Date): boolean {
  return NEEMT_AANMELDINGEN.includes(status) && eerste !== null && eerste <= nu;
}

/** The one table of allowed changes of a cohort; `geannuleerd` needs a reason. */
export const cohortovergangen: Record<Cohortstatus, readonly Cohortstatus[]> = {
  concept: ['peiling', 'open', 'geannuleerd'],
  peiling: ['open', 'geannuleerd'],
  open: ['bevestigd', 'gestart', 'afgerond', 'geannuleerd'],
  bevestigd: ['gestart', 'afgerond', 'geannuleerd'],
  gestart: ['afgerond', 'geannuleerd'],
  afgerond: ['gecertificeerd'],
  gecertificeerd: [],
  geannuleerd: [],
};
