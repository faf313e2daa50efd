import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anoniem } from '../../src/toegang/wie.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { vraag } from '../support/vraag.js';
import { maakIngelogd, maakStad, meldAan, type Ingelogd, type Stad } from './opstelling.js';

/** A trainer sees who comes to the own cohorten, and no more than that. */
let stad: Stad;
let trainer: Ingelogd;
beforeAll(async () => {
  stad = await maakStad();
  trainer = await maakIngelogd(stad.academie, { rol: 'trainer' });
  const { manager } = stad.academie.dataSource;
  await manager.update(Bijeenkomst, { cohortId: stad.las.id }, { trainerId: trainer.gebruiker.id });
  await meldAan(stad, stad.las, stad.spo.school, 'Komt', {
    email: 'komt@school.example',
    opmerking: 'Ik ben slechthorend',
  });
  await meldAan(stad, stad.las, stad.spo.school, 'Misschien', {}, anoniem);
  await meldAan(stad, stad.coachen, stad.spo.school, 'Elders');
});
afterAll(() => stad?.academie.sluit());

const haal = (pad: string, { inlog } = trainer) =>
  vraag(stad.academie, pad, { headers: { cookie: inlog.cookie } });

test('de eigen cohorten, en hoeveel er komen', async () => {
  const { status, tekst } = await haal('/trainer');
  expect(status).toBe(200);
  expect(tekst).toContain(`/trainer/cohorten/${stad.las.id}`);
  expect(tekst).toContain('data-kop="Deelnemers">1</td>');
  expect(tekst).not.toContain(stad.coachen.id);
});

test('namen, functie en school van wie een plaats heeft; geen adres, geen opmerking', async () => {
  const { status, tekst } = await haal(`/trainer/cohorten/${stad.las.id}`);
  expect(status).toBe(200);
  expect(tekst).toContain('Anna Komt');
  expect(tekst).toContain('School van SPO Utrecht');
  expect(tekst).not.toMatch(/komt@school\.example|slechthorend|Misschien|Elders/);
});

test('het cohort van een ander bestaat niet', async () => {
  expect((await haal(`/trainer/cohorten/${stad.coachen.id}`)).status).toBe(404);
  const ander = await maakIngelogd(stad.academie, { rol: 'trainer' });
  expect((await haal(`/trainer/cohorten/${stad.las.id}`, ander)).status).toBe(404);
  expect((await haal('/trainer', ander)).tekst).toContain('aan geen cohort gekoppeld');
});

test('een trainer haalt geen deelnemerslijst op', async () => {
  for (const pad of [
    '/api/v1/deelnemerslijst',
    '/bestuur/deelnemerslijst.csv',
    `/beheer/cohorten/${stad.las.id}/deelnemerslijst.xlsx`,
  ])
    expect((await haal(pad)).status).toBe(403);
});
