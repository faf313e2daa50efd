import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { OverzetvoorstellenService } from '../../src/aanmeldingen/overzetvoorstellen.service.js';
import { anoniem } from '../../src/toegang/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { AanmeldingbeheerService } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { BesluitService } from '../../src/cohortbeheer/levensloop/besluit.service.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { SamenvoegenService } from '../../src/cohortbeheer/verhuizen/samenvoegen.service.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import {
  berichtenVan,
  coordinator,
  eigenaar,
  lees,
  meldLosAan,
  verwachtGaaf,
  vul,
  wachtOpSlot,
} from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakBestuur, maakCohort, maakSchool } from '../support/makers.js';

/** Two cohorten that become one: what happens after that, and at the same moment. */
let academie: Academie;
let van: Cohort;
let naar: Cohort;
beforeEach(async () => {
  academie = await startAcademie();
  van = await maakCohort(academie.dataSource, { capaciteit: 3, minimum: 0 });
  naar = await maakCohort(academie.dataSource, {
    capaciteit: 6,
    minimum: 0,
    opleidingId: van.opleidingId,
  });
});
afterEach(async () => {
  await verwachtGaaf(academie);
  await academie.sluit();
});

const samen = () => academie.app.get(SamenvoegenService).voegSamen(coordinator, van.id, { met: naar.id });
const soorten = async (id: string) =>
  (await berichtenVan(academie, id)).map((sleutel) => sleutel.split(':')[0]).sort();

test('wie meekwam hoort van een wijziging en van het besluit hier, ook als die daar al eens zo heetten', async () => {
  const beheer = academie.app.get(PlanService);
  const besluit = (id: string) =>
    academie.app.get(BesluitService).besluit(coordinator, id, { besluit: 'go', toelichting: 'Ja' });
  const [a] = await vul(academie, van.id, 1);
  expect(await beheer.wijzig(coordinator, van.id, { locatie: 'Zeist' })).toBe(1);
  await besluit(van.id);
  expect(await soorten(a!.id)).toEqual(['gaat-door', 'geplaatst', 'gewijzigd']);
  await samen();
  expect(await beheer.wijzig(coordinator, naar.id, { locatie: 'Amersfoort' })).toBe(1);
  await besluit(naar.id);
  expect(await soorten(a!.id)).toEqual([
    'gaat-door',
    'gaat-door',
    'geplaatst',
    'gewijzigd',
    'gewijzigd',
    'samengevoegd',
  ]);
});

/** Does something to an aanmelding while its cohort is merged just before. */
async function tegelijk(werk: () => Promise<unknown>): Promise<void> {
  const { dataSource } = academie;
  let laatGaan = (): void => undefined;
  const dicht = new Promise<void>((resolve) => (laatGaan = resolve));
  let vast = (): void => undefined;
  const begonnen = new Promise<void>((resolve) => (vast = resolve));
  const houdt = dataSource.transaction(async (m) => {
    await m.query('SELECT 1 FROM cohort WHERE id = $1 FOR NO KEY UPDATE', [van.id]);
    vast();
    await dicht;
  });
  await begonnen;
  const samengevoegd = samen();
  await wachtOpSlot(academie, 1);
  const gedaan = werk();
  await wachtOpSlot(academie, 2);
  laatGaan();
  await Promise.all([houdt, samengevoegd, gedaan]);
}

test('wat op dat moment wordt verbeterd, gebeurt in het cohort waar iemand dan is', async () => {
  const { dataSource, app } = academie;
  const bestuur = await maakBestuur(dataSource, { vraagtAkkoord: true });
  const { vestigingscode } = await maakSchool(dataSource, { bestuurId: bestuur.id });
  const a = await meldLosAan(academie, van.id, anoniem, { vestigingscode });
  await app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
  expect((await lees(academie, a.id)).wachtOp).toEqual(['akkoord']);
  await tegelijk(() => app.get(AanmeldingbeheerService).wijzig(coordinator, a.id, { vestigingscode: null }));
  expect(await lees(academie, a.id)).toMatchObject({ cohortId: naar.id, status: 'geplaatst' });
  const mail = await dataSource.manager.findOneByOrFail(Bericht, { sleutel: `geplaatst:${a.id}` });
  expect(mail.cohortId).toBe(naar.id);
});

test('een voorstel dat op dat moment wordt gedaan, is er een aan wie dan in het andere cohort is', async () => {
  const derde = await maakCohort(academie.dataSource, { opleidingId: van.opleidingId });
  const [a] = await vul(academie, van.id, 1);
  await tegelijk(() => academie.app.get(OverzetvoorstellenService).vraag(a!.id, derde.id, coordinator));
  expect(await lees(academie, a!.id)).toMatchObject({ cohortId: naar.id, status: 'geplaatst' });
  expect(await soorten(a!.id)).toEqual(['geplaatst', 'overzetvoorstel', 'samengevoegd']);
});
