import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/audit/wie.js';
import { leesTaakopdracht, taak } from '../../src/opdrachten/taak.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, verzoek } from '../support/makers.js';

let academie: Academie;
let coordinator: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  academie.dataSource.setOptions({ logging: false });
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());

test('/health zegt zonder inloggen dat het goed gaat, en wat er mis is', async () => {
  await request(academie.url).get('/health/live').expect(200, { status: 'ok' });
  await request(academie.url)
    .get('/health/ready')
    .expect(200, { status: 'ok', onderdelen: { database: 'ok', migraties: 'ok', planner: 'ok' } });
  await academie.dataSource.query(`ALTER TABLE migrations RENAME TO weg`);
  await request(academie.url).get('/health/ready').expect(503);
  await academie.dataSource.query(`ALTER TABLE weg RENAME TO migrations`);
  await academie.dataSource.query(`UPDATE migrations SET name = 'Oud' WHERE name = 'Planner1763800007000'`);
  await request(academie.url)
    .get('/health/ready')
    .expect(503, {
      status: 'fout',
      onderdelen: { database: 'ok', migraties: 'nog uit te voeren: 1', planner: 'ok' },
    });
  await academie.dataSource.query(`UPDATE migrations SET name = 'Planner1763800007000' WHERE name = 'Oud'`);
});

test('/health/ready wordt rood als een taak te laat is en de planner aan staat', async () => {
  academie.settings.PLANNER = true;
  const uptime = jest.spyOn(process, 'uptime').mockReturnValue(360);
  await request(academie.url)
    .get('/health/ready')
    .expect(503)
    .expect(/te laat: .*wachtlijst \(draait niet\)/);
  uptime.mockReturnValue(60);
  await request(academie.url).get('/health/ready').expect(200);
  uptime.mockRestore();
  academie.settings.PLANNER = false;
});

test('de coördinator ziet de taken en start er een', async () => {
  const { text } = await request(academie.url)
    .get('/beheer/planner')
    .set('cookie', coordinator.cookie)
    .expect(200);
  expect(text).toContain('elke minuut');
  expect(text).toContain('nog nooit');
  const started = await request(academie.url)
    .post('/beheer/planner/wachtlijst/run')
    .set('cookie', coordinator.cookie)
    .type('form')
    .send({ _csrf: coordinator.csrf })
    .expect(303);
  expect(started.headers.location).toBe('/beheer/planner');
  const after = await request(academie.url).get('/beheer/planner').set('cookie', coordinator.cookie);
  expect(after.text).toContain('met de hand');
  expect(after.text).toContain('niets te doen');
});

test('een onbekende taak is er niet, en een ander mag hier niet komen', async () => {
  await request(academie.url)
    .post('/beheer/planner/opruimen/run')
    .set('cookie', coordinator.cookie)
    .set('x-csrf-token', coordinator.csrf)
    .expect(404);
  const trainer = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'trainer' }));
  await request(academie.url).get('/beheer/planner').set('cookie', trainer.cookie).expect(403);
});

test('npm run taak: lijst, uitvoeren, proef en fouten', async () => {
  const said: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  const error = jest.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  expect(await taak([], academie.app)).toBe(0);
  expect(said.join('\n')).toMatch(/wachtlijst .*\(elke minuut\)\n.*berichten/);
  expect(await taak(['wachtlijst', '--proef'], academie.app)).toBe(0);
  expect(said.at(-1)).toBe('wachtlijst: 0 te doen; dit was een proef, er is niets veranderd');
  expect(await taak(['berichten'], academie.app)).toBe(0);
  expect(await taak(['opruimen'], academie.app)).toBe(1);
  log.mockRestore();
  error.mockRestore();
});

/** Everything that the academy keeps, as text. */
async function inhoud(): Promise<string> {
  const tabellen = ['aanmelding', 'bericht', 'auditregel', 'taak_run', 'cohort'];
  const rows = await Promise.all(
    tabellen.map((tabel) => academie.dataSource.query<object[]>(`SELECT * FROM ${tabel} t ORDER BY t::text`)),
  );
  return JSON.stringify(rows);
}

test('--proef zegt wat de wachtlijst zou doen en verandert niets; zonder --proef gebeurt het', async () => {
  const { id } = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  await academie.app.get(AanmeldenService).meldAllenAan(
    id,
    [1, 2].map(() => ({ verzoek: verzoek(), wie: systeem })),
  );
  await academie.dataSource.query('UPDATE cohort SET capaciteit = 2 WHERE id = $1', [id]);
  const before = await inhoud();
  const planner = academie.app.get(PlannerService);
  const proef = await planner.draai('wachtlijst', { proef: true, door: 'opdracht' });
  expect(proef).toMatchObject({ resultaat: 'gelukt', aantal: 1 });
  expect(await inhoud()).toBe(before);
  const echt = await planner.draai('wachtlijst', { proef: false, door: 'opdracht' });
  expect(echt.regels).toEqual(proef.regels);
  expect(await inhoud()).not.toBe(before);
});

test.each([
  ['2026-09-14T08:00:00Z', '2026-09-14T08:00:00.000Z'],
  ['2026-09-14T08:00:00+02:00', '2026-09-14T06:00:00.000Z'],
  ['2026-09-14T08:00', '2026-09-14T06:00:00.000Z'],
  ['2026-12-14', '2026-12-13T23:00:00.000Z'],
])('--nu %s', (nu, moment) => {
  expect(leesTaakopdracht(['wachtlijst', '--nu', nu])).toEqual({
    naam: 'wachtlijst',
    nu: new Date(moment),
    proef: false,
  });
});

test.each([[['--nu', 'morgen']], [['--nu', '2026-06-31']], [['a', 'b']], [['--onbekend']], [['--nu']]])(
  '%j is niet te lezen',
  (argv) => {
    expect(() => leesTaakopdracht(argv)).toThrow(/Gebruik: npm run taak/);
  },
);
