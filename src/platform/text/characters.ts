/** Rules for the characters of a text: which it may hold, and which are taken off before it is judged. Pure. */

const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** The same, but for what emoji are made of: joiners, selectors and tags. */
const unseenInProse =
  /(?!\u200C|\u200D|\uFE0E|\uFE0F|[\u{E0020}-\u{E007F}])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const breaks = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/g;
const noText = /[\p{Noncharacter_Code_Point}\p{Surrogate}\0]/u;
const noXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/**
 * Without the characters that nobody sees, such as U+200B and what turns the direction of writing: two names, codes
 * or addresses that look the same are the same.
 */
export const withoutUnseen = (text: string): string => text.replace(unseen, '');

/** Every line break that Unicode has, CRLF and the soft return of Word among them, as one `\n`. */
export const withPlainLines = (text: string): string => text.replace(breaks, '\n');

/** One line as it is kept: composed, trimmed, and nothing in it that nobody sees. */
export const tidyLine = (text: string): string => withoutUnseen(text).normalize('NFC').trim();

/** Prose of more lines as it is kept; a line end counts as one character, as it does in a browser. */
export const tidyProse = (text: string): string =>
  withPlainLines(text.replace(unseenInProse, '')).normalize('NFC').trim();

/** Noncharacters, halves of characters and NUL: no program can be trusted to hand these on. */
export const holdsNoText = (text: string): boolean => noText.test(text);

/** Keeps the characters that XML 1.0 knows; the others cannot stand in a document, however they are escaped. */
export const xmlText = (text: string): string => text.replace(noXml, '');

/** Unicode's own limit for a stream (UAX #15, stream-safe text); no language writes as many on one letter. */
const pile = /\p{M}{31}/u;

/**
 * More combining marks in a row than text has. `normalize` puts them in order in a time that grows with their square:
 * 50,000 take seconds. Who calls it has looked here first. What nobody sees between them is taken off before that.
 */
export const isPiledUp = (text: string): boolean => pile.test(text) || pile.test(withoutUnseen(text));
