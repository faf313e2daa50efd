import type { Opleidingfilter, OpleidingInBeheer, Stand } from './opleidingbeheer.queries.js';
import type { geschiedenisVan } from '../audit/geschiedenis.rules.js';
import { paged, pageLinks } from '../platform/web/paging.js';
import { soorten } from './opleidingen.rules.js';
import type { VersieInLijst } from './versies.service.js';
import { pageNumberOf, searchTextOf, type Typed } from '../platform/web/form-input.js';
import { standen } from './opleidingbeheer.queries.js';
import { hoofdletter } from './feiten.rules.js';
import type { Opleiding } from './opleiding.entity.js';
import { belangstellingpaden } from '../belangstelling/paden.js';
import { bestandpaden, cohortpaden } from '../cohorten/paden.js';
import { opleidingpaden } from './paden.js';

/** How the coördinator's screens of opleidingen show them, and what their list can be asked. */
const woorden: Record<Stand, string> = {
  gepubliceerd: 'Gepubliceerd',
  concept: 'Niet gepubliceerd',
  peiling: 'In peiling',
};
const standkeuzes = standen.map((stand) => ({ waarde: stand, tekst: woorden[stand] }));

const PER_PAGINA = 25;

/** Reads what the list is asked in its address; nonsense there is no filter. */
export function leesLijstvraag(vraag: Typed) {
  const shown = {
    zoek: searchTextOf(vraag.zoek),
    soort: searchTextOf(vraag.soort),
    stand: searchTextOf(vraag.stand),
  };
  const stand = standen.find((s) => s === shown.stand);
  const filter: Opleidingfilter = {
    ...(shown.zoek ? { zoek: shown.zoek } : {}),
    ...(shown.soort ? { soort: shown.soort } : {}),
    ...(stand ? { stand } : {}),
  };
  return { filter, shown, paging: { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA } };
}

/** @param totaal how many fit, also on other pages. */
export function opleidingenlijst(vraag: Typed, opleidingen: OpleidingInBeheer[], totaal: number) {
  const { shown, paging } = leesLijstvraag(vraag);
  return {
    pad: opleidingpaden.lijst,
    nieuwHref: opleidingpaden.nieuw,
    bestandHref: bestandpaden.kies,
    filter: shown,
    gefilterd: Object.values(shown).some((waarde) => waarde !== ''),
    keuzes: {
      soorten: soorten.map((soort) => ({ waarde: soort, tekst: hoofdletter(soort) })),
      standen: standkeuzes,
    },
    totaal,
    opleidingen: opleidingen.map(opleidingInLijst),
    paginering: pageLinks(paged(opleidingen, totaal, paging), opleidingpaden.lijst, shown),
  };
}

function opleidingInLijst(o: OpleidingInBeheer) {
  return {
    href: opleidingpaden.een(o.code),
    belangstellingHref: belangstellingpaden.beheer(o.code),
    code: o.code,
    naam: o.naam,
    soort: hoofdletter(o.soort),
    status: standVan(o),
    peiling: o.peiling,
    cohorten: o.cohorten,
    lopend: o.lopend,
    belangstelling: o.belangstelling,
  };
}

/** The coördinator's screens of one opleiding, of which each shows its name, its state and the way to the others. */
type Opleidingtab = 'gegevens' | 'certificering' | 'belangstelling' | 'evaluatievragen' | 'geschiedenis';

const tabs: [Opleidingtab, string][] = [
  ['gegevens', 'Gegevens'],
  ['certificering', 'Certificering'],
  ['belangstelling', 'Belangstelling'],
  ['evaluatievragen', 'Evaluatie'],
  ['geschiedenis', 'Geschiedenis'],
];

const standVan = ({ gepubliceerd }: Pick<Opleiding, 'gepubliceerd'>) =>
  gepubliceerd
    ? { soort: 'goed' as const, tekst: 'Gepubliceerd' }
    : { soort: 'neutraal' as const, tekst: 'Niet gepubliceerd' };

/** Context of partials/opleidingkop.hbs. */
export function opleidingkop(
  o: Pick<Opleiding, 'code' | 'naam' | 'gepubliceerd' | 'peiling'>,
  actief: Opleidingtab,
) {
  return {
    kruimels: [{ tekst: 'Opleidingen', href: opleidingpaden.lijst }],
    code: o.code,
    naam: o.naam,
    status: standVan(o),
    peiling: o.peiling,
    publiekHref: o.gepubliceerd ? cohortpaden.opleiding(o.code) : null,
    tabs: tabs.map(([tab, tekst]) => ({
      tekst,
      href: tab === 'gegevens' ? opleidingpaden.een(o.code) : opleidingpaden.tab(o.code, tab),
      actief: tab === actief,
    })),
  };
}

/** The tab with what an opleiding said before, and who did what to it. */
export function opleidinggeschiedenis(
  opleiding: Opleiding,
  versies: readonly VersieInLijst[],
  regels: ReturnType<typeof geschiedenisVan>,
) {
  return {
    ...opleidingkop(opleiding, 'geschiedenis'),
    versies: versies.map((v) => ({ ...v, href: cohortpaden.versie(opleiding.code, v.nummer) })),
    regels,
  };
}
