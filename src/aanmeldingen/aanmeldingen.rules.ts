import { type Aanmeldstatus, LOPEND, MET_PLAATS, type Wachtreden, ZEKER } from './standen.js';

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

/** Why the academie gives somebody another place in line, as it is told to whom it touches: no names, no particulars. */
export const verplaatsredenen = {
  'fout-hersteld': 'Er ging iets mis en dat is hersteld',
  'ander-cohort-vervallen': 'Een andere groep ging niet door',
  'nodig-op-school': 'De opleiding is nu nodig op school',
  'verdeling-besturen': 'De plekken worden verdeeld over de besturen',
  'eigen-verzoek': 'Op eigen verzoek',
  anders: 'Een andere reden. Vraag het gerust aan de academie',
} as const;
export type Verplaatsreden = keyof typeof verplaatsredenen;

export const verplaatscodes = Object.keys(verplaatsredenen) as Verplaatsreden[];

/** In words; what was moved before there were codes is told without a reason. */
export const verplaatsredenInWoorden = (code: unknown): string | null =>
  typeof code === 'string' && code in verplaatsredenen ? verplaatsredenen[code as Verplaatsreden] : null;

interface Verhuisbaar {
  status: Aanmeldstatus;
  beeindigdDoor: string | null;
}

/**
 * Who can be moved to another cohort: who has a place or waits, and who lost it because the whole cohort was called
 * off. Who left by own choice, or was refused, enrols anew.
 */
export function kanVerhuizen({ status, beeindigdDoor }: Verhuisbaar, cohortGeannuleerd: boolean): boolean {
  if (LOPEND.includes(status)) return true;
  return status === 'geannuleerd' && beeindigdDoor === 'academie' && cohortGeannuleerd;
}

/**
 * What must still happen in the other cohort. An offer ends with the move; who moves by the link of a mail has shown
 * that the address is right.
 */
export function wachtOpNaVerhuizing(wachtOp: readonly Wachtreden[], zelf: boolean): Wachtreden[] {
  return wachtOp.filter((reden) => reden !== 'aanbod' && !(zelf && reden === 'emailbevestiging'));
}
