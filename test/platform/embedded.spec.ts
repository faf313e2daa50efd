import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { identityOf } from '../../src/platform/database/embedded/processes.js';
import {
  asRoot,
  cleanUp,
  filledFolder,
  launch,
  type Launched,
  newFolder,
  postmasterPid,
  query,
  UNPRIVILEGED,
  withDatabase,
} from '../support/embedded.js';
import { asOrdinaryUser, cloneOutOfReach, removeClones } from '../support/embedded-clone.js';
import { totdat } from '../support/tijd.js';

afterAll(async () => {
  await cleanUp();
  await removeClones();
});

const names = async (folder: string) => (await fs.readdir(folder)).sort();
/** For who dies before it could look. */
const NEVER = 3_600_000;
const gone = (pid: number) => totdat(async () => (await identityOf(pid)) === undefined);

describe('een nieuwe map', () => {
  let folder: string;
  let first: Launched;

  beforeAll(async () => {
    folder = await newFolder();
    first = launch(folder);
    await first.outcome;
  });

  test('krijgt een server die alleen op 127.0.0.1 luistert, met Nederlandse sortering en een wachtwoord', async () => {
    const { url } = await first.outcome;
    const [facts] = await query(
      url,
      `SELECT current_database() AS database, current_setting('listen_addresses') AS address,
              current_setting('unix_socket_directories') AS socket, current_setting('fsync') AS fsync,
              pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(facts).toEqual({
      database: 'academie',
      address: '127.0.0.1',
      socket: '',
      fsync: 'on',
      encoding: 'UTF8',
      provider: 'i',
      locale: 'nl-NL',
    });
    const wrong = new URL(url);
    wrong.password = 'nonsense';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await fs.stat(path.join(folder, 'wachtwoord'))).mode & 0o777).toBe(0o600);
  });

  (asRoot ? test : test.skip)('werkt voor root: de server draait als een ander', async () => {
    const { uid } = await fs.stat(path.join(folder, 'postgres'));
    expect(uid).not.toBe(0);
    expect((await fs.stat(`/proc/${await postmasterPid(folder)}`)).uid).toBe(uid);
    await expect(fs.stat(path.join(folder, 'GEGEVENS-STAAN-ELDERS.txt'))).rejects.toThrow();
  });

  test('heeft geen server meer als het enige proces stopt', async () => {
    expect(await postmasterPid(folder)).toBeDefined();
    await first.stop();
    expect(await postmasterPid(folder)).toBeUndefined();
  });

  test('werkt voor een gewone gebruiker, in een map van hemzelf', async () => {
    const folder = await newFolder({ mode: 0o700, uid: UNPRIVILEGED });
    const launched = launch(folder, await asOrdinaryUser());
    const { url, error } = await launched.outcome;
    expect(error).toBeUndefined();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await launched.stop();
  });

  (asRoot ? test : test.skip)('werkt voor root in een kloon die niemand anders mag betreden', async () => {
    // Not durable, because its data come to lie on a real disk.
    const clone = { ...(await cloneOutOfReach()), options: { durable: false } };
    const { folder } = clone;
    const first = launch(folder, clone);
    const { url, error } = await first.outcome;
    expect(error).toBeUndefined();
    await query(url, 'CREATE TABLE kept (x int)');
    await first.stop();
    const second = launch(folder, clone);
    expect(await query((await second.outcome).url, 'SELECT * FROM kept')).toEqual([]);
    await second.stop();
    expect((await fs.stat(clone.outer)).mode & 0o777).toBe(0o700);
    expect(await names(folder)).not.toContain('postgres');
    const pointer = await fs.readFile(path.join(folder, 'GEGEVENS-STAAN-ELDERS.txt'), 'utf8');
    expect(pointer).toMatch(/^gegevens=\/var\/lib\/utrecht-leert-academie\/gegevens-/m);
  });
});

describe('een onderbroken of beschadigde map', () => {
  test('na kill -9 tijdens initdb begint de volgende opnieuw en ruimt de resten op', async () => {
    const folder = await newFolder();
    const first = launch(folder);
    await totdat(async () => (await names(folder)).some((name) => /^postgres\.nieuw-\w+$/.test(name)));
    await first.kill9();
    expect(await names(folder)).not.toContain('postgres');
    await withDatabase(folder, async ({ url }) => {
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect((await names(folder)).filter((name) => name.includes('nieuw'))).toEqual([]);
    });
  });

  test('een onvolledige datamap gaat opzij, met één zin', async () => {
    const folder = await newFolder();
    await fs.mkdir(path.join(folder, 'postgres'));
    await fs.writeFile(path.join(folder, 'postgres', 'PG_VERSION'), '18\n');
    await withDatabase(folder, ({ reports }) => {
      expect(reports).toEqual([
        expect.stringMatching(/was onvolledig en staat nu in .*postgres\.onvolledig-/),
      ]);
    });
    const aside = (await names(folder)).find((name) => name.startsWith('postgres.onvolledig-')) ?? '';
    expect(await names(path.join(folder, aside))).toEqual(['PG_VERSION']);
  });
});

describe('een bestaande map', () => {
  let folder: string;
  let dataFolder: string;
  let password: string;

  beforeAll(async () => {
    folder = await filledFolder();
    dataFolder = path.join(folder, 'postgres');
    password = await withDatabase(folder, async ({ url }) => {
      await query(url, `CREATE TABLE log AS SELECT 'begin' AS entry`);
      return new URL(url).password;
    });
  });

  const write = (url: string, entry: string) => query(url, `INSERT INTO log VALUES ('${entry}')`);
  const read = async (url: string) => (await query(url, 'SELECT entry FROM log')).map(({ entry }) => entry);
  const postmaster = async () => (await postmasterPid(folder)) ?? 0;

  test('bewaart gegevens en wachtwoord, en start zonder iets te hoeven herstellen', async () => {
    const log = path.join(folder, 'postgres.log');
    const before = (await fs.readFile(log, 'utf8')).length;
    await withDatabase(folder, async ({ url }) => {
      expect(await read(url)).toEqual(['begin']);
      expect(new URL(url).password).toBe(password);
      const said = (await fs.readFile(log, 'utf8')).slice(before);
      expect(said).toContain('database system was shut down at');
      expect(said).not.toContain('recovery');
    });
  });

  test('na kill -9 van ons proces draait de server door en sluit de volgende zich aan', async () => {
    const first = launch(folder);
    await write((await first.outcome).url, 'voor kill -9');
    const pid = await postmaster();
    await first.kill9();
    await withDatabase(folder, async ({ url }) => {
      expect(await postmaster()).toBe(pid);
      expect(await read(url)).toContain('voor kill -9');
    });
    await gone(pid);
  });

  test('na kill -9 van de server herstelt de volgende start', async () => {
    const first = launch(folder, { options: { watchMs: NEVER } });
    await write((await first.outcome).url, 'voor de crash');
    const pid = await postmaster();
    process.kill(pid, 'SIGKILL');
    await first.kill9();
    expect(await names(dataFolder)).toContain('postmaster.pid');
    await withDatabase(folder, async ({ url }) => {
      expect(await postmaster()).not.toBe(pid);
      expect(await read(url)).toContain('voor de crash');
    });
  });

  test('na kill -9 van de server start wie hem gebruikt hem weer, op dezelfde poort; ook met zijn tweeën', async () => {
    const [first, second] = [launch(folder), launch(folder)];
    const { url } = await first.outcome;
    await second.outcome;
    await write(url, 'voor de moord');
    const pid = await postmaster();
    process.kill(pid, 'SIGKILL');
    await totdat(async () => ![0, pid].includes(await postmaster()));
    await totdat(() =>
      read(url)
        .then((entries) => entries.includes('voor de moord'))
        .catch(() => false),
    );
    await first.stop();
    expect(await read(url)).toContain('voor de moord');
    await second.stop();
    expect(await postmasterPid(folder)).toBeUndefined();
  });

  test('een postmaster.pid met het nummer van een ander levend proces houdt niemand tegen', async () => {
    const first = launch(folder, { options: { watchMs: NEVER } });
    await first.outcome;
    process.kill(await postmaster(), 'SIGKILL');
    await first.kill9();
    const { uid, gid } = await fs.stat(dataFolder);
    // The same account, because PostgreSQL only respects the number of a process of its own.
    const other = spawn('sleep', ['60'], { cwd: '/', stdio: 'ignore', ...(asRoot ? { uid, gid } : {}) });
    const file = path.join(dataFolder, 'postmaster.pid');
    const lines = (await fs.readFile(file, 'utf8')).split('\n');
    await fs.writeFile(file, [other.pid, ...lines.slice(1)].join('\n'));
    try {
      await withDatabase(folder, async ({ url, error }) => {
        expect(error).toBeUndefined();
        expect(await read(url)).toContain('begin');
      });
      expect(await identityOf(other.pid ?? 0)).toBeDefined();
    } finally {
      other.kill('SIGKILL');
    }
  });

  test('op een server die nog aan het herstellen is wordt gewacht, en niet langer dan gezegd', async () => {
    await fs.writeFile(path.join(dataFolder, 'recovery.signal'), '');
    await fs.appendFile(path.join(dataFolder, 'postgresql.conf'), `restore_command = 'sleep 0.7; false'\n`);
    const first = launch(folder);
    const pid = await totdat(() => postmasterPid(folder));
    await first.kill9();
    const impatient = await launch(folder, { options: { patienceMs: 100 } }).outcome;
    expect(impatient.error).toMatch(/na 0.1 seconden nog niet gereed; lees .*postgres\.log/);
    await withDatabase(folder, async ({ url }) => {
      expect(await postmaster()).toBe(pid);
      expect(await read(url)).toContain('begin');
    });
  });

  test('een map die verhuist terwijl de server draait, houdt die server', async () => {
    const first = launch(folder);
    await first.outcome;
    const pid = await postmaster();
    await first.kill9();
    const elsewhere = path.join(await newFolder(), 'moved');
    await fs.rename(folder, elsewhere);
    await withDatabase(elsewhere, async ({ url }) => {
      expect(await postmasterPid(elsewhere)).toBe(pid);
      expect(await read(url)).toContain('begin');
    });
    await gone(pid);
    await fs.rename(elsewhere, folder);
  });
});

describe('twee processen op één map', () => {
  test('vier tegelijk, ook na een dode houder van het startslot: één server, de laatste sluit af', async () => {
    const folder = await newFolder();
    await fs.writeFile(path.join(folder, 'start.slot.7'), `${process.pid} niet-dit-proces`);
    const four = [launch(folder), launch(folder), launch(folder), launch(folder)] as const;
    const urls = (await Promise.all(four.map(({ outcome }) => outcome))).map(({ url }) => url);
    expect(new Set(urls)).toEqual(new Set([urls[0]]));
    const pid = (await postmasterPid(folder)) ?? 0;
    await Promise.all([four[0].stop(), four[1].stop(), four[2].kill9()]);
    expect(await query(urls[0] ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await four[3].stop();
    await gone(pid);
    expect(await names(path.join(folder, 'gebruikers'))).toEqual([]);
  });

  test('Ctrl-C in de terminal van de eerste laat de server van de tweede met rust', async () => {
    const folder = await filledFolder();
    const first = launch(folder);
    const { url } = await first.outcome;
    const second = launch(folder);
    await second.outcome;
    const client = new pg.Client(url);
    await client.connect();
    // What a terminal does: the signal goes to the whole process group.
    process.kill(-(first.child.pid ?? 0), 'SIGINT');
    await totdat(() => first.child.exitCode !== null);
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await client.end();
    await second.stop();
    expect(await postmasterPid(folder)).toBeUndefined();
  });

  test('wie start terwijl de laatste vertrekt, krijgt een werkende server', async () => {
    const folder = await filledFolder();
    let previous = launch(folder);
    await previous.outcome;
    for (let round = 0; round < 3; round++) {
      const next = launch(folder);
      const [{ url }] = await Promise.all([next.outcome, previous.stop()]);
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      previous = next;
    }
    await previous.stop();
  });
});

describe('wat niet kan, zegt het in één zin', () => {
  const errorOf = async (folder: string, start = {}) => {
    const { error, kind } = await launch(folder, start).outcome;
    expect(kind).toBe('EmbeddedPostgresError');
    expect(error).not.toContain('\n');
    return error;
  };

  test('een map waarin niet mag worden geschreven', async () => {
    const folder = await newFolder({ mode: 0o555 });
    expect(await errorOf(path.join(folder, '.data'), await asOrdinaryUser())).toMatch(
      /op .*\.data heeft dit proces geen rechten om te schrijven; .*DATABASE_URL/,
    );
  });

  test('een bestand waar de map hoort', async () => {
    const folder = await newFolder();
    await fs.writeFile(path.join(folder, '.data'), '');
    expect(await errorOf(path.join(folder, '.data'))).toMatch(/staat een bestand waar een map hoort/);
  });

  test('een datamap van een andere versie, die ongemoeid blijft', async () => {
    const folder = await newFolder();
    const dataFolder = path.join(folder, 'postgres');
    await fs.mkdir(path.join(dataFolder, 'global'), { recursive: true });
    await fs.writeFile(path.join(dataFolder, 'PG_VERSION'), '17\n');
    await fs.writeFile(path.join(dataFolder, 'global', 'pg_control'), 'x');
    if (UNPRIVILEGED) await fs.chown(dataFolder, UNPRIVILEGED, UNPRIVILEGED);
    expect(await errorOf(folder)).toMatch(
      /is van PostgreSQL 17 en dit is PostgreSQL 18; er is niets gewijzigd/,
    );
    expect(await names(dataFolder)).toEqual(['PG_VERSION', 'global']);
    expect(await names(folder)).toEqual(['postgres', 'start.slot.1']);
  });

  test('een server die weigert te starten, met de weg naar het log; en een verdwenen wachtwoord', async () => {
    const folder = await filledFolder();
    const conf = path.join(folder, 'postgres', 'postgresql.conf');
    const good = await fs.readFile(conf, 'utf8');
    await fs.writeFile(conf, `${good}\nshared_buffers = 'veel'\n`);
    expect(await errorOf(folder)).toMatch(/start niet \(.*\); lees .*postgres\.log/);
    await fs.writeFile(conf, good);
    await fs.rename(path.join(folder, 'wachtwoord'), path.join(folder, 'hidden'));
    expect(await errorOf(folder)).toMatch(/zet het bestand .*wachtwoord terug/);
    await fs.rename(path.join(folder, 'hidden'), path.join(folder, 'wachtwoord'));
    await withDatabase(folder, ({ error }) => expect(error).toBeUndefined());
  });
});

test('twee mappen krijgen elk een eigen poort', async () => {
  const [one, two] = [launch(await filledFolder()), launch(await filledFolder())];
  const ports = (await Promise.all([one.outcome, two.outcome])).map(({ url }) => Number(new URL(url).port));
  expect(ports[0]).not.toBe(ports[1]);
  const socket = net.connect(ports[0] ?? 0, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.destroy();
  await Promise.all([one.stop(), two.stop()]);
});
