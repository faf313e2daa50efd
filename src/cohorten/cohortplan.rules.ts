import { dateOf, formatDate, formatDateShort, formatTime } from '../platform/clock/dates.js';
import { InputError, type FieldError } from '../platform/errors/domain-error.js';
import { inFull } from '../platform/web/template-helpers.js';
import { type Vakantie, vrijedag } from './lesdagen.rules.js';

/** A bijeenkomst as it is planned. */
export interface Tijdvak {
  begint: Date;
  eindigt: Date;
  locatie?: string | null;
  link?: string | null;
  trainer?: string | null;
}

export const botsingsoorten = [
  'trainer',
  'plaats',
  'deelnemers',
  'vakantie',
  'feestdag',
  'weekend',
  'overlap',
] as const;
export type Botsingsoort = (typeof botsingsoorten)[number];

export interface Botsing {
  /** Which of the given bijeenkomsten, from 0. */
  bijeenkomst: number;
  soort: Botsingsoort;
  /** For people. */
  melding: string;
  /** How many people are elsewhere. */
  aantal?: number;
}

/** The collisions that the bijeenkomsten show by themselves: with days off, and with each other. */
export function botsingenVanDagen(rijen: readonly Tijdvak[], vakanties: readonly Vakantie[]): Botsing[] {
  return rijen.flatMap((rij, i) => [...vrijeDag(rij, i, vakanties), ...overlap(rijen, i)]);
}

function vrijeDag({ begint }: Tijdvak, bijeenkomst: number, vakanties: readonly Vakantie[]): Botsing[] {
  const vrij = vrijedag(dateOf(begint), vakanties);
  if (!vrij) return [];
  const { soort, naam } = vrij;
  const melding =
    soort === 'vakantie'
      ? `Deze dag valt in ${naam}.`
      : `Dit is ${soort === 'weekend' ? 'een ' : ''}${naam}.`;
  return [{ bijeenkomst, soort, melding }];
}

function overlap(rijen: readonly Tijdvak[], i: number): Botsing[] {
  const eigen = rijen[i]!;
  return rijen.slice(0, i).flatMap((ander) => {
    if (ander.begint >= eigen.eindigt || ander.eindigt <= eigen.begint) return [];
    const melding = `Deze bijeenkomst valt samen met die van ${tijdvak(ander)}.`;
    return [{ bijeenkomst: i, soort: 'overlap' as const, melding }];
  });
}

/** "wo 20 jan 2027, 13:00 – 16:00 uur" */
export const tijdvak = ({ begint, eindigt }: { begint: Date; eindigt: Date }): string =>
  `${formatDateShort(begint)}, ${formatTime(begint)} – ${formatTime(eindigt)} uur`;

interface Bezet {
  i: number;
  begint: Date;
  eindigt: Date;
  opleiding: string;
  cohort: string;
  trainer: boolean | null;
  trainerNaam: string | null;
  plaats: boolean | null;
  waar: string | null;
}

/** The collisions with others, in sentences. */
export function inBotsing(
  bezet: readonly Bezet[],
  elders: readonly { i: number; namen: string[] }[],
): Botsing[] {
  const vanAnderen = bezet.flatMap((b) => {
    const waarbij = `${inFull(b.opleiding, b.cohort)} (${tijdvak(b)})`;
    const trainer = `${b.trainerNaam} is dan ook bij ${waarbij}.`;
    const plaats = `In ${b.waar} is dan ook ${waarbij}.`;
    return [
      ...(b.trainer ? [{ bijeenkomst: b.i, soort: 'trainer' as const, melding: trainer }] : []),
      ...(b.plaats ? [{ bijeenkomst: b.i, soort: 'plaats' as const, melding: plaats }] : []),
    ];
  });
  const vanMensen = elders.map(({ i, namen }) => ({
    bijeenkomst: i,
    soort: 'deelnemers' as const,
    melding: `${namen.length === 1 ? 'Een deelnemer heeft' : `${namen.length} deelnemers hebben`} dan een andere bijeenkomst: ${namen.join(', ')}.`,
    aantal: namen.length,
  }));
  return [...vanAnderen, ...vanMensen];
}

export interface Plan {
  capaciteit?: number | null;
  minimum?: number | null;
  goNoGoOp?: string | null;
  aanmeldenVanaf?: string | null;
  aanmeldenVoor?: string | null;
  bijeenkomsten?: readonly { begint: Date; eindigt: Date }[];
}

/** A study trip fits; a wrong year does not. Searching for collisions relies on it. */
export const LANGSTE_DAGEN = 14;

/**
 * Refuses fields that contradict each other. A contradiction that stood in the plan before is not refused again.
 * @param voor the plan as it was, when it is changed.
 * @throws InputError naming every contradiction at once.
 */
export function controleerPlan(plan: Plan, voor?: Plan): void {
  const fouten = planfouten(plan, voor);
  if (fouten.length > 0) throw new InputError(fouten);
}

/** The contradictions themselves. */
export function planfouten(plan: Plan, voor?: Plan): FieldError[] {
  const stonden = new Set((voor ? tegenspraken(voor) : []).map(({ veld, melding }) => veld + melding));
  return tegenspraken(plan).filter(({ veld, melding }) => !stonden.has(veld + melding));
}

function tegenspraken(plan: Plan): FieldError[] {
  return [...vanAantallen(plan), ...vanDagen(plan), ...vanBijeenkomsten(plan.bijeenkomsten ?? [])];
}

function vanAantallen({ capaciteit, minimum }: Plan): FieldError[] {
  if (capaciteit == null || minimum == null || minimum <= capaciteit) return [];
  const melding = `Het minimum (${minimum}) is hoger dan de capaciteit (${capaciteit}).`;
  return [{ veld: 'minimum', melding }];
}

function vanDagen({ aanmeldenVanaf, aanmeldenVoor, goNoGoOp, bijeenkomsten = [] }: Plan): FieldError[] {
  const fouten: FieldError[] = [];
  if (aanmeldenVanaf && aanmeldenVoor && aanmeldenVanaf >= aanmeldenVoor)
    fouten.push({ veld: 'aanmeldenVoor', melding: 'Aanmelden eindigt voordat het begint.' });
  const eerste = eersteDag(bijeenkomsten);
  if (!eerste) return fouten;
  const begin = `de eerste bijeenkomst, ${formatDate(eerste)}`;
  if (aanmeldenVanaf && aanmeldenVanaf > eerste)
    fouten.push({ veld: 'aanmeldenVanaf', melding: `Aanmelden begint pas na ${begin}.` });
  if (goNoGoOp && goNoGoOp > eerste)
    fouten.push({ veld: 'goNoGoOp', melding: `Het besluit valt pas na ${begin}.` });
  return fouten;
}

function vanBijeenkomsten(bijeenkomsten: NonNullable<Plan['bijeenkomsten']>): FieldError[] {
  return bijeenkomsten.flatMap(({ begint, eindigt }, i) => {
    const melding = tijdfout(begint, eindigt);
    return melding ? [{ veld: `bijeenkomsten.${i}.eindigt`, melding }] : [];
  });
}

function tijdfout(begint: Date, eindigt: Date): string | null {
  if (eindigt <= begint) return 'Deze bijeenkomst eindigt voordat zij begint.';
  const dagen = (eindigt.getTime() - begint.getTime()) / 86_400_000;
  return dagen > LANGSTE_DAGEN ? `Een bijeenkomst duurt ten hoogste ${LANGSTE_DAGEN} dagen.` : null;
}

/** `YYYY-MM-DD` in Europe/Amsterdam; undefined without bijeenkomsten. */
export function eersteDag(bijeenkomsten: readonly { begint: Date }[]): string | undefined {
  const [eerste] = bijeenkomsten.map(({ begint }) => begint).sort((a, b) => a.getTime() - b.getTime());
  return eerste && dateOf(eerste);
}

/** Online everybody fits at once. */
export const isZaal = (locatie?: string | null, link?: string | null): boolean =>
  Boolean(locatie) && !link && !/\bonline\b|\bteams\b|\bzoom\b/i.test(locatie!);
