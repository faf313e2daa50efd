import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Inkijk } from '../audit/inkijk.service.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { type CohortBeeld, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { cohortpaden } from '../cohorten/paden.js';
import { portaalpaden } from '../deelnemerslijsten/paden.js';
import { Clock } from '../platform/clock/clock.js';
import { Page } from '../platform/web/page.js';
import { Gebruiker } from '../toegang/gebruiker.entity.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import type { Aanwezigheidsstand } from './aanwezigheid.entity.js';
import { bijeenkomstOnbekend } from './aanwezigheid.errors.js';
import { type Aanwezige, AanwezigheidQueries } from './aanwezigheid.queries.js';
import { magVastleggen } from './aanwezigheid.rules.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { aanwezigheidpaden } from './paden.js';

/** Lines on the printed list for those who walk in. */
const LEGE_REGELS = 6;

export interface Zaal {
  bijeenkomst: Bijeenkomst;
  cohort: CohortBeeld;
}

/** The screen in the room, as it is or with a refused form on it. */
@Injectable()
export class ZaalScherm {
  constructor(
    private readonly aanwezigheid: AanwezigheidService,
    private readonly queries: AanwezigheidQueries,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
    private readonly inkijk: Inkijk,
  ) {}

  /** @throws DomainError `bijeenkomst-onbekend` to those who may not know of it. */
  async zaal(wie: Wie, id: string): Promise<Zaal> {
    const bijeenkomst = await this.aanwezigheid.bijeenkomst(wie, id);
    const cohort = await this.cohorten.een(bijeenkomst.cohortId, false);
    if (!cohort) throw bijeenkomstOnbekend();
    return { bijeenkomst, cohort };
  }

  lijst({ bijeenkomst }: Zaal): Promise<Aanwezige[]> {
    return this.queries.lijst(bijeenkomst.id, bijeenkomst.cohortId);
  }

  async toon(wie: Wie, id: string, geweigerd?: GeweigerdeZaal): Promise<Page> {
    const zaal = await this.zaal(wie, id);
    const lijst = await this.lijst(zaal);
    const context = zaalcontext(wie, zaal.cohort, zaal.bijeenkomst, lijst, this.clock.now(), geweigerd);
    const titel = `Aanwezigheid: ${zaal.cohort.opleiding}`;
    return new Page('aanwezigheid/zaal', context, { titel, status: geweigerd?.status ?? 200 });
  }

  /** The list on paper, with room for those who walk in; that it was printed is recorded. */
  async presentielijst(wie: Wie, id: string): Promise<Page> {
    const zaal = await this.zaal(wie, id);
    const { trainerId } = zaal.bijeenkomst;
    const trainer = trainerId && (await this.dataSource.manager.findOneBy(Gebruiker, { id: trainerId }));
    const lijst = (await this.lijst(zaal)).filter((a) => a.metPlaats || a.anderCohort !== null);
    await this.inkijk.presentielijst(wie, zaal.bijeenkomst);
    const context = {
      ...bijeenkomstkop(wie, zaal.cohort, zaal.bijeenkomst),
      trainer: trainer ? trainer.naam : null,
      terugHref: aanwezigheidpaden.zaal(kantVan(wie), id),
      rijen: lijst.map((a) => ({
        naam: volledigeNaam(a),
        school: a.school,
        haaltIn: a.anderCohort !== null,
      })),
      leeg: Array<null>(LEGE_REGELS).fill(null),
    };
    return new Page('aanwezigheid/presentielijst', context, {
      titel: `Presentielijst: ${context.opleiding}`,
    });
  }
}

/** Tells whether somebody has the screens of staff or those of a trainer. */
export const kantVan = (wie: Wie): 'beheer' | 'trainer' =>
  wie.soort === 'gebruiker' && wie.rol === 'trainer' ? 'trainer' : 'beheer';

function kruimels(wie: Wie, c: CohortBeeld) {
  return kantVan(wie) === 'trainer'
    ? [
        { tekst: 'Mijn cohorten', href: portaalpaden.trainer },
        { tekst: c.opleiding, href: portaalpaden.trainerCohort(c.id) },
      ]
    : [
        { tekst: 'Cohorten', href: cohortpaden.lijst },
        { tekst: c.opleiding, href: cohortpaden.een(c.id) },
        { tekst: 'Aanwezigheid', href: aanwezigheidpaden.cohort(c.id) },
      ];
}

/** The head of every screen of one bijeenkomst. */
export function bijeenkomstkop(wie: Wie, c: CohortBeeld, b: Bijeenkomst) {
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
interface GeweigerdeZaal {
  status: number;
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

function zaalcontext(
  wie: Wie,
  c: CohortBeeld,
  b: Bijeenkomst,
  lijst: Aanwezige[],
  nu: Date,
  geweigerd?: GeweigerdeZaal,
) {
  const open = magVastleggen('aanwezig', b.begint, nu);
  const eigen = lijst.filter(({ anderCohort }) => anderCohort === null);
  const kant = kantVan(wie);
  const pad = aanwezigheidpaden.bijeenkomst(kant, b.id);
  return {
    ...bijeenkomstkop(wie, c, b),
    open,
    actie: aanwezigheidpaden.zaal(kant, b.id),
    api: `/api/v1/bijeenkomsten/${b.id}/aanwezigheid`,
    bewaarplek: `aanwezigheid:${b.id}:${'id' in wie ? wie.id : ''}`,
    inloperHref: open ? `${pad}/inlopers` : null,
    presentielijstHref: aanwezigheidpaden.presentielijst(kant, b.id),
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

function rij(a: Aanwezige, open: boolean, geweigerd?: GeweigerdeZaal) {
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
