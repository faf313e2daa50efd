import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { nieuwDocument } from './certificaatpdf.js';
import { byName } from '../../platform/records.js';

const { resolve } = createRequire(import.meta.url);

const bestanden = {
  titel: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  lopend: 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  feit: 'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  label: 'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
} as const;
export type Letter = keyof typeof bestanden;
const letters = Object.keys(bestanden) as Letter[];

/** What we use of the font that pdfkit has read. */
interface Gelezen {
  /** Glyphs with the text they were first met in; see `metLetters`. */
  _glyphs: object;
  hasGlyphForCodePoint(teken: number): boolean;
  stringsForGlyph(glyph: number): string[];
}

/** What we use of the inside of a document of pdfkit. */
interface Binnenkant {
  _font: { font: Gelezen };
  _fontFamilies: Record<string, { font: Gelezen; subset: { glyphs: number[] }; unicode: number[][] }>;
}
const binnen = (doc: PDFKit.PDFDocument): Binnenkant => doc as unknown as Binnenkant;

let gelezen: Record<Letter, Gelezen> | undefined;

/** Reading a font takes longer than setting a page in it, so each is read once in the life of the process. */
function lettertypen(): Record<Letter, Gelezen> {
  if (gelezen) return gelezen;
  const doc = nieuwDocument({ font: '', autoFirstPage: false });
  const lees = (letter: Letter): Gelezen => {
    doc.font(readFileSync(resolve(`@expo-google-fonts/${bestanden[letter]}`)));
    return binnen(doc)._font.font;
  };
  gelezen = byName(letters, lees);
  return gelezen;
}

/**
 * Gives a new document its fonts, by the names of `Letter`. They forget which texts they were used in before: else a
 * document would have other bytes after another one.
 */
export function metLetters(doc: PDFKit.PDFDocument): void {
  for (const [letter, font] of Object.entries(lettertypen())) {
    font._glyphs = {};
    doc.registerFont(letter, font as unknown as Buffer);
  }
}

const ligatuur = /[\uFB00-\uFB06]/g;

/**
 * Says of every glyph used which text it is, from the font's own table. pdfkit takes the text in which it met the
 * glyph first, so after "ẹ" every e would be copied and read aloud as "ẹ". To be called once, before the end.
 */
export function noemTekens(doc: PDFKit.PDFDocument): void {
  for (const { font, subset, unicode } of Object.values(binnen(doc)._fontFamilies)) {
    subset.glyphs.forEach((glyph, plaats) => {
      const namen = font.stringsForGlyph(glyph);
      const gebruikt = String.fromCodePoint(...(unicode[plaats] ?? []));
      const tekst = namen.includes(gebruikt)
        ? gebruikt
        : namen[0]?.replace(ligatuur, (l) => l.normalize('NFKC'));
      if (tekst) unicode[plaats] = [...tekst].map((teken) => teken.codePointAt(0)!);
    });
  }
}

/**
 * The characters that keep this text from being set: none when either of the two families has them all; see
 * `letterVoor`, which takes the other family for a text that the first cannot show.
 */
export function onzetbaar(tekst: string): string[] {
  const [serif, sans] = [onafdrukbaar(tekst, ['titel', 'lopend']), onafdrukbaar(tekst, ['label', 'feit'])];
  return serif.length === 0 ? [] : sans;
}

/** The characters that one of these fonts cannot show, each once; without them nothing would vanish silently. */
export function onafdrukbaar(tekst: string, in_: Letter[] = letters): string[] {
  const fonts = in_.map((letter) => lettertypen()[letter]);
  const mist = (teken: string): boolean =>
    fonts.some((font) => !font.hasGlyphForCodePoint(teken.codePointAt(0)!));
  return [...new Set([...tekst].filter(mist))];
}

/**
 * Which of these texts can not be set in our fonts, with the characters they lack: `“Anna 李”: 李`.
 * @returns a sentence, or null when all can.
 */
export function nietTeDrukken(teksten: readonly (string | null)[]): string | null {
  const mis = [...new Set(teksten)].flatMap((tekst) => {
    const tekens = onzetbaar((tekst ?? '').normalize('NFC'));
    return tekens.length > 0 ? [`“${tekst}”: ${tekens.join(' ')}`] : [];
  });
  if (mis.length === 0) return null;
  return `Ons lettertype heeft niet alle tekens van ${mis.join('; ')}. Schrijf de tekst in Latijnse, Griekse of Cyrillische letters.`;
}
