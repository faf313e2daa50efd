import type { Opleiding } from '../opleidingen/opleiding.entity.js';
import { doelgroepen, doelgroepnaam, soorten } from '../opleidingen/opleidingen.rules.js';
import { externVan, hoofdletter, linkNaar, opleidingsfeiten } from '../opleidingen/feiten.rules.js';
import { dateOf, formatDate, formatMonth } from '../platform/clock/dates.js';
import type { CohortBeeld } from './cohorten.queries.js';
import type { TellingBeeld } from './tellingen.queries.js';
import { AANGEBODEN } from './standen.js';
import { cohortregel, geld, kerenVan, tegelVan, urenVan } from './cohort.scherm.js';
import { pageNumberOf, searchTextOf, textOf } from '../platform/web/form-input.js';
import type { Catalogusfilter } from './catalogus.queries.js';
import { anderemaand } from './maand.rules.js';
import { belangstellingpaden } from '../belangstelling/paden.js';
import { cohortpaden } from './paden.js';

/** How the pages of the catalogue show an opleiding. Plain functions from what was read to what the template asks. */

const isKomend = ({ status, aanmelden }: CohortBeeld): boolean =>
  AANGEBODEN.includes(status) && aanmelden !== 'begonnen';
/** A cohort that was called off stays in sight as long as people may look for it. */
const isTeMelden = (c: CohortBeeld): boolean => isKomend(c) || (c.status === 'geannuleerd' && c.bezet === 0);

/** What the list says of an opleiding beside its name. */
function over(opleiding: Opleiding) {
  const { soort, doelgroepen: voor, leerjaren, herregistratiepunten } = opleiding;
  return {
    naam: opleiding.naam,
    soort: hoofdletter(soort),
    voorWie: voor.map(doelgroepnaam),
    leerjaren: leerjaren > 1 ? leerjaren : null,
    punten: herregistratiepunten,
  };
}

/** One cohort that begins on a day that is known (partials/groepsrij.hbs). */
const groep = (opleiding: Opleiding, c: CohortBeeld, eerste: Date) => ({
  ...cohortregel(c),
  ...over(opleiding),
  tegel: tegelVan(eerste),
  keren: kerenVan(c),
  uren: urenVan(c),
});

/** What there is to enrol in, by the month in which it begins, and what has no date yet. */
export function aanbod(opleidingen: readonly Opleiding[], cohorten: readonly CohortBeeld[]) {
  const komend = cohorten.filter(isTeMelden);
  const groepen = komend
    .flatMap((c) => {
      const opleiding = opleidingen.find(({ id }) => id === c.opleidingId);
      return opleiding && c.eerste ? [groep(opleiding, c, c.eerste)] : [];
    })
    .toSorted((a, b) => Number(a.eerste) - Number(b.eerste));
  const maanden = [...new Set(groepen.map(({ eerste }) => formatMonth(eerste!)))];
  return {
    aantalNu: groepen.filter(({ staat }) => staat !== 'geannuleerd').length,
    maanden: maanden.map((maand) => ({
      maand,
      groepen: groepen.filter(({ eerste }) => formatMonth(eerste!) === maand),
    })),
    later: opleidingen
      .filter(({ id }) => !komend.some((c) => c.opleidingId === id && c.eerste))
      .map((opleiding) => ({
        ...over(opleiding),
        href: cohortpaden.opleiding(opleiding.code),
        bij: externVan(opleiding)?.bij ?? null,
      })),
    voorbeeldgegevens: groepen.some(({ voorbeeld }) => voorbeeld),
  };
}

interface Bladzijde {
  opleiding: Opleiding;
  cohorten: CohortBeeld[];
  tellingen: TellingBeeld[];
  vervolg: Opleiding | null;
  vervolgOp: Opleiding | null;
}

export function opleidingspagina({ opleiding: o, cohorten, tellingen, vervolg, vervolgOp }: Bladzijde) {
  const komend = cohorten.filter(isTeMelden);
  const open = komend.filter((c) => cohortregel(c).aanmeldHref !== null);
  return {
    kruimels: [{ tekst: 'Alle opleidingen', href: '/' }],
    balk: balk(o, open[0] ?? komend.find((c) => c.status !== 'geannuleerd')),
    plakbalk: open.length === 1 ? cohortregel(open[0]!) : null,
    ...opleidingsfeiten(o, linkNaar(vervolgOp), linkNaar(vervolg)),
    belangstellingHref: o.peiling && o.soort !== 'extern' ? belangstellingpaden.bijOpleiding(o.code) : null,
    aanmeldenKan: open.length > 0,
    cohorten: komend.map((c) => ({
      ...cohortregel(c),
      tegel: c.eerste ? tegelVan(c.eerste) : null,
      keren: kerenVan(c),
      uren: urenVan(c),
      alternatief: alternatiefVoor(c, komend),
      belangstellingHref: c.status === 'peiling' ? belangstellingpaden.bijCohort(c.id) : null,
    })),
    eerder: cohorten.filter((c) => !komend.includes(c)).map((c) => eerder(c, tellingen)),
    geschiedenis: geschiedenis(tellingen),
  };
}

/** The four facts below the title: when, how much time, what it costs and where. */
function balk(o: Opleiding, c: CohortBeeld | undefined) {
  const regel = c && cohortregel(c);
  return {
    keren: (c && kerenVan(c)) ?? null,
    uren: (c && urenVan(c)) ?? null,
    eerste: c?.eerste ?? null,
    laatste: c?.laatste ?? null,
    contacturen: o.contacturen,
    studielast: o.studielastUren,
    duur: o.duur,
    ...geld(o),
    bekostiging: o.bekostiging,
    locatie: regel?.locatie ?? null,
  };
}

/** Another cohort of the same opleiding that still has places, for one that is full or called off. */
function alternatiefVoor(c: CohortBeeld, komend: CohortBeeld[]) {
  const regel = cohortregel(c);
  if (regel.staat !== 'geannuleerd' && regel.staat !== 'wachtlijst') return null;
  const ander = komend.find((k) => k.id !== c.id && cohortregel(k).staat === 'open');
  return ander ? { naam: ander.naam, href: `#${cohortregel(ander).anker}` } : null;
}

function eerder(c: CohortBeeld, tellingen: TellingBeeld[]) {
  const aantalVan = (gevraagd: TellingBeeld['soort']) =>
    tellingen.find(({ cohortId, soort }) => cohortId === c.id && soort === gevraagd)?.aantal ?? null;
  return {
    naam: c.naam,
    periode: c.eerste ? formatDate(c.eerste) : c.schooljaar,
    deelnemers: aantalVan('deelnemers'),
    gingDoor: aantalVan('door-naar-vervolg'),
    staat: staatInWoorden(c),
    toelichting: c.toelichting,
    bron: c.bron,
    voorbeeld: c.voorbeeldvelden.length > 0,
  };
}

function staatInWoorden(c: CohortBeeld): string {
  if (c.alleenAangekondigd) return 'Aangekondigd. Of het doorging, weten we niet';
  return hoofdletter(c.aanmelden === 'begonnen' ? 'bezig' : c.status);
}

/** Certified per leerjaar; the sum is computed here and never taken from a source. */
function geschiedenis(tellingen: TellingBeeld[]) {
  const rijen = tellingen.filter(({ soort }) => soort === 'gecertificeerd');
  if (rijen.length === 0) return null;
  const onbekend = rijen.some(({ aantal }) => aantal === null);
  return {
    rijen: rijen.map((rij) => ({
      schooljaar: rij.schooljaar ?? rij.cohort,
      leerjaar: rij.leerjaar,
      gecertificeerd: rij.aantal,
      datum: rij.certificeringOp,
      waar: rij.certificeringLocatie,
    })),
    opmerkingen: [...new Set(rijen.map(({ toelichting }) => toelichting).filter((zin) => zin !== null))],
    som: onbekend ? null : rijen.reduce((som, { aantal }) => som + (aantal ?? 0), 0),
  };
}

/** What stands in the address of the catalogue; whatever cannot be is left out rather than refused. */
export type Catalogusvraag = Record<string, unknown>;

export interface GetoondFilter {
  zoek: string;
  doelgroep: string;
  soort: string;
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
const month = (value: unknown): string =>
  /^20\d\d-(0[1-9]|1[0-2])$/.test(textOf(value)) ? textOf(value) : '';

export function leesFilter(vraag: Catalogusvraag): {
  filter: Catalogusfilter;
  shown: GetoondFilter;
  pagina: number;
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
    van: month(vraag.van),
    tot: month(vraag.tot),
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
  return { filter, shown, pagina: pageNumberOf(vraag.pagina), maand: month(vraag.maand) };
}

function keuzesVan(plaatsen: string[], nu: Date): Record<string, Keuze[]> {
  return {
    doelgroepen: doelgroepen.map(({ code, naam }) => ({ waarde: code, tekst: hoofdletter(naam) })),
    soorten: soorten.map((soort) => ({ waarde: soort, tekst: hoofdletter(soort) })),
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
export const zoekvak = (shown: GetoondFilter, plaatsen: string[], nu: Date) => ({
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
