import type { EntityManager } from 'typeorm';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Bijeenkomst } from './bijeenkomst.entity.js';
import { Cohort } from './cohort.entity.js';

/** What every mail about a cohort tells of it. */
export interface CohortInMail {
  opleiding: { naam: string; href: string };
  cohort: {
    id: string;
    naam: string;
    eerste: Date | null;
    locatie: string | null;
    bijeenkomsten: Pick<Bijeenkomst, 'begint' | 'eindigt' | 'locatie'>[];
  };
}

/** @param baseUrl the address of the site, for the link to the opleiding. */
export async function cohortInMail(
  m: EntityManager,
  cohortId: string,
  baseUrl: string,
): Promise<CohortInMail> {
  const cohort = await m.findOneByOrFail(Cohort, { id: cohortId });
  const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
  const bijeenkomsten = await m.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } });
  return {
    opleiding: { naam: opleiding.naam, href: `${baseUrl}/opleidingen/${opleiding.code}` },
    cohort: {
      id: cohort.id,
      naam: cohort.naam,
      eerste: bijeenkomsten[0]?.begint ?? null,
      locatie: cohort.locatie ?? bijeenkomsten[0]?.locatie ?? null,
      // Without the link of what is online: most of these mails go to people who have no place.
      bijeenkomsten: bijeenkomsten.map(({ begint, eindigt, locatie }) => ({ begint, eindigt, locatie })),
    },
  };
}
