import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { kenmerkVan } from '../../src/platform/database/ingebouwd/processen.js';
import {
  alsRoot,
  gebruik,
  GEWOON,
  metDatabase,
  nieuweMap,
  postmasterPid,
  ruimOp,
  vraag,
  wachtOp,
} from '../support/ingebouwd.js';
import { kloonBuitenBereik, ruimKlonen } from '../support/ingebouwd-kloon.js';

afterAll(async () => {
  await ruimOp();
  await ruimKlonen();
});

const namen = async (map: string) => (await fs.readdir(map)).sort();
const weg = (pid: number) => wachtOp(async () => (await kenmerkVan(pid)) === undefined);

// The limits on time are far above what a quiet machine needs (1 s with initdb, 0.2 s without): they catch a hang.
describe('een nieuwe map', () => {
  test('krijgt een server die alleen op 127.0.0.1 luistert, met Nederlandse sortering en een wachtwoord', async () => {
    const map = await nieuweMap();
    await metDatabase(map, async ({ url, milliseconden }) => {
      expect(milliseconden).toBeLessThan(20_000);
      const [feiten] = await vraag(
        url,
        `SELECT current_database() AS database, current_setting('listen_addresses') AS adres,
                current_setting('unix_socket_directories') AS socket, current_setting('fsync') AS fsync,
                pg_encoding_to_char(encoding) AS tekens, datlocprovider AS soort, datlocale AS taal
           FROM pg_database WHERE datname = current_database()`,
      );
      expect(feiten).toEqual({
        database: 'academie',
        adres: '127.0.0.1',
        socket: '',
        fsync: 'on',
        tekens: 'UTF8',
        soort: 'i',
        taal: 'nl-NL',
      });
      const zonder = new URL(url);
      zonder.password = 'onzin';
      await expect(vraag(zonder.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    });
    expect((await fs.stat(path.join(map, 'wachtwoord'))).mode & 0o777).toBe(0o600);
    expect(await postmasterPid(map)).toBeUndefined();
  });

  test('werkt voor een gewone gebruiker, in een map van hemzelf', async () => {
    const map = await nieuweMap({ mode: 0o700, uid: GEWOON });
    const proces = gebruik(map, { uid: GEWOON });
    const { url, fout } = await proces.uitkomst;
    expect(fout).toBeUndefined();
    expect(await vraag(url, 'SELECT 1 AS een')).toEqual([{ een: 1 }]);
    await proces.stop();
  });

  (alsRoot ? test : test.skip)('werkt voor root: de server draait als een ander', async () => {
    const map = await nieuweMap();
    await metDatabase(map, async () => {
      const { uid } = await fs.stat(path.join(map, 'postgres'));
      expect(uid).not.toBe(0);
      expect((await fs.stat(`/proc/${await postmasterPid(map)}`)).uid).toBe(uid);
      await expect(fs.stat(path.join(map, 'GEGEVENS-STAAN-ELDERS.txt'))).rejects.toThrow();
    });
  });

  (alsRoot ? test : test.skip)('werkt voor root in een kloon die niemand anders mag betreden', async () => {
    const kloon = await kloonBuitenBereik();
    const { map } = kloon;
    const eerste = gebruik(map, kloon);
    const { url, fout } = await eerste.uitkomst;
    expect(fout).toBeUndefined();
    await vraag(url, 'CREATE TABLE bewaard (x int)');
    await eerste.stop();
    const tweede = gebruik(map, kloon);
    expect(await vraag((await tweede.uitkomst).url, 'SELECT * FROM bewaard')).toEqual([]);
    await tweede.stop();
    expect((await fs.stat(kloon.buitenste)).mode & 0o777).toBe(0o700);
    expect(await namen(map)).not.toContain('postgres');
    const verwijzing = await fs.readFile(path.join(map, 'GEGEVENS-STAAN-ELDERS.txt'), 'utf8');
    expect(verwijzing).toMatch(/^gegevens=\/var\/lib\/utrecht-leert-academie\/gegevens-/m);
  });
});

describe('een onderbroken of beschadigde map', () => {
  test('na kill -9 tijdens initdb begint de volgende opnieuw en ruimt de resten op', async () => {
    const map = await nieuweMap();
    const eerste = gebruik(map);
    await wachtOp(async () => (await namen(map)).some((naam) => /^postgres\.nieuw-\w+$/.test(naam)));
    await eerste.kill9();
    expect(await namen(map)).not.toContain('postgres');
    await metDatabase(map, async ({ url }) => {
      expect(await vraag(url, 'SELECT 1 AS een')).toEqual([{ een: 1 }]);
      expect((await namen(map)).filter((naam) => naam.includes('nieuw'))).toEqual([]);
    });
  });

  test('een onvolledige datamap gaat opzij, met één zin', async () => {
    const map = await nieuweMap();
    await fs.mkdir(path.join(map, 'postgres'));
    await fs.writeFile(path.join(map, 'postgres', 'PG_VERSION'), '18\n');
    await metDatabase(map, ({ meldingen }) => {
      expect(meldingen).toEqual([
        expect.stringMatching(/was onvolledig en staat nu in .*postgres\.onvolledig-/),
      ]);
    });
    const opzij = (await namen(map)).find((naam) => naam.startsWith('postgres.onvolledig-')) ?? '';
    expect(await namen(path.join(map, opzij))).toEqual(['PG_VERSION']);
  });
});

describe('een bestaande map', () => {
  let map: string;
  let dataMap: string;
  let begonnen: string;

  beforeAll(async () => {
    map = await nieuweMap();
    dataMap = path.join(map, 'postgres');
    begonnen = await metDatabase(map, async ({ url }) => {
      await vraag(url, `CREATE TABLE logboek AS SELECT 'begin' AS wat`);
      return new URL(url).password;
    });
  });

  const schrijf = (url: string, wat: string) => vraag(url, `INSERT INTO logboek VALUES ('${wat}')`);
  const lees = async (url: string) => (await vraag(url, 'SELECT wat FROM logboek')).map(({ wat }) => wat);
  const postmaster = async () => (await postmasterPid(map)) ?? 0;

  test('bewaart gegevens en wachtwoord, en start snel', async () => {
    await metDatabase(map, async ({ url, milliseconden }) => {
      expect(await lees(url)).toEqual(['begin']);
      expect(new URL(url).password).toBe(begonnen);
      expect(milliseconden).toBeLessThan(10_000);
    });
  });

  test('na kill -9 van ons proces draait de server door en sluit de volgende zich aan', async () => {
    const eerste = gebruik(map);
    await schrijf((await eerste.uitkomst).url, 'voor kill -9');
    const pid = await postmaster();
    await eerste.kill9();
    await metDatabase(map, async ({ url }) => {
      expect(await postmaster()).toBe(pid);
      expect(await lees(url)).toContain('voor kill -9');
    });
    await weg(pid);
  });

  test('na kill -9 van de server herstelt de volgende start', async () => {
    const eerste = gebruik(map);
    await schrijf((await eerste.uitkomst).url, 'voor de crash');
    const pid = await postmaster();
    process.kill(pid, 'SIGKILL');
    await eerste.kill9();
    expect(await namen(dataMap)).toContain('postmaster.pid');
    await metDatabase(map, async ({ url }) => {
      expect(await postmaster()).not.toBe(pid);
      expect(await lees(url)).toContain('voor de crash');
    });
  });

  test('een postmaster.pid met het nummer van een ander levend proces houdt niemand tegen', async () => {
    const eerste = gebruik(map);
    await eerste.uitkomst;
    process.kill(await postmaster(), 'SIGKILL');
    await eerste.kill9();
    const { uid, gid } = await fs.stat(dataMap);
    // The same account, because PostgreSQL only respects the number of a process of its own.
    const ander = spawn('sleep', ['60'], { cwd: '/', stdio: 'ignore', ...(alsRoot ? { uid, gid } : {}) });
    const bestand = path.join(dataMap, 'postmaster.pid');
    const regels = (await fs.readFile(bestand, 'utf8')).split('\n');
    await fs.writeFile(bestand, [ander.pid, ...regels.slice(1)].join('\n'));
    try {
      await metDatabase(map, async ({ url, fout }) => {
        expect(fout).toBeUndefined();
        expect(await lees(url)).toContain('begin');
      });
      expect(await kenmerkVan(ander.pid ?? 0)).toBeDefined();
    } finally {
      ander.kill('SIGKILL');
    }
  });

  test('op een server die nog aan het herstellen is wordt gewacht, en niet langer dan gezegd', async () => {
    await fs.writeFile(path.join(dataMap, 'recovery.signal'), '');
    await fs.appendFile(path.join(dataMap, 'postgresql.conf'), `restore_command = 'sleep 0.7; false'\n`);
    const eerste = gebruik(map);
    const pid = await wachtOp(() => postmasterPid(map));
    await eerste.kill9();
    const ongeduldig = await gebruik(map, { opties: { geduldMs: 100 } }).uitkomst;
    expect(ongeduldig.fout).toMatch(/na 0.1 seconden nog niet gereed; lees .*postgres\.log/);
    await metDatabase(map, async ({ url }) => {
      expect(await postmaster()).toBe(pid);
      expect(await lees(url)).toContain('begin');
    });
  });

  test('een map die verhuist terwijl de server draait, houdt die server', async () => {
    const eerste = gebruik(map);
    await eerste.uitkomst;
    const pid = await postmaster();
    await eerste.kill9();
    const elders = path.join(await nieuweMap(), 'verhuisd');
    await fs.rename(map, elders);
    await metDatabase(elders, async ({ url }) => {
      expect(await postmasterPid(elders)).toBe(pid);
      expect(await lees(url)).toContain('begin');
    });
    await weg(pid);
    await fs.rename(elders, map);
  });
});

describe('twee processen op één map', () => {
  test('vier tegelijk, ook na een dode houder van het startslot: één server, de laatste sluit af', async () => {
    const map = await nieuweMap();
    await fs.writeFile(path.join(map, 'start.slot.7'), `${process.pid} niet-dit-proces`);
    const vier = [gebruik(map), gebruik(map), gebruik(map), gebruik(map)] as const;
    const urls = (await Promise.all(vier.map(({ uitkomst }) => uitkomst))).map(({ url }) => url);
    expect(new Set(urls)).toEqual(new Set([urls[0]]));
    const pid = (await postmasterPid(map)) ?? 0;
    await Promise.all([vier[0].stop(), vier[1].stop(), vier[2].kill9()]);
    expect(await vraag(urls[0] ?? '', 'SELECT 1 AS een')).toEqual([{ een: 1 }]);
    await vier[3].stop();
    await weg(pid);
    expect(await namen(path.join(map, 'gebruikers'))).toEqual([]);
  });

  test('Ctrl-C in de terminal van de eerste laat de server van de tweede met rust', async () => {
    const map = await nieuweMap();
    const eerste = gebruik(map);
    const { url } = await eerste.uitkomst;
    const tweede = gebruik(map);
    await tweede.uitkomst;
    const client = new pg.Client(url);
    await client.connect();
    // What a terminal does: the signal goes to the whole process group.
    process.kill(-(eerste.proces.pid ?? 0), 'SIGINT');
    await wachtOp(() => eerste.proces.exitCode !== null);
    expect((await client.query('SELECT 1 AS een')).rows).toEqual([{ een: 1 }]);
    await client.end();
    await tweede.stop();
    expect(await postmasterPid(map)).toBeUndefined();
  });

  test('wie start terwijl de laatste vertrekt, krijgt een werkende server', async () => {
    const map = await nieuweMap();
    let vorige = gebruik(map);
    await vorige.uitkomst;
    for (let ronde = 0; ronde < 3; ronde++) {
      const volgende = gebruik(map);
      const [{ url }] = await Promise.all([volgende.uitkomst, vorige.stop()]);
      expect(await vraag(url, 'SELECT 1 AS een')).toEqual([{ een: 1 }]);
      vorige = volgende;
    }
    await vorige.stop();
  });
});

describe('wat niet kan, zegt het in één zin', () => {
  const zin = async (map: string, start = {}) => {
    const { fout, soort } = await gebruik(map, start).uitkomst;
    expect(soort).toBe('IngebouwdePostgresFout');
    expect(fout).not.toContain('\n');
    return fout;
  };

  test('een map waarin niet mag worden geschreven', async () => {
    const map = await nieuweMap({ mode: 0o555 });
    expect(await zin(path.join(map, '.data'), { uid: GEWOON })).toMatch(
      /op .*\.data heeft dit proces geen rechten/,
    );
  });

  test('een bestand waar de map hoort', async () => {
    const map = await nieuweMap();
    await fs.writeFile(path.join(map, '.data'), '');
    expect(await zin(path.join(map, '.data'))).toMatch(/staat een bestand waar een map hoort/);
  });

  test('een datamap van een andere versie, die ongemoeid blijft', async () => {
    const map = await nieuweMap();
    const dataMap = path.join(map, 'postgres');
    await fs.mkdir(path.join(dataMap, 'global'), { recursive: true });
    await fs.writeFile(path.join(dataMap, 'PG_VERSION'), '17\n');
    await fs.writeFile(path.join(dataMap, 'global', 'pg_control'), 'x');
    if (GEWOON) await fs.chown(dataMap, GEWOON, GEWOON);
    expect(await zin(map)).toMatch(/is van PostgreSQL 17 en dit is PostgreSQL 18; er is niets gewijzigd/);
    expect(await namen(dataMap)).toEqual(['PG_VERSION', 'global']);
    expect(await namen(map)).toEqual(['postgres', 'start.slot.1']);
  });

  test('een server die weigert te starten, met de weg naar het log; en een verdwenen wachtwoord', async () => {
    const map = await nieuweMap();
    await metDatabase(map, () => undefined);
    const conf = path.join(map, 'postgres', 'postgresql.conf');
    const goed = await fs.readFile(conf, 'utf8');
    await fs.writeFile(conf, `${goed}\nshared_buffers = 'veel'\n`);
    expect(await zin(map)).toMatch(/start niet \(.*\); lees .*postgres\.log/);
    await fs.writeFile(conf, goed);
    await fs.rename(path.join(map, 'wachtwoord'), path.join(map, 'verstopt'));
    expect(await zin(map)).toMatch(/zet het bestand .*wachtwoord terug/);
    await fs.rename(path.join(map, 'verstopt'), path.join(map, 'wachtwoord'));
    await metDatabase(map, ({ fout }) => expect(fout).toBeUndefined());
  });
});

test('twee mappen krijgen elk een eigen poort', async () => {
  const [een, twee] = [gebruik(await nieuweMap()), gebruik(await nieuweMap())];
  const poorten = (await Promise.all([een.uitkomst, twee.uitkomst])).map(({ url }) =>
    Number(new URL(url).port),
  );
  expect(poorten[0]).not.toBe(poorten[1]);
  const socket = net.connect(poorten[0] ?? 0, '127.0.0.1');
  await new Promise((klaar) => socket.once('connect', klaar));
  socket.destroy();
  await Promise.all([een.stop(), twee.stop()]);
});
