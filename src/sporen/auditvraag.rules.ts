import { type Auditcodes, onderwerpsoorten, type Onderwerpsoort } from '../audit/auditcodes.rules.js';
import type { Auditfilter } from '../audit/auditlijst.queries.js';
import { auditcodes } from '../audit/auditwoorden.rules.js';
import { addDays, daysBetween, isDate, momentAt } from '../platform/clock/dates.js';
import { textOf, type Typed } from '../platform/web/form-input.js';

type Voorvoegsel<Code> = Code extends `${infer Deel}.${string}` ? Deel : never;

/** What a line is about, by the first word of its code; a code without one does not compile. */
const groepVan = {
  aanmelding: 'aanmelding',
  belangstelling: 'belangstelling',
  cohort: 'cohort',
  opleiding: 'opleiding',
  bestuur: 'bestuur',
  school: 'bestuur',
  werkplek: 'bestuur',
  persoon: 'persoon',
  toestemming: 'persoon',
  nieuwsbrief: 'meegenomen',
  import: 'import',
  academie: 'academie',
  deelnemerslijst: 'meegenomen',
  bestuurslijst: 'meegenomen',
  presentielijst: 'meegenomen',
  certificatenlijst: 'meegenomen',
  audit: 'meegenomen',
  inlopers: 'meegenomen',
  bericht: 'bericht',
  berichten: 'bericht',
  evaluatie: 'evaluatie',
  certificaat: 'certificaat',
  certificaten: 'certificaat',
  gebruiker: 'gebruiker',
  account: 'gebruiker',
  badgesleutel: 'sleutel',
  sleutel: 'sleutel',
} as const satisfies Record<Voorvoegsel<keyof Auditcodes>, string>;

/** Looking and taking along is a group of its own, whatever it is about. */
const MEEGENOMEN = /\.[a-z-]*(?:gedownload|bekeken)$/;

type Groep = (typeof groepVan)[keyof typeof groepVan];
export const groepen: Record<Groep, string> = {
  meegenomen: 'Bekeken en gedownload',
  academie: 'De academie',
  aanmelding: 'Aanmeldingen en aanwezigheid',
  belangstelling: 'Belangstelling',
  bericht: 'Berichten',
  bestuur: 'Besturen en scholen',
  certificaat: 'Certificaten',
  cohort: 'Cohorten',
  evaluatie: 'Evaluaties',
  gebruiker: 'Gebruikers en inloggen',
  import: 'Ingelezen bestanden',
  opleiding: 'Opleidingen',
  persoon: 'Personen',
  sleutel: 'Sleutels',
};

const groepBij = (code: keyof Auditcodes): Groep =>
  MEEGENOMEN.test(code) ? 'meegenomen' : groepVan[code.split('.', 1)[0] as Voorvoegsel<typeof code>];

/** The codes of a group. */
export const codesVan = (groep: string): (keyof Auditcodes)[] =>
  auditcodes.filter((code) => groepBij(code) === groep);

/** Kinds of record, as a screen calls them. */
export const recordnamen: Record<Onderwerpsoort, string> = {
  aanmelding: 'Aanmelding',
  belangstelling: 'Belangstelling',
  cohort: 'Cohort',
  opleiding: 'Opleiding',
  bestuur: 'Bestuur',
  school: 'School',
  werkplek: 'Ingevulde werkplek',
  bericht: 'Bericht',
  persoon: 'Persoon',
  gebruiker: 'Gebruiker',
  sleutel: 'Sleutel',
  import: 'Ingelezen bestand',
  academie: 'De academie',
  evaluaties: 'Evaluaties',
  audit: 'Logboek',
};

export const isOnderwerpsoort = (soort: string): soort is Onderwerpsoort =>
  (onderwerpsoorten as readonly string[]).includes(soort);

/** An id of a record, or a word that stands for one. */
export const isKenmerk = (id: string): boolean => /^[\w.-]{1,100}$/.test(id);

export const wiesoorten = {
  gebruiker: 'Alle medewerkers',
  sleutel: 'Alle sleutels',
  persoon: 'Deelnemers',
  anoniem: 'Bezoekers zonder inlog',
  systeem: 'Het platform zelf',
} as const;

/** As long as this a period may be, in days. */
const LANGST = 366;
/** And as long when nothing is said. */
const GEWOON = 30;

const VELDEN = ['van', 'tot', 'wie', 'wat', 'soort', 'kenmerk'] as const;

/** The fields of the filter as they were typed. */
export interface Auditvelden {
  van: string;
  tot: string;
  /** `gebruiker`, or `gebruiker:` with an id. */
  wie: string;
  wat: string;
  soort: string;
  kenmerk: string;
}

/** @returns the filter, or what is wrong with each field. @param vandaag `YYYY-MM-DD` in Amsterdam. */
export function leesAuditvraag(
  vraag: Typed,
  vandaag: string,
): { velden: Auditvelden; filter: Auditfilter | null; fouten: Record<string, string> } {
  const velden = gevuld(vraag, vandaag);
  const fouten = { ...periodefouten(velden), ...keuzefouten(velden), ...dubbelen(vraag) };
  const filter = Object.keys(fouten).length === 0 ? filterVan(velden) : null;
  return { velden, filter, fouten };
}

/** Of one record everything is told, unless a period is asked; over all records the last month. */
function gevuld(vraag: Typed, vandaag: string): Auditvelden {
  const getypt = Object.fromEntries(
    VELDEN.map((veld) => [veld, textOf(vraag[veld]).slice(0, 200)]),
  ) as unknown as Auditvelden;
  if (getypt.kenmerk && getypt.soort && !getypt.van && !getypt.tot) return getypt;
  const tot = getypt.tot || vandaag;
  return { ...getypt, tot, van: getypt.van || (isDag(tot) ? addDays(tot, -GEWOON) : vandaag) };
}

/** A day of this century. */
const isDag = (dag: string): boolean => isDate(dag) && dag.startsWith('20');

/** A filter that is given twice is none of the two: it never lets everything through. */
const dubbelen = (vraag: Typed): Record<string, string> =>
  Object.fromEntries(
    VELDEN.filter((veld) => vraag[veld] !== undefined && typeof vraag[veld] !== 'string').map((veld) => [
      veld,
      'Dit filter is meer dan een keer gegeven.',
    ]),
  );

function periodefouten({ van, tot }: Auditvelden): Record<string, string> {
  if (!van && !tot) return {};
  const vorm = 'Vul een datum in die bestaat.';
  const fouten = { ...(isDag(van) ? {} : { van: vorm }), ...(isDag(tot) ? {} : { tot: vorm }) };
  if (Object.keys(fouten).length > 0) return fouten;
  const dagen = daysBetween(van, tot);
  if (dagen < 0) return { tot: 'De laatste dag ligt vóór de eerste.' };
  return dagen >= LANGST ? { tot: 'Kies een periode van hoogstens een jaar.' } : {};
}

function keuzefouten({ wie, wat, soort, kenmerk }: Auditvelden): Record<string, string> {
  const [wieSoort = '', ...rest] = wie.split(':');
  const keuze = 'Kies iets uit de lijst.';
  const wieGoed =
    Object.hasOwn(wiesoorten, wieSoort) && (rest.length === 0 || (rest.length === 1 && isKenmerk(rest[0]!)));
  return {
    ...(wie && !wieGoed ? { wie: keuze } : {}),
    ...(wat && !Object.hasOwn(groepen, wat) ? { wat: keuze } : {}),
    ...(soort && !isOnderwerpsoort(soort) ? { soort: keuze } : {}),
    ...(kenmerk && !isKenmerk(kenmerk) ? { kenmerk: 'Dit is geen kenmerk van een record.' } : {}),
    ...(kenmerk && !soort ? { soort: 'Kies ook wat voor record dit is.' } : {}),
  };
}

function filterVan({ van, tot, wie, wat, soort, kenmerk }: Auditvelden): Auditfilter {
  const [wieSoort, wieId] = wie.split(':');
  return {
    van: van ? momentAt(van) : null,
    tot: tot ? momentAt(addDays(tot, 1)) : null,
    wieSoort: wieSoort || null,
    wieId: wieId ?? null,
    codes: wat ? codesVan(wat) : null,
    soort: soort || null,
    id: kenmerk || null,
  };
}

/** What was filled in, as it stands in an address and in the audit. */
export const ingevuldeVelden = (velden: Auditvelden): Record<string, string> =>
  Object.fromEntries(Object.entries(velden).filter(([, waarde]) => waarde !== ''));
