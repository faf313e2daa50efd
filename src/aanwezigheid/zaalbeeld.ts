import type { Wie } from '../toegang/wie.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import type { CohortBeeld } from '../cohorten/cohorten.queries.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Aanwezigheidsstand } from './aanwezigheid.entity.js';
import type { Aanwezige } from './aanwezigheid.queries.js';
import { magVastleggen } from './aanwezigheid.rules.js';

const isTrainer = (wie: Wie): boolean => wie.soort === 'gebruiker' && wie.rol === 'trainer';

/** Where somebody's own screens of this bijeenkomst stand. */
export const zaalpad = (wie: Wie, id: string): string =>
  `${isTrainer(wie) ? '/trainer' : '/beheer'}/bijeenkomsten/${id}`;

export function kruimels(wie: Wie, c: CohortBeeld) {
  return isTrainer(wie)
    ? [
        { tekst: 'Mijn cohorten', href: '/trainer' },
        { tekst: c.opleiding, href: `/trainer/cohorten/${c.id}` },
      ]
    : [
        { tekst: 'Cohorten', href: '/beheer/cohorten' },
        { tekst: c.opleiding, href: `/beheer/cohorten/${c.id}` },
        { tekst: 'Aanwezigheid', href: `/beheer/cohorten/${c.id}/aanwezigheid` },
      ];
}

/** What stands on top of every screen of one bijeenkomst. */
export function kop(wie: Wie, c: CohortBeeld, b: Bijeenkomst) {
  return {
    kruimels: kruimels(wie, c),
    opleiding: c.opleiding,
    cohort: c.naam,
    nummer: nummerVan(c, b.id),
    aantal: c.bijeenkomsten.length,
    begint: b.begint,
    eindigt: b.eindigt,
    locatie: b.locatie ?? c.locatie,
    onderwerp: b.onderwerp,
  };
}

/** Place in the cohort, from 1. */
export const nummerVan = (c: CohortBeeld, bijeenkomstId: string): number =>
  c.bijeenkomsten.findIndex(({ id }) => id === bijeenkomstId) + 1;

/** A refused form: what was chosen, and what was wrong, by aanmelding. */
export interface Geweigerd {
  melding: string;
  keuzes: Map<string, Aanwezigheidsstand>;
  fouten: Map<string, string>;
}

/** From this many on one looks for a name instead of reading the list. */
const VEEL = 12;

const keuzen: { waarde: Aanwezigheidsstand; tekst: string }[] = [
  { waarde: 'aanwezig', tekst: 'Aanwezig' },
  { waarde: 'afwezig', tekst: 'Afwezig' },
  { waarde: 'afgemeld', tekst: 'Afgemeld' },
];

export function zaalbeeld(
  wie: Wie,
  c: CohortBeeld,
  b: Bijeenkomst,
  lijst: Aanwezige[],
  nu: Date,
  geweigerd?: Geweigerd,
) {
  const open = magVastleggen('aanwezig', b.begint, nu);
  const eigen = lijst.filter(({ anderCohort }) => anderCohort === null);
  const pad = zaalpad(wie, b.id);
  return {
    ...kop(wie, c, b),
    open,
    actie: `${pad}/aanwezigheid`,
    api: `/api/v1/bijeenkomsten/${b.id}/aanwezigheid`,
    bewaarplek: `aanwezigheid:${b.id}:${'id' in wie ? wie.id : ''}`,
    inloperHref: open ? `${pad}/inlopers` : null,
    presentielijstHref: `${pad}/presentielijst`,
    melding: geweigerd?.melding ?? null,
    rijen: eigen.map((a) => rij(a, open, geweigerd)),
    veel: eigen.length > VEEL,
    aanwezig: eigen.filter(({ stand }) => stand === 'aanwezig').length,
    gasten: lijst
      .filter(({ anderCohort }) => anderCohort !== null)
      .map((a) => ({
        naam: volledigeNaam(a),
        cohort: a.anderCohort,
        haaltIn: a.haaltInVan,
        intrekking: `${pad}/inhalers/${a.aanmeldingId}/intrekking`,
      })),
  };
}

function rij(a: Aanwezige, open: boolean, geweigerd?: Geweigerd) {
  const gekozen = geweigerd?.keuzes.get(a.aanmeldingId) ?? a.stand;
  return {
    id: a.aanmeldingId,
    naam: volledigeNaam(a),
    school: a.school,
    stand: a.stand,
    zonderPlaats: !a.metPlaats,
    ingehaaldOp: a.ingehaaldOp,
    fout: geweigerd?.fouten.get(a.aanmeldingId) ?? null,
    keuzes: keuzen
      .filter(({ waarde }) => open || waarde === 'afgemeld' || a.stand === waarde)
      .map((keuze) => ({ ...keuze, gekozen: keuze.waarde === gekozen })),
  };
}
