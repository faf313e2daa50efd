import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { leesTaakopdracht, taak } from '../../src/opdrachten/taak.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { vul } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, verzoek } from '../support/makers.js';
import { alsEigenaar } from '../support/database.js';

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
    .expect(200, {
      status: 'ok',
      onderdelen: { database: 'ok', migraties: 'ok', planner: 'ok', post: 'ok' },
    });
  await alsEigenaar(() => academie.dataSource.query(`ALTER TABLE migrations RENAME TO weg`));
  await request(academie.url).get('/health/ready').expect(503);
  await alsEigenaar(() => academie.dataSource.query(`ALTER TABLE weg RENAME TO migrations`));
  await alsEigenaar(() =>
    academie.dataSource.query(`UPDATE migrations SET name = 'Oud' WHERE name = 'Planner1763800007000'`),
  );
  await request(academie.url)
    .get('/health/ready')
    .expect(503, {
      status: 'fout',
      onderdelen: { database: 'ok', migraties: 'nog uit te voeren: 1', planner: 'ok', post: 'ok' },
    });
  await alsEigenaar(() =>
    academie.dataSource.query(`UPDATE migrations SET name = 'Planner1763800007000' WHERE name = 'Oud'`),
  );
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

/** Everything in every table, as one line a table. */
async function inhoud(): Promise<string[]> {
  const tabellen = await academie.dataSource.query<{ naam: string }[]>(
    `SELECT quote_ident(table_name) AS naam FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const regels: string[] = [];
  for (const { naam } of tabellen) {
    const [row] = await academie.dataSource.query<{ alles: string }[]>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS alles FROM ${naam} t`,
    );
    regels.push(`${naam} ${row!.alles}`);
  }
  return regels;
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
  expect(await inhoud()).toEqual(before);
  const echt = await planner.draai('wachtlijst', { proef: false, door: 'opdracht' });
  expect(echt.regels).toEqual(proef.regels);
  expect(await inhoud()).not.toEqual(before);
});

describe('een proef van elke taak', () => {
  const DAG = 24 * 60;
  const zouDoen = new Map<string, number>();

  test('verandert op geen enkel moment iets, in geen enkele tabel', async () => {
    const { id } = await maakCohort(academie.dataSource, {
      capaciteit: 2,
      minimum: 1,
      goNoGoOp: '2027-01-10',
    });
    await vul(academie, id, 4);
    const [laatste] = await academie.dataSource.query<{ op: Date }[]>(
      'SELECT laatste AS op FROM cohort WHERE id = $1',
      [id],
    );
    const voor = await inhoud();
    // Days from the end of the last bijeenkomst: before the reminders, between them, and long after.
    for (const dagen of [-60, -10, -6, -0.9, 0.1, 200, 4000]) {
      academie.clock.set(laatste!.op);
      academie.clock.advance(dagen * DAG);
      for (const { taak: een } of academie.app.get(PlannerService).taken()) {
        const uitkomst = await academie.app
          .get(PlannerService)
          .draai(een.naam, { proef: true, door: 'opdracht' });
        expect([een.naam, uitkomst.resultaat, uitkomst.fout]).toEqual([een.naam, 'gelukt', undefined]);
        expect([een.naam, dagen, await inhoud()]).toEqual([een.naam, dagen, voor]);
        zouDoen.set(een.naam, (zouDoen.get(een.naam) ?? 0) + uitkomst.aantal);
      }
    }
    academie.clock.set(DINSDAG);
  });

  test.each(['wachtlijst', 'levensloop', 'herinneringen', 'go-no-go'])(
    'en %s had wel wat te doen',
    (naam) => {
      expect(zouDoen.get(naam)).toBeGreaterThan(0);
    },
  );
});

test('op het scherm: wat zou dit doen, wat er gepland staat, en alleen de runs van een taak', async () => {
  const cohort = await maakCohort(academie.dataSource, { naam: 'Gepland cohort' });
  await academie.app.get(PlannerService).draai('herinneringen', { proef: false, door: 'planner' });
  academie.clock.set(new Date('2027-01-19T06:00:00Z'));
  const gebruiker = await maakGebruiker(academie.dataSource);
  const vroeg = await logIn(academie, gebruiker);
  const { text } = await request(academie.url).get('/beheer/planner').set('cookie', vroeg.cookie).expect(200);
  expect(text).toContain('dinsdag 19 januari 2027');
  expect(text).toMatch(/\d+ herinneringen/);
  expect(text).toContain(`/beheer/cohorten/${cohort.id}/voortgang`);
  academie.clock.set(new Date('2027-01-19T09:00:00Z'));
  // After three quiet hours somebody is logged out.
  const { cookie, csrf } = await logIn(academie, gebruiker);
  const voor = await inhoud();
  const proef = await request(academie.url)
    .post('/beheer/planner/herinneringen/proef')
    .set('cookie', cookie)
    .type('form')
    .send({ _csrf: csrf })
    .expect(200);
  expect(proef.text).toContain(`${cohort.code}: 0 herinneringen voor wo 20 jan 2027 om 13:00 uur`);
  expect(proef.text).toContain('Er is niets veranderd');
  expect(await inhoud()).toEqual(voor);
  const runs = await request(academie.url).get('/beheer/planner?taak=go-no-go').set('cookie', cookie);
  expect(runs.text).toContain('Alleen de taak go-no-go');
  expect(runs.text).toContain('Er heeft nog niets gedraaid.');
  academie.clock.set(DINSDAG);
});

test('/health/ready wordt rood van een moment dat blijft liggen, en groen als het gedaan is', async () => {
  await academie.dataSource.query(`UPDATE cohort SET status = 'concept'`);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE moment, taak_run'));
  await academie.dataSource.query(
    `INSERT INTO taak_run (taak, begonnen_op, geeindigd_op, resultaat) SELECT t, now(), now(), 'gelukt' FROM unnest($1::text[]) t`,
    [
      academie.app
        .get(PlannerService)
        .taken()
        .map(({ taak: { naam } }) => naam),
    ],
  );
  await maakCohort(academie.dataSource);
  await academie.app.get(PlannerService).draai('herinneringen', { proef: false, door: 'planner' });
  academie.settings.PLANNER = true;
  const uptime = jest.spyOn(process, 'uptime').mockReturnValue(9_999_999);
  academie.clock.set(new Date('2027-01-13T08:29:00Z'));
  await request(academie.url).get('/health/ready').expect(200);
  academie.clock.set(new Date('2027-01-13T08:31:00Z'));
  await request(academie.url)
    .get('/health/ready')
    .expect(503)
    .expect(/blijft liggen: 1 keer herinnering/);
  await academie.app.get(PlannerService).draai('herinneringen', { proef: false, door: 'planner' });
  await request(academie.url).get('/health/ready').expect(200);
  uptime.mockRestore();
  academie.settings.PLANNER = false;
  academie.clock.set(DINSDAG);
});

test('alsof het veel later is geeft niets op wat nog komen kan', async () => {
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE moment'));
  await academie.app.get(PlannerService).draai('herinneringen', { proef: false, door: 'planner' });
  const herinneringen = () =>
    academie.dataSource.query<object[]>(`SELECT * FROM moment WHERE soort = 'herinnering' ORDER BY id`);
  const voor = await herinneringen();
  expect(voor.length).toBeGreaterThan(0);
  const echt = jest.spyOn(academie.clock, 'reallyNow').mockReturnValue(DINSDAG);
  academie.clock.set(new Date('2030-01-01T09:00:00Z'));
  await academie.app.get(PlannerService).draai('herinneringen', { proef: false, door: 'opdracht' });
  expect(await herinneringen()).toEqual(voor);
  echt.mockRestore();
  academie.clock.set(DINSDAG);
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
