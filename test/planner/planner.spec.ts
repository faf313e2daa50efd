import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { alleEntiteiten } from '../../src/entiteiten.js';
import { PlannerQueries } from '../../src/planner/planner.queries.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { RoosterService } from '../../src/planner/rooster.service.js';
import { TaakRun } from '../../src/planner/taak-run.entity.js';
import { AsOfClock, Clock } from '../../src/platform/clock/clock.js';
import { addHours, inAmsterdam } from '../../src/platform/clock/dates.js';
import { Settings } from '../../src/platform/config/settings.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import type { Taak, Taakresultaat } from '../../src/platform/taak.js';
import {
  alsEigenaar,
  maakTestDatabase,
  verbreekVerbindingen,
  type TestDatabase,
} from '../support/database.js';
import { totdat } from '../support/tijd.js';

const hier = { proef: false, door: 'planner' } as const;

/** A task that does what the test says. */
class Proeftaak implements Taak {
  readonly naam = 'proef';
  readonly omschrijving = 'Doet wat de test zegt';
  samen?: true;
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
const gepland = { taak, elke: '* * * * * *', inWoorden: 'elke seconde', teLaatNa: 5 };

/** With a schedule of the tests' own. */
class Proefplanner extends PlannerService {
  override taken() {
    return [gepland];
  }
}

const planner = (bron: DataSource, clock = new Clock()): PlannerService =>
  new Proefplanner(bron, clock, {} as ModuleRef);

function rooster(PLANNER: boolean) {
  const [bron] = bronnen;
  const registry = new SchedulerRegistry();
  const settings = Object.assign(new Settings(), { PLANNER });
  const eigen = planner(bron!);
  return {
    eigen,
    registry,
    dienst: new RoosterService(settings, eigen, registry),
  };
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
  await alsEigenaar(() => bronnen[0]!.query('TRUNCATE taak_run'));
  taak.beurten = [];
  taak.werk = () => Promise.resolve(1);
  delete taak.samen;
  gepland.elke = '* * * * * *';
});

const begonnen = (): Promise<unknown> => totdat(() => taak.beurten.length > 0);

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

  test('die steeds op hetzelfde mislukt houdt zijn eerste en zijn laatste keer', async () => {
    const mislukt = (fout: string) => {
      taak.werk = () => Promise.reject(new Error(fout));
      return planners[0].draai('proef', hier);
    };
    for (const fout of ['a', 'a', 'a', 'a', 'b', 'b', 'a']) await mislukt(fout);
    expect((await runs()).map(({ fout }) => fout)).toEqual(['a', 'a', 'b', 'b', 'a']);
  });

  test('blijft negentig dagen', async () => {
    await bronnen[0]!.query(
      `INSERT INTO taak_run (taak, aantal, begonnen_op, geeindigd_op, resultaat)
       SELECT 'proef', 1, t, t, 'gelukt' FROM unnest(ARRAY[now() - interval '91 days', now() - interval '89 days']) t`,
    );
    await planners[0].draai('proef', hier);
    expect(await runs()).toHaveLength(2);
  });

  test('alsof het een ander moment is zegt dat, en is geen beurt van het rooster', async () => {
    const later = new Date('2031-01-01T08:00:00Z');
    await planner(bronnen[0]!, new AsOfClock(later)).draai('proef', hier);
    expect((await runs()).map(({ nu }) => nu)).toEqual([later]);
    expect(await planner(bronnen[0]!).beurten('proef')).toMatchObject({
      gelukt: null,
      poging: null,
    });
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
    await totdat(async () => (await planners[0].draai('proef', hier)).resultaat !== 'bezet');
    expect((await runs()).map(({ resultaat, fout }) => [resultaat, fout])).toEqual([
      ['mislukt', 'Afgebroken: het proces stopte midden in deze taak.'],
      ['gelukt', null],
    ]);
  });

  describe('aan een taak die samen kan', () => {
    /** Begins a turn, and gives what ends it. */
    async function bezig(een: PlannerService): Promise<() => Promise<string>> {
      const voor = taak.beurten.length;
      let klaar = (): void => undefined;
      taak.werk = () => new Promise((done) => (klaar = () => done(7)));
      const uitkomst = een.draaiOpTijd('proef');
      await totdat(() => taak.beurten.length > voor);
      const maakAf = klaar;
      return async () => (maakAf(), (await uitkomst).resultaat);
    }
    const standen = async (): Promise<string[]> =>
      (await runs()).map(({ hulp, resultaat, fout }) => `${hulp} ${resultaat} ${fout?.split(':')[0]}`);
    beforeEach(() => {
      taak.samen = true;
      gepland.elke = '*/10 * * * * *';
    });

    test('helpt wie hem bezet vindt, elk met een verslag van zichzelf; met de hand niet', async () => {
      const eerste = await bezig(planners[0]);
      const tweede = await bezig(planners[1]);
      expect((await planners[1].draai('proef', hier)).resultaat).toBe('bezet');
      expect(await standen()).toEqual(['0 null undefined', '1 null undefined']);
      // Who begins anew takes no living one for dead.
      const derde = await bezig(planners[1]);
      expect([await tweede(), await derde(), await eerste()]).toEqual(['gelukt', 'gelukt', 'gelukt']);
      expect(await standen()).toEqual(['0 gelukt undefined', '1 gelukt undefined', '2 gelukt undefined']);
    });

    test('is een helper geen beurt, en maakt hij niets goed wat te laat is', async () => {
      const af = await bezig(planners[0]);
      await (
        await bezig(planners[1])
      )();
      expect(await planner(bronnen[0]!).beurten('proef')).toMatchObject({ gelukt: null });
      const queries = new PlannerQueries(bronnen[0]!, planner(bronnen[0]!), new Clock());
      expect((await queries.teLaat(10)).map(({ waarom }) => waarom)).toEqual(['stil']);
      expect((await queries.laatstePerTaak()).get('proef')).toMatchObject({ hulp: 0 });
      await af();
    });

    test('wordt een dode helper opgemerkt door wie daarna komt, en een levende niet', async () => {
      const eerste = await bezig(planners[0]);
      const levend = await bezig(planners[1]);
      // Under a lock that nobody holds: of a process that was killed.
      await bronnen[0]!.query(`INSERT INTO taak_run (taak, hulp, begonnen_op) VALUES ('proef', 4, now())`);
      await eerste();
      await bronnen[0]!.query(`UPDATE taak_run SET begonnen_op = begonnen_op - interval '1 minute'`);
      await (
        await bezig(planners[0])
      )();
      expect(await standen()).toEqual([
        '0 gelukt undefined',
        '1 null undefined',
        '4 mislukt Afgebroken',
        '0 gelukt undefined',
      ]);
      await levend();
      expect((await standen())[1]).toBe('1 gelukt undefined');
    });
  });

  test('een verbinding die onderweg breekt beëindigt het proces niet', async () => {
    taak.werk = async () => {
      await verbreekVerbindingen(bronnen[0]!, 'taak proef');
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
    const aan = rooster(true);
    aan.dienst.onApplicationBootstrap();
    expect([...aan.registry.getCronJobs().keys()]).toEqual(['proef']);
    await begonnen();
    aan.dienst.onModuleDestroy();
    await aan.eigen.beforeApplicationShutdown();
    expect(klaar).toBe(true);
    const beurten = taak.beurten.length;
    await pause(1200);
    expect(taak.beurten).toHaveLength(beurten);
  });

  test('staat stil als de planner uit staat', () => {
    const uit = rooster(false);
    uit.dienst.onApplicationBootstrap();
    expect(uit.registry.getCronJobs().size).toBe(0);
  });

  const liep = (geleden: string, resultaat = 'gelukt', door = 'planner'): Promise<unknown> =>
    bronnen[0]!.query(
      `INSERT INTO taak_run (taak, door, aantal, begonnen_op, geeindigd_op, resultaat) VALUES
         ('proef', $3, 1, now() - $1::interval, now() - $1::interval, $2)`,
      [geleden, resultaat, door],
    );

  test('twee processen die net na elkaar aan dezelfde beurt beginnen: een draait', async () => {
    gepland.elke = '0 */5 * * * *';
    await Promise.all(planners.map((een) => een.draaiOpTijd('proef')));
    expect((await planners[1].draaiOpTijd('proef')).resultaat).toBe('niet-nodig');
    expect(taak.beurten).toHaveLength(1);
    expect(await runs()).toHaveLength(1);
  });

  /** Each day at the hour that it was twelve hours ago: whenever the tests run, no turn is near. */
  const elkeDag = (): string => `0 30 ${inAmsterdam(addHours(new Date(), -12)).hour} * * *`;

  test('een beurt die voorbijging toen niemand er was wordt ingehaald, een keer', async () => {
    gepland.elke = elkeDag();
    await liep('25 hours');
    // By hand is no turn of the schedule.
    await liep('1 hour', 'gelukt', 'beheer');
    await rooster(true).dienst.haalIn();
    expect(taak.beurten).toHaveLength(1);
    await rooster(true).dienst.haalIn();
    expect(taak.beurten).toHaveLength(1);
  });

  test('een beurt die mislukte wordt na vijf minuten nog eens gedaan', async () => {
    gepland.elke = elkeDag();
    await liep('4 minutes', 'mislukt');
    await rooster(true).dienst.haalIn();
    expect(taak.beurten).toHaveLength(0);
    await bronnen[0]!.query(`UPDATE taak_run SET begonnen_op = begonnen_op - interval '2 minutes'`);
    await rooster(true).dienst.haalIn();
    expect(taak.beurten).toHaveLength(1);
  });
});

describe('te laat', () => {
  const teLaat = async (minuten: number): Promise<string[]> =>
    (await new PlannerQueries(bronnen[0]!, planner(bronnen[0]!), new Clock()).teLaat(minuten)).map(
      ({ taak: naam, waarom }) => `${naam} ${waarom}`,
    );
  const eindigde = (geleden: string, resultaat: string, nu: Date | null = null): Promise<unknown> =>
    bronnen[0]!.query(
      `INSERT INTO taak_run (taak, begonnen_op, geeindigd_op, resultaat, nu) VALUES
         ('proef', now() - $1::interval, now() - $1::interval, $2, $3)`,
      [geleden, resultaat, nu],
    );

  test('is een taak die te lang niet gelukt is: stil, of steeds mislukt; een gelukte beurt maakt het weer goed', async () => {
    expect(await teLaat(10)).toEqual(['proef stil']);
    await eindigde('6 minutes', 'gelukt');
    expect(await teLaat(10)).toEqual(['proef stil']);
    await eindigde('4 minutes', 'mislukt');
    expect(await teLaat(10)).toEqual(['proef mislukt']);
    // As of another moment is not now.
    await eindigde('1 minute', 'gelukt', new Date());
    expect(await teLaat(10)).toEqual(['proef mislukt']);
    await eindigde('0 minutes', 'gelukt');
    expect(await teLaat(10)).toEqual([]);
  });

  test('is ook een taak die begon en niet ophoudt', async () => {
    await bronnen[0]!.query(
      `INSERT INTO taak_run (taak, begonnen_op) VALUES ('proef', now() - interval '6 minutes')`,
    );
    expect(await teLaat(10)).toEqual(['proef hangt']);
  });

  test('is niets zolang het proces er nog maar net is', async () => {
    expect(await teLaat(4)).toEqual([]);
  });
});
