import { type Aanmeldstatus, LOPEND } from '../../aanmeldingen/standen.js';
import type { Bijeenkomstwijzigingen } from '../../audit/auditcodes.rules.js';
import type { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { ONDERWEG } from '../../cohorten/standen.js';
import { changes } from '../../platform/records.js';

export type Bijeenkomstgegevens = Pick<
  Bijeenkomst,
  'begint' | 'eindigt' | 'locatie' | 'link' | 'onderwerp' | 'leerjaar' | 'trainerId'
>;

/** What is left out of one that is there already stays. */
export interface Gewenst {
  /** `null` says that it is new. */
  id?: string | null;
  begint: Date;
  eindigt: Date;
  locatie?: string | null;
  link?: string | null;
  onderwerp?: string | null;
  leerjaar?: number;
  trainer?: string | null;
}

/** The bijeenkomsten of a cohort before and after, each with the one that it was. */
export interface Planverschil {
  behouden: { oud: Bijeenkomst; nieuw: Bijeenkomstgegevens }[];
  toegevoegd: Bijeenkomstgegevens[];
  vervallen: Bijeenkomst[];
  /** Indexes into what was wished whose id is not of this cohort, or stands there twice. */
  onbekend: number[];
}

/**
 * Which bijeenkomst becomes which. By id where ids are given, and then what has none (or `null`) is new. Without any id: those that
 * begin at the same moment belong together, and the rest in order of time.
 */
export function verschilVan(bestaand: readonly Bijeenkomst[], gewenst: readonly Gewenst[]): Planverschil {
  const paren = gewenst.some(({ id }) => id !== undefined)
    ? opId(bestaand, gewenst)
    : opMoment(bestaand, gewenst);
  const over = new Set(bestaand);
  const verschil: Planverschil = { behouden: [], toegevoegd: [], vervallen: [], onbekend: [] };
  gewenst.forEach((wens, i) => {
    const oud = paren.get(wens);
    if (oud && over.delete(oud)) verschil.behouden.push({ oud, nieuw: gegevensVan(wens, oud) });
    else if (wens.id) verschil.onbekend.push(i);
    else verschil.toegevoegd.push(gegevensVan(wens));
  });
  verschil.vervallen = [...over];
  return verschil;
}

type Paren = Map<Gewenst, Bijeenkomst>;

function opId(bestaand: readonly Bijeenkomst[], gewenst: readonly Gewenst[]): Paren {
  const metId = new Map(bestaand.map((b) => [b.id, b]));
  const paren: Paren = new Map();
  for (const wens of gewenst) {
    const oud = wens.id ? metId.get(wens.id) : undefined;
    if (oud) paren.set(wens, oud);
  }
  return paren;
}

function opMoment(bestaand: readonly Bijeenkomst[], gewenst: readonly Gewenst[]): Paren {
  const over = [...bestaand].sort(opBegin);
  const paren: Paren = new Map();
  for (const wens of gewenst) {
    const i = over.findIndex(({ begint }) => begint.getTime() === wens.begint.getTime());
    if (i >= 0) paren.set(wens, over.splice(i, 1)[0]!);
  }
  const rest = gewenst.filter((wens) => !paren.has(wens)).sort(opBegin);
  rest.forEach((wens, i) => over[i] && paren.set(wens, over[i]));
  return paren;
}

const opBegin = (a: { begint: Date }, b: { begint: Date }): number => a.begint.getTime() - b.begint.getTime();

function gegevensVan(wens: Gewenst, oud?: Bijeenkomst): Bijeenkomstgegevens {
  const of = <T>(waarde: T | undefined, anders: T): T => (waarde === undefined ? anders : waarde);
  return {
    begint: wens.begint,
    eindigt: wens.eindigt,
    locatie: of(wens.locatie, oud?.locatie ?? null),
    link: of(wens.link, oud?.link ?? null),
    onderwerp: of(wens.onderwerp, oud?.onderwerp ?? null),
    leerjaar: wens.leerjaar ?? oud?.leerjaar ?? 1,
    trainerId: of(wens.trainer, oud?.trainerId ?? null),
  };
}

/** The fields of a bijeenkomst that are otherwise now. */
export const velddelta = ({ oud, nieuw }: Planverschil['behouden'][number]) =>
  changes<Bijeenkomstgegevens>(oud, nieuw);

export const isGelijk = (paar: Planverschil['behouden'][number]): boolean =>
  Object.keys(velddelta(paar)).length === 0;

export const verandertNiets = ({ behouden, toegevoegd, vervallen }: Planverschil): boolean =>
  toegevoegd.length === 0 && vervallen.length === 0 && behouden.every(isGelijk);

const duurVan = ({ begint, eindigt }: Bijeenkomstgegevens): number => eindigt.getTime() - begint.getTime();

/** As the history keeps it. */
export function planwijziging(verschil: Planverschil): Bijeenkomstwijzigingen {
  const anders = verschil.behouden.map((paar) => ({ ...paar, velden: velddelta(paar) }));
  const iso = (b: { begint: Date }): string => b.begint.toISOString();
  return {
    verplaatst: anders
      .filter(({ velden }) => 'begint' in velden)
      .map(({ oud, nieuw }) => ({ id: oud.id, van: iso(oud), naar: iso(nieuw) })),
    toegevoegd: verschil.toegevoegd.map(iso),
    vervallen: verschil.vervallen.map(iso),
    gewijzigd: anders.flatMap(({ oud, nieuw, velden: { begint: _begint, ...velden } }) => {
      // An end that moves along with its begin says nothing new.
      if (duurVan(oud) === duurVan(nieuw)) delete velden.eindigt;
      return Object.keys(velden).length > 0 ? [{ begint: iso(nieuw), velden }] : [];
    }),
  };
}

/** When and where, as a mail tells it. */
export interface Afspraak {
  begint: Date;
  eindigt: Date;
  plaats: string | null;
  link: string | null;
}

/** What somebody who counted on the plan must hear. */
export interface Planbericht {
  /** `oud` null: it is new. `nieuw` null: it is off. */
  bijeenkomsten: { oud: Afspraak | null; nieuw: Afspraak | null }[];
  /** The place of the whole cohort. */
  plaats: { oud: string | null; nieuw: string | null } | null;
}

type Cohortplaats = Pick<Cohort, 'status' | 'locatie'>;

/**
 * What changes for who comes: days, times and places still ahead, of a cohort that people may count on. Correcting the
 * past is no news.
 * @returns null when nobody has to hear anything.
 */
export function planbericht(
  voor: Cohortplaats,
  locatie: string | null,
  verschil: Planverschil,
  nu: Date,
): Planbericht | null {
  if (!ONDERWEG.includes(voor.status)) return null;
  const van = (b: Bijeenkomstgegevens, plaats: string | null): Afspraak => ({
    begint: b.begint,
    eindigt: b.eindigt,
    plaats: b.locatie ?? plaats,
    link: b.link,
  });
  const regels = [
    ...verschil.behouden.map(({ oud, nieuw }) => ({
      oud: van(oud, voor.locatie),
      nieuw: van(nieuw, locatie),
    })),
    ...verschil.toegevoegd.map((b) => ({ oud: null, nieuw: van(b, locatie) })),
    ...verschil.vervallen.map((b) => ({ oud: van(b, voor.locatie), nieuw: null })),
  ].filter(({ oud, nieuw }) => komtNog(oud, nu) || komtNog(nieuw, nu));
  const bijeenkomsten = regels.filter(isAnders).sort(opEerste);
  const blijft = regels.length > 0 || verschil.behouden.length + verschil.vervallen.length === 0;
  const plaats = voor.locatie !== locatie && blijft ? { oud: voor.locatie, nieuw: locatie } : null;
  return bijeenkomsten.length > 0 || plaats ? { bijeenkomsten, plaats } : null;
}

/** As it is told to who has no certain place: without the links. @returns null when then nothing is left to tell. */
export function zonderLinks({ bijeenkomsten, plaats }: Planbericht): Planbericht | null {
  const zonder = (a: Afspraak | null): Afspraak | null =>
    a && { ...a, plaats: a.plaats ?? (a.link ? 'online' : null), link: null };
  const regels = bijeenkomsten.map(({ oud, nieuw }) => ({ oud: zonder(oud), nieuw: zonder(nieuw) }));
  const anders = regels.filter(isAnders);
  return anders.length > 0 || plaats ? { bijeenkomsten: anders, plaats } : null;
}

/** Who hears of it, of those who count on the plan. */
export const wieHoort = (bericht: Planbericht): readonly Aanmeldstatus[] =>
  zonderLinks(bericht) ? LOPEND : ['geplaatst'];

type Regel = Planbericht['bijeenkomsten'][number];
const komtNog = (a: Afspraak | null, nu: Date): boolean => a !== null && a.eindigt > nu;
const isAnders = ({ oud, nieuw }: Regel): boolean =>
  !oud || !nieuw || Object.keys(changes<Afspraak>(oud, nieuw)).length > 0;
const opEerste = (a: Regel, b: Regel): number => opBegin((a.oud ?? a.nieuw)!, (b.oud ?? b.nieuw)!);
