import type { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import { addDays, dateOf, formatTime } from '../../platform/clock/dates.js';
import { textOf, type Typed } from '../../platform/web/form-input.js';
import { byName } from '../../platform/by-name.js';

/** The form of a plan as it is typed: texts only. */
export const planvelden = [
  'opleiding',
  'naam',
  'code',
  'schooljaar',
  'capaciteit',
  'minimum',
  'goNoGoOp',
  'aanmeldenVanaf',
  'aanmeldenTotEnMet',
  'locatie',
  'financiering',
  'toelichting',
  'herinneringsdagen',
  'peUitvoeringscode',
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

type Gegevens = Partial<
  Pick<
    Cohort,
    | 'naam'
    | 'code'
    | 'schooljaar'
    | 'capaciteit'
    | 'minimum'
    | 'goNoGoOp'
    | 'aanmeldenVanaf'
    | 'aanmeldenVoor'
    | 'locatie'
    | 'financiering'
    | 'toelichting'
    | 'herinneringsdagen'
    | 'peUitvoeringscode'
  >
>;
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
  // Stored is the first day on which it is too late; people speak of the last day on which it can be done.
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
