import QRCode from 'qrcode';
import { type Blad, type Trede, zet, type Zetsel } from './blad.rules.js';
import { type Letter, letterVoor } from './letters.rules.js';
import { BREED, LINKS, MIDDEN, Pen, RECHTS, type Tekstregel, regelsVan } from './pen.js';
import type { Tekening } from './tekening.js';
import { kleuren, merk } from './siermotief.js';
type Element = PDFKit.PDFStructureElement;

const QR = 82;

/**
 * Draws one certificaat on the page that the document has just been given.
 * @param lijst the frame, as `gedeeld` gives it.
 */
export function tekenBlad(doc: PDFKit.PDFDocument, blad: Blad, lijst: Tekening): Element {
  const pen = new Pen(doc);
  pen.sier(() => {
    if (blad.ongeldig) tekenStempel(doc, pen, blad.ongeldig.woord);
    lijst();
    doc.addContent(merk(MIDDEN, 68, 4.6));
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
  const regel = (tekst: string, y: number, letter: Letter, corps: number, kleur: string): Tekstregel => ({
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
  const links = (tekst: string, y: number, letter: Letter, corps: number, kleur: string): Tekstregel => ({
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
  const regel = (tekst: string, y: number, letter: Letter, corps: number, kleur: string): Tekstregel => ({
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
  return [
    pen.groep('L', [paar('Nummer', blad.nummer, 685), paar('Controlecode', blad.controlecode, 719)]),
    pen.figuur(`QR-code naar ${blad.adres}`, [RECHTS - QR, 670, QR, QR], qr),
    adresregel(pen, blad.adres),
  ];
}

function adresregel(pen: Pen, adres: string): Element {
  const treden = [9.5, 7].map((corps) => ({ corps, regels: 1 }));
  const gezet = zet(adres, BREED, treden, (stuk, corps) => pen.breedte('feit', stuk, corps));
  const onder = {
    letter: 'feit' as const,
    kleur: kleuren.petrol,
    x: RECHTS,
    y: 769,
    vanaf: 'rechts' as const,
  };
  return pen.groep(
    'P',
    regelsVan(gezet, onder, 1.2).map((r) => pen.koppeling(r, adres, 'Controleer dit certificaat')),
  );
}

/**
 * A QR as one filled path, a rectangle for each run of dark modules. The paper around it is the quiet zone.
 * @param zijde width and height in points.
 */
function qrPad(tekst: string, x: number, y: number, zijde: number): string {
  const { size, data } = QRCode.create(tekst, { errorCorrectionLevel: 'M' }).modules;
  const maat = zijde / size;
  const n = (waarde: number): string => String(Math.round(waarde * 1000) / 1000);
  const stukken: string[] = [];
  for (let rij = 0; rij < size; rij += 1) {
    for (let begin = 0, kolom = 0; kolom <= size; kolom += 1) {
      if (kolom < size && data[rij * size + kolom]) continue;
      const lang = kolom - begin;
      if (lang > 0)
        stukken.push(`${n(x + begin * maat)} ${n(y + rij * maat)} ${n(lang * maat)} ${n(maat)} re`);
      begin = kolom + 1;
    }
  }
  return stukken.join('\n');
}

/** Between these the name, the opleiding and the facts share the room. */
const BOVEN = 212;
const ONDER = 650;

const naamtreden: Trede[] = [
  ...[36, 33, 30, 27, 25].map((corps) => ({ corps, regels: 1 })),
  ...[26, 23, 20].map((corps) => ({ corps, regels: 2 })),
  { corps: 16, regels: 3 },
  { corps: 11, regels: 5 },
];
const opleidingtreden: Trede[] = [
  ...[24, 22, 20].map((corps) => ({ corps, regels: 1 })),
  ...[20, 18, 16].map((corps) => ({ corps, regels: 2 })),
  ...[15, 13].map((corps) => ({ corps, regels: 3 })),
  { corps: 10.5, regels: 5 },
];

/** A block of the middle: its height, and how it is drawn from a top. */
interface Blok {
  hoog: number;
  /** Room above it, as a share of what is left over. */
  lucht: number;
  teken(y: number): Element;
}

/** The part that differs from sheet to sheet: the holder, the opleiding, and the facts. */
function middenstuk(pen: Pen, blad: Blad): Element[] {
  const klein = (tekst: string, lucht: number): Blok =>
    tekstblok(pen, { corps: 12.5, regels: [tekst] }, { letter: 'feit', kleur: kleuren.zacht }, lucht);
  const groot = (tekst: string, treden: Trede[], letter: Letter, lucht: number): Blok => {
    const gekozen = letterVoor(tekst, letter);
    const zetsel = zet(tekst, BREED, treden, (stuk, corps) => pen.breedte(gekozen, stuk, corps));
    return tekstblok(pen, zetsel, { letter: gekozen, kleur: kleuren.inkt }, lucht);
  };
  const blokken = [
    klein('Dit certificaat is uitgereikt aan', 0.5),
    groot(blad.naam, naamtreden, 'titel', 1.2),
    klein(blad.zin, 1.3),
    groot(blad.opleiding, opleidingtreden, 'lopend', 1.1),
    ...(blad.leerjaar
      ? [
          tekstblok(
            pen,
            { corps: 15, regels: [blad.leerjaar] },
            { letter: 'titel', kleur: kleuren.petrol },
            0.5,
          ),
        ]
      : []),
    feitenblok(pen, blad.feiten),
  ];
  return verdeel(blokken);
}

/** Lays the blocks below each other and shares what is left over between them. */
function verdeel(blokken: Blok[]): Element[] {
  const over = ONDER - BOVEN - blokken.reduce((som, { hoog }) => som + hoog, 0);
  const delen = blokken.reduce((som, { lucht }) => som + lucht, 0) + 1;
  const eenheid = Math.min(Math.max(over / delen, 2), 24);
  let y = BOVEN + Math.max(0, over - eenheid * delen) / 2;
  return blokken.map((blok) => {
    y += blok.lucht * eenheid;
    const element = blok.teken(y);
    y += blok.hoog;
    return element;
  });
}

function tekstblok(
  pen: Pen,
  zetsel: Zetsel,
  opmaak: Pick<Tekstregel, 'letter' | 'kleur'>,
  lucht: number,
): Blok {
  const afstand = 1.18;
  return {
    lucht,
    hoog: zetsel.corps * (zetsel.regels.length * afstand),
    teken: (y) =>
      pen.element(
        'P',
        ...regelsVan(zetsel, { ...opmaak, x: MIDDEN, y: y + zetsel.corps * 0.95, vanaf: 'midden' }, afstand),
      ),
  };
}

const TABEL = { links: 106, waarde: 216, rechts: 595.28 - 106 };

/** Label and value in rows with a hairline between them; long values take more lines. */
function feitenblok(pen: Pen, feiten: Blad['feiten']): Blok {
  const breed = TABEL.rechts - TABEL.waarde;
  const rijen = feiten.map(([label, waarde]) => {
    const letter = letterVoor(waarde, 'feit');
    const treden = [
      { corps: 11.5, regels: 2 },
      { corps: 9.5, regels: 3 },
      { corps: 7.5, regels: 9 },
    ];
    const zetsel = zet(waarde, breed, treden, (stuk, corps) => pen.breedte(letter, stuk, corps));
    return { label, letter, zetsel, hoog: 8.5 + zetsel.regels.length * zetsel.corps * 1.15 };
  });
  return {
    lucht: 1.8,
    hoog: rijen.reduce((som, { hoog }) => som + hoog, 0),
    teken: (top) => {
      let y = top;
      const streep = (): void =>
        pen.sier(() => pen.sierlijn([TABEL.links, y], [TABEL.rechts, y], kleuren.lijn, 0.5));
      const elementen = rijen.map(({ label, letter, zetsel, hoog }) => {
        streep();
        const eerste = y + 4 + 11.5 * 0.95;
        const kop: Tekstregel = {
          letter: 'label',
          corps: 10,
          kleur: kleuren.zacht,
          tekst: label,
          x: TABEL.links,
          y: eerste,
        };
        const waarde = regelsVan(zetsel, { letter, kleur: kleuren.inkt, x: TABEL.waarde, y: eerste }, 1.15);
        y += hoog;
        return pen.groep('TR', [pen.rijkop(kop), pen.element('TD', ...waarde)]);
      });
      streep();
      return pen.groep('Table', elementen);
    },
  };
}
