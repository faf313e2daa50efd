import { anders } from '../personen/personen.rules.js';

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
