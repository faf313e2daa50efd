import { holdsNoText, tidyProse } from '../platform/text/characters.js';
import type { Evaluatiesoort, Formuliervraag } from './evaluatie.entity.js';

/**
 * The questionnaire of the academie. The codes are stored with each answer and compared over years: a question that means something
 * else gets another code, and a code never comes back with another meaning.
 */
export const STANDAARDVRAGEN: readonly Formuliervraag[] = [
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
export const NAMETINGVRAGEN: readonly Formuliervraag[] = [
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
      { code: 'zelfde-bestuur', tekst: 'Bij hetzelfde bestuur als toen' },
      // In the code of before, `ander-bestuur`, stood "in Utrecht".
      { code: 'elders-bestuur', tekst: 'Bij een ander bestuur' },
      { code: 'elders', tekst: 'Ergens anders in het onderwijs' },
      { code: 'uit-onderwijs', tekst: 'Niet meer in het onderwijs' },
    ],
  },
];

/** A question of one opleiding; its code is its id. */
interface EigenVraag {
  id: string;
  soort: 'schaal' | 'open';
  tekst: string;
}

/** The range of a `cijfer` and of a `schaal`, with the words at both ends. */
export const BEREIK = {
  cijfer: { van: 1, tot: 10, laag: 'heel slecht', hoog: 'uitstekend' },
  schaal: { van: 1, tot: 5, laag: 'helemaal niet mee eens', hoog: 'helemaal mee eens' },
} as const;

/** Longest open answer, in characters. */
export const MAXIMUM_OPEN = 1000;

/** How many own questions one opleiding may ask: the whole must stay under two minutes. */
export const MAXIMUM_EIGEN = 5;

/** The questions as they are asked from now on; own ones come before the open standard ones, in the order given. */
export function vragenlijst(soort: Evaluatiesoort, eigen: readonly EigenVraag[]): Formuliervraag[] {
  if (soort === 'nameting') return [...NAMETINGVRAGEN];
  const metCode = eigen.map(({ id, soort: vraagsoort, tekst }) => ({ code: id, soort: vraagsoort, tekst }));
  return [
    ...STANDAARDVRAGEN.filter((vraag) => vraag.soort !== 'open'),
    ...metCode,
    ...STANDAARDVRAGEN.filter((vraag) => vraag.soort === 'open'),
  ];
}

/** By code of the question; what was left out is not in it. */
export type Antwoordwaarden = Record<string, number | string>;

interface Gelezen {
  waarden: Antwoordwaarden;
  fouten: { veld: string; melding: string }[];
}

const cijfers = /^\d{1,2}$/;
const vreemd = /(?![\t\n])\p{Cc}/u;

/**
 * Checks an answer against the questions as they were asked, and tells all errors at once.
 * @param gegeven by code; empty text was left out.
 */
export function leesAntwoord(
  soort: Evaluatiesoort,
  vragen: readonly Formuliervraag[],
  gegeven: Readonly<Record<string, unknown>>,
): Gelezen {
  const gelezen: Gelezen = { waarden: {}, fouten: [] };
  for (const vraag of vragen) {
    const waarde = netjes(gegeven[vraag.code]);
    const melding = waarde === undefined ? ontbreekt(vraag) : bezwaar(vraag, waarde);
    if (melding) gelezen.fouten.push({ veld: vraag.code, melding });
    else if (waarde !== undefined) gelezen.waarden[vraag.code] = waarde as number | string;
  }
  const bekend = new Set(vragen.map(({ code }) => code));
  for (const veld of Object.keys(gegeven).filter((code) => !bekend.has(code)))
    gelezen.fouten.push({ veld, melding: 'Deze vraag is niet gesteld.' });
  if (soort === 'nameting' && gelezen.fouten.length === 0 && Object.keys(gelezen.waarden).length === 0)
    gelezen.fouten.push({ veld: vragen[0]!.code, melding: 'Geef bij minstens één vraag een antwoord.' });
  return gelezen;
}

function netjes(waarde: unknown): unknown {
  if (typeof waarde !== 'string') return waarde ?? undefined;
  return tidyProse(waarde) || undefined;
}

const ontbreekt = ({ soort }: Formuliervraag): string | null =>
  soort === 'cijfer' ? 'Kies een cijfer.' : null;

function bezwaar({ soort, keuzes }: Formuliervraag, waarde: unknown): string | null {
  if (soort === 'open') return bezwaarTegenTekst(waarde);
  if (soort === 'keuze')
    return keuzes!.some(({ code }) => code === waarde) ? null : 'Kies een van de antwoorden.';
  const { van, tot } = BEREIK[soort];
  return Number.isInteger(waarde) && (waarde as number) >= van && (waarde as number) <= tot
    ? null
    : `Kies een cijfer van ${van} tot en met ${tot}.`;
}

function bezwaarTegenTekst(waarde: unknown): string | null {
  if (typeof waarde !== 'string') return 'Dit moet tekst zijn.';
  if (waarde.length > MAXIMUM_OPEN)
    return `Gebruik ten hoogste ${MAXIMUM_OPEN} tekens. Het zijn er nu ${waarde.length}.`;
  return vreemd.test(waarde) || holdsNoText(waarde) ? 'Hier staan tekens in die niet mogen.' : null;
}

/** A form sends text: digits become numbers where the question wants one. */
export function uitFormulier(
  vragen: readonly Formuliervraag[],
  getypt: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    vragen.map(({ code, soort }) => {
      const waarde = getypt[code];
      const getal = soort === 'cijfer' || soort === 'schaal';
      return [code, getal && typeof waarde === 'string' && cijfers.test(waarde) ? Number(waarde) : waarde];
    }),
  );
}
