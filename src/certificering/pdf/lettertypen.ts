import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { byName } from '../../platform/records.js';
import type { Letter } from './letters.rules.js';

const { resolve } = createRequire(import.meta.url);

const bestanden = {
  titel: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  lopend: 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  feit: 'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  label: 'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
} satisfies Record<Letter, string>;
const letters = Object.keys(bestanden) as Letter[];

/** What we use of the font that pdfkit has read. */
export interface Lettertype {
  /** Glyphs with the text they were first met in; see `metLetters`. */
  _glyphs: object;
  hasGlyphForCodePoint(teken: number): boolean;
  stringsForGlyph(glyph: number): string[];
}

/** What we use of the inside of a document of pdfkit. */
interface Binnenkant {
  _font: { font: Lettertype };
  _fontFamilies: Record<string, { font: Lettertype; subset: { glyphs: number[] }; unicode: number[][] }>;
}
const binnen = (doc: PDFKit.PDFDocument): Binnenkant => doc as unknown as Binnenkant;

let gelezen: Record<Letter, Lettertype> | undefined;

/** Reading a font takes longer than setting a page in it, so each is read once in the life of a thread. */
export function lettertypen(): Record<Letter, Lettertype> {
  if (gelezen) return gelezen;
  const doc = new PDFDocument({ font: '', autoFirstPage: false });
  const lees = (letter: Letter): Lettertype => {
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
