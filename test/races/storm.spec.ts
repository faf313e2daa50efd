import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { OverzettenService } from '../../src/aanmeldingen/overzetten.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { WachtlijstTaak } from '../../src/wachtlijst/wachtlijst.taken.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, verzoek } from '../support/makers.js';
import {
  allen,
  bezet,
  coordinator,
  deadlocks,
  eigenaar,
  inCohort,
  reeks,
  verwachtGaaf,
  vul,
} from '../support/aanmeldingen.js';

let academie: Academie;
beforeEach(async () => {
  academie = await startAcademie();
});
afterEach(() => academie.sluit());

const kies = <T>(lijst: T[]): T | undefined => lijst[Math.floor(Math.random() * lijst.length)];

/** Something that somebody does at this moment, with what the last look at the cohort showed. */
function daad(cohortId: string, rijen: Aanmelding[]): () => Promise<unknown> {
  const { app } = academie;
  const service = app.get(AanmeldingenService);
  const actief = rijen.filter(({ status }) => ['voorlopig', 'geplaatst', 'wachtlijst'].includes(status));
  const annuleer = () => {
    const a = kies(actief);
    return a ? service.annuleer(a.id, eigenaar(a), null) : Promise.resolve();
  };
  const accepteer = () => {
    const a = kies(rijen.filter(({ wachtOp }) => wachtOp.includes('aanbod')));
    return a ? service.accepteerAanbod(a.id, eigenaar(a)) : Promise.resolve();
  };
  const wijsAanbodAf = () => {
    const a = kies(rijen.filter(({ wachtOp }) => wachtOp.includes('aanbod')));
    return a ? service.wijsAanbodAf(a.id, eigenaar(a)) : Promise.resolve();
  };
  const herleef = () => {
    const a = kies(rijen.filter(({ status }) => status === 'verlopen'));
    return a ? service.herleef(a.id, eigenaar(a)) : Promise.resolve();
  };
  const meldAan = () => app.get(AanmeldenService).meldAan(cohortId, verzoek(), systeem);
  const planner = () => app.get(WachtlijstTaak).voerUit({ proef: false });
  const capaciteit = () =>
    app.get(PlanService).wijzig(coordinator, cohortId, { capaciteit: 5 + Math.floor(Math.random() * 20) });
  return kies([annuleer, annuleer, accepteer, wijsAanbodAf, herleef, meldAan, planner, capaciteit])!;
}

test('terugtrekken, doorschuiven, plannen en een andere capaciteit door elkaar: elke ronde klopt alles', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 12, minimum: 3 });
  await vul(academie, cohort.id, 30);
  const gedaan = { gelukt: 0, geweigerd: 0 };
  for (const ronde of reeks(6)) {
    const rijen = await inCohort(academie, cohort.id);
    const { gelukt, geweigerd } = await allen(reeks(40).map(() => daad(cohort.id, rijen)()));
    gedaan.gelukt += gelukt.length;
    gedaan.geweigerd += geweigerd.length;
    await verwachtGaaf(academie);
    // Half of the rounds let the offers of the round before run out.
    academie.clock.advance(ronde % 2 ? 4 * 24 * 60 : 10);
    await academie.app.get(WachtlijstTaak).voerUit({ proef: false });
    await verwachtGaaf(academie);
  }
  expect(gedaan.gelukt).toBeGreaterThan(100);
  expect(await deadlocks(academie)).toBe(0);
});

test('twintig trekken zich tegelijk terug: de eerste twintig van de rij krijgen het aanbod', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 20 });
  const allemaal = await vul(academie, cohort.id, 60);
  const service = academie.app.get(AanmeldingenService);
  const { geweigerd } = await allen(
    allemaal.slice(0, 20).map((a) => service.annuleer(a.id, eigenaar(a), null)),
  );
  expect(geweigerd).toEqual([]);
  const stand = new Map((await inCohort(academie, cohort.id)).map((a) => [a.id, a.status]));
  expect(allemaal.map(({ id }) => stand.get(id))).toEqual([
    ...reeks(20).map(() => 'geannuleerd'),
    ...reeks(20).map(() => 'voorlopig'),
    ...reeks(20).map(() => 'wachtlijst'),
  ]);
  await verwachtGaaf(academie);
});

test('overzetten in beide richtingen tegelijk: geen deadlock, niemand kwijt, niemand dubbel', async () => {
  const a = await maakCohort(academie.dataSource, { capaciteit: 14 });
  const b = await maakCohort(academie.dataSource, { capaciteit: 14 });
  const [inA, inB] = [await vul(academie, a.id, 12), await vul(academie, b.id, 12)];
  const service = academie.app.get(OverzettenService);
  const { gelukt, geweigerd } = await allen(
    inA.flatMap((van, i) => [
      service.zetOver(van.id, b.id, coordinator),
      service.zetOver(inB[i]!.id, a.id, coordinator),
    ]),
  );
  expect(gelukt.length + geweigerd.length).toBe(24);
  expect(new Set(geweigerd.map(({ code }) => code))).toEqual(new Set(geweigerd.length ? ['cohort-vol'] : []));
  expect(gelukt.length).toBeGreaterThanOrEqual(4);
  const geplaatst = [...(await inCohort(academie, a.id)), ...(await inCohort(academie, b.id))].filter(
    ({ status }) => status === 'geplaatst',
  );
  expect(new Set(geplaatst.map(({ persoonId }) => persoonId)).size).toBe(24);
  expect(geplaatst).toHaveLength(24);
  expect((await bezet(academie, a.id)) + (await bezet(academie, b.id))).toBe(24);
  expect(await deadlocks(academie)).toBe(0);
  await verwachtGaaf(academie);
});
