import { anders } from '../personen/personen.rules.js';
import type { FieldError } from '../platform/errors/domain-error.js';
import type { Opleiding } from './opleiding.entity.js';

/** The kinds of opleiding; the word is stored and shown as it stands. */
export const soorten = [
  'opleiding',
  'training',
  'traject',
  'voortraject',
  'module',
  'studiereis',
  'inspiratiesessie',
  'intervisie',
  'webevent',
  'webinar',
  'open dag',
  'programma',
  'expeditie',
  'challenge',
  'project',
  'extern',
] as const;
export type Soort = (typeof soorten)[number];

export interface Doelgroep {
  /** Stored, and used in addresses. */
  code: string;
  /** As it stands in a sentence: "voor leraren" begins with "leraar". */
  naam: string;
  /** What schools also call it. */
  synoniemen: string[];
}

const doelgroep = (naam: string, ...synoniemen: string[]): Doelgroep => ({
  code: withoutAccents(naam).replace(/[^a-z]+/g, '-'),
  naam,
  synoniemen,
});

/**
 * Who an opleiding is for. The same role has another name at every school, so there is one list, and what people
 * write is looked up in it with `vindDoelgroep`.
 */
export const doelgroepen: readonly Doelgroep[] = [
  doelgroep('leraar', 'leerkracht', 'groepsleerkracht', 'docent', 'onderwijzer', 'leerkracht po'),
  doelgroep('starter', 'startende leraar', 'startende leerkracht', 'beginnende leraar'),
  doelgroep('vakkracht', 'vakleerkracht', 'vakleraar', 'vakdocent'),
  doelgroep(
    'schoolleider',
    'directeur',
    'schooldirecteur',
    'locatiedirecteur',
    'locatieleider',
    'adjunct-directeur',
  ),
  doelgroep('bouwcoördinator', 'bouwleider', 'middenmanager', 'middenmanagement', 'teamleider'),
  doelgroep('intern begeleider', "ib'er", 'ib', 'interne begeleider'),
  doelgroep('kwaliteitscoördinator', "kc'er", 'kc', 'kwaliteitsmedewerker'),
  doelgroep('onderwijsassistent', 'klassenassistent', 'assistent'),
  doelgroep('leraarondersteuner', 'lerarenondersteuner', 'leerkrachtondersteuner'),
  doelgroep('onderwijsondersteuner', "oop'er", 'oop', 'onderwijsondersteunend personeel'),
  doelgroep('schoolopleider', 'opleider in de school', 'basisopleider'),
  doelgroep('instituutsopleider', 'instituutsbegeleider'),
  doelgroep('begeleider', 'mentor', 'werkplekbegeleider', 'praktijkbegeleider'),
  doelgroep('coach', 'coach van starters', 'coach voor starters', 'startersbegeleider'),
  doelgroep('zij-instromer', 'zijinstromer'),
  doelgroep('kandidaat-zij-instromer', 'potentiële zij-instromer', 'aspirant zij-instromer'),
  doelgroep('student', 'pabostudent', 'pabo-student', 'stagiair', 'stagiaire', 'lio', "lio'er"),
  doelgroep('schoolteam', 'team', 'hele team'),
];

/** A team is not somebody's functie. */
const geenFunctie = new Set(['schoolteam']);

/** What a person can be at a school, for the enrolment form; `anders` asks for own words. */
export const functies: readonly Doelgroep[] = [
  ...doelgroepen.filter(({ code }) => !geenFunctie.has(code)),
  { code: anders, naam: 'anders', synoniemen: [] },
];

/** The doelgroep that someone means, by code, name or synonym; capitals, accents, spaces and marks do not count. */
export function vindDoelgroep(text: string): Doelgroep | undefined {
  return byWord.get(key(text));
}

/** The word for the code of a doelgroep. */
export const doelgroepnaam = (code: string): string => doelgroepen.find((d) => d.code === code)?.naam ?? code;

/**
 * A functie as it is stored and read: the name that the list has for this name, code or synonym, else the person's
 * own words.
 */
export function functieNaam(functie: string): string {
  return vindDoelgroep(functie)?.naam ?? functie.trim();
}

/** The choices of the enrolment form, synonyms named: "Leraar (ook leerkracht, docent)". */
export const functiekeuzes: readonly { waarde: string; tekst: string }[] = functies.map((functie) => ({
  waarde: functie.naam,
  tekst: choiceText(functie),
}));

function choiceText({ naam, synoniemen }: Doelgroep): string {
  const capital = naam.charAt(0).toUpperCase() + naam.slice(1);
  return synoniemen.length > 0 ? `${capital} (ook ${synoniemen.slice(0, 2).join(', ')})` : capital;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{Mark}/gu, '');
}

function key(text: string): string {
  return withoutAccents(text.toLowerCase()).replace(/[^a-z0-9]/g, '');
}

const byWord: ReadonlyMap<string, Doelgroep> = new Map(
  doelgroepen.flatMap((d) => [d.code, d.naam, ...d.synoniemen].map((word) => [key(word), d])),
);

/** Values of a form by field; a list for what can be ticked more than once, where the order means nothing. */
type Waarde = string | string[];

const gelijk = (a: Waarde = '', b: Waarde = ''): boolean => tekst(a) === tekst(b);
const tekst = (waarde: Waarde): string =>
  Array.isArray(waarde) ? waarde.toSorted().join('\n') : waarde.trim();

interface Samengevoegd<Waarden> {
  waarden: Waarden;
  /** Fields that both changed, each into something else: what was typed stands in the form. */
  botsingen: string[];
}

/**
 * The form of somebody who was overtaken: what they typed stays, and a field that they left alone gets what the other
 * one made of it.
 * @param basis what they began with, @param nu what it is now.
 */
export function voegSamen<Waarden extends { [Veld in keyof Waarden]?: Waarde }>(
  basis: Waarden,
  nu: Waarden,
  getypt: Waarden,
): Samengevoegd<Waarden> {
  const velden = Object.keys(nu) as (keyof Waarden & string)[];
  const zelf = (veld: keyof Waarden): boolean => !gelijk(getypt[veld], basis[veld]);
  const ander = (veld: keyof Waarden): boolean => !gelijk(nu[veld], basis[veld]);
  const samen = velden.map((veld) => [veld, (zelf(veld) ? getypt[veld] : nu[veld]) ?? '']);
  return {
    waarden: Object.fromEntries(samen) as Waarden,
    botsingen: velden.filter((veld) => zelf(veld) && ander(veld) && !gelijk(getypt[veld], nu[veld])),
  };
}

type Gegevens = Pick<Opleiding, 'soort' | 'externUrl' | 'peiling' | 'studielastUren' | 'contacturen'> &
  Partial<Pick<Opleiding, 'accreditatieVan' | 'accreditatieTot'>>;

/** What does not go together in an opleiding, every field at once; each field by itself was checked before. */
export function strijdigeVelden(o: Gegevens): FieldError[] {
  const fouten: FieldError[] = [];
  if (o.soort === 'extern' && !o.externUrl)
    fouten.push({ veld: 'externUrl', melding: 'Vul het webadres in waar mensen zich aanmelden.' });
  if (o.soort === 'extern' && o.peiling)
    fouten.push({ veld: 'peiling', melding: 'Bij een externe opleiding meldt niemand zich bij ons.' });
  if (o.studielastUren !== null && o.contacturen !== null && o.contacturen > o.studielastUren)
    fouten.push({
      veld: 'contacturen',
      melding: `De contacturen tellen mee in de studielast van ${o.studielastUren} uur en kunnen niet hoger zijn.`,
    });
  if (o.accreditatieVan && o.accreditatieTot && o.accreditatieTot <= o.accreditatieVan)
    fouten.push({ veld: 'accreditatieTot', melding: 'Het einde van de accreditatie ligt na het begin.' });
  return fouten;
}

/** The same things in another order are the same. */
export const zelfdeVerzameling = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n');
