import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { capaciteitTeLaag } from '../../src/cohorten/cohorten.errors.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { PlaatsenService } from '../../src/cohorten/plaatsen.service.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { WachtlijstService } from '../../src/wachtlijst/wachtlijst.service.js';

const HERNUMMER = `
  UPDATE aanmelding a SET plaatsnummer = nieuw.nummer
    FROM (SELECT id, row_number() OVER (ORDER BY plaatsnummer) AS nummer
            FROM aanmelding WHERE cohort_id = $1 AND plaatsnummer IS NOT NULL) nieuw
   WHERE a.id = nieuw.id`;

/** Another capacity, as the coördinator gives it: what comes free goes to the line at once. */
export function wijzigCapaciteit(
  app: INestApplicationContext,
  cohortId: string,
  capaciteit: number,
): Promise<void> {
  const plaatsen = app.get(PlaatsenService);
  const wachtlijst = app.get(WachtlijstService);
  return inTransaction(app.get(DataSource), async (m) => {
    const stand = await plaatsen.vergrendelEen(m, cohortId);
    await wachtlijst.werkBij(m, stand);
    const bezet = await plaatsen.bezet(m, cohortId);
    if (capaciteit < bezet) throw capaciteitTeLaag(bezet);
    await m.query('SET CONSTRAINTS aanmelding_cohort_id_plaatsnummer_key DEFERRED');
    await m.query(HERNUMMER, [cohortId]);
    await m.update(Cohort, { id: cohortId }, { capaciteit, minimum: Math.min(8, capaciteit) });
    await wachtlijst.bied(m, await plaatsen.vergrendelEen(m, cohortId));
  });
}
