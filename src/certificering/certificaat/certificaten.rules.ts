import { randomInt } from 'node:crypto';

/** `vervangen`: another one stands in its place, after a correction. */
export type Certificaatstand = 'geldig' | 'ingetrokken' | 'vervangen';

export function standVan(c: { ingetrokkenOp: Date | null; vervangenOp: Date | null }): Certificaatstand {
  if (c.ingetrokkenOp) return 'ingetrokken';
  return c.vervangenOp ? 'vervangen' : 'geldig';
}

/** `ULA-2026-0047`; the number just grows longer after 9999. */
export const nummerVan = (jaar: number, volgnummer: number): string =>
  `ULA-${jaar}-${String(volgnummer).padStart(4, '0')}`;

/** How people type a number: in small letters, or with spaces around it. */
export const alsNummer = (getypt: string): string => getypt.trim().toUpperCase();

/** Without 0 and O, 1, I and L, which look alike on paper, and without U, so that no words appear. */
const TEKENS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTE = 10;

/** Ten random characters: 30^10 possibilities, so that nobody finds the one of a certificaat by trying. */
export const nieuweControlecode = (): string =>
  Array.from({ length: LENGTE }, () => TEKENS[randomInt(TEKENS.length)]).join('');
