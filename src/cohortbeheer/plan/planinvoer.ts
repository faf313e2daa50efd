import type { ClassConstructor } from 'class-transformer';
import { planfouten, type Plan } from '../../cohorten/cohortplan.rules.js';
import { addDays, isDate } from '../../platform/clock/dates.js';
import type { FieldError } from '../../platform/errors/domain-error.js';
import { check } from '../../platform/web/validation.js';
import { leesDagen, type Planformulier, type Rij } from './planformulier.js';
import { dagfout, opDeWandklok } from './planklok.rules.js';

export type Fouten = Record<string, string>;

/** A row that can be read as a bijeenkomst. */
export interface Leesbaar {
  n: number;
  id: string | null;
  begint: Date;
  eindigt: Date;
  locatie: string | null;
  link: string | null;
  onderwerp: string | null;
  leerjaar: number | undefined;
  trainer: string | null;
}

/** All that can be read of the rows, and what is wrong with the others. */
export function leesRijen(rijen: readonly Rij[]): { leesbaar: Leesbaar[]; fouten: Fouten } {
  const fouten: Fouten = {};
  const leesbaar = rijen.filter((rij) => !isOnaangeroerd(rij)).flatMap((rij) => leesRij(rij, fouten) ?? []);
  return { leesbaar, fouten };
}

/** A new row in which nothing was typed is no bijeenkomst. */
const isOnaangeroerd = (rij: Rij): boolean =>
  [rij.id, rij.datum, rij.van, rij.tot, rij.locatie, rij.link, rij.onderwerp, rij.trainer].every(
    (waarde) => waarde === '',
  );

function leesRij(rij: Rij, fouten: Fouten): Leesbaar | undefined {
  const { n, datum, van, tot, einddatum } = rij;
  const dag = dagfout(datum);
  if (dag) fouten[`rij-${n}-datum`] = dag;
  const einde = einddatum === '' ? null : dagfout(einddatum);
  if (einde) fouten[`rij-${n}-einddatum`] = einde;
  // On a day that exists, so that a wrong time is told along with a wrong day.
  const begint = opDeWandklok(dag ? '2001-01-01' : datum, van);
  const eindigt = opDeWandklok(dag || einde ? '2001-01-01' : einddatum || datum, tot);
  if (begint.fout !== undefined) fouten[`rij-${n}-van`] = begint.fout;
  if (eindigt.fout !== undefined) fouten[`rij-${n}-tot`] = eindigt.fout;
  if (dag || einde || !begint.moment || !eindigt.moment) return undefined;
  const ofNiets = (waarde: string): string | null => (waarde === '' ? null : waarde);
  return {
    n,
    id: ofNiets(rij.id),
    begint: begint.moment,
    eindigt: eindigt.moment,
    locatie: ofNiets(rij.locatie),
    link: ofNiets(rij.link),
    onderwerp: ofNiets(rij.onderwerp),
    leerjaar: /^\d$/.test(rij.leerjaar) ? Number(rij.leerjaar) : undefined,
    trainer: ofNiets(rij.trainer),
  };
}

/** What the form means, or everything that is wrong with it at once, by the names of its fields. */
export type Invoer<T> = { dto: T; rijen: Leesbaar[]; fouten: Fouten };

/**
 * @param soort which request it becomes; what it does not know must not be in `velden`.
 * @param voor the plan as it is, when it is changed: what was wrong then is not refused now.
 */
export function invoerVan<T extends object>(
  soort: ClassConstructor<T>,
  formulier: Planformulier,
  extra: object,
  voor?: Plan,
): Invoer<T | undefined> {
  const { leesbaar, fouten } = leesRijen(formulier.rijen);
  const velden = veldenVan(formulier, voor);
  const bijeenkomsten = leesbaar.map(({ n: _n, id, ...rij }) => ({
    ...rij,
    // In a form a row without id is a new one, also when all others are gone.
    ...(voor ? { id } : {}),
    begint: rij.begint.toISOString(),
    eindigt: rij.eindigt.toISOString(),
  }));
  const { waarde, fouten: vorm } = check(soort, { ...velden, ...extra, bijeenkomsten });
  // What has the wrong shape is left out of the comparison of the rest.
  const fout = new Set(vorm.map(({ veld }) => veld));
  const goed = Object.fromEntries(Object.entries(velden).filter(([veld]) => !fout.has(veld)));
  const inhoud = planfouten({ ...goed, bijeenkomsten: leesbaar }, voor);
  return {
    dto: waarde,
    rijen: leesbaar,
    fouten: { ...fouten, ...opVeld([...vorm.map(inWoorden), ...inhoud], leesbaar) },
  };
}

function veldenVan({ velden }: Planformulier, voor?: Plan) {
  const getal = (tekst: string): number | string | null => {
    if (tekst === '') return null;
    return /^\d{1,9}$/.test(tekst) ? Number(tekst) : tekst;
  };
  const ofNiets = (tekst: string): string | null => (tekst === '' ? null : tekst);
  const { aanmeldenTotEnMet: laatste } = velden;
  return {
    // A new cohort gets a name by itself; of history it may stay unknown how many places there were.
    ...(velden.naam === '' && !voor ? {} : { naam: velden.naam }),
    ...(velden.capaciteit === '' && voor?.capaciteit === null
      ? {}
      : { capaciteit: getal(velden.capaciteit) }),
    schooljaar: ofNiets(velden.schooljaar),
    minimum: getal(velden.minimum),
    goNoGoOp: ofNiets(velden.goNoGoOp),
    aanmeldenVanaf: ofNiets(velden.aanmeldenVanaf),
    aanmeldenVoor: isDate(laatste) ? addDays(laatste, 1) : ofNiets(laatste),
    locatie: ofNiets(velden.locatie),
    financiering: ofNiets(velden.financiering),
    toelichting: ofNiets(velden.toelichting),
    herinneringsdagen: leesDagen(velden.herinneringsdagen) ?? velden.herinneringsdagen,
    peUitvoeringscode: ofNiets(velden.peUitvoeringscode),
  };
}

const dagvelden = new Set(['goNoGoOp', 'aanmeldenVanaf', 'aanmeldenVoor']);
const inWoorden = ({ veld, melding }: FieldError): FieldError => ({
  veld,
  melding: dagvelden.has(veld) ? 'Deze dag bestaat niet.' : melding,
});

const veldInFormulier: Record<string, string> = {
  begint: 'van',
  eindigt: 'tot',
  id: 'datum',
};

/** Errors under the names that the fields have in the form; the first of each field is told. */
export function opVeld(fouten: readonly FieldError[], rijen: readonly Leesbaar[]): Fouten {
  const perVeld: Fouten = {};
  for (const { veld, melding } of fouten) {
    const [, i, deel] = /^bijeenkomsten\.(\d+)\.(\w+)$/.exec(veld) ?? [];
    const rij = i === undefined ? undefined : rijen[Number(i)];
    const naam = rij ? `rij-${rij.n}-${veldInFormulier[deel!] ?? deel}` : anderVeld(veld);
    perVeld[naam] ??= melding;
  }
  return perVeld;
}

function anderVeld(veld: string): string {
  if (veld === 'aanmeldenVoor') return 'aanmeldenTotEnMet';
  return veld === 'bijeenkomsten' || veld === 'versie' ? '_' : veld;
}
