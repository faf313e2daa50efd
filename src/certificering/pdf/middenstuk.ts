import type { Blad } from './blad.rules.js';
import type { Letter } from './lettertypen.js';
import { BREED, letterVoor, MIDDEN } from './maten.js';
import { regelsVan, type Pen, type Regel } from './pen.js';
import { kleuren } from './siermotief.js';
import { zet, type Trede, type Zetsel } from './zetwerk.rules.js';

type Element = PDFKit.PDFStructureElement;

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

/** Whose it is, of what, and the facts: what differs from sheet to sheet. */
export function middenstuk(pen: Pen, blad: Blad): Element[] {
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

function tekstblok(pen: Pen, zetsel: Zetsel, opmaak: Pick<Regel, 'letter' | 'kleur'>, lucht: number): Blok {
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
        const kop: Regel = {
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
