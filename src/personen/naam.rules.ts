/** What a mail program makes a link of. */
const link = /:\/\/|\bwww\.|[\p{L}\p{N}]@[\p{L}\p{N}-]+\.|[\p{L}\p{N}]{2}\.\p{L}{2}/iu;

/** Whether a name holds an address of the web or of mail: "evil.example/win", "www.x", "a@b.nl". "J.P." does not. */
export const bevatLink = (naam: string): boolean => link.test(naam.normalize('NFKC').replaceAll('。', '.'));

/** The parts of a name. */
export interface Naam {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
}

/** The small words between first and last name, as they occur in the Netherlands. */
const tussenwoorden = new Set(
  `van de den der het 't ’t ter ten te in op aan bij onder over uit voor tot la le du des von zu zum zur da dos di
   del della el al ibn bin`.split(/\s+/),
);
const isTussenwoord = (woord: string): boolean => tussenwoorden.has(woord.toLowerCase());

/**
 * "Anna van den Berg", "Berg, Anna van den" and "van den Berg, Anna" in parts. What cannot be found is empty: who
 * has one word has a voornaam only.
 */
export function splitsNaam(naam: string): Naam {
  const [voor = '', na, ...meer] = naam.split(',').map((deel) => deel.trim());
  const gedraaid = na && meer.length === 0 ? `${na} ${voor}` : naam.replaceAll(',', ' ');
  const woorden = gedraaid.split(/\s+/).filter(Boolean);
  // "Al Smit" begins with a voornaam, "de Vries" does not.
  const eerste = woorden.findIndex((woord, i) => (i === 0 ? tussenwoorden.has(woord) : isTussenwoord(woord)));
  if (eerste < 0) return delen(woorden.slice(0, 1), [], woorden.slice(1));
  const rest = woorden.slice(eerste);
  const aantal = rest.findIndex((woord) => !isTussenwoord(woord));
  if (aantal < 0) return delen(woorden.slice(0, 1), [], woorden.slice(1));
  return delen(woorden.slice(0, eerste), rest.slice(0, aantal), rest.slice(aantal));
}

/** A last name that still has its tussenvoegsel in front: "van den Berg". "De Smet" with a capital is one name. */
export function splitsAchternaam(achternaam: string): Pick<Naam, 'tussenvoegsel' | 'achternaam'> {
  const woorden = achternaam.split(/\s+/).filter(Boolean);
  const aantal = woorden.findIndex((woord) => !tussenwoorden.has(woord));
  if (aantal <= 0) return { tussenvoegsel: null, achternaam: woorden.join(' ') };
  return {
    tussenvoegsel: woorden.slice(0, aantal).join(' '),
    achternaam: woorden.slice(aantal).join(' '),
  };
}

const delen = (voor: string[], tussen: string[], achter: string[]): Naam => ({
  voornaam: voor.join(' '),
  tussenvoegsel: tussen.length > 0 ? tussen.join(' ') : null,
  achternaam: achter.join(' '),
});

/** Letters that do not fall apart into a letter and an accent. */
const losseLetters: Record<string, string> = {
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

const kaal = (naam: string): string =>
  naam
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœıĳ]/g, (letter) => losseLetters[letter] ?? letter);

/**
 * The words that tell one name from another: no capitals, no accents, no tussenvoegsels.
 * @param minstens so many words must be left, or the tussenvoegsels are the name.
 */
export function naamkern(naam: string, minstens = 2): string {
  const woorden = kaal(naam)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const zonder = woorden.filter((woord) => !tussenvoegsels.has(woord));
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

const letters = (naam: string): string => kaal(naam).replace(/[^\p{L}\p{N}]+/gu, '');
const achter = ({ tussenvoegsel, achternaam }: Naam): string => `${tussenvoegsel ?? ''} ${achternaam}`;
const zonderTussenvoegsel = (naam: Naam): string => letters(naam.voornaam) + naamkern(achter(naam), 1);
const aaneen = (naam: Naam): string => letters(naam.voornaam + achter(naam));
