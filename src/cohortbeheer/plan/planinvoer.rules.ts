import type { ClassConstructor } from 'class-transformer';
import { Temporal } from 'temporal-polyfill';
import { MEESTE_BIJEENKOMSTEN, TE_VEEL_BIJEENKOMSTEN } from '../../cohorten/cohortbeheer.dto.js';
import { type Plan, planfouten } from '../../cohorten/cohortplan.rules.js';
import { cohortvelden, cohortveldnamen, veldenMet } from '../../cohorten/cohortvelden.rules.js';
import { reeksVan, type Vakantie } from '../../cohorten/lesdagen.rules.js';
import { addDays, formatDate, isDate, timeZone } from '../../platform/clock/dates.js';
import { DomainError, type FieldError, InputError } from '../../platform/errors/domain-error.js';
import { check } from '../../platform/web/validation.js';
import { leesDagen, legeRij, type Planformulier, type Rij, volgendeN } from './planformulier.rules.js';
import { byName } from '../../platform/records.js';

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

function veldenVan({ velden }: Planformulier, voor?: Plan): Record<string, unknown> {
  const gelezen = byName(cohortveldnamen, (veld) =>
    veld === 'aanmeldenVoor'
      ? eersteDagNa(velden.aanmeldenTotEnMet)
      : lees[cohortvelden[veld].invoer](velden[veld]),
  );
  // A new cohort gets a name by itself; of history it may stay unknown how many places there were.
  const { naam: _naam, ...zonderNaam } = gelezen;
  const { capaciteit: _capaciteit, ...zonderCapaciteit } = gelezen;
  if (velden.naam === '' && !voor) return zonderNaam;
  if (velden.capaciteit === '' && voor?.capaciteit === null)
    return { ...zonderCapaciteit, naam: velden.naam };
  return { ...gelezen, naam: velden.naam };
}

const ofNiets = (tekst: string): string | null => (tekst === '' ? null : tekst);
const getal = (tekst: string): number | string | null =>
  /^\d{1,9}$/.test(tekst) ? Number(tekst) : ofNiets(tekst);
const eersteDagNa = (laatste: string): string | null =>
  isDate(laatste) ? addDays(laatste, 1) : ofNiets(laatste);

/** What cannot be read goes on as it was typed: the check of the request says what is wrong with it. */
const lees = { tekst: ofNiets, getal, dag: ofNiets, dagen: (tekst: string) => leesDagen(tekst) ?? tekst };

const dagvelden = new Set<string>(veldenMet('invoer', 'dag'));
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

/** Beside which field a refusal belongs that has no fields of its own. */
const veldVanCode: Record<string, string> = { 'capaciteit-te-laag': 'capaciteit' };

/** A refusal of the use case as errors of the form; what is no refusal is thrown again. */
export function weigering(fout: unknown, rijen: readonly Leesbaar[]): { code: string; fouten: Fouten } {
  if (fout instanceof InputError) return { code: 'ongeldig', fouten: opVeld(fout.fouten, rijen) };
  if (!(fout instanceof DomainError)) throw fout;
  if (fout.kind === 'niet-gevonden' || fout.kind === 'verboden') throw fout;
  const fouten =
    fout.fouten.length > 0 ? opVeld(fout.fouten, rijen) : { [veldVanCode[fout.code] ?? '_']: fout.melding };
  return { code: fout.code, fouten };
}

/** A moment, or what is wrong with what was typed. */
type Gelezen = { moment: Date; fout?: undefined } | { moment?: undefined; fout: string };

/**
 * A time on the wall in Utrecht as a moment. In spring an hour does not exist and in autumn one exists twice: neither is
 * guessed.
 * @param datum a real day, `YYYY-MM-DD`.
 * @param tijd as typed; `9:30` counts as `09:30`.
 */
export function opDeWandklok(datum: string, tijd: string): Gelezen {
  if (tijd === '') return { fout: 'Vul een tijd in.' };
  const [, uur, minuut] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(tijd) ?? [];
  if (!uur || !minuut) return { fout: 'Geef een tijd als 13:30.' };
  const plain = Temporal.PlainDate.from(datum).toPlainDateTime(`${uur.padStart(2, '0')}:${minuut}`);
  const vroeg = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const laat = plain.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (vroeg.epochMilliseconds === laat.epochMilliseconds)
    return { moment: new Date(vroeg.epochMilliseconds) };
  const nacht = formatDate(datum);
  return vroeg.toPlainDateTime().equals(plain)
    ? {
        fout: `Deze tijd komt op ${nacht} twee keer voor: de klok gaat dan een uur terug. Kies een andere tijd.`,
      }
    : { fout: `Deze tijd bestaat niet op ${nacht}: de klok gaat dan een uur vooruit.` };
}

/** What is wrong with a day; null for a day that exists. */
export function dagfout(datum: string): string | null {
  if (datum === '') return 'Kies een datum, of haal deze bijeenkomst weg.';
  return isDate(datum) && datum >= '2000-01-01' && datum < '2100-01-01' ? null : 'Deze dag bestaat niet.';
}

/** What a button of the form does besides saving: the form comes back, with all that was typed. */
interface Teruggave {
  formulier: Planformulier;
  fouten: Fouten;
}

/** @param actie the value of the button; undefined when the form is to be saved. */
export function voerActieUit(
  actie: unknown,
  formulier: Planformulier,
  vakanties: readonly Vakantie[],
): Teruggave | undefined {
  const { rijen } = formulier;
  const weg = /^weg-(\d{1,4})$/.exec(String(actie))?.[1];
  if (weg !== undefined)
    return { formulier: { ...formulier, rijen: rijen.filter(({ n }) => n !== Number(weg)) }, fouten: {} };
  if (actie === 'nog-een')
    return { formulier: { ...formulier, rijen: [...rijen, volgende(rijen)] }, fouten: {} };
  if (actie === 'reeks') return reeks(formulier, vakanties);
  return actie === 'controleer' ? { formulier, fouten: {} } : undefined;
}

/** The next one is mostly at the same time, in the same place, with the same trainer. */
function volgende(rijen: readonly Rij[]): Rij {
  const { van = '', tot = '', locatie = '', trainer = '', leerjaar = '1' } = rijen.at(-1) ?? {};
  return { ...legeRij(volgendeN(rijen)), van, tot, locatie, trainer, leerjaar };
}

function reeks(formulier: Planformulier, vakanties: readonly Vakantie[]): Teruggave {
  const { vanaf, keer, weken, van, tot, plaats } = formulier.reeks;
  const gevuld = formulier.rijen.filter(({ id, datum }) => id !== '' || datum !== '');
  const fouten = reeksfouten(formulier.reeks, gevuld.length);
  if (Object.keys(fouten).length > 0) return { formulier, fouten };
  const begin = volgendeN(gevuld);
  const dagen = reeksVan(vanaf, Number(keer), Number(weken) * 7, vakanties);
  const erbij = dagen.map((datum, i) => ({ ...legeRij(begin + i), datum, van, tot, locatie: plaats }));
  return { formulier: { ...formulier, rijen: [...gevuld, ...erbij] }, fouten: {} };
}

function reeksfouten({ vanaf, keer, weken, van, tot }: Planformulier['reeks'], al: number): Fouten {
  const fouten: Fouten = {};
  const dag = vanaf === '' ? 'Kies de eerste dag.' : dagfout(vanaf);
  if (dag) fouten['reeks-vanaf'] = dag;
  if (!/^\d{1,3}$/.test(keer) || Number(keer) < 1) fouten['reeks-keer'] = 'Geef een heel getal vanaf 1.';
  else if (al + Number(keer) > MEESTE_BIJEENKOMSTEN) fouten['reeks-keer'] = TE_VEEL_BIJEENKOMSTEN;
  if (!/^[1-9]\d?$/.test(weken)) fouten['reeks-weken'] = 'Geef een heel getal van 1 tot en met 99.';
  for (const [naam, tijd] of Object.entries({ van, tot })) {
    const { fout } = opDeWandklok('2001-01-01', tijd);
    if (fout) fouten[`reeks-${naam}`] = fout;
  }
  return fouten;
}
