import { type Sector, sectorInWoorden, sectoren, sectorkeuzes } from '../besturen/standen.js';
import { doelgroepen, soorten } from '../opleidingen/opleidingen.rules.js';
import { hoofdletter } from '../opleidingen/feiten.rules.js';
import { dateOf, formatMonth } from '../platform/clock/dates.js';
import { pageNumberOf, searchTextOf, textOf } from '../platform/web/form-input.js';
import type { PagingQuery } from '../platform/web/paging.js';
import type { Catalogusfilter } from './catalogus.queries.js';
import { anderemaand } from './maand.rules.js';

const PER_PAGINA = 40;

/** The address of the catalogue as it was asked; whatever cannot be is left out rather than refused. */
export type Catalogusvraag = Record<string, unknown>;

export interface GetoondFilter {
  zoek: string;
  doelgroep: string;
  soort: string;
  sector: string;
  van: string;
  tot: string;
  dag: string;
  plaats: string;
  vrij: boolean;
}

interface Keuze {
  waarde: string;
  tekst: string;
}

const MAANDEN_VOORUIT = 14;
const weekdagen = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag'];

const oneOf = (value: unknown, choices: readonly string[]): string => choices.find((c) => c === value) ?? '';
/** `YYYY-MM`, empty when it is no month. */
export const maandVan = (value: unknown): string =>
  /^20\d\d-(0[1-9]|1[0-2])$/.test(textOf(value)) ? textOf(value) : '';

export function leesFilter(vraag: Catalogusvraag): {
  filter: Catalogusfilter;
  shown: GetoondFilter;
  paging: Required<PagingQuery>;
  /** Asked for the calendar of this month. */
  maand: string;
} {
  const shown: GetoondFilter = {
    zoek: searchTextOf(vraag.zoek),
    doelgroep: oneOf(
      vraag.doelgroep,
      doelgroepen.map(({ code }) => code),
    ),
    soort: oneOf(vraag.soort, soorten),
    sector: oneOf(vraag.sector, sectoren),
    van: maandVan(vraag.van),
    tot: maandVan(vraag.tot),
    dag: oneOf(vraag.dag, ['1', '2', '3', '4', '5', '6']),
    plaats: searchTextOf(vraag.plaats),
    vrij: vraag.vrij === 'ja',
  };
  const { dag, vrij, ...rest } = shown;
  const filter: Catalogusfilter = Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value !== ''),
  );
  if (dag) filter.dag = Number(dag);
  if (vrij) filter.vrij = true;
  const paging = { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA };
  return { filter, shown, paging, maand: maandVan(vraag.maand) };
}

function keuzesVan(plaatsen: readonly string[], nu: Date): Record<string, Keuze[]> {
  return {
    doelgroepen: doelgroepen.map(({ code, naam }) => ({ waarde: code, tekst: hoofdletter(naam) })),
    soorten: soorten.map((soort) => ({ waarde: soort, tekst: hoofdletter(soort) })),
    sectoren: sectorkeuzes.map(({ waarde, tekst }) => ({ waarde, tekst: hoofdletter(tekst) })),
    maanden: maandenVanaf(nu),
    dagen: weekdagen.map((naam, i) => ({ waarde: `${i + 1}`, tekst: hoofdletter(naam) })),
    plaatsen: plaatsen.map((plaats) => ({ waarde: plaats, tekst: plaats })),
  };
}

function maandenVanaf(nu: Date): Keuze[] {
  const [jaar = 0, maand = 1] = dateOf(nu).split('-').map(Number);
  return Array.from({ length: MAANDEN_VOORUIT }, (_, i) => {
    const waarde = `${jaar + Math.floor((maand - 1 + i) / 12)}-${String(((maand - 1 + i) % 12) + 1).padStart(2, '0')}`;
    return { waarde, tekst: formatMonth(`${waarde}-01`) };
  });
}

const namen: Record<keyof GetoondFilter, (waarde: string) => string> = {
  zoek: (waarde) => `“${waarde}”`,
  doelgroep: (waarde) => hoofdletter(doelgroepen.find(({ code }) => code === waarde)?.naam ?? waarde),
  soort: hoofdletter,
  sector: (waarde) => hoofdletter(sectorInWoorden(waarde as Sector)),
  van: (waarde) => `Vanaf ${formatMonth(`${waarde}-01`)}`,
  tot: (waarde) => `Tot en met ${formatMonth(`${waarde}-01`)}`,
  dag: (waarde) => hoofdletter(weekdagen[Number(waarde) - 1] ?? waarde),
  plaats: (waarde) => waarde,
  vrij: () => 'Met vrije plaatsen',
};

/** Each filter that is set, with the address of the catalogue without it. */
function actieveFilters(shown: GetoondFilter) {
  const given = Object.entries(shown)
    .map(([veld, waarde]) => [veld, waarde === true ? 'ja' : waarde] as [keyof GetoondFilter, string | false])
    .filter((pair): pair is [keyof GetoondFilter, string] => Boolean(pair[1]));
  return {
    meerFilters: given.some(([veld]) => veld !== 'zoek' && veld !== 'doelgroep'),
    wisAllesHref: '/',
    actieveFilters: given.map(([veld, waarde]) => ({
      tekst: namen[veld](waarde),
      wisHref: `/?${new URLSearchParams(given.filter(([ander]) => ander !== veld)).toString()}`.replace(
        /\?$/,
        '',
      ),
    })),
  };
}

/** The search field and the filters above the list and above the calendar (partials/zoekvak.hbs). */
export const zoekvak = (shown: GetoondFilter, plaatsen: readonly string[], nu: Date) => ({
  pad: '/',
  zoek: shown.zoek,
  filter: shown,
  keuzes: keuzesVan(plaatsen, nu),
  ...actieveFilters(shown),
});

/** The addresses around a calendar: this month, the ones beside it, and the same as a list; each with the same filters. */
export function maandlinks(pad: string, maand: string, shown: object) {
  const vraag = Object.entries(shown).flatMap(([veld, waarde]: [string, unknown]): [string, string][] =>
    waarde === true ? [[veld, 'ja']] : typeof waarde === 'string' && waarde ? [[veld, waarde]] : [],
  );
  const met = (extra: [string, string][]): string => {
    const tekst = new URLSearchParams([...vraag, ...extra]).toString();
    return tekst ? `${pad}?${tekst}` : pad;
  };
  return {
    lijstHref: met([]),
    hierHref: met([['maand', maand]]),
    vorigeHref: met([['maand', anderemaand(maand, -1)]]),
    volgendeHref: met([['maand', anderemaand(maand, 1)]]),
  };
}
