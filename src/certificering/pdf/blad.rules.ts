import type { Certificaatgegevens } from '../certificaat/certificaat.entity.js';
import { certificeringpaden } from '../paden.js';
import { schoon } from './zetwerk.rules.js';

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
