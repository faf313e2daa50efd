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

/** Letters that do not fall apart into a letter and an accent. */
const letters: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ĳ: 'ij',
};
const tussenvoegsels = new Set(
  'aan af al bij d da de del della den der des di do dos du el en het in l la le les los o of onder op over s t te ten ter tot uit v van vd vande vanden vander von voor zu zum zur'.split(
    ' ',
  ),
);

/** The words that tell one name from another: no capitals, no accents, no tussenvoegsels. */
function kern(naam: string): string {
  const kaal = naam
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœıĳ]/g, (letter) => letters[letter] ?? letter);
  const woorden = kaal.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const zonder = woorden.filter((woord) => !tussenvoegsels.has(woord));
  return (zonder.length > 1 ? zonder : woorden).join('');
}

/** "Berg, Anna van den" is "Anna van den Berg". */
const opVolgorde = (naam: string): string => {
  const [achternaam, voornaam, ...meer] = naam.split(',');
  return voornaam !== undefined && meer.length === 0 ? `${voornaam} ${achternaam}` : naam;
};

/** Whether a typed name is that on the certificaat; forgives what a hurried reader does, and no more. */
export function naamKlopt(getypt: string, naam: string): boolean {
  const gevraagd = kern(opVolgorde(getypt));
  return gevraagd !== '' && gevraagd === kern(naam);
}

export type Certificaatstand = 'geldig' | 'ingetrokken' | 'vervangen';

export function standVan(c: { ingetrokkenOp: Date | null; vervangenOp: Date | null }): Certificaatstand {
  if (c.ingetrokkenOp) return 'ingetrokken';
  return c.vervangenOp ? 'vervangen' : 'geldig';
}
