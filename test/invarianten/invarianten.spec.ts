import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { controleer } from '../../src/invarianten/invarianten.queries.js';
import { systeem } from '../../src/toegang/wie.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, maakPersoon } from '../support/makers.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());

const gevonden = async () => {
  const { dataSource, clock } = academie;
  return (await controleer(dataSource, clock.now())).map(({ invariant, id }) => [invariant, id]);
};

test('wat alleen met de hand in de database kan, wordt gezien', async () => {
  const { dataSource } = academie;
  const cohort = await maakCohort(dataSource);
  const { persoonId: a } = await meldLosAan(academie, cohort.id, systeem);
  const [b, c] = [(await maakPersoon(dataSource)).id, (await maakPersoon(dataSource)).id];
  expect(await gevonden()).toEqual([]);
  const voeg = 'UPDATE persoon SET samengevoegd_met_id = $2 WHERE id = $1';
  await dataSource.query(voeg, [a, b]);
  await dataSource.query(voeg, [b, c]);
  await dataSource.query(`UPDATE cohort SET laatste = laatste + interval '1 hour' WHERE id = $1`, [
    cohort.id,
  ]);
  expect(await gevonden()).toEqual([
    ['samengevoegd-in-een-stap', a],
    ['samengevoegd-is-leeg', a],
    ['cohort-eerste-en-laatste', cohort.id],
  ]);
});
