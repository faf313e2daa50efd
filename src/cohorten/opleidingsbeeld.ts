import type { Opleiding } from '../opleidingen/opleiding.entity.js';
import { doelgroepnaam } from '../opleidingen/opleidingen.rules.js';
import { alineas, externVan, hoofdletter, linkNaar, opleidingsfeiten } from '../opleidingen/feiten.rules.js';
import { formatDate } from '../platform/clock/dates.js';
import { cohortregel } from './cohortregel.js';
import type { CohortBeeld } from './cohorten.queries.js';
import type { TellingBeeld } from './tellingen.queries.js';
import { AANGEBODEN } from './standen.js';

/** How the pages of the catalogue show an opleiding. Plain functions from what was read to what the template asks. */

const isKomend = ({ status, aanmelden }: CohortBeeld): boolean =>
  AANGEBODEN.includes(status) && aanmelden !== 'begonnen';
/** A cohort that was called off stays in sight as long as people may look for it. */
const isTeMelden = (c: CohortBeeld): boolean => isKomend(c) || (c.status === 'geannuleerd' && c.bezet === 0);

export function opleidingskaart(opleiding: Opleiding, cohorten: CohortBeeld[]) {
  return {
    href: `/opleidingen/${opleiding.code}`,
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
    belangstellingHref: o.peiling && o.soort !== 'extern' ? `/opleidingen/${o.code}/belangstelling` : null,
    aanmeldenKan: komend.some((c) => cohortregel(c).aanmeldHref !== null),
    cohorten: komend.map((c) => ({
      ...cohortregel(c),
      alternatief: alternatiefVoor(c, komend),
      belangstellingHref: c.status === 'peiling' ? `/cohorten/${c.id}/belangstelling` : null,
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
