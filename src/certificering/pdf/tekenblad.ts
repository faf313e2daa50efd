import type { Blad } from './blad.rules.js';
import type { Letter } from './lettertypen.js';
import { BREED, letterVoor, LINKS, MIDDEN, RECHTS } from './maten.js';
import { middenstuk } from './middenstuk.js';
import { Pen, regelsVan, type Regel } from './pen.js';
import { qrPad } from './qr.js';
import { kleuren, lijst, merk } from './siermotief.js';
import { zet } from './zetwerk.rules.js';

type Element = PDFKit.PDFStructureElement;

const QR = 82;

/** Draws one certificaat on the page that the document has just been given. */
export function tekenBlad(doc: PDFKit.PDFDocument, blad: Blad): Element {
  const pen = new Pen(doc);
  pen.sier(() => {
    if (blad.ongeldig) tekenStempel(doc, pen, blad.ongeldig.woord);
    doc.addContent(lijst).addContent(merk(MIDDEN, 68, 4.6));
    pen.sierlijn([MIDDEN - 34, 195], [MIDDEN + 34, 195], kleuren.saffraan, 2);
    pen.sierlijn([LINKS, 742], [LINKS + 188, 742], kleuren.zacht, 0.6);
  });
  return pen.groep('Sect', [...kop(pen, blad), ...middenstuk(pen, blad), ...voet(pen, blad)]);
}

function tekenStempel(doc: PDFKit.PDFDocument, pen: Pen, woord: string): void {
  doc.save().rotate(-52, { origin: [MIDDEN, 425] });
  pen.schrijf({ ...gewoon('titel', 118, '#f4d6d1'), tekst: woord, x: MIDDEN, y: 465 });
  doc.restore();
}

const gewoon = (letter: Letter, corps: number, kleur: string) => ({
  letter,
  corps,
  kleur,
  vanaf: 'midden' as const,
});

function kop(pen: Pen, { ongeldig }: Blad): Element[] {
  const regel = (tekst: string, y: number, letter: Letter, corps: number, kleur: string): Regel => ({
    ...gewoon(letter, corps, kleur),
    tekst,
    x: MIDDEN,
    y,
  });
  const waarschuwing = ongeldig && `${ongeldig.sinds}. Dit certificaat is niet geldig.`;
  return [
    ...(waarschuwing ? [pen.element('P', regel(waarschuwing, 59, 'label', 11, kleuren.rood))] : []),
    pen.element('P', regel('Utrecht Leert Academie', 115, 'titel', 15, kleuren.diep)),
    pen.element('H1', regel('Certificaat', 176, 'titel', 46, kleuren.diep)),
  ];
}

function voet(pen: Pen, blad: Blad): Element[] {
  const links = (tekst: string, y: number, letter: Letter, corps: number, kleur: string): Regel => ({
    tekst,
    y,
    letter,
    corps,
    kleur,
    x: LINKS,
  });
  const plek = letterVoor(blad.plaatsEnDatum, 'lopend');
  const plaats = zet(
    blad.plaatsEnDatum,
    205,
    [13, 11, 9].map((corps) => ({ corps, regels: 1 })).concat({ corps: 9, regels: 3 }),
    (stuk, corps) => pen.breedte(plek, stuk, corps),
  );
  return [
    pen.element('P', ...regelsVan(plaats, { letter: plek, kleur: kleuren.inkt, x: LINKS, y: 682 }, 1.2)),
    pen.element(
      'P',
      links('Academie-coördinator ', 756, 'label', 10.5, kleuren.inkt),
      links('Utrecht Leert Academie', 769, 'feit', 10, kleuren.zacht),
    ),
    ...controle(pen, blad),
  ];
}

function controle(pen: Pen, blad: Blad): Element[] {
  const x = RECHTS - QR - 14;
  const regel = (tekst: string, y: number, letter: Letter, corps: number, kleur: string): Regel => ({
    tekst,
    y,
    letter,
    corps,
    kleur,
    x,
    vanaf: 'rechts',
  });
  const paar = (label: string, waarde: string, y: number): Element =>
    pen.groep('LI', [
      pen.element('Lbl', regel(label, y, 'feit', 9.5, kleuren.zacht)),
      pen.element('LBody', regel(waarde, y + 14, 'label', 11.5, kleuren.inkt)),
    ]);
  const qr = `q 0.063 0.192 0.227 rg\n${qrPad(blad.adres, RECHTS - QR, 670, QR)}\nf Q`;
  const adres = zet(
    blad.adres,
    BREED,
    [
      { corps: 9.5, regels: 1 },
      { corps: 7, regels: 1 },
    ],
    (stuk, corps) => pen.breedte('feit', stuk, corps),
  );
  const onder = {
    letter: 'feit' as const,
    kleur: kleuren.petrol,
    x: RECHTS,
    y: 769,
    vanaf: 'rechts' as const,
  };
  return [
    pen.groep('L', [paar('Nummer', blad.nummer, 685), paar('Controlecode', blad.controlecode, 719)]),
    pen.figuur(`QR-code naar ${blad.adres}`, [RECHTS - QR, 670, QR, QR], qr),
    pen.groep(
      'P',
      regelsVan(adres, onder, 1.2).map((r) => pen.koppeling(r, blad.adres, 'Controleer dit certificaat')),
    ),
  ];
}
