import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { alleEntiteiten } from '../../src/entiteiten.js';
import { PlannerQueries } from '../../src/planner/planner.queries.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { TaakRun } from '../../src/planner/taak-run.entity.js';
import type { TakenService } from '../../src/planner/taken.service.js';
import { VerslagService } from '../../src/planner/verslag.service.js';
import { Settings } from '../../src/platform/config/settings.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import type { Taak, Taakresultaat } from '../../src/platform/taak.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';

const hier = { proef: false, door: 'planner' } as const;

/** A task that does what the test says. */
class Proeftaak implements Taak {
  readonly naam = 'proef';
  readonly omschrijving = 'Doet wat de test zegt';
  beurten: boolean[] = [];
  werk: () => Promise<number> = () => Promise.resolve(1);

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    this.beurten.push(proef);
    return { aantal: await this.werk(), regels: [] };
  }
}

let database: TestDatabase;
let bronnen: DataSource[];
let planners: [PlannerService, PlannerService];
const taak = new Proeftaak();
const taken = {
  alle: () => [{ taak, elke: '* * * * * *', inWoorden: 'elke seconde', teLaatNa: 5 }],
  vind: () => taak,
} as unknown as TakenService;

function planner(bron: DataSource, PLANNER = false): PlannerService {
  const settings = Object.assign(new Settings(), { PLANNER });
  return new PlannerService(bron, settings, taken, new VerslagService(bron), new SchedulerRegistry());
}

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await maakTestDatabase();
  const options = dataSourceOptions(database.url, { entities: alleEntiteiten, migrations: [] }, 3);
  bronnen = await Promise.all([0, 1].map(() => new DataSource({ ...options, logging: false }).initialize()));
  planners = [planner(bronnen[0]!), planner(bronnen[1]!)];
});
afterAll(async () => {
  await Promise.all(bronnen.map((bron) => bron.destroy()));
  await database.sluit();
});
beforeEach(async () => {
  await bronnen[0]!.query('TRUNCATE taak_run');
  taak.beurten = [];
  taak.werk = () => Promise.resolve(1);
});

async function begonnen(): Promise<void> {
  for (let tries = 0; taak.beurten.length === 0 && tries < 500; tries += 1) await pause(10);
}

const runs = (): Promise<TaakRun[]> => bronnen[0]!.getRepository(TaakRun).find({ order: { id: 'ASC' } });

describe('een run', () => {
  test('laat begin, eind, uitkomst, aantal en aanleiding achter', async () => {
    taak.werk = async () => (await pause(30), 3);
    expect(await planners[0].draai('proef', { proef: false, door: 'beheer' })).toMatchObject({
      resultaat: 'gelukt',
      aantal: 3,
    });
    const [run] = await runs();
    expect(run).toMatchObject({ taak: 'proef', resultaat: 'gelukt', aantal: 3, fout: null, door: 'beheer' });
    expect(run!.geeindigdOp!.getTime() - run!.begonnenOp.getTime()).toBeGreaterThanOrEqual(29);
  });

  test('die mislukt laat zijn fout achter, en de volgende gaat gewoon', async () => {
    taak.werk = () => Promise.reject(new AggregateError([new Error('cohort weg')], '1 van 2 mislukt'));
    expect((await planners[0].draai('proef', hier)).resultaat).toBe('mislukt');
    taak.werk = () => Promise.resolve(1);
    expect((await planners[0].draai('proef', hier)).resultaat).toBe('gelukt');
    expect((await runs()).map(({ resultaat, fout }) => [resultaat, fout])).toEqual([
      ['mislukt', '1 van 2 mislukt\ncohort weg'],
      ['gelukt', null],
    ]);
  });

  test('zonder werk bedelft de andere niet', async () => {
    for (const aantal of [0, 0, 2, 0, 0, 0]) {
      taak.werk = () => Promise.resolve(aantal);
      await planners[0].draai('proef', hier);
    }
    expect((await runs()).map(({ aantal }) => aantal)).toEqual([2, 0]);
  });

  test('als proef laat niets achter', async () => {
    await planners[0].draai('proef', { proef: true, door: 'opdracht' });
    expect(taak.beurten).toEqual([true]);
    expect(await runs()).toEqual([]);
  });
});

describe('met meer processen', () => {
  test('draait er een, en de ander hoort dat hij bezet is', async () => {
    let release = (): void => undefined;
    taak.werk = () => new Promise((done) => (release = () => done(1)));
    const eerste = planners[0].draai('proef', hier);
    await begonnen();
    expect((await planners[1].draai('proef', hier)).resultaat).toBe('bezet');
    expect((await planners[0].draai('proef', hier)).resultaat).toBe('bezet');
    release();
    expect((await eerste).resultaat).toBe('gelukt');
    expect(taak.beurten).toHaveLength(1);
    taak.werk = () => Promise.resolve(1);
    expect((await planners[1].draai('proef', hier)).resultaat).toBe('gelukt');
  });

  test('tegelijk begonnen: nooit twee in dezelfde tijd', async () => {
    let busy = 0;
    let most = 0;
    taak.werk = async () => {
      most = Math.max(most, (busy += 1));
      await pause(20);
      busy -= 1;
      return 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => planners[i % 2]!.draai('proef', hier)));
    expect(most).toBe(1);
  });

  test('een proces dat midden in een taak sterft houdt niemand tegen, en dat is te zien', async () => {
    const child = spawn(process.execPath, ['-e', sterfmidden, database.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect((await planners[0].draai('proef', hier)).resultaat).toBe('bezet');
    child.kill('SIGKILL');
    await once(child, 'exit');
    let uitkomst = await planners[0].draai('proef', hier);
    for (let tries = 0; uitkomst.resultaat === 'bezet' && tries < 100; tries += 1) {
      await pause(20);
      uitkomst = await planners[0].draai('proef', hier);
    }
    expect((await runs()).map(({ resultaat, fout }) => [resultaat, fout])).toEqual([
      ['mislukt', 'Afgebroken: het proces stopte midden in deze taak.'],
      ['gelukt', null],
    ]);
  });

  test('een verbinding die onderweg breekt beëindigt het proces niet', async () => {
    taak.werk = async () => {
      await bronnen[0]!.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'taak proef'`,
      );
      return 1;
    };
    expect((await planners[0].draai('proef', hier)).resultaat).toBe('gelukt');
  });
});

// Holds the lock and has begun a run, as a planner has in the middle of a task.
const sterfmidden = `
  const { Client } = require('pg');
  const client = new Client(process.argv[1]);
  client.connect()
    .then(() => client.query("SELECT pg_advisory_lock(7318002, hashtext('taak proef'))"))
    .then(() => client.query("INSERT INTO taak_run (taak, begonnen_op) VALUES ('proef', now())"))
    .then(() => console.log('begonnen'));
  setInterval(() => undefined, 1000);`;

describe('het rooster', () => {
  test('draait vanzelf als de planner aan staat, en bij stoppen wordt gewacht tot de taak af is', async () => {
    let klaar = false;
    taak.werk = async () => {
      await pause(200);
      klaar = true;
      return 1;
    };
    const aan = planner(bronnen[0]!, true);
    aan.onApplicationBootstrap();
    expect([...aan.volgende().keys()]).toEqual(['proef']);
    await begonnen();
    aan.onModuleDestroy();
    await aan.beforeApplicationShutdown();
    expect(klaar).toBe(true);
    const beurten = taak.beurten.length;
    await pause(1200);
    expect(taak.beurten).toHaveLength(beurten);
  });

  test('staat stil als de planner uit staat', () => {
    const uit = planner(bronnen[0]!);
    uit.onApplicationBootstrap();
    expect(uit.volgende().size).toBe(0);
  });
});

describe('te laat', () => {
  const teLaat = (minuten: number): Promise<string[]> =>
    new PlannerQueries(bronnen[0]!, taken).teLaat(minuten);
  const eindigde = (geleden: string, resultaat: string): Promise<unknown> =>
    bronnen[0]!.query(
      `INSERT INTO taak_run (taak, begonnen_op, geeindigd_op, resultaat) VALUES
         ('proef', now() - $1::interval, now() - $1::interval, $2)`,
      [geleden, resultaat],
    );

  test('is een taak die te lang niet is afgelopen, niet een die mislukt', async () => {
    expect(await teLaat(10)).toEqual(['proef']);
    await eindigde('6 minutes', 'gelukt');
    expect(await teLaat(10)).toEqual(['proef']);
    await eindigde('4 minutes', 'mislukt');
    expect(await teLaat(10)).toEqual([]);
  });

  test('is niets zolang het proces er nog maar net is', async () => {
    expect(await teLaat(4)).toEqual([]);
  });
});
