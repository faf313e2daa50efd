import type { BijeenkomstBeeld, CohortBeeld } from '../cohorten/cohorten.queries.js';
import { dateOf } from '../platform/clock/dates.js';
import { portaalpaden } from './paden.js';
import { aanwezigheidpaden } from '../aanwezigheid/paden.js';

/**
 * How a trainer sees the own cohorten: what is today comes first, one tap from marking who is there. Then by the next
 * bijeenkomst; after those what has none ahead, the latest first.
 */
export function trainerstart(cohorten: CohortBeeld[], nu: Date) {
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
export function trainercohort(c: CohortBeeld, nu: Date) {
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
