import { addressKey } from '../platform/text/address.js';
import { fold } from '../platform/text/fold.js';

/** The same address in other capitals, or however else it is written, is the same person. */
export const normaliseerEmail = addressKey;

const MEESTE_WOORDEN = 8;

/**
 * What somebody typed as a `to_tsquery` of first letters: "Van den Bé" finds "Anna van den Berg". Capitals, accents
 * and marks do not count; null when no letter or digit is left.
 */
export function zoekopdracht(zoek: string | null | undefined): string | null {
  const woorden = fold(zoek ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const vragen = woorden.slice(0, MEESTE_WOORDEN).map((woord) => `${woord}:*`);
  return vragen.length > 0 ? vragen.join(' & ') : null;
}

/** The functie of who finds none in the list: then their own words are asked. */
export const anders = 'anders';

/** Text of which a mail program makes a link. */
const link = /:\/\/|\bwww\.|[\p{L}\p{N}]@[\p{L}\p{N}-]+\.|[\p{L}\p{N}]{2}\.\p{L}{2}/iu;

/** Whether a name holds an address of the web or of mail: "evil.example/win", "www.x", "a@b.nl". "J.P." does not. */
export const bevatLink = (naam: string): boolean => link.test(naam.normalize('NFKC').replaceAll('。', '.'));

/** The parts of a name. */
export interface Naam {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
}

/** The small words between first and last name, as they occur in the Netherlands; this is the only list of them. */
const tussenwoorden: ReadonlySet<string> = new Set(
  `van de den der het 't 's ter ten te in op aan af bij onder over uit voor tot vd v.d. v/d vande vanden vander
   d' l' la le les du des von zu zum zur da do dos dal dei degli di del della los el al ibn bin`.split(/\s+/),
);
const isKlein = (woord: string): boolean => tussenwoorden.has(woord.replace(/[’‘ʼ`´]/, "'"));
const isTussenwoord = (woord: string): boolean => isKlein(woord.toLowerCase());

/**
 * "Anna van den Berg", "Berg, Anna van den" and "van den Berg, Anna" in parts. What cannot be found is empty: who
 * has one word has a voornaam only.
 */
export function splitsNaam(naam: string): Naam {
  const [voor = '', na, ...meer] = naam.split(',').map((deel) => deel.trim());
  const gedraaid = na && meer.length === 0 ? `${na} ${voor}` : naam.replaceAll(',', ' ');
  const woorden = gedraaid.split(/\s+/).filter(Boolean);
  // "Al Smit" begins with a voornaam, "de Vries" does not.
  const eerste = woorden.findIndex((woord, i) => (i === 0 ? isKlein(woord) : isTussenwoord(woord)));
  if (eerste < 0) return delen(woorden.slice(0, 1), [], woorden.slice(1));
  const rest = woorden.slice(eerste);
  const aantal = rest.findIndex((woord) => !isTussenwoord(woord));
  if (aantal < 0) return delen(woorden.slice(0, 1), [], woorden.slice(1));
  return delen(woorden.slice(0, eerste), rest.slice(0, aantal), rest.slice(aantal));
}

/**
 * A last name that still has its tussenvoegsel in front: "van den Berg", and "Van den Berg" as a telephone makes of it.
 * "De Smet" with only capitals is one name.
 */
export function splitsAchternaam(achternaam: string): Pick<Naam, 'tussenvoegsel' | 'achternaam'> {
  const woorden = achternaam.split(/\s+/).filter(Boolean);
  const aantal = woorden.findIndex((woord) => !isTussenwoord(woord));
  if (!woorden.slice(0, Math.max(aantal, 0)).some(isKlein))
    return { tussenvoegsel: null, achternaam: woorden.join(' ') };
  return {
    tussenvoegsel: woorden.slice(0, aantal).join(' '),
    achternaam: woorden.slice(aantal).join(' '),
  };
}

/** A name with its tussenvoegsel where it belongs, whether it was typed before the last name, apart, or both. */
export function metTussenvoegsel<T extends { tussenvoegsel?: string | null; achternaam: string }>(
  naam: T,
): T & Pick<Naam, 'tussenvoegsel'> {
  const apart = naam.tussenvoegsel?.trim() || null;
  const { tussenvoegsel: ervoor, achternaam } = splitsAchternaam(naam.achternaam);
  if (!ervoor) return { ...naam, tussenvoegsel: apart };
  const dubbel = apart !== null && `${ervoor} `.toLowerCase().startsWith(`${apart} `.toLowerCase());
  return { ...naam, tussenvoegsel: apart && !dubbel ? `${apart} ${ervoor}` : ervoor, achternaam };
}

/** Whether this can be the name of somebody. */
export const heeftLetter = (...delen: string[]): boolean => delen.some((deel) => /\p{L}/u.test(deel));

const delen = (voor: string[], tussen: string[], achter: string[]): Naam => ({
  voornaam: voor.join(' '),
  tussenvoegsel: tussen.length > 0 ? tussen.join(' ') : null,
  achternaam: achter.join(' '),
});

/** As words of a name stand once its marks are gone; with what people also write between the parts of one. */
export const kleineWoorden: ReadonlySet<string> = new Set(
  [...tussenwoorden, 'en', 'of', 'o', 'v'].map((woord) => fold(woord).replace(/[^a-z]/g, '')),
);

/**
 * The words that tell one name from another: no capitals, no accents, no tussenvoegsels.
 * @param minstens so many words must be left, or the tussenvoegsels are the name.
 */
export function naamkern(naam: string, minstens = 2): string {
  const woorden = fold(naam)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const zonder = woorden.filter((woord) => !kleineWoorden.has(woord));
  return (zonder.length >= minstens ? zonder : woorden).join('');
}

/**
 * Whether two spellings are one name: capitals, accents, marks, spaces and where the tussenvoegsel stands (or whether
 * it stands there at all) do not count. Initials, nicknames and a married name do: only somebody who knows them both
 * can say that they are one human.
 */
export function zelfdeNaam(a: Naam, b: Naam): boolean {
  return zonderTussenvoegsel(a) === zonderTussenvoegsel(b) || aaneen(a) === aaneen(b);
}

const letters = (naam: string): string => fold(naam).replace(/[^\p{L}\p{N}]+/gu, '');
const achter = ({ tussenvoegsel, achternaam }: Naam): string => `${tussenvoegsel ?? ''} ${achternaam}`;
const zonderTussenvoegsel = (naam: Naam): string => letters(naam.voornaam) + naamkern(achter(naam), 1);
const aaneen = (naam: Naam): string => letters(naam.voornaam + achter(naam));
