import { dateOf, formatDateShort, formatTime } from '../platform/clock/dates.js';
import { inFull } from '../platform/web/template-helpers.js';
import { vrijedag, type Vakantie } from './lesdagen.rules.js';

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

/** What the bijeenkomsten say by themselves: days off, and each other. */
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

/** What was found elsewhere, in sentences. */
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
