import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as rust } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { identityOf } from '../../src/platform/database/embedded/processes.js';
import { cleanUp, copyInto, filledFolder, postmasterPid } from '../support/embedded.js';
import { builtCopy, startCommand } from '../support/built.js';
import { totdat } from '../support/tijd.js';

const project = path.resolve(import.meta.dirname, '../..');

/** A clone as production has it: built, with `dist/` and `templates/` and without `src/`. */
let clone: string;
beforeAll(async () => {
  clone = await builtCopy();
  await copyInto(clone, path.join(project, 'bench'));
  // Filled already, because initdb takes longer than all the rest of a start.
  await fs.rename(await filledFolder(), path.join(clone, '.data'));
}, 240_000);
afterAll(async () => {
  await Promise.all(kinderen.map(kill));
  await cleanUp();
});

const kinderen: ChildProcess[] = [];
const kill = async (kind: ChildProcess): Promise<void> => {
  if (kind.exitCode !== null || kind.signalCode !== null) return;
  kind.kill('SIGKILL');
  await once(kind, 'exit');
};

const STIL = {
  DATABASE_URL: '',
  DEMO_DATA: 'off',
  LOG_LEVEL: 'error',
  PORT: '0',
  BASE_URL: 'http://academie.test',
};

interface Proces {
  poort: string;
  kind: ChildProcess;
  /** What it has printed so far, errors included. */
  uitvoer: () => string;
  /** @returns the exit code. */
  stop: (signaal: NodeJS.Signals) => Promise<number | null>;
}

function start(programma: string[], env: NodeJS.ProcessEnv = {}): Proces {
  const kind = spawn(process.execPath, programma, {
    cwd: clone,
    env: { ...process.env, ...STIL, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  kinderen.push(kind);
  let tekst = '';
  for (const stroom of [kind.stdout, kind.stderr])
    stroom.on('data', (stuk: Buffer) => (tekst += String(stuk)));
  return {
    poort: env.PORT ?? '0',
    kind,
    uitvoer: () => tekst,
    stop: async (signaal) => {
      const einde = once(kind, 'exit') as Promise<[number | null]>;
      kind.kill(signaal);
      return (await einde)[0];
    },
  };
}

const SERVER = startCommand;

async function luistert({ kind, uitvoer }: Proces): Promise<void> {
  await totdat(() => uitvoer().includes('Utrecht Leert Academie: ') || kind.exitCode !== null);
  expect([kind.exitCode, uitvoer()]).toEqual([null, expect.stringContaining('Utrecht Leert Academie')]);
}
const gebruikers = (): Promise<string[]> => fs.readdir(path.join(clone, '.data/gebruikers')).catch(() => []);

async function vrijePoort(): Promise<number> {
  const proef = net.createServer();
  await new Promise<void>((klaar) => proef.listen(0, '127.0.0.1', klaar));
  const { port } = proef.address() as net.AddressInfo;
  await new Promise((klaar) => proef.close(klaar));
  return port;
}

/** No PostgreSQL that serves this folder, and nobody registered with it. */
async function verwachtNiets(postmaster: number | undefined): Promise<void> {
  expect(await postmasterPid(path.join(clone, '.data'))).toBeUndefined();
  expect(postmaster === undefined ? undefined : await identityOf(postmaster)).toBeUndefined();
  expect(await gebruikers()).toEqual([]);
}

describe('de ingebouwde PostgreSQL stopt met wie hem gebruikt', () => {
  const postmaster = (): Promise<number | undefined> => postmasterPid(path.join(clone, '.data'));

  test('SIGTERM, ook tweemaal zoals npm hem doorgeeft', async () => {
    const server = start(SERVER);
    await luistert(server);
    const pid = await postmaster();
    expect(pid).toBeDefined();
    server.kind.kill('SIGTERM');
    expect(await server.stop('SIGTERM')).toBe(0);
    await verwachtNiets(pid);
  });

  test('twee servers op één kloon: de eerste die gaat laat hem staan, de laatste niet', async () => {
    const [een, twee] = [start(SERVER), start(SERVER)];
    await Promise.all([luistert(een), luistert(twee)]);
    const pid = await postmaster();
    expect(await een.stop('SIGTERM')).toBe(0);
    expect([await postmaster(), (await gebruikers()).length]).toEqual([pid, 1]);
    expect(await twee.stop('SIGINT')).toBe(0);
    await verwachtNiets(pid);
  });

  test('een start die mislukt, en een die wordt afgebroken', async () => {
    const bezet = net.createServer();
    await new Promise<void>((klaar) => bezet.listen(0, '0.0.0.0', klaar));
    const { port } = bezet.address() as net.AddressInfo;
    const mislukt = start(SERVER, { PORT: String(port) });
    expect(await once(mislukt.kind, 'exit')).toEqual([1, null]);
    expect(mislukt.uitvoer()).toContain(`Poort ${port} is al in gebruik.`);
    bezet.close();
    await verwachtNiets(undefined);

    const afgebroken = start(SERVER);
    const pid = await totdat(postmaster);
    await afgebroken.stop('SIGTERM');
    await verwachtNiets(pid);
  });

  test('wordt hij gedood, dan start de server hem weer en werkt verder', async () => {
    const server = start(SERVER, { PORT: String(await vrijePoort()) });
    await luistert(server);
    const gereed = `http://127.0.0.1:${server.poort}/health/ready`;
    const stand = (): Promise<number> => fetch(gereed).then(({ status }) => status);
    expect(await stand()).toBe(200);
    const gedood = (await postmaster())!;
    process.kill(gedood, 'SIGKILL');
    const pid = await totdat(async () => {
      const nu = await postmaster();
      return nu === gedood ? undefined : nu;
    });
    await totdat(() =>
      server.uitvoer().includes('De ingebouwde database was gestopt en is opnieuw gestart.'),
    );
    await totdat(async () => (await stand()) === 200);
    expect(await server.stop('SIGTERM')).toBe(0);
    await verwachtNiets(pid);
  });

  test('de opdrachten, ook door elkaar', async () => {
    const opdrachten = [
      [['taak.js', 'berichten'], 0],
      [['controleer.js'], 0],
      [['importeer.js', 'catalogus', 'bestaat-niet.yaml'], 1],
    ] as const;
    const codes = opdrachten.map(async ([[programma, ...woorden]]) => {
      const [code] = (await once(start([`dist/src/opdrachten/${programma}`, ...woorden]).kind, 'exit')) as [
        number,
      ];
      return code;
    });
    expect(await Promise.all(codes)).toEqual(opdrachten.map(([, code]) => code));
    await verwachtNiets(undefined);
  });

  test('de gevulde database om op te meten: open tot Ctrl-C, en niet langer', async () => {
    const vulling = start(['bench/bench.mjs', 'vulling', '.data', '0.001']);
    const url = await totdat(() => /DATABASE_URL='(.+?)'/.exec(vulling.uitvoer())?.[1]);
    const pid = await postmaster();
    await rust(1_500);
    expect(vulling.kind.exitCode).toBe(null);
    const lezer = new pg.Client(url);
    await lezer.connect();
    expect((await lezer.query('SELECT FROM cohort')).rowCount).toBeGreaterThan(10);
    await lezer.end();
    expect(await vulling.stop('SIGINT')).toBe(0);
    await verwachtNiets(pid);
  });

  test('een opdracht die wordt afgebroken zegt dat in zijn code', async () => {
    const opdracht = start(['dist/src/opdrachten/controleer.js']);
    const pid = await totdat(postmaster);
    expect(await opdracht.stop('SIGINT')).toBe(130);
    await verwachtNiets(pid);
  });
});
