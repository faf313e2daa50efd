import type { EntityManager } from 'typeorm';
import type { NieuwBericht } from './berichten.service.js';
import { opgemaakt, type Opmaak } from './opmaak.rules.js';

/** The soort of the paragraph that goes along in every mail to a deelnemer of the cohort. */
export const ALLE = 'alle';

/** What the shell of a mail shows of the coördinator's own words. */
export interface Alinea {
  opmaak: Opmaak;
  tekst: string;
}

interface Rij {
  cohort_id: string;
  soort: string;
  tekst: string;
}

const hoortBijCohort = ({ cohortId, aanmeldingId, eigenWoorden }: NieuwBericht): boolean =>
  cohortId !== undefined && aanmeldingId !== undefined && !eigenWoorden;

/**
 * A step: the paragraphs for mails about a place in a cohort, read with one statement. That for all mails is for deelnemers;
 * a mail to a bestuur about one gets only what was written for that very mail.
 */
export async function alineasVoor(
  m: EntityManager,
  berichten: NieuwBericht[],
): Promise<(bericht: NieuwBericht) => Alinea | null> {
  const cohorten = new Set(berichten.filter(hoortBijCohort).map(({ cohortId }) => cohortId));
  if (cohorten.size === 0) return () => null;
  const rijen = await m.query<Rij[]>(
    'SELECT cohort_id, soort, tekst FROM cohortalinea WHERE cohort_id = ANY($1)',
    [[...cohorten]],
  );
  const perSoort = new Map(rijen.map(({ cohort_id, soort, tekst }) => [`${cohort_id} ${soort}`, tekst]));
  return (bericht) => {
    if (!hoortBijCohort(bericht)) return null;
    const eigen = perSoort.get(`${bericht.cohortId} ${bericht.sjabloon}`);
    const alle = bericht.persoonId ? perSoort.get(`${bericht.cohortId} ${ALLE}`) : undefined;
    const tekst = [eigen, alle].filter((deel) => deel !== undefined).join('\n\n');
    return tekst === '' ? null : { opmaak: opgemaakt(tekst), tekst };
  };
}

/** A step: gives a cohort the paragraphs of another one. */
export async function neemAlineasMee(m: EntityManager, van: string, naar: string, nu: Date): Promise<void> {
  await m.query(
    `INSERT INTO cohortalinea (cohort_id, soort, tekst, gewijzigd_op)
     SELECT $2, soort, tekst, $3 FROM cohortalinea WHERE cohort_id = $1`,
    [van, naar, nu],
  );
}
