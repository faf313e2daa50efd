import type { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { type Cohortveld, cohortveldnamen } from '../../cohorten/cohortvelden.rules.js';
import { addDays, dateOf, formatTime } from '../../platform/clock/dates.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { byName } from '../../platform/records.js';

/** The plan as it was when the form was opened; goes along in the form. */
type Basis = Pick<Planformulier, 'velden' | 'rijen'>;

/** A field that two people changed, each in their own way. */
export interface Beide {
  veld: Planveld;
  hun: string;
  jouw: string;
}

/** As text in a hidden field: rows as lists, so that a long plan stays small. */
export function basisTekst({ velden, rijen }: Basis): string {
  return JSON.stringify([
    planvelden.map((veld) => velden[veld]),
    rijen.map((rij) => [rij.n, ...rijvelden.map((veld) => rij[veld])]),
  ]);
}

/** @returns undefined for what is no such text. */
export function leesBasis(tekst: unknown): Basis | undefined {
  try {
    const [velden, rijen] = JSON.parse(String(tekst)) as [unknown[], unknown[][]];
    return {
      velden: opNaam(planvelden, velden),
      rijen: rijen.map(([n, ...rij]) => ({ ...opNaam(rijvelden, rij), n: Number(n) })),
    };
  } catch {
    return undefined;
  }
}

function opNaam<Naam extends string>(namen: readonly Naam[], waarden: unknown[]): Record<Naam, string> {
  const tekst = (waarde: unknown): string => (typeof waarde === 'string' ? waarde : '');
  return byName(namen, (_naam, i) => tekst(waarden[i]));
}

/**
 * What I typed on top of what somebody else saved in the meantime: what I did not touch is as they made it, what I did
 * touch is as I typed it.
 * @returns also the fields that we both changed.
 */
export function voegSamen(
  basis: Basis,
  getypt: Planformulier,
  nu: Planformulier,
): { formulier: Planformulier; beide: Beide[] } {
  const velden = { ...getypt.velden };
  const beide: Beide[] = [];
  for (const veld of planvelden) {
    const [was, mijn, hun] = [basis.velden[veld], getypt.velden[veld], nu.velden[veld]];
    if (veld === 'reden' || mijn === hun || was === hun) continue;
    if (mijn === was) velden[veld] = hun;
    else beide.push({ veld, hun, jouw: mijn });
  }
  return { formulier: { ...getypt, velden, rijen: rijenSamen(basis.rijen, getypt.rijen, nu.rijen) }, beide };
}

function rijenSamen(basis: readonly Rij[], getypt: readonly Rij[], nu: readonly Rij[]): Rij[] {
  const was = new Map(basis.map((rij) => [rij.id, rij]));
  const is = new Map(nu.map((rij) => [rij.id, rij]));
  const mijn = getypt.flatMap((rij): Rij[] => {
    const hun = is.get(rij.id);
    const onaangeroerd = rij.id !== '' && zelfde(rij, was.get(rij.id));
    if (hun) return [onaangeroerd ? { ...hun, n: rij.n } : rij];
    // Dropped by the other: gone as well, unless I changed it, then it comes back as a new one.
    return onaangeroerd ? [] : [{ ...rij, id: '' }];
  });
  const erbij = nu.filter(({ id }) => !was.has(id));
  const begin = volgendeN(getypt);
  return [...mijn, ...erbij.map((rij, i) => ({ ...rij, n: begin + i }))];
}

const zelfde = (a: Rij, b: Rij | undefined): boolean => !!b && rijvelden.every((veld) => a[veld] === b[veld]);

// Stored is the first day on which it is too late; people speak of the last day on which it can be done.
type Invoerveld = Exclude<Cohortveld, 'aanmeldenVoor'> | 'aanmeldenTotEnMet' | 'code';

/** The form of a plan as it is typed: texts only. */
export const planvelden = [
  'opleiding',
  ...cohortveldnamen.flatMap((veld): Invoerveld[] => {
    if (veld === 'naam') return ['naam', 'code'];
    return [veld === 'aanmeldenVoor' ? 'aanmeldenTotEnMet' : veld];
  }),
  'reden',
] as const;
export type Planveld = (typeof planvelden)[number];

export const rijvelden = [
  'id',
  'datum',
  'van',
  'tot',
  'einddatum',
  'locatie',
  'link',
  'onderwerp',
  'leerjaar',
  'trainer',
  'waarom',
] as const;
export type Rijveld = (typeof rijvelden)[number];

/** The help to fill in a series. */
export const reeksvelden = ['vanaf', 'keer', 'weken', 'van', 'tot', 'plaats'] as const;
export type Reeksveld = (typeof reeksvelden)[number];

/** `n` is the number in the names of its fields; it stays the same while the form goes to and fro. */
export type Rij = Record<Rijveld, string> & { n: number };

export interface Planformulier {
  velden: Record<Planveld, string>;
  rijen: Rij[];
  reeks: Record<Reeksveld, string>;
}

const leeg = <Naam extends string>(namen: readonly Naam[]) => byName(namen, () => '');

export const legeRij = (n: number): Rij => ({ ...leeg(rijvelden), leerjaar: '1', n });
export const legeReeks = (): Planformulier['reeks'] => ({ ...leeg(reeksvelden), weken: '1' });

/** What a browser sent. */
export function leesFormulier(invoer: Typed): Planformulier {
  const lees = <Naam extends string>(namen: readonly Naam[], begin = ''): Record<Naam, string> =>
    byName(namen, (naam) => textOf(invoer[begin + naam]));
  const nummers = new Set(Object.keys(invoer).flatMap((naam) => /^rij-(\d{1,4})-\w+$/.exec(naam)?.[1] ?? []));
  return {
    velden: lees(planvelden),
    rijen: [...nummers]
      .map(Number)
      .sort((a, b) => a - b)
      .map((n) => ({ ...lees(rijvelden, `rij-${n}-`), n })),
    reeks: { ...lees(reeksvelden, 'reeks-') },
  };
}

/** The reminder days that a cohort has when nobody chose them. */
const GEWOON = '7, 1';

/** "7, 1" or "7 en 1" as numbers; what is no such thing is undefined. */
export function leesDagen(tekst: string): number[] | undefined {
  const delen = tekst.split(/[\s,;]+|en/).filter((deel) => deel !== '');
  return delen.every((deel) => /^\d{1,4}$/.test(deel)) ? delen.map(Number) : undefined;
}

export function leegFormulier(opleiding: string): Planformulier {
  const velden = { ...leeg(planvelden), opleiding, herinneringsdagen: GEWOON };
  return { velden, rijen: [legeRij(0)], reeks: legeReeks() };
}

type Gegevens = Partial<Pick<Cohort, Cohortveld | 'code'>>;
type Planrij = Pick<Bijeenkomst, 'begint' | 'eindigt'> & {
  id?: string;
  locatie?: string | null;
  link?: string | null;
  onderwerp?: string | null;
  leerjaar?: number;
  trainer?: string | null;
  waarom?: string | null;
};

/** A plan that is there, as it would have been typed. */
export function formulierVan(gegevens: Gegevens, bijeenkomsten: readonly Planrij[]): Planformulier {
  const { aanmeldenVoor, herinneringsdagen = [], ...rest } = gegevens;
  const velden = leeg(planvelden);
  for (const veld of planvelden) {
    const waarde = (rest as Record<string, string | number | null | undefined>)[veld];
    velden[veld] = waarde == null ? '' : String(waarde);
  }
  velden.herinneringsdagen = herinneringsdagen.join(', ');
  velden.aanmeldenTotEnMet = aanmeldenVoor ? addDays(aanmeldenVoor, -1) : '';
  return { velden, rijen: bijeenkomsten.map(rijVan), reeks: legeReeks() };
}

export function rijVan(b: Planrij, n: number): Rij {
  const [datum, einddatum] = [dateOf(b.begint), dateOf(b.eindigt)];
  return {
    n,
    id: b.id ?? '',
    datum,
    van: formatTime(b.begint),
    tot: formatTime(b.eindigt),
    einddatum: einddatum === datum ? '' : einddatum,
    locatie: b.locatie ?? '',
    link: b.link ?? '',
    onderwerp: b.onderwerp ?? '',
    leerjaar: String(b.leerjaar ?? 1),
    trainer: b.trainer ?? '',
    waarom: b.waarom ?? '',
  };
}

/** The stored form of a bijeenkomst has the trainer under another name. */
export const planrijen = (bijeenkomsten: readonly Bijeenkomst[]): Planrij[] =>
  bijeenkomsten.map((b) => ({ ...b, trainer: b.trainerId }));

export const volgendeN = (rijen: readonly Rij[]): number => Math.max(-1, ...rijen.map(({ n }) => n)) + 1;
