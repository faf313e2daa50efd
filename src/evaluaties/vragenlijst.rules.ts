import type { Evaluatiesoort, Vraag } from './evaluatie.entity.js';

/**
 * The questionnaire of the academie. The codes are stored with each answer and compared over years: a question that means something
 * else gets another code, and a code never comes back with another meaning.
 */
export const STANDAARDVRAGEN: readonly Vraag[] = [
  { code: 'cijfer', soort: 'cijfer', tekst: 'Welk cijfer geef je deze opleiding?' },
  { code: 'inhoud', soort: 'schaal', tekst: 'De inhoud paste bij wat ik wilde leren.' },
  { code: 'trainer', soort: 'schaal', tekst: 'De trainer legde het goed uit.' },
  { code: 'toepasbaar', soort: 'schaal', tekst: 'Wat ik heb geleerd, kan ik in mijn werk gebruiken.' },
  {
    code: 'organisatie',
    soort: 'schaal',
    tekst: 'Alles was goed geregeld: de berichten vooraf, de tijden en de plek.',
  },
  { code: 'goed', soort: 'open', tekst: 'Wat was goed en moet zo blijven?' },
  { code: 'beter', soort: 'open', tekst: 'Wat kan beter?' },
];

/** Half a year later: did the opleiding lead to a next step, and did the person stay? */
export const NAMETINGVRAGEN: readonly Vraag[] = [
  {
    code: 'stap',
    soort: 'keuze',
    tekst: 'Heb je door de opleiding een volgende stap gezet in je werk?',
    keuzes: [
      { code: 'andere-functie', tekst: 'Ja, ik heb een andere functie' },
      { code: 'nieuwe-rol', tekst: 'Ja, ik heb een nieuwe taak of rol erbij' },
      { code: 'van-plan', tekst: 'Nog niet, maar dat ben ik wel van plan' },
      { code: 'nee', tekst: 'Nee' },
    ],
  },
  {
    code: 'blijven',
    soort: 'keuze',
    tekst: 'Waar werk je nu?',
    keuzes: [
      { code: 'zelfde-bestuur', tekst: 'Bij hetzelfde schoolbestuur als toen' },
      { code: 'ander-bestuur', tekst: 'Bij een ander schoolbestuur in Utrecht' },
      { code: 'elders', tekst: 'Ergens anders in het onderwijs' },
      { code: 'uit-onderwijs', tekst: 'Niet meer in het onderwijs' },
    ],
  },
];

/** A question of one opleiding; its code is its id. */
export interface EigenVraag {
  id: string;
  soort: 'schaal' | 'open';
  tekst: string;
}

/** What a `cijfer` or a `schaal` can be, with the words at both ends. */
export const BEREIK = {
  cijfer: { van: 1, tot: 10, laag: 'heel slecht', hoog: 'uitstekend' },
  schaal: { van: 1, tot: 5, laag: 'helemaal niet mee eens', hoog: 'helemaal mee eens' },
} as const;

/** Longest open answer, in characters. */
export const MAXIMUM_OPEN = 1000;

/** How many own questions one opleiding may ask: the whole must stay under two minutes. */
export const MAXIMUM_EIGEN = 5;

/** The questions as they are asked from now on; own ones come before the open standard ones, in the order given. */
export function vragenlijst(soort: Evaluatiesoort, eigen: readonly EigenVraag[]): Vraag[] {
  if (soort === 'nameting') return [...NAMETINGVRAGEN];
  const metCode = eigen.map(({ id, soort: vraagsoort, tekst }) => ({ code: id, soort: vraagsoort, tekst }));
  return [
    ...STANDAARDVRAGEN.filter((vraag) => vraag.soort !== 'open'),
    ...metCode,
    ...STANDAARDVRAGEN.filter((vraag) => vraag.soort === 'open'),
  ];
}
