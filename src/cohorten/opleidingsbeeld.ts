import type { Opleiding } from '../opleidingen/opleiding.entity.js';
import { doelgroepen } from '../opleidingen/opleidingen.rules.js';
import { formatDate } from '../platform/clock/dates.js';
import { cohortregel, geld } from './cohortregel.js';
import type { CohortBeeld } from './cohorten.queries.js';
import type { TellingBeeld } from './tellingen.queries.js';

/** How the pages of the catalogue show an opleiding. Plain functions from what was read to what the template asks. */
const hoofdletter = (tekst: string): string => tekst.charAt(0).toUpperCase() + tekst.slice(1);
const woord = (code: string): string => doelgroepen.find((d) => d.code === code)?.naam ?? code;
const alineas = (tekst: string): string[] =>
  tekst
    .split(/\n\s*\n/)
    .map((alinea) => alinea.trim())
    .filter(Boolean);
const lopend = new Set(['peiling', 'open', 'bevestigd']);

const isKomend = ({ status, aanmelden }: CohortBeeld): boolean =>
  lopend.has(status) && aanmelden !== 'begonnen';
/** A cohort that was called off stays in sight as long as people may look for it. */
const isTeMelden = (c: CohortBeeld): boolean => isKomend(c) || (c.status === 'geannuleerd' && c.bezet === 0);

function externVan({ externUrl, aanbieders }: Opleiding): { href: string; bij: string } | null {
  return externUrl ? { href: externUrl, bij: aanbieders[0] ?? 'de aanbieder' } : null;
}

export function opleidingskaart(opleiding: Opleiding, cohorten: CohortBeeld[]) {
  return {
    href: `/opleidingen/${opleiding.code}`,
    naam: opleiding.naam,
    soort: hoofdletter(opleiding.soort),
    doelgroepen: opleiding.doelgroepen.map(woord),
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
  const [samenvatting = null, ...omschrijving] = alineas(o.omschrijving);
  const komend = cohorten.filter(isTeMelden);
  return {
    kruimels: [{ tekst: 'Opleidingen', href: '/' }],
    naam: o.naam,
    soort: hoofdletter(o.soort),
    samenvatting,
    omschrijving,
    extern: externVan(o),
    voorWie: o.doelgroepen.map(woord).map(hoofdletter),
    watJeLeert: [],
    niveau: o.niveau,
    leerjaren: o.leerjaren > 1 ? o.leerjaren : null,
    duur: o.duur,
    studielast: o.studielastUren,
    contacturen: o.contacturen,
    ects: o.ects,
    punten: o.herregistratiepunten,
    ...geld(o),
    voorwaarden: alineas(o.voorwaarden ?? ''),
    vervolgOp: link(vervolgOp),
    vervolg: link(vervolg),
    aanbieders: o.aanbieders,
    bekostiging: o.bekostiging,
    voorbeeld: o.voorbeeldvelden.length > 0,
    cohorten: komend.map((c) => ({ ...cohortregel(c), alternatief: alternatiefVoor(c, komend) })),
    eerder: cohorten.filter((c) => !komend.includes(c)).map((c) => eerder(c, tellingen)),
    geschiedenis: geschiedenis(tellingen),
  };
}

const link = (o: Opleiding | null) => (o ? { naam: o.naam, href: `/opleidingen/${o.code}` } : null);

/** Another cohort of the same opleiding that still has places, for one that is full or called off. */
function alternatiefVoor(c: CohortBeeld, komend: CohortBeeld[]) {
  const regel = cohortregel(c);
  if (regel.staat !== 'geannuleerd' && regel.staat !== 'wachtlijst') return null;
  const ander = komend.find((k) => k.id !== c.id && cohortregel(k).staat === 'open');
  return ander ? { naam: ander.naam, href: `#${cohortregel(ander).anker}` } : null;
}

function eerder(c: CohortBeeld, tellingen: TellingBeeld[]) {
  const deelnemers = tellingen.find(({ cohortId, soort }) => cohortId === c.id && soort === 'deelnemers');
  return {
    naam: c.naam,
    periode: c.eerste ? formatDate(c.eerste) : c.schooljaar,
    deelnemers: deelnemers?.aantal ?? null,
    staat: hoofdletter(c.aanmelden === 'begonnen' ? 'bezig' : c.status),
  };
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
    som: onbekend ? null : rijen.reduce((som, { aantal }) => som + (aantal ?? 0), 0),
  };
}
