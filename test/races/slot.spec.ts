import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AdvancedConsoleLogger } from 'typeorm';
import { PlaatsenService } from '../../src/cohorten/plaatsen.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { sqlstate, violates } from '../../src/platform/database/sql-error.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort } from '../support/makers.js';
import { allen, bezet, meldLosAan, reeks, verwachtGaaf, zonderSlot } from '../support/aanmeldingen.js';
import { alsEigenaar } from '../support/database.js';

/** As many as there are connections: with the lock off they are all inside at the same time. */
const TEGELIJK = 10;

let academie: Academie;
beforeEach(async () => {
  academie = await startAcademie();
  // The refusals of PostgreSQL are what this is about; they need not stand in the output of the tests.
  Object.assign(academie.dataSource, { logger: new AdvancedConsoleLogger(false) });
});
afterEach(() => academie.sluit());

const zetSlotUit = (): void =>
  void Object.assign(academie.app.get(PlaatsenService), { lock: zonderSlot(TEGELIJK) });

const zetGrensUit = (): Promise<unknown> =>
  alsEigenaar(() =>
    academie.dataSource.query('ALTER TABLE aanmelding DROP CONSTRAINT aanmelding_cohort_id_plaatsnummer_key'),
  );

const storm = (cohortId: string): Promise<unknown>[] =>
  reeks(TEGELIJK).map(() => meldLosAan(academie, cohortId, systeem));

test('zonder slot en zonder grens in de database is één plaats tien keer vergeven', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  await zetGrensUit();
  zetSlotUit();
  await Promise.all(storm(cohort.id));
  expect(await bezet(academie, cohort.id)).toBe(TEGELIJK);
});

test('zonder slot weigert PostgreSQL zelf elke plaats te veel', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  zetSlotUit();
  const uitkomsten = await Promise.allSettled(storm(cohort.id));
  const fouten = uitkomsten.flatMap((u) => (u.status === 'rejected' ? [u.reason as unknown] : []));
  expect(fouten).toHaveLength(TEGELIJK - 1);
  expect(fouten.every((fout) => sqlstate(fout) === '23505')).toBe(true);
  expect(fouten.every((fout) => violates(fout, 'aanmelding_cohort_id_plaatsnummer_key'))).toBe(true);
  expect(await bezet(academie, cohort.id)).toBe(1);
  await verwachtGaaf(academie);
});

test('met het slot, ook zonder grens in de database: precies één, en de rest in de rij', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  await zetGrensUit();
  const { gelukt, geweigerd } = await allen(storm(cohort.id));
  expect([gelukt.length, geweigerd.length]).toEqual([TEGELIJK, 0]);
  expect(await bezet(academie, cohort.id)).toBe(1);
  await verwachtGaaf(academie);
});
