import type { Aanmeldstatus } from '../../aanmeldingen/standen.js';
import type { Bijeenkomst } from '../../cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../cohorten/cohort.entity.js';
import type { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { dateOf } from '../../platform/clock/dates.js';
import { volledigeNaam } from '../../toegang/persoon.entity.js';
import type { Certificaatgegevens } from '../certificaat/certificaat.entity.js';
import type { Uitreiking } from '../uitreiken/uitreiking.entity.js';
import type { Besluit, Onderdeel, OpleidingLeerjaar } from './leerjaar.entity.js';
import { type Leerjaarvoorwaarden, toets, type Uitslag, voorwaardenVan } from './voorwaarden.rules.js';

/** Somebody with a place in a cohort, as the database knows them for one leerjaar. */
export interface Deelnemerrij {
  aanmeldingId: string;
  persoonId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  school: string | null;
  status: Aanmeldstatus;
  /** Given when the coördinator decided otherwise than the attendance as the cohort was finished. */
  afrondingsreden: string | null;
  besluit: Besluit | null;
  reden: string | null;
  /** Ids of the onderdelen that were completed. */
  voltooid: string[];
  /** Ids of the bijeenkomsten of this leerjaar that were attended or made up. */
  bijgewoond: string[];
  /** The number of this aanmelding for this leerjaar, also when it was withdrawn; the newest. */
  nummer: string | null;
  geldig: boolean;
  /** The number of the same person for the same leerjaar of this opleiding, from another cohort. */
  elders: string | null;
}

/** All that is known of one leerjaar of a cohort. */
export interface Leerjaargegevens {
  cohort: Cohort;
  opleiding: Opleiding;
  leerjaar: number;
  /** Of this cohort, in order. */
  leerjaren: number[];
  ingesteld: OpleidingLeerjaar[];
  onderdelen: Onderdeel[];
  bijeenkomsten: Bijeenkomst[];
  /** Whether any attendance of this leerjaar was recorded. */
  vastgelegd: boolean;
  uitreiking: Uitreiking | null;
  deelnemers: Deelnemerrij[];
}

/** Somebody with a place, and whether they qualify. */
export interface Certificaatkandidaat extends Deelnemerrij {
  naam: string;
  aanwezig: number;
  /** Hours of the bijeenkomsten attended or made up, with at most one decimal. */
  uren: number;
  /** Bijeenkomsten that were missed and not made up, by begin. */
  gemist: { id: string; begint: Date; onderwerp: string | null }[];
  /** Names of the onderdelen that are not completed. */
  onderdelenOpen: string[];
  uitslag: Uitslag;
}

export interface Leerjaarbeeld extends Leerjaargegevens {
  voorwaarden: Leerjaarvoorwaarden;
  /** Hours of all bijeenkomsten. */
  uren: number;
  /** End of the last bijeenkomst; null when there are none. */
  einde: Date | null;
  kandidaten: Certificaatkandidaat[];
}

const uur = (b: { begint: Date; eindigt: Date }): number =>
  (b.eindigt.getTime() - b.begint.getTime()) / 3_600_000;
const urenVan = (bijeenkomsten: readonly { begint: Date; eindigt: Date }[]): number =>
  Math.round(bijeenkomsten.reduce((som, b) => som + uur(b), 0) * 10) / 10;

/**
 * Applies the rules to what is known of a leerjaar.
 * @param nu what has not ended then can not have been missed.
 */
export function leerjaarbeeld(g: Leerjaargegevens, nu: Date): Leerjaarbeeld {
  const voorwaarden = voorwaardenVan(g.opleiding, g.ingesteld, g.leerjaar);
  const einden = g.bijeenkomsten.map(({ eindigt }) => eindigt.getTime());
  return {
    ...g,
    voorwaarden,
    uren: urenVan(g.bijeenkomsten),
    einde: einden.length === 0 ? null : new Date(Math.max(...einden)),
    kandidaten: g.deelnemers.map((rij) => kandidaat(g, voorwaarden, rij, nu)),
  };
}

function kandidaat(
  g: Leerjaargegevens,
  { normPct }: Leerjaarvoorwaarden,
  rij: Deelnemerrij,
  nu: Date,
): Certificaatkandidaat {
  const geweest = new Set(rij.bijgewoond);
  const klaar = new Set(rij.voltooid);
  const onderdelenOpen = g.onderdelen.filter(({ id }) => !klaar.has(id)).map(({ naam }) => naam);
  const nietGeweest = g.bijeenkomsten.filter(({ id }) => !geweest.has(id));
  const gemist = nietGeweest.filter(({ eindigt }) => eindigt <= nu);
  const uitslag = toets({
    normPct,
    aanwezig: geweest.size,
    totaal: g.bijeenkomsten.length,
    komend: nietGeweest.length - gemist.length,
    vastgelegd: g.vastgelegd,
    onderdelenOpen,
    oordeel: rij.besluit && rij.reden !== null ? { besluit: rij.besluit, reden: rij.reden } : null,
    status: rij.status,
    laatste: g.leerjaar === g.leerjaren.at(-1),
    afrondingsreden: rij.afrondingsreden,
  });
  return {
    ...rij,
    naam: volledigeNaam(rij),
    aanwezig: geweest.size,
    uren: urenVan(g.bijeenkomsten.filter(({ id }) => geweest.has(id))),
    gemist,
    onderdelenOpen,
    uitslag,
  };
}

/** Those who get a certificaat now: they qualify and never had one for this leerjaar, also not a withdrawn one. */
export const teCertificeren = ({ kandidaten }: Leerjaarbeeld): Certificaatkandidaat[] =>
  kandidaten.filter((k) => k.uitslag.groep === 'wel' && k.nummer === null && k.elders === null);

/** The text of the certificaat. @param datum of the ceremony. */
export function gegevensVan(
  b: Leerjaarbeeld,
  k: Certificaatkandidaat,
  { datum, plaats }: { datum: string; plaats: string | null },
): Certificaatgegevens {
  const { studielastUren, contacturen, ects, herregistratiepunten } = b.voorwaarden;
  return {
    naam: k.naam,
    opleiding: b.opleiding.officieleNaam ?? b.opleiding.naam,
    opleidingCode: b.opleiding.code,
    cohort: b.cohort.naam,
    leerjaar: b.leerjaar,
    leerjaren: b.opleiding.leerjaren,
    periode: periodeVan(b, datum),
    niveau: b.opleiding.niveau,
    studielastUren,
    contacturen,
    bijgewoondeUren: b.vastgelegd ? k.uren : null,
    ects,
    herregistratiepunten,
    aanbieders: b.opleiding.aanbieders,
    datum,
    plaats,
  };
}

/** From the first to the last bijeenkomst; of history without them, the schooljaar until the ceremony. */
function periodeVan(b: Leerjaarbeeld, datum: string): { van: string; tot: string } {
  const [eerste] = b.bijeenkomsten;
  if (eerste && b.einde) return { van: dateOf(eerste.begint), tot: dateOf(b.einde) };
  const van = `${(b.cohort.schooljaar ?? datum).slice(0, 4)}-08-01`;
  return { van: van < datum ? van : datum, tot: datum };
}

/** Says in words what somebody lacks. */
export function watMist({
  uitslag,
  onderdelenOpen,
}: Pick<Certificaatkandidaat, 'uitslag' | 'onderdelenOpen'>): string {
  const mist = [
    uitslag.tekort > 0
      ? `${uitslag.tekort} ${uitslag.tekort === 1 ? 'bijeenkomst' : 'bijeenkomsten'} te weinig`
      : null,
    ...onderdelenOpen.map((naam) => `${naam} niet voltooid`),
  ].filter(Boolean);
  if (mist.length > 0) return mist.join(', ');
  return uitslag.door === 'afronding' ? 'niet voltooid bij het afronden' : 'zo beslist';
}
