import { formatDate, formatDateTime } from '../platform/clock/dates.js';
import { inFull, plural } from '../platform/web/template-helpers.js';
import { berichtpaden } from '../berichten/paden.js';
import { cohortpaden } from '../cohorten/paden.js';
import { deelnemerpaden } from '../deelnemers/paden.js';
import { privacypaden } from '../privacyverzoeken/paden.js';
import { plannerpaden } from '../planner/paden.js';
import { aanwezigheidpaden } from '../aanwezigheid/paden.js';
import { werkplekpaden } from '../werkplekken/paden.js';
import { DomainError } from '../platform/errors/domain-error.js';

/** The groups of work that may need the coördinator, the most urgent first. */
export const groepcodes = [
  'wachtlijst-naast-plaats',
  'post',
  'adressen',
  'berichten-mislukt',
  'planner',
  'go-no-go',
  'privacyverzoeken',
  'inlopers',
  'aanwezigheid',
  'aanmelden-sluit',
  'overzetvoorstellen',
  'akkoord',
  'organisaties',
  'af-te-ronden',
  'te-certificeren',
  'concept',
] as const;
export type Groepcode = (typeof groepcodes)[number];

/** `nu`: something is wrong. `binnenkort`: a day is near. `straks`: it may wait, but not be forgotten. */
export type Dringendheid = 'nu' | 'binnenkort' | 'straks';

/** Days from today in which something is near enough to be shown, or after which it has waited too long. */
export const termijnen = {
  goNoGo: 14,
  sluit: 7,
  concept: 60,
  akkoord: 3,
  overzetvoorstel: 7,
} as const;

export const groepen: Record<Groepcode, { titel: string; dringend: Dringendheid; uitleg: string }> = {
  'wachtlijst-naast-plaats': {
    titel: 'Wachtlijst naast een vrije plaats',
    dringend: 'nu',
    uitleg: 'Dit hoort niet voor te komen. Kijk of de planner draait.',
  },
  post: {
    titel: 'Mails gaan niet weg',
    dringend: 'nu',
    uitleg:
      'De mailserver neemt ze niet aan. Laat wie het systeem beheert ernaar kijken; er gaat niets verloren.',
  },
  adressen: {
    titel: 'Adressen die niet aankomen',
    dringend: 'nu',
    uitleg: 'De mailserver kent dit adres niet. Verbeter het en verstuur de mails opnieuw.',
  },
  'berichten-mislukt': {
    titel: 'Mails die niet aankwamen',
    dringend: 'nu',
    uitleg: 'Verbeter het adres of verstuur de mail opnieuw.',
  },
  planner: {
    titel: 'Taken die te laat zijn',
    dringend: 'nu',
    uitleg: 'De planner heeft deze taken te lang niet afgemaakt.',
  },
  'go-no-go': {
    titel: 'Beslissen of het doorgaat',
    dringend: 'nu',
    uitleg: `Nog onder het minimum, met een besluitdatum die voorbij is of binnen ${termijnen.goNoGo} dagen komt.`,
  },
  privacyverzoeken: {
    titel: 'Verzoeken over privacy',
    dringend: 'nu',
    uitleg:
      'Iemand vraagt om gewist te worden of om gegevens op slot te zetten. Er is een maand om te antwoorden.',
  },
  inlopers: {
    titel: 'Wel gekomen, nog geen plaats',
    dringend: 'binnenkort',
    uitleg: 'Deze mensen waren er, maar staan nog op de wachtlijst.',
  },
  aanwezigheid: {
    titel: 'Aanwezigheid nog in te vullen',
    dringend: 'binnenkort',
    uitleg: 'Deze bijeenkomsten zijn geweest. De laatste staat bovenaan.',
  },
  'aanmelden-sluit': {
    titel: 'Aanmelden sluit bijna',
    dringend: 'binnenkort',
    uitleg: `Binnen ${termijnen.sluit} dagen.`,
  },
  overzetvoorstellen: {
    titel: 'Nog geen antwoord op een ander cohort',
    dringend: 'binnenkort',
    uitleg: `Het voorstel ging meer dan ${termijnen.overzetvoorstel} dagen geleden weg.`,
  },
  akkoord: {
    titel: 'Wacht lang op akkoord',
    dringend: 'binnenkort',
    uitleg: `Het bestuur heeft na ${termijnen.akkoord} dagen nog niet geantwoord.`,
  },
  organisaties: {
    titel: 'Scholen die niet in de lijst staan',
    dringend: 'binnenkort',
    uitleg: 'Zeg welke school het is, voeg haar toe, of zeg dat het geen school is.',
  },
  'af-te-ronden': {
    titel: 'Af te ronden',
    dringend: 'straks',
    uitleg: 'De laatste bijeenkomst is geweest.',
  },
  'te-certificeren': {
    titel: 'Te certificeren',
    dringend: 'straks',
    uitleg: 'Afgerond, en er zijn deelnemers die het hebben voltooid. Of een leerjaar is voorbij.',
  },
  concept: {
    titel: 'Concepten die bijna beginnen',
    dringend: 'straks',
    uitleg: `Nog niet te zien op de website, en de eerste bijeenkomst is binnen ${termijnen.concept} dagen.`,
  },
};

/** @throws DomainError `werkgroep-onbekend` */
export function groepcodeVan(waarde: string): Groepcode {
  const code = groepcodes.find((bekend) => bekend === waarde);
  if (!code) throw new DomainError('niet-gevonden', 'werkgroep-onbekend', 'Deze lijst bestaat niet.');
  return code;
}

/** One line as the queries read it; which fields are set depends on the group. */
export interface Werkrij {
  id: string;
  cohortId: string | null;
  opleiding: string | null;
  cohort: string | null;
  /** The day or moment that it is about. */
  op: Date | string | null;
  bezet: number | null;
  capaciteit: number | null;
  minimum: number | null;
  aantal: number | null;
  /** Words of others: a subject, a reason, the name of somebody. */
  wat: string | null;
}

/** One line of the list: what it is about, one sentence, and where it is solved. */
export interface Werkregel {
  onderwerp: string;
  zin: string;
  href: string;
  cohort: string | null;
}

const mensen = (n: number): string => plural(n, 'deelnemer', 'deelnemers');
/** "Iemand wacht", "3 mensen wachten". */
const mensenOf = ({ aantal }: Werkrij, een: string, meer: string): string =>
  aantal === 1 ? een : plural(aantal ?? 0, een, meer);
const bij = ({ cohortId }: Werkrij, tab?: string): string =>
  tab ? cohortpaden.tab(cohortId!, tab) : cohortpaden.een(cohortId!);

type Vertaling = Record<Groepcode, (rij: Werkrij, vandaag: string) => { zin: string; href: string }>;

const vertaling: Vertaling = {
  'wachtlijst-naast-plaats': (rij) => ({
    zin: `${mensenOf(rij, 'Iemand wacht', 'mensen wachten')}, terwijl ${rij.bezet} van ${rij.capaciteit} plaatsen bezet zijn.`,
    href: bij(rij),
  }),
  post: (rij) => ({
    zin: `De oudste is van ${formatDateTime(rij.op!)}.`,
    href: berichtpaden.mislukt,
  }),
  adressen: (rij) => ({
    zin: `${rij.wat} komt niet aan sinds ${formatDateTime(rij.op!)}.`,
    href: deelnemerpaden.persoon(rij.id),
  }),
  'berichten-mislukt': (rij) => ({
    zin: `Aan ${rij.wat}, op ${formatDateTime(rij.op!)}.`,
    href: berichtpaden.een(rij.id),
  }),
  planner: (rij) => ({
    zin: rij.op ? `Voor het laatst klaar op ${formatDateTime(rij.op)}.` : 'Nog nooit afgemaakt.',
    href: plannerpaden.planner,
  }),
  'go-no-go': (rij, vandaag) => ({
    zin:
      rij.wat === 'no-go'
        ? 'Besloten: het gaat niet door. Nog niemand heeft bericht gekregen.'
        : `${rij.bezet} van minimaal ${rij.minimum}. ${besluitdag(String(rij.op), vandaag)}`,
    href: bij(rij, 'voortgang'),
  }),
  privacyverzoeken: (rij, vandaag) => ({
    zin: `${rij.wat === 'wissing' ? 'Wil gewist worden' : 'Wil de gegevens op slot'}. ${antwoorddag(String(rij.op), vandaag)}`,
    href: privacypaden.een(rij.id),
  }),
  inlopers: (rij) => ({
    zin: `${rij.wat} was er op ${formatDate(rij.op!)} en staat nog op de wachtlijst.`,
    href: bij(rij),
  }),
  aanwezigheid: (rij) => ({
    zin: `Bijeenkomst van ${formatDateTime(rij.op!)}, ${mensen(rij.aantal ?? 0)}.`,
    href: aanwezigheidpaden.zaal('beheer', rij.id),
  }),
  'aanmelden-sluit': (rij, vandaag) => ({
    zin: `${laatsteDag(String(rij.op), vandaag)} ${rij.bezet} van ${rij.capaciteit} plaatsen bezet.`,
    href: bij(rij),
  }),
  overzetvoorstellen: (rij) => ({
    zin: `${mensenOf(rij, 'Iemand heeft', 'mensen hebben')} nog niet gekozen; het oudste voorstel is van ${formatDate(rij.op!)}.`,
    href: bij(rij),
  }),
  akkoord: (rij) => ({
    zin: `${plural(rij.aantal ?? 0, 'aanmelding wacht', 'aanmeldingen wachten')} op ${rij.wat}, de oudste sinds ${formatDate(rij.op!)}.`,
    href: bij(rij),
  }),
  organisaties: (rij) => ({
    zin:
      rij.aantal === 1
        ? `Iemand vulde dit in op ${formatDate(rij.op!)}.`
        : `${rij.aantal} mensen vulden dit in, de eerste op ${formatDate(rij.op!)}.`,
    href: werkplekpaden.een(rij.id),
  }),
  'af-te-ronden': (rij) => ({
    zin: `De laatste bijeenkomst was ${formatDate(rij.op!)}.`,
    href: bij(rij, 'voortgang'),
  }),
  'te-certificeren': (rij) => ({
    zin: rij.wat
      ? `Leerjaar ${rij.wat} is voorbij.`
      : `${mensen(rij.aantal ?? 0)} ${rij.aantal === 1 ? 'heeft' : 'hebben'} het voltooid.`,
    href: bij(rij, 'certificering'),
  }),
  concept: (rij) => ({
    zin: `Begint ${formatDate(rij.op!)}.`,
    href: bij(rij, 'plan'),
  }),
};

function besluitdag(op: string, vandaag: string): string {
  if (op < vandaag) return `De besluitdatum ${formatDate(op)} is voorbij.`;
  return op === vandaag ? 'Vandaag is de dag van het besluit.' : `Besluit op ${formatDate(op)}.`;
}

function antwoorddag(op: string, vandaag: string): string {
  if (op < vandaag) return `Het antwoord had er op ${formatDate(op)} moeten zijn.`;
  return op === vandaag ? 'Vandaag is de laatste dag.' : `Antwoord uiterlijk op ${formatDate(op)}.`;
}

function laatsteDag(op: string, vandaag: string): string {
  return op === vandaag ? 'Vandaag is de laatste dag.' : `Tot en met ${formatDate(op)}.`;
}

const onderwerpVan = ({ opleiding, cohort, wat }: Werkrij): string =>
  opleiding && cohort ? inFull(opleiding, cohort) : (cohort ?? wat ?? '');

/** @param vandaag the day in Europe/Amsterdam, `YYYY-MM-DD`. */
export function werkregel(code: Groepcode, rij: Werkrij, vandaag: string): Werkregel {
  return { onderwerp: onderwerpVan(rij), cohort: rij.cohortId, ...vertaling[code](rij, vandaag) };
}

/** "vandaag, dinsdag 10 november 2026"; the day after is "morgen". */
export function dagkop(dag: string, vandaag: string, morgen: string): string {
  const woord = dag === vandaag ? 'Vandaag, ' : dag === morgen ? 'Morgen, ' : '';
  const datum = formatDate(dag);
  return woord ? woord + datum : datum.charAt(0).toUpperCase() + datum.slice(1);
}
