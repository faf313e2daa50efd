import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AanmeldenService, type Aangemeld } from '../../src/aanmeldingen/aanmelden.service.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import type { StandDto } from '../../src/aanmeldingen/aanmeldingen.dto.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, verzoek } from '../support/makers.js';
import { allen, deadlocks, inCohort, meldLosAan, reeks, verwachtGaaf } from '../support/aanmeldingen.js';

let academie: Academie;
let cohort: Cohort;
beforeEach(async () => {
  academie = await startAcademie();
  cohort = await maakCohort(academie.dataSource, { capaciteit: 20 });
});
afterEach(() => academie.sluit());

const meldAan = (email?: string, wie = anoniem): Promise<Aangemeld> =>
  academie.app.get(AanmeldenService).meldAan(cohort.id, verzoek(email ? { email } : {}), wie);

async function post(
  met: Partial<ReturnType<typeof verzoek>> = {},
): Promise<{ status: number; body: StandDto }> {
  const response = await fetch(`${academie.url}/api/v1/cohorten/${cohort.id}/aanmeldingen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(verzoek(met)),
  });
  return { status: response.status, body: (await response.json()) as StandDto };
}

async function verwacht20En480(): Promise<void> {
  const rijen = await inCohort(academie, cohort.id);
  const nummers = rijen.flatMap(({ plaatsnummer }) => plaatsnummer ?? []);
  expect(nummers).toEqual(reeks(20).map((i) => i + 1));
  expect(rijen.filter(({ status }) => status === 'wachtlijst')).toHaveLength(480);
  expect(await deadlocks(academie)).toBe(0);
  await verwachtGaaf(academie);
}

test('500 mensen tegelijk voor 20 plaatsen: 20 hebben er een, 480 staan in de rij, in volgorde van komst', async () => {
  const aangemeld = await Promise.all(reeks(500).map(() => meldAan()));
  const posities = aangemeld.map(({ wachtlijstpositie }) => wachtlijstpositie);
  expect(posities).toEqual([...reeks(20).map(() => null), ...reeks(480).map((i) => i + 1)]);
  expect(aangemeld[0]!.aanmelding).toMatchObject({ status: 'voorlopig', wachtOp: ['emailbevestiging'] });
  await verwacht20En480();
});

test('500 verzoeken tegelijk via de API voor 20 plaatsen: 20 plaatsen, posities 1 tot en met 480', async () => {
  const antwoorden = await Promise.all(reeks(500).map(() => post()));
  expect(new Set(antwoorden.map(({ status }) => status))).toEqual(new Set([201]));
  const posities = antwoorden.flatMap(({ body }) => body.wachtlijstpositie ?? []);
  expect(posities.sort((a, b) => a - b)).toEqual(reeks(480).map((i) => i + 1));
  expect(antwoorden.filter(({ body }) => body.status === 'voorlopig')).toHaveLength(20);
  await verwacht20En480();
});

const schrijfwijzen = [
  'anna@school.example',
  'ANNA@school.example',
  ' Anna@School.Example ',
  'anna@SCHOOL.EXAMPLE',
];

test('dezelfde persoon twintig keer tegelijk: één aanmelding', async () => {
  const { gelukt, geweigerd } = await allen(reeks(20).map((i) => meldAan(schrijfwijzen[i % 4], systeem)));
  expect(gelukt).toHaveLength(1);
  expect(geweigerd.map(({ code }) => code)).toEqual(reeks(19).map(() => 'al-aangemeld'));
  expect(await inCohort(academie, cohort.id)).toHaveLength(1);
  expect(await academie.dataSource.manager.count(Persoon)).toBe(1);
  await verwachtGaaf(academie);
});

test('dezelfde persoon twintig keer tegelijk, elk in een eigen transactie: één aanmelding', async () => {
  const { gelukt, geweigerd } = await allen(
    reeks(20).map((i) => meldLosAan(academie, cohort.id, systeem, { email: schrijfwijzen[i % 4] })),
  );
  expect([gelukt.length, geweigerd.length]).toEqual([1, 19]);
  expect(await academie.dataSource.manager.count(Persoon)).toBe(1);
  await verwachtGaaf(academie);
});

test('een dubbele klik via de API: één aanmelding, en steeds het antwoord aan een nieuw mens', async () => {
  const antwoorden = await Promise.all(reeks(20).map((i) => post({ email: schrijfwijzen[i % 4]! })));
  expect(antwoorden.map(({ status }) => status)).toEqual(reeks(20).map(() => 201));
  expect(await inCohort(academie, cohort.id)).toHaveLength(1);
});

test('dezelfde mensen tegelijk in twee cohorten: ieder in beide één keer, zonder deadlock', async () => {
  const ander = await maakCohort(academie.dataSource, { capaciteit: 20 });
  const adressen = reeks(30).map((i) => `p${i}@school.example`);
  const service = academie.app.get(AanmeldenService);
  const inBeide = (email: string, i: number) =>
    (i % 2 ? [cohort.id, ander.id] : [ander.id, cohort.id]).map((id) =>
      service.meldAan(id, verzoek({ email }), systeem),
    );
  await Promise.all([...adressen.flatMap(inBeide)]);
  expect(await academie.dataSource.manager.count(Persoon)).toBe(30);
  expect(await inCohort(academie, cohort.id)).toHaveLength(30);
  expect(await inCohort(academie, ander.id)).toHaveLength(30);
  expect(await deadlocks(academie)).toBe(0);
  await verwachtGaaf(academie);
});
