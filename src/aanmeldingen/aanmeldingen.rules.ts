import { type Aanmeldstatus, LOPEND, MET_PLAATS, type Wachtreden, ZEKER } from './standen.js';
import type { Kleur } from '../cohorten/cohort.scherm.js';
import { bestuurVan, isAcademie, type Wie } from '../toegang/wie.js';
import type { Aanmelding } from './aanmelding.entity.js';

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
 * Somebody can be moved to another cohort who has a place or waits, or who lost it because the whole cohort was called
 * off. Who left by own choice, or was refused, enrols anew.
 */
export function kanVerhuizen({ status, beeindigdDoor }: Verhuisbaar, cohortGeannuleerd: boolean): boolean {
  if (LOPEND.includes(status)) return true;
  return status === 'geannuleerd' && beeindigdDoor === 'academie' && cohortGeannuleerd;
}

/**
 * The steps that must still follow in the other cohort. An offer ends with the move; who moves by the link of a mail
 * has shown that the address is right.
 */
export function wachtOpNaVerhuizing(wachtOp: readonly Wachtreden[], zelf: boolean): Wachtreden[] {
  return wachtOp.filter((reden) => reden !== 'aanbod' && !(zelf && reden === 'emailbevestiging'));
}

const namen: Record<Aanmeldstatus, [Kleur, string]> = {
  voorlopig: ['let-op', 'Voorlopig'],
  geplaatst: ['goed', 'Geplaatst'],
  wachtlijst: ['info', 'Wachtlijst'],
  verlopen: ['neutraal', 'Verlopen'],
  geannuleerd: ['neutraal', 'Geannuleerd'],
  afgewezen: ['fout', 'Afgewezen'],
  voltooid: ['goed', 'Voltooid'],
  'niet-voltooid': ['neutraal', 'Niet voltooid'],
};

export const standnaam = (status: Aanmeldstatus): string => namen[status][1];

/** The state of an aanmelding as staff reads it: "Wachtlijst, plaats 3". */
export function standVan(a: { status: Aanmeldstatus; wachtlijstpositie: number | null }): {
  soort: Kleur;
  tekst: string;
} {
  const [soort, tekst] = namen[a.status];
  return { soort, tekst: a.wachtlijstpositie ? `${tekst}, plaats ${a.wachtlijstpositie}` : tekst };
}

/** The state as the deelnemer reads it: "Je hebt een plek", "Je staat op de wachtlijst, als nummer 3". */
export function standInWoorden(a: {
  status: Aanmeldstatus;
  wachtOp: readonly Wachtreden[];
  wachtlijstpositie: number | null;
}): string {
  if (a.wachtOp.includes('emailbevestiging')) return 'Je e-mailadres is nog niet bevestigd';
  if (a.status === 'wachtlijst') return `Je staat op de wachtlijst, als nummer ${a.wachtlijstpositie}`;
  if (a.wachtOp.includes('aanbod')) return 'Er is een plek voor je vrij: laat weten of je komt';
  if (a.wachtOp.includes('akkoord')) return 'Je bestuur moet nog akkoord geven';
  return woorden[a.status];
}

const woorden: Record<Aanmeldstatus, string> = {
  voorlopig: 'Je plek wordt vastgehouden',
  geplaatst: 'Je hebt een plek',
  wachtlijst: 'Je staat op de wachtlijst',
  verlopen: 'Je aanmelding is verlopen',
  geannuleerd: 'Je aanmelding is geannuleerd',
  afgewezen: 'Je aanmelding is afgewezen',
  voltooid: 'Je hebt deze opleiding voltooid',
  'niet-voltooid': 'Deze opleiding is niet voltooid',
};

/** The part that someone plays for an aanmelding. */
export type RolBij = 'deelnemer' | 'bestuur' | 'academie' | 'geen';

/**
 * The parts in which somebody may do each deed to an aanmelding, for themselves or for somebody else.
 *
 * After the last day to enrol (`aanmeldstand` in cohorten.rules.ts says which day that is) nobody comes in: enrolling,
 * `herleef` and saying yes to a move are refused; only the academie may still enrol or move somebody
 * (`academieMagAanmelden`). Whoever is in already may still confirm, answer an offer and cancel, and a bestuur answer.
 */
const wieMag = {
  bevestigEmail: ['deelnemer', 'academie'],
  accepteerAanbod: ['deelnemer', 'academie'],
  wijsAanbodAf: ['deelnemer', 'academie'],
  annuleer: ['deelnemer', 'bestuur', 'academie'],
  herleef: ['deelnemer', 'academie'],
  geefAkkoord: ['bestuur', 'academie'],
  wijsAf: ['bestuur', 'academie'],
} as const satisfies Record<string, readonly RolBij[]>;
export type Daad = keyof typeof wieMag;
/** As what somebody does this. */
export type Als<D extends Daad> = (typeof wieMag)[D][number];

/** As what this person may do it; undefined for who may not. */
export function rolVoor<D extends Daad>(
  daad: D,
  wie: Wie,
  a: Parameters<typeof rolBij>[1],
): Als<D> | undefined {
  const rol = rolBij(wie, a);
  return wieMag[daad].find((eigen): eigen is Als<D> => eigen === rol);
}

/** A bestuur has nothing to do with what its owner has not confirmed: a stranger may have filled it in; nor with what is kept and not used. */
export function rolBij(
  wie: Wie,
  a: Pick<Aanmelding, 'persoonId' | 'bestuurId' | 'adresBevestigd' | 'beperkt'>,
): RolBij {
  if (isEigenaar(wie, a)) return 'deelnemer';
  if (isAcademie(wie)) return 'academie';
  const eigen = bestuurVan(wie);
  return eigen !== null && eigen === a.bestuurId && a.adresBevestigd && !a.beperkt ? 'bestuur' : 'geen';
}

export const isEigenaar = (wie: Wie, a: Pick<Aanmelding, 'persoonId'>): boolean =>
  wie.soort === 'persoon' && wie.id === a.persoonId;
