import type { Certificaatgegevens } from '../certificaat/certificaat.entity.js';
import { certificeringpaden } from '../paden.js';

/** The text of one sheet, in the order in which it is read. */
export interface Blad {
  nummer: string;
  controlecode: string;
  /** Where anyone can check it; also in the QR. */
  adres: string;
  naam: string;
  /** What the holder did, up to the name of the opleiding. */
  zin: string;
  opleiding: string;
  /** "leerjaar 1 van 2"; null for an opleiding of one leerjaar. */
  leerjaar: string | null;
  feiten: [label: string, waarde: string][];
  plaatsEnDatum: string;
  /** Only of a certificaat that is not valid any more: what is wrong with it and since when. */
  ongeldig: { woord: string; sinds: string } | null;
}

/** The part of a certificaat that its sheet is made of. */
export interface Bladbron {
  nummer: string;
  controlecode: string;
  gegevens: Certificaatgegevens;
  ingetrokkenOp: Date | null;
  vervangenOp: Date | null;
}

/** How days are written: "24 juni 2026". */
type Dagwoord = (dag: Date | string) => string;

export function bladVan(bron: Bladbron, baseUrl: string, dag: Dagwoord): Blad {
  const g = bron.gegevens;
  const plaats = g.plaats === null ? '' : schoon(g.plaats);
  return {
    nummer: bron.nummer,
    controlecode: bron.controlecode,
    adres: `${baseUrl}${certificeringpaden.controle(bron.nummer)}`,
    naam: schoon(g.naam),
    zin:
      g.leerjaren > 1 ? 'heeft met goed gevolg een leerjaar afgerond van' : 'heeft met goed gevolg afgerond',
    opleiding: schoon(g.opleiding),
    leerjaar: g.leerjaren > 1 ? `leerjaar ${g.leerjaar} van ${g.leerjaren}` : null,
    feiten: feitenVan(g, dag),
    plaatsEnDatum: [plaats, dag(g.datum)].filter(Boolean).join(', '),
    ongeldig: ongeldigheid(bron, dag),
  };
}

function ongeldigheid({ ingetrokkenOp, vervangenOp }: Bladbron, dag: Dagwoord): Blad['ongeldig'] {
  if (ingetrokkenOp) return { woord: 'Ingetrokken', sinds: `Ingetrokken op ${dag(ingetrokkenOp)}` };
  if (vervangenOp) return { woord: 'Vervangen', sinds: `Vervangen op ${dag(vervangenOp)}` };
  return null;
}

/** Leaves out what is not known or does not apply; zero hours are known. */
function feitenVan(g: Certificaatgegevens, dag: Dagwoord): [string, string][] {
  const { van, tot } = g.periode;
  const feiten: [string, string | null][] = [
    ['Periode', van === tot ? dag(van) : `${dag(van)} tot en met ${dag(tot)}`],
    ['Niveau', g.niveau],
    ['Studielast', uren(g.studielastUren)],
    ['Contacturen', uren(g.contacturen)],
    ['Bijgewoond', uren(g.bijgewoondeUren)],
    ['Studiepunten', g.ects === null ? null : `${getal(g.ects)} ECTS`],
    ['Herregistratie', punten(g.herregistratiepunten)],
    [g.aanbieders.length > 1 ? 'Aanbieders' : 'Aanbieder', g.aanbieders.join(', ') || null],
  ];
  return feiten.flatMap(([label, waarde]) => (waarde ? [[label, schoon(waarde)] as [string, string]] : []));
}

/** With the Dutch comma. */
const getal = (n: number): string => String(n).replace('.', ',');
const uren = (n: number | null): string | null => (n === null ? null : `${getal(n)} uur`);
const punten = (n: number | null): string | null =>
  n === null ? null : `${getal(n)} ${n === 1 ? 'punt' : 'punten'} in het Schoolleidersregister PO`;

/** Every text on the sheet that somebody typed, to be looked at before it is set. */
export const getypt = (blad: Blad): string[] => [
  blad.naam,
  blad.opleiding,
  blad.plaatsEnDatum,
  ...blad.feiten.map(([, waarde]) => waarde),
];

const LANGST = 100;

/**
 * "ULA-2026-0047 Anna van den Berg.pdf": the number and the name as on the certificaat, in what Windows, macOS and a zip
 * all take: no `\ / : * ? " < > |`, no point or space at the end, not too long, and the letters composed.
 */
export function bestandsnaam(nummer: string, naam: string, einde: string): string {
  const veilig = schoon(naam).replace(/[\\/:*?"<>|]+/g, '-');
  const kort = [...veilig]
    .slice(0, LANGST)
    .join('')
    .replace(/(?<![. ])[. ]+$/, '');
  return `${`${nummer} ${kort}`.trim()}.${einde}`;
}

/** How wide a text is in points, at a size in points. */
type Meet = (tekst: string, corps: number) => number;

/** From large to small; the first step in which the text fits on so many lines is taken. */
export interface Trede {
  corps: number;
  regels: number;
}

export interface Zetsel {
  corps: number;
  /** Together they are the text: a line that ends after a word ends with its space, for who copies or listens. */
  regels: string[];
}

/** One text as we set it: composed, without what has no shape of its own, with single spaces. */
export function schoon(tekst: string): string {
  return tekst
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/**
 * Fits a text in a width by rule: the largest step in which it fits; in the last one it takes as many lines as it
 * needs, and a word that is too long is broken. More than one line is made of about equal width.
 */
export function zet(tekst: string, breedte: number, treden: Trede[], meet: Meet): Zetsel {
  for (const { corps, regels } of treden) {
    const gevuld = vul(tekst, breedte, (stuk) => meet(stuk, corps), false);
    if (gevuld && gevuld.length <= regels) return { corps, regels: evenwichtig(tekst, breedte, corps, meet) };
  }
  const { corps } = treden.at(-1)!;
  return { corps, regels: vul(tekst, breedte, (stuk) => meet(stuk, corps), true)! };
}

/** The same number of lines, in the smallest width that still gives it. */
function evenwichtig(tekst: string, breedte: number, corps: number, meet: Meet): string[] {
  const maat = (stuk: string): number => meet(stuk, corps);
  let beste = vul(tekst, breedte, maat, true)!;
  if (beste.length === 1) return beste;
  let [laag, hoog] = [breedte / 2, breedte];
  while (hoog - laag > 2) {
    const midden = (laag + hoog) / 2;
    const poging = vul(tekst, midden, maat, false);
    if (poging && poging.length === beste.length) [beste, hoog] = [poging, midden];
    else laag = midden;
  }
  return beste;
}

/** As much as fits on each line; undefined when a single word does not fit and may not be broken. */
function vul(
  tekst: string,
  breedte: number,
  maat: (stuk: string) => number,
  breek: boolean,
): string[] | undefined {
  const regels: string[] = [];
  let regel = '';
  for (const woord of tekst.split(' ')) {
    const langer = regel === '' ? woord : `${regel} ${woord}`;
    if (maat(langer) <= breedte) {
      regel = langer;
      continue;
    }
    if (regel !== '') regels.push(`${regel} `);
    const stukken = maat(woord) <= breedte ? [woord] : breek ? gebroken(woord, breedte, maat) : undefined;
    if (!stukken) return undefined;
    regels.push(...stukken.slice(0, -1));
    regel = stukken.at(-1)!;
  }
  return [...regels, regel];
}

const letters = new Intl.Segmenter('nl', { granularity: 'grapheme' });

/** A word in pieces, never between a letter and what stands on it. */
function gebroken(woord: string, breedte: number, maat: (stuk: string) => number): string[] {
  const stukken: string[] = [];
  let stuk = '';
  for (const { segment } of letters.segment(woord)) {
    if (stuk !== '' && maat(stuk + segment) > breedte) {
      stukken.push(stuk);
      stuk = '';
    }
    stuk += segment;
  }
  return [...stukken, stuk];
}
