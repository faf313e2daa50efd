import type { DataSource, EntityManager } from 'typeorm';
import type { PlaatsenService, Cohortstand } from '../cohorten/plaatsen.service.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Aanmelding } from './aanmelding.entity.js';
import { aanmeldingOnbekend } from './aanmeldingen.errors.js';

class Verhuisd extends Error {}

/**
 * Does something to one aanmelding with its cohort locked. Which cohort that is, can only be read before the lock; one
 * that was merged into another cohort just then is looked up again, so that the right places are locked.
 * @param plaatsen locks the cohort, and whatever else must be locked with it.
 * @param mag whether this may be done at all; who may not, does not learn that the aanmelding exists.
 */
export async function metSlot<T>(
  dataSource: DataSource,
  plaatsen: Pick<PlaatsenService, 'vergrendelEen'>,
  id: string,
  mag: (a: Aanmelding) => boolean,
  werk: (m: EntityManager, stand: Cohortstand) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await inTransaction(dataSource, async (m) => {
        const gevonden = await m.findOneBy(Aanmelding, { id });
        if (!gevonden || !mag(gevonden)) throw aanmeldingOnbekend();
        const stand = await plaatsen.vergrendelEen(m, gevonden.cohortId);
        if (!(await m.existsBy(Aanmelding, { id, cohortId: stand.cohort.id }))) throw new Verhuisd();
        return werk(m, stand);
      });
    } catch (fout) {
      if (!(fout instanceof Verhuisd)) throw fout;
    }
  }
}
