import { aanmeldpaden } from '../aanmeldingen/paden.js';
import type { Cohort } from '../cohorten/cohort.entity.js';
import { cohortpaden } from '../cohorten/paden.js';
import type { Opleiding } from '../opleidingen/opleiding.entity.js';
import { opleidingkop } from '../opleidingen/opleidingbeheer.scherm.js';
import { functiekeuzes } from '../opleidingen/opleidingen.rules.js';
import { foutenPerVeld, waardenVan, type Persoonsformulier } from '../personen/persoonsformulier.scherm.js';
import { pageNumberOf, type Typed } from '../platform/web/form-input.js';
import { type Paged, pageLinks } from '../platform/web/paging.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type {
  BelangstellingBeeld,
  BelangstellingQueries,
  Geinteresseerd,
  PerBestuur,
} from './belangstelling.queries.js';
import { neemtBelangstelling, standVan } from './belangstelling.rules.js';
import { belangstellingpaden } from './paden.js';
import type { Werkplekveld } from '../besturen/werkplek.scherm.js';

/** How interest is asked and shown. Plain functions from what was read to what the templates ask. */

/** The opleiding, or one cohort of it, for which somebody leaves interest; `pad` is where its form stands. */
export interface Waarvoor {
  opleiding: Opleiding;
  cohort: Cohort | null;
  pad: string;
}

export const belangstellingkop = ({ opleiding, cohort }: Waarvoor) => ({
  kruimels: [
    { tekst: 'Opleidingen', href: cohortpaden.catalogus },
    { tekst: opleiding.naam, href: cohortpaden.opleiding(opleiding.code) },
  ],
  opleiding: { naam: opleiding.naam, href: cohortpaden.opleiding(opleiding.code) },
  cohort: cohort && { naam: cohort.naam },
});

export function belangstellingformulier(
  waarvoor: Waarvoor,
  formulier: Persoonsformulier,
  fouten: Record<string, string> | undefined,
  werkplek: Werkplekveld,
) {
  return {
    ...belangstellingkop(waarvoor),
    kan: neemtBelangstelling(waarvoor.opleiding, waarvoor.cohort),
    actie: waarvoor.pad,
    waarden: waardenVan(formulier),
    fouten: fouten && foutenPerVeld(Object.entries(fouten).map(([veld, melding]) => ({ veld, melding }))),
    functies: functiekeuzes,
    werkplek,
  };
}

/** The page of one's own interest, behind the link of a mail. */
export function eigenBelangstelling(b: BelangstellingBeeld) {
  const stand = standVan(b);
  const open = stand === 'onbevestigd' || stand === 'bevestigd';
  const kanAanmelden = b.cohortstatus === 'open' || b.cohortstatus === 'bevestigd';
  return {
    voornaam: b.voornaam,
    email: b.email,
    opleiding: { naam: b.opleiding, href: cohortpaden.opleiding(b.opleidingCode) },
    cohort: b.cohort && { naam: b.cohort },
    stand,
    gemeldOp: b.gemeldOp,
    gaatNietDoor: b.cohortstatus === 'geannuleerd',
    aanmeldHref: kanAanmelden && b.cohortId ? aanmeldpaden.aanmelden(b.cohortId) : null,
    acties: {
      bevestig: stand === 'onbevestigd' ? belangstellingpaden.bevestiging(b.token) : null,
      trekIn: open ? belangstellingpaden.intrekking(b.token) : null,
    },
  };
}

const PER_PAGINA = 50;
/** An id, or a word that stands for one. */
const keuzeVan = (waarde: unknown): string =>
  typeof waarde === 'string' && /^[\da-z-]{1,36}$/.test(waarde) ? waarde : '';

/** Reads what the list for staff is asked in its address; nonsense there is no filter. */
export function leesBelangstellingvraag(vraag: Typed) {
  const shown = { bestuur: keuzeVan(vraag.bestuur), voor: keuzeVan(vraag.voor) };
  const filter = Object.fromEntries(Object.entries(shown).filter(([, waarde]) => waarde !== ''));
  return { filter, shown, paging: { pagina: pageNumberOf(vraag.pagina), paginaGrootte: PER_PAGINA } };
}

interface Gelezen {
  totalen: Awaited<ReturnType<BelangstellingQueries['totalen']>>;
  perBestuur: PerBestuur[];
  /** The cohorten that somebody waits for. */
  cohorten: { id: string; naam: string }[];
  mensen: Paged<Geinteresseerd>;
}

export function belangstellingbeheer(
  opleiding: Opleiding,
  shown: { bestuur: string; voor: string },
  { totalen, perBestuur, cohorten, mensen }: Gelezen,
) {
  const pad = belangstellingpaden.beheer(opleiding.code);
  return {
    ...opleidingkop(opleiding, 'belangstelling'),
    pad,
    formulierHref:
      opleiding.peiling && opleiding.gepubliceerd ? belangstellingpaden.bijOpleiding(opleiding.code) : null,
    totalen,
    perBestuur: perBestuur.map((rij) => bestuursregel(rij, pad, shown)),
    filter: shown,
    gekozen: shown.bestuur ? gekozen(perBestuur, shown.bestuur) : null,
    keuzes: [
      { waarde: 'opleiding', tekst: 'De opleiding als geheel' },
      ...cohorten.map(({ id, naam }) => ({ waarde: id, tekst: naam })),
    ],
    totaal: mensen.totaal,
    mensen: mensen.items.map(regel),
    paginering: pageLinks(mensen, pad, shown),
  };
}

const sleutel = ({ bestuurId }: PerBestuur): string => bestuurId ?? 'geen';

/** "van SPO Utrecht", "zonder bestuur" */
function gekozen(perBestuur: PerBestuur[], bestuur: string): string {
  if (bestuur === 'geen') return 'zonder bestuur';
  return `van ${perBestuur.find((rij) => sleutel(rij) === bestuur)?.bestuur ?? 'dit bestuur'}`;
}

function bestuursregel(rij: PerBestuur, pad: string, { voor }: { voor: string }) {
  const vraag = new URLSearchParams({ bestuur: sleutel(rij), ...(voor ? { voor } : {}) });
  return { ...rij, bestuur: rij.bestuur ?? 'Geen bestuur', href: `${pad}?${vraag.toString()}#mensen` };
}

const regel = (g: Geinteresseerd) => ({
  naam: volledigeNaam(g),
  email: g.email,
  functie: g.functie,
  school: g.school,
  bestuur: g.bestuur,
  opmerking: g.opmerking,
  voor: g.cohort,
  op: g.aangemaaktOp,
  bevestigd: g.bevestigdOp !== null,
});
