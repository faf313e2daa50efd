/** Marks on Latin, Greek and Cyrillic letters. */
const marks = /[\u0300-\u036F]|[\u1AB0-\u1AFF]|[\u1DC0-\u1DFF]|[\u20D0-\u20FF]|[\uFE20-\uFE2F]/g;

/** Letters that do not fall apart into a letter and a mark. */
const letters: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ς: 'σ',
  ß: 'ss',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
};
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

/**
 * A text as it is searched and ordered by, the same for whoever types it without accents: "Łukasz", "Søren" and
 * "Strauß" are "lukasz", "soren" and "strauss". The function `vouw` of the database does exactly this.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(special, (letter) => letters[letter]!);

const MOST_WORDS = 8;

/** Patterns for `vouw(text) LIKE ALL`: every word of what somebody typed, anywhere. At most eight words count. */
export function likeWords(typed: string | null | undefined): string[] {
  const words = fold(typed ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return words.slice(0, MOST_WORDS).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
