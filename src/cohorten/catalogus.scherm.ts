import type { Opleiding, OpleidingVersie } from '../opleidingen/opleiding.entity.js';
import { doelgroepen, doelgroepnaam, soorten } from '../opleidingen/opleidingen.rules.js';
import { alineas, externVan, hoofdletter, linkNaar, opleidingsfeiten } from '../opleidingen/feiten.rules.js';
import { dateOf, formatDate, formatMonth } from '../platform/clock/dates.js';
import type { CohortBeeld, TellingBeeld } from './cohorten.queries.js';
import { AANGEBODEN } from './standen.js';
import { cohortregel } from './cohort.scherm.js';
import { paged, pageLinks, type PagingQuery } from '../platform/web/paging.js';
import { pageNumberOf, searchTextOf, textOf } from '../platform/web/form-input.js';
import type { Catalogusfilter, Inrichting } from './catalogus.queries.js';
import { belangstellingpaden } from '../belangstelling/paden.js';
import { cohortpaden } from './paden.js';

/** How the pages of the catalogue show an opleiding. Plain functions from what was read to what the template asks. */

const PER_PAGINA = 20;

interface Cataloguspagina {
  vraag: Catalogusvraag;
  opleidingen: readonly Opleiding[];
  /** Of these opleidingen. */
  cohorten: readonly CohortBeeld[];
  /** All opleidingen that fit, also those on other pages. */
  totaal: number;
  plaatsen: readonly string[];
  inrichting: Inrichting | null;
  nu: Date;
}

export function cataloguspagina(gevonden: Cataloguspagina) {
  const { vraag, opleidingen, cohorten, totaal, plaatsen, inrichting, nu } = gevonden;
  const { shown, paging } = leesFilter(vraag);
  const kaarten = opleidingen.map((opleiding) =>
    opleidingskaart(
      opleiding,
      cohorten.filter(({ opleidingId }) => opleidingId === opleiding.id),
    ),
  );
  return {
    pad: '/',
    zoek: shown.zoek,
    filter: shown,
    keuzes: keuzesVan(plaatsen, nu),
    ...actieveFilters(shown),
    totaal,
    voorbeeldgegevens: kaarten.some((kaart) => kaart.cohorten.some(({ voorbeeld }) => voorbeeld)),
    opleidingen: kaarten,
    inrichting,
    paginering: pageLinks(paged(kaarten, totaal, paging), '/', vraag),
  };
}

const isKomend = ({ status, aanmelden }: CohortBeeld): boolean =>
  AANGEBODEN.includes(status) && aanmelden !== 'begonnen';
/** A cohort that was called off stays in sight as long as people may look for it. */
const isTeMelden = (c: CohortBeeld): boolean => isKomend(c) || (c.status === 'geannuleerd' && c.bezet === 0);

function opleidingskaart(opleiding: Opleiding, cohorten: CohortBeeld[]) {
  return {
    href: cohortpaden.opleiding(opleiding.code),
    naam: opleiding.naam,
    soort: hoofdletter(opleiding.soort),
    doelgroepen: opleiding.doelgroepen.map(doelgroepnaam),
    samenvatting: alineas(opleiding.omschrijving)[0] ?? null,
    leerjaren: opleiding.leerjaren > 1 ? opleiding.leerjaren : null,
    punten: opleiding.herregistratiepunten,
    extern: externVan(opleiding),
    cohorten: cohorten.filter(isTeMelden).map(cohortregel),
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
  return {
    kruimels: [{ tekst: 'Opleidingen', href: '/' }],
    ...opleidingsfeiten(o, linkNaar(vervolgOp), linkNaar(vervolg)),
    belangstellingHref: o.peiling && o.soort !== 'extern' ? belangstellingpaden.bijOpleiding(o.code) : null,
    aanmeldenKan: komend.some((c) => cohortregel(c).aanmeldHref !== null),
    cohorten: komend.map((c) => ({
      ...cohortregel(c),
      alternatief: alternatiefVoor(c, komend),
      belangstellingHref: c.status === 'peiling' ? belangstellingpaden.bijCohort(c.id) : null,
    })),
    eerder: cohorten.filter((c) => !komend.includes(c)).map((c) => eerder(c, tellingen)),
    geschiedenis: geschiedenis(tellingen),
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

/** @param nu as it stands now, @param vervolgOp what it followed then, when that can be seen now. */
export function versiepagina(
  { gegevens, geldigTot }: OpleidingVersie,
  nu: Opleiding,
  vervolgOp: Opleiding | null,
) {
  return {
    ...opleidingsfeiten(gegevens, linkNaar(vervolgOp), null),
    kruimels: [{ tekst: 'Opleidingen', href: '/' }],
    geldigTot,
    openbaar: gegevens.gepubliceerd,
    nu: nu.gepubliceerd ? linkNaar(nu) : null,
  };
}

/** The address of the catalogue as it was asked; whatever cannot be is left out rather than refused. */
export type Catalogusvraag = Record<string, unknown>;

interface GetoondFilter {
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
  paging: Required<PagingQuery>;
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
  return { filter, shown, paging: { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA } };
}

function keuzesVan(plaatsen: readonly string[], nu: Date): Record<string, Keuze[]> {
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
