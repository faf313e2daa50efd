import { randomInt } from 'node:crypto';
import { naamkern } from '../../personen/personen.rules.js';
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

/**
 * The number as it was issued, from what somebody typed: "ula 2026 47", "2026-0047" and "ULA–2026–0047" are one.
 * @returns undefined for what can be no number.
 */
export function leesNummer(getypt: string): string | undefined {
  const [, jaar, volgnummer] = /^(?:ULA)?(20\d\d)0*(\d{1,6})$/.exec(kaleCode(getypt)) ?? [];
  return jaar && volgnummer ? `ULA-${jaar}-${volgnummer.padStart(4, '0')}` : undefined;
}

/** A code without what people add or leave out: spaces, dashes, capitals. */
export const kaleCode = (code: string): string =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** "Berg, Anna van den" is "Anna van den Berg". */
const opVolgorde = (naam: string): string => {
  const [achternaam, voornaam, ...meer] = naam.split(',');
  return voornaam !== undefined && meer.length === 0 ? `${voornaam} ${achternaam}` : naam;
};

/** Whether a typed name is that on the certificaat; forgives what a hurried reader does, and no more. */
export function naamKlopt(getypt: string, naam: string): boolean {
  const gevraagd = naamkern(opVolgorde(getypt));
  return gevraagd !== '' && gevraagd === naamkern(naam);
}
