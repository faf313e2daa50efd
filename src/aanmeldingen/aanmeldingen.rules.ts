import { MET_PLAATS, ZEKER, type Aanmeldstatus } from './standen.js';

/** Kept as the reason of who says no to an offer. */
export const AANBOD_AFGEWEZEN = 'aanbod afgewezen';

/** The one table of allowed changes (contract, "Aanmelding: states"). Anything else is refused. */
export const overgangen: Record<'nieuw' | Aanmeldstatus, readonly Aanmeldstatus[]> = {
  nieuw: ['voorlopig', 'geplaatst', 'wachtlijst'],
  voorlopig: ['geplaatst', 'verlopen', 'geannuleerd', 'afgewezen'],
  geplaatst: ['geannuleerd', 'afgewezen', 'voltooid', 'niet-voltooid'],
  wachtlijst: ['voorlopig', 'geplaatst', 'geannuleerd', 'afgewezen'],
  verlopen: ['wachtlijst', 'voorlopig', 'geplaatst'],
  geannuleerd: [],
  afgewezen: [],
  voltooid: ['niet-voltooid'],
  'niet-voltooid': ['voltooid'],
};

export function magOvergaan(van: 'nieuw' | Aanmeldstatus, naar: Aanmeldstatus): boolean {
  return overgangen[van].includes(naar);
}

/** Whether a status takes up one of the places of the cohort. */
export function houdtPlaats(status: Aanmeldstatus): boolean {
  return MET_PLAATS.includes(status);
}

/** Whether a place is, or was until the end, certain: who may read what is for participants only. */
export function heeftZekerePlaats(status: Aanmeldstatus): boolean {
  return ZEKER.includes(status);
}

/** The status as of `nu`: a hold past its end has run out, also when nobody has written that down yet. */
export function statusOp(a: { status: Aanmeldstatus; vervaltOp: Date | null }, nu: Date): Aanmeldstatus {
  return a.status === 'voorlopig' && a.vervaltOp && a.vervaltOp <= nu ? 'verlopen' : a.status;
}
