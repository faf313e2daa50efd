import type { Vraag } from '../evaluaties/evaluatie.entity.js';

/** What the people of one cohort of the demo thought of it. */
export interface Demoevaluatie {
  cohort: string;
  /** Invented, as who gives these opleidingen is not known. */
  aanbieder: string;
  /** How many answered. */
  antwoorden: number;
  /** About the mean of the cijfer. */
  niveau: number;
  /** How many answered half a year later; none when it is not that far yet. */
  nameting?: number;
}

const NOORD = 'Voorbeeldinstituut Noord';
const ZUID = 'Voorbeeldinstituut Zuid';

/** One has fewer than five answers: of that the coördinator sees nothing. */
export const demoevaluaties: readonly Demoevaluatie[] = [
  { cohort: 'COT-B-1', aanbieder: NOORD, antwoorden: 11, niveau: 8.2 },
  { cohort: 'COT-B-0', aanbieder: ZUID, antwoorden: 10, niveau: 7.1, nameting: 8 },
  { cohort: 'IBKC-0', aanbieder: NOORD, antwoorden: 12, niveau: 7.8, nameting: 9 },
  { cohort: 'NKS-0', aanbieder: ZUID, antwoorden: 9, niveau: 6.6, nameting: 6 },
  { cohort: 'VREEDZAAM-0', aanbieder: NOORD, antwoorden: 3, niveau: 8, nameting: 2 },
];

/** What one opleiding of the demo asks besides the standard questions. */
export const demovraag = {
  opleiding: 'COT-B',
  soort: 'schaal' as const,
  tekst: 'Ik kon met mijn eigen groep oefenen.',
};

const teksten: Record<string, readonly string[]> = {
  goed: [
    'Veel oefenen met situaties uit mijn eigen school.',
    'De trainer nam de tijd voor vragen.',
    'Fijn om collega’s van andere besturen te spreken.',
    'Duidelijke opbouw, elke keer een stap verder.',
  ],
  beter: [
    'De tweede bijeenkomst was te vol.',
    'Graag eerder weten in welke zaal we zitten.',
    'Meer tijd tussen de bijeenkomsten om het uit te proberen.',
  ],
};

/** Not random, so that every demo is the same, and without a pattern that one sees. */
const ruis = (a: number, b: number): number => ((a * 7919 + b * 104_729) % 1000) / 1000;
const tussen = (getal: number, van: number, tot: number): number =>
  Math.min(tot, Math.max(van, Math.round(getal)));

/** Answer `n` of a cohort; some leave a question open. */
export function demoantwoord(
  vragen: readonly Vraag[],
  niveau: number,
  n: number,
): Record<string, number | string> {
  const stemming = (ruis(n + 1, 3) - 0.5) * 3.4;
  const waarden = vragen.map(({ code, soort, keuzes }, i): [string, number | string | null] => {
    const kans = ruis(n + 1, i + 11);
    if (soort === 'cijfer') return [code, tussen(niveau + stemming, 1, 10)];
    if (soort === 'schaal')
      return [code, kans < 0.08 ? null : tussen((niveau + stemming) / 2 + (kans - 0.5) * 1.6, 1, 5)];
    if (soort === 'keuze') return [code, keuzes![Math.floor(kans * kans * keuzes!.length)]!.code];
    const zinnen = teksten[code] ?? [];
    return [code, kans < 0.4 ? (zinnen[n % zinnen.length] ?? null) : null];
  });
  return Object.fromEntries(waarden.filter((rij): rij is [string, number | string] => rij[1] !== null));
}
