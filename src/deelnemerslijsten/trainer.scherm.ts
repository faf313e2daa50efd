import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IN_ZEKER } from '../aanmeldingen/standen.js';
import { aanwezigheidpaden } from '../aanwezigheid/paden.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { type BijeenkomstBeeld, type CohortBeeld, CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Page } from '../platform/web/page.js';
import { volledigeNaam } from '../toegang/persoon.entity.js';
import { trainersVan, type Wie } from '../toegang/wie.js';
import { portaalpaden } from './paden.js';

/** Somebody with a place, as a trainer may know them: no address, no remarks. */
interface Groepsgenoot {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  functie: string;
  school: string | null;
}

/** A trainer sees who comes to the own cohorten, and no more than that. */
@Injectable()
export class TrainerScherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
  ) {}

  async lijst(wie: Wie): Promise<Page> {
    const cohorten = await this.cohorten.zoek({ ids: await this.eigen(wie), openbaar: false });
    return new Page('trainer/cohorten', trainerstart(cohorten, this.clock.now()), { titel: 'Mijn cohorten' });
  }

  /** @throws DomainError `cohort-onbekend` also for one of others. */
  async een(id: string, wie: Wie): Promise<Page> {
    const cohort = (await this.eigen(wie)).includes(id) && (await this.cohorten.een(id, false));
    if (!cohort) throw cohortOnbekend();
    const deelnemers = await this.deelnemersVan(id);
    const context = {
      kruimels: [{ tekst: 'Mijn cohorten', href: portaalpaden.trainer }],
      ...trainercohort(cohort, this.clock.now()),
      deelnemers: deelnemers.map((d) => ({ naam: volledigeNaam(d), functie: d.functie, school: d.school })),
    };
    return new Page('trainer/cohort', context, { titel: cohort.opleiding });
  }

  private async eigen(wie: Wie): Promise<string[]> {
    return wie.soort === 'gebruiker' ? this.cohortenVan(trainersVan(wie)) : [];
  }

  /** @param trainerIds the own id, and those of whom somebody takes the place */
  async cohortenVan(trainerIds: readonly string[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT DISTINCT cohort_id AS id FROM bijeenkomst WHERE trainer_id = ANY($1)',
      [trainerIds],
    );
    return rows.map(({ id }) => id);
  }

  /** The people with a certain place, by name; not who asked that nothing is used for now. */
  deelnemersVan(cohortId: string): Promise<Groepsgenoot[]> {
    return this.dataSource.query(
      `SELECT p.voornaam, p.tussenvoegsel, p.achternaam, a.functie, coalesce(s.naam, a.organisatie) AS school
         FROM aanmelding a
         JOIN persoon p ON p.id = a.persoon_id
         LEFT JOIN school s ON s.id = a.school_id
        WHERE a.cohort_id = $1 AND a.status ${IN_ZEKER} AND NOT a.beperkt
        ORDER BY p.sorteernaam, a.id`,
      [cohortId],
    );
  }
}

/**
 * How a trainer sees the own cohorten: what is today comes first, one tap from marking who is there. Then by the next
 * bijeenkomst; after those what has none ahead, the latest first.
 */
function trainerstart(cohorten: CohortBeeld[], nu: Date) {
  return {
    vandaag: cohorten.flatMap((c) => vandaagVan(c, nu)).sort((a, b) => Number(a.begint) - Number(b.begint)),
    cohorten: cohorten.map((cohort) => regel(cohort, nu)).sort(naarVolgende),
  };
}

type Regel = ReturnType<typeof regel>;

function naarVolgende(a: Regel, b: Regel): number {
  if (a.volgende && b.volgende) return Number(a.volgende) - Number(b.volgende);
  if (a.volgende || b.volgende) return a.volgende ? -1 : 1;
  return Number(b.eerste) - Number(a.eerste);
}

function vandaagVan(c: CohortBeeld, nu: Date) {
  if (c.status === 'geannuleerd') return [];
  return c.bijeenkomsten
    .filter(({ begint }) => dateOf(begint) === dateOf(nu))
    .map((b) => ({
      ...aanwezigheidVan(b),
      opleiding: c.opleiding,
      naam: c.naam,
      begint: b.begint,
      eindigt: b.eindigt,
      locatie: b.locatie ?? c.locatie,
    }));
}

const aanwezigheidVan = ({ id }: BijeenkomstBeeld) => ({
  aanwezigheidHref: aanwezigheidpaden.zaal('trainer', id),
  presentielijstHref: aanwezigheidpaden.presentielijst('trainer', id),
});

function regel(c: CohortBeeld, nu: Date) {
  const gaatDoor = c.status !== 'geannuleerd';
  const volgende = gaatDoor ? c.bijeenkomsten.find(({ eindigt }) => eindigt > nu) : undefined;
  return {
    href: portaalpaden.trainerCohort(c.id),
    opleiding: c.opleiding,
    naam: gaatDoor ? c.naam : `${c.naam}, gaat niet door`,
    eerste: c.eerste,
    volgende: volgende?.begint ?? null,
    locatie: volgende?.locatie ?? c.locatie,
    deelnemers: c.geplaatst,
  };
}

/** One cohort, its bijeenkomsten in order of date. */
function trainercohort(c: CohortBeeld, nu: Date) {
  return {
    opleiding: c.opleiding,
    naam: c.naam,
    bijeenkomsten: c.bijeenkomsten.map((b, i) => ({
      ...aanwezigheidVan(b),
      nummer: i + 1,
      begint: b.begint,
      eindigt: b.eindigt,
      locatie: b.locatie ?? c.locatie,
      onderwerp: b.onderwerp,
      vandaag: dateOf(b.begint) === dateOf(nu),
    })),
  };
}
