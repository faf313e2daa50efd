import { naamkern } from '../../personen/naam.rules.js';

/** What a number and a name look like when somebody copies them from paper. Pure. */

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
