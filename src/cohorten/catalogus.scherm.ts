import type { Opleiding, OpleidingVersie } from '../opleidingen/opleiding.entity.js';
import { doelgroepnaam } from '../opleidingen/opleidingen.rules.js';
import { externVan, hoofdletter, linkNaar, opleidingsfeiten } from '../opleidingen/feiten.rules.js';
import { dateOf, formatDate, formatMonth } from '../platform/clock/dates.js';
import type { CohortBeeld, TellingBeeld } from './cohorten.queries.js';
import { AANGEBODEN } from './standen.js';
import { cohortregel, geld, kerenVan, tegelVan, urenVan } from './cohort.scherm.js';
import { paged, pageLinks } from '../platform/web/paging.js';
import type { Inrichting } from './catalogus.queries.js';
import { type Catalogusvraag, leesFilter, maandlinks, zoekvak } from './catalogusfilter.scherm.js';
import { belangstellingpaden } from '../belangstelling/paden.js';
import { cohortpaden } from './paden.js';

/** How the pages of the catalogue show an opleiding. Plain functions from what was read to what the template asks. */

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
  return {
    ...zoekvak(shown, plaatsen, nu),
    maandHref: maandlinks('/', dateOf(nu).slice(0, 7), shown).hierHref,
    totaal,
    ...aanbod(opleidingen, cohorten),
    inrichting,
    paginering: pageLinks(paged([...opleidingen], totaal, paging), '/', vraag),
  };
}

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
function aanbod(opleidingen: readonly Opleiding[], cohorten: readonly CohortBeeld[]) {
  const komend = cohorten.filter(isTeMelden);
  const groepen = komend
    .flatMap((c) => {
      const opleiding = opleidingen.find(({ id }) => id === c.opleidingId);
      return opleiding && c.eerste ? [groep(opleiding, c, c.eerste)] : [];
    })
    .toSorted((a, b) => Number(a.eerste) - Number(b.eerste));
  const maanden = [...new Set(groepen.map(({ eerste }) => formatMonth(eerste!)))];
  return {
    aantalNu: groepen.filter(({ aanmeldHref }) => aanmeldHref !== null).length,
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
    voorbeeld: [o, ...komend].some(({ voorbeeldvelden }) => voorbeeldvelden.length > 0),
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
    laatste: c ? andereDag(c) : null,
    contacturen: o.contacturen,
    studielast: o.studielastUren,
    duur: o.duur,
    ...geld(o),
    bekostiging: o.bekostiging,
    locatie: regel?.locatie ?? null,
  };
}

/** The last day, unless it is the first as well. */
const andereDag = ({ eerste, laatste }: CohortBeeld): Date | null =>
  eerste && laatste && dateOf(eerste) !== dateOf(laatste) ? laatste : null;

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
