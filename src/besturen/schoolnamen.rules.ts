import { fold } from '../platform/text/fold.js';

/** What a school is found by; `bestuur` is every name of its bestuur. */
export interface Vindbaar {
  vestigingscode: string;
  naam: string;
  plaats: string;
  adres: string | null;
  postcode: string | null;
  bestuur: readonly string[];
  aliassen?: readonly string[];
}

/** People put these before the name of any school, or leave them out: no school is told from another by them. */
const SOORTEN = new Set(
  `school basisschool obs kbs rkbs cbs pcbs pcb ikc kc sbo so vso po vo vavo basisonderwijs kindcentrum kindcampus openbare
   katholieke christelijke brin de het een en van voor te in op aan`.split(/\s+/),
);
/** Whether no school is told from another by this word. */
export const isSoort = (woord: string): boolean => SOORTEN.has(fold(woord));

const UITGANG = 'school';
const MEESTE_WOORDEN = 8;
/** Of fewer letters too many words are one letter away. */
const KORTST_MET_FOUT = 5;

/** How a code is stored: BRIN4 and two digits of DUO, or of our own X and five digits. */
export const VESTIGINGSCODE = /^(?:\d{2}[A-Z]{2}\d{2}|X\d{5})$/;

/** Codes and postcodes are written as one: `28BF-00`, `28bf.00`, `BRIN 28BF00` and `3454 AC`. */
const zonderGaten = (tekst: string): string =>
  fold(tekst)
    .replace(/\b(\d\d[a-z]{2})[ ./-]?(\d\d)\b/g, '$1$2')
    .replace(/\b(\d{4}) ([a-z]{2})\b/g, '$1$2');

/** A vestigingscode as it is stored, from `28bf-00`, `28BF.00` or `BRIN 28BF00`; null for who filled in none. */
export const vestigingscodeVan = (getypt: string | null | undefined): string | null =>
  (getypt ?? '')
    .toUpperCase()
    .replace(/^\s*BRIN\b/, '')
    .replace(/[\s:./-]/g, '') || null;

const woordenVan = (tekst: string): string[] => zonderGaten(tekst).match(/[\p{L}\p{N}]+/gu) ?? [];

/** "rafaelschool" is called "rafael" as well. */
const kern = (woord: string): string =>
  woord.length > UITGANG.length + 2 && woord.endsWith(UITGANG) ? woord.slice(0, -UITGANG.length) : woord;

const geplakt = (tekst: string): string => woordenVan(tekst).join('');

interface Woorden {
  naam: readonly string[];
  anders: readonly string[];
  /** The name and each alias as one word. */
  geplakt: readonly string[];
}

/** A school with its words. */
export interface Geindexeerd<T> {
  school: T;
  woorden: Woorden;
}

/** The schools with their words; those of a school that is as it was the time before are not made again. */
export class Schoolindex<T extends Vindbaar> {
  private vorige = new Map<string, Woorden>();

  van(scholen: readonly T[]): Geindexeerd<T>[] {
    const nu = new Map<string, Woorden>();
    const index = scholen.map((school) => {
      const tekst = alles(school);
      const woorden = this.vorige.get(tekst) ?? alleWoorden(school);
      nu.set(tekst, woorden);
      return { school, woorden };
    });
    this.vorige = nu;
    return index;
  }
}

const buitenDeNaam = ({ plaats, adres, postcode, vestigingscode, bestuur }: Vindbaar): string[] => [
  ...[plaats, adres ?? '', postcode ?? '', vestigingscode],
  ...bestuur,
];

const namenVan = ({ naam, aliassen = [] }: Vindbaar): string[] => [naam, ...aliassen];

const alles = (school: Vindbaar): string => [namenVan(school).join('\t'), ...buitenDeNaam(school)].join('\n');

const alleWoorden = (school: Vindbaar): Woorden => ({
  naam: metKern(namenVan(school).flatMap(woordenVan)),
  anders: metKern(buitenDeNaam(school).flatMap(woordenVan)),
  geplakt: namenVan(school).map(geplakt),
});

const metKern = (woorden: readonly string[]): string[] => [
  ...new Set(woorden.flatMap((woord) => [woord, kern(woord)])),
];

/**
 * The schools that somebody may mean with what they typed, the likeliest first; all of them, in their order, for nothing.
 * Every word has to be found, at the begin of a word or, of three letters and more, within one; when nothing is, a word
 * may be one letter wrong.
 */
export function zoekScholen<T extends Vindbaar>(index: readonly Geindexeerd<T>[], getypt: string): T[] {
  const woorden = gevraagd(getypt);
  const soorten = woordenVan(getypt)
    .slice(0, MEESTE_WOORDEN)
    .filter((woord) => SOORTEN.has(woord));
  if (woorden.length === 0) return metTekens(index, fold(getypt).trim());
  const precies = besteEerst(index, (van) => metSoort(van, soorten, puntenVan(van, woorden, precieslijkend)));
  if (precies.length > 0) return precies;
  return besteEerst(index, (van) => metSoort(van, soorten, puntenVan(van, woorden, eenLetterAnders)));
}

/** Of no word but signs: they stand in the name. */
const metTekens = <T extends Vindbaar>(index: readonly Geindexeerd<T>[], tekens: string): T[] =>
  index.map(({ school }) => school).filter(({ naam }) => fold(naam).includes(tekens));

/** Without the words that say nothing, unless there are no others. */
function gevraagd(getypt: string): string[] {
  const woorden = woordenVan(getypt).slice(0, MEESTE_WOORDEN);
  const zeggend = woorden.filter((woord) => !SOORTEN.has(woord));
  return zeggend.length > 0 ? zeggend : woorden;
}

function besteEerst<T>(index: readonly Geindexeerd<T>[], waarde: (woorden: Woorden) => number): T[] {
  const gevonden = index.flatMap(({ school, woorden }, plek) => {
    const punten = waarde(woorden);
    return punten > 0 ? [{ school, punten, plek }] : [];
  });
  return gevonden.sort((a, b) => b.punten - a.punten || a.plek - b.plek).map(({ school }) => school);
}

/** "obs" in the name as well is a little more. */
const metSoort = ({ naam }: Woorden, soorten: readonly string[], punten: number): number =>
  punten === 0 ? 0 : punten + soorten.filter((soort) => naam.includes(soort)).length / 10;

type Lijkend = (gezocht: string, woord: string) => number;

/** 0 when a word is nowhere; a name written as one word, or as two, is as good as all its words. */
function puntenVan(van: Woorden, gezocht: readonly string[], lijkend: Lijkend): number {
  const heel = gezocht.join('');
  if (van.geplakt.includes(heel)) return 100;
  let som = 0;
  for (const woord of gezocht) {
    const punten = Math.max(2 * beste(van.naam, woord, lijkend), beste(van.anders, woord, lijkend));
    if (punten === 0) return heel.length > 5 && van.geplakt.some((naam) => naam.includes(heel)) ? 1 : 0;
    som += punten;
  }
  return som;
}

const beste = (woorden: readonly string[], gezocht: string, lijkend: Lijkend): number =>
  woorden.reduce(
    (hoogste, woord) => Math.max(hoogste, lijkend(gezocht, woord), lijkend(kern(gezocht), woord)),
    0,
  );

const precieslijkend: Lijkend = (gezocht, woord) => {
  if (woord === gezocht) return 4;
  if (woord.startsWith(gezocht)) return 3;
  return gezocht.length > 2 && woord.includes(gezocht) ? 1 : 0;
};

/** Of a longer word only as much as was typed. */
const eenLetterAnders: Lijkend = (gezocht, woord) => {
  const punten = precieslijkend(gezocht, woord);
  if (punten > 0 || gezocht.length < KORTST_MET_FOUT || /\d/.test(gezocht)) return punten;
  return [0, 1, -1].some((meer) => scheeltEen(gezocht, woord.slice(0, gezocht.length + meer))) ? 1 : 0;
};

/** One letter more, less, other, or two that changed places. */
function scheeltEen(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let begin = 0;
  while (begin < a.length && a[begin] === b[begin]) begin += 1;
  const rest = (tekst: string, over: number): string => tekst.slice(begin + over);
  if (a.length > b.length) return rest(a, 1) === rest(b, 0);
  if (a.length < b.length) return rest(a, 0) === rest(b, 1);
  if (rest(a, 1) === rest(b, 1)) return true;
  return a[begin] === b[begin + 1] && a[begin + 1] === b[begin] && rest(a, 2) === rest(b, 2);
}
