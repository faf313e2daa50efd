import type { Letter } from './letters.rules.js';
import type { Zetsel } from './blad.rules.js';

/** One line of text. `y` is the line it stands on, in points from the top. */
export interface Tekstregel {
  letter: Letter;
  corps: number;
  kleur: string;
  tekst: string;
  y: number;
  x: number;
  /** What `x` is of the text. */
  vanaf?: 'links' | 'midden' | 'rechts';
}

type Element = PDFKit.PDFStructureElement;

/** Writes on the page of a document, every text with its tag and every ornament as one. */
export class Pen {
  constructor(private readonly doc: PDFKit.PDFDocument) {}

  breedte(letter: Letter, tekst: string, corps: number): number {
    return this.doc.font(letter).fontSize(corps).widthOfString(tekst);
  }

  /** An element with text of its own, for example a heading. */
  element(soort: string, ...regels: Tekstregel[]): Element {
    const tekst = regels.map((regel) => regel.tekst).join('');
    const stukken = regels.map((regel) => () => this.schrijf(regel));
    // A letter with loose marks is drawn in parts: who listens gets the text itself.
    return this.doc.struct(soort, /\p{M}/u.test(tekst) ? { actual: tekst } : {}, stukken);
  }

  groep(soort: string, kinderen: Element[]): Element {
    return this.doc.struct(soort, {}, kinderen);
  }

  /** A heading of a table, of its row. */
  rijkop(regel: Tekstregel): Element {
    const opties = { scope: 'Row' } as PDFKit.Mixins.StructureElementOptions;
    return this.doc.struct('TH', opties, [() => this.schrijf(regel)]);
  }

  /** A drawing that says something. */
  figuur(alt: string, [x, y, b, h]: [number, number, number, number], opdrachten: string): Element {
    const opties = { alt, bbox: [x, y, x + b, y + h] } as PDFKit.Mixins.StructureElementOptions;
    return this.doc.struct('Figure', opties, [() => void this.doc.addContent(opdrachten)]);
  }

  /** A link over one line of text. */
  koppeling(regel: Tekstregel, adres: string, uitleg: string): Element {
    const link = this.doc.struct('Link').add(() => this.schrijf(regel));
    const breed = this.breedte(regel.letter, regel.tekst, regel.corps);
    const opties = { structParent: link, Contents: new String(uitleg) };
    this.doc.link(this.links(regel), regel.y - regel.corps, breed, regel.corps * 1.3, adres, opties as never);
    link.end();
    return link;
  }

  /** An ornament: nothing to read. */
  sier(teken: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    teken();
    this.doc.endMarkedContent();
  }

  sierlijn(van: [number, number], naar: [number, number], kleur: string, dikte: number): void {
    this.doc
      .lineWidth(dikte)
      .strokeColor(kleur)
      .moveTo(...van)
      .lineTo(...naar)
      .stroke();
  }

  schrijf(regel: Tekstregel): void {
    const { letter, corps, kleur, tekst, y } = regel;
    const x = this.links(regel);
    this.doc.font(letter).fontSize(corps).fillColor(kleur);
    this.doc.text(tekst, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  private links({ letter, corps, tekst, x, vanaf = 'links' }: Tekstregel): number {
    if (vanaf === 'links') return x;
    return x - this.breedte(letter, tekst.trimEnd(), corps) / (vanaf === 'midden' ? 2 : 1);
  }
}

/** The lines of a text that was set, below each other from `y`, the first line. */
export function regelsVan(
  zetsel: Zetsel,
  opmaak: Omit<Tekstregel, 'corps' | 'tekst'>,
  regelafstand: number,
): Tekstregel[] {
  const { corps } = zetsel;
  return zetsel.regels.map((tekst, i) => ({
    ...opmaak,
    tekst,
    corps,
    y: opmaak.y + i * corps * regelafstand,
  }));
}

/** Where things stand on the sheet, in points from the top left. */
export const MIDDEN = 595.28 / 2;
export const LINKS = 80;
export const RECHTS = 595.28 - LINKS;
export const BREED = RECHTS - LINKS;
