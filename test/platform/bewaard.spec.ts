import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pauze } from 'node:timers/promises';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { KeptAnswers } from '../../src/platform/web/kept-answers.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { verbreekVerbindingen } from '../support/database.js';
import { logIn } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { totdat } from '../support/tijd.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let opleiding: Opleiding;
let cohort: Cohort;
let geteld = 0;
let gelezen: string[] = [];
beforeAll(async () => {
  academie = await startAcademie({ PAGES_IN_MEMORY: true });
  opleiding = await maakOpleiding(academie.dataSource, { code: 'BEWAARD', naam: 'Rekenen' });
  cohort = await maakCohort(academie.dataSource, { opleidingId: opleiding.id, code: 'BEWAARD-A' });
  await maakBijeenkomst(academie.dataSource, { cohortId: cohort.id });
  luisterMee();
});
afterAll(() => academie?.sluit());

/** Every statement that reaches the database. */
function luisterMee(): void {
  const soort = Object.getPrototypeOf(academie.dataSource.createQueryRunner()) as {
    query: (...args: unknown[]) => unknown;
  };
  const { query } = soort;
  soort.query = function (this: unknown, ...args: unknown[]) {
    geteld += 1;
    gelezen.push(String(args[0]));
    return query.apply(this, args);
  };
}

const bewaard = () => [
  '/',
  '/?doelgroep=leraar',
  `/opleidingen/${opleiding.code}`,
  '/?maand=2026-11',
  '/agenda.ics',
  '/feed.xml',
  '/sitemap.xml',
  `/cohorten/${cohort.id}/agenda.ics`,
  '/api/v1/opleidingen',
  `/api/v1/opleidingen/${opleiding.code}`,
  '/api/v1/cohorten',
  `/api/v1/cohorten/${cohort.id}`,
];

/** Whether this question was answered without asking the database anything. */
async function uitGeheugen(pad: string, init?: RequestInit): Promise<boolean> {
  const eerst = geteld;
  expect((await vraag(academie, pad, init)).status).toBeLessThan(400);
  return geteld === eerst;
}

/** As node sends it, without the encodings and caches of fetch. */
function kaal(pad: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; lijf: Buffer }>((klaar, mis) => {
    const vraagt = request(academie.url + pad, { method, headers }, (antwoord) => {
      const stukken: Buffer[] = [];
      antwoord.on('data', (stuk: Buffer) => stukken.push(stuk));
      antwoord.on('end', () =>
        klaar({ status: antwoord.statusCode!, headers: antwoord.headers, lijf: Buffer.concat(stukken) }),
      );
    });
    vraagt.on('error', mis).end();
  });
}

describe('wat iedereen ziet', () => {
  test('wordt de tweede keer uit het geheugen gegeven, gelijk aan de eerste', async () => {
    for (const pad of bewaard()) {
      academie.app.get(KeptAnswers).drop();
      const eerste = await vraag(academie, pad);
      const eerst = geteld;
      const tweede = await vraag(academie, pad);
      expect([pad, geteld - eerst]).toEqual([pad, 0]);
      expect(tweede.tekst).toBe(eerste.tekst);
      for (const naam of ['content-type', 'etag', 'cache-control', 'content-security-policy', 'vary'])
        expect([pad, naam, tweede.header(naam)]).toEqual([pad, naam, eerste.header(naam)]);
      expect(tweede.header('x-request-id')).not.toBe(eerste.header('x-request-id'));
    }
  });

  test('heeft geen token en zet geen cookie', async () => {
    for (const pad of bewaard()) {
      const antwoord = await vraag(academie, pad);
      expect([pad, antwoord.header('set-cookie')]).toEqual([pad, '']);
      expect(antwoord.tekst).not.toContain('csrf');
    }
  });

  test('leest alleen tabellen die zeggen dat ze veranderen', async () => {
    const { dataSource } = academie;
    const luisterend = await dataSource.query<{ tabel: string }[]>(
      `SELECT tgrelid::regclass::text AS tabel FROM pg_trigger WHERE tgname LIKE '%\\_openbaar\\_gewijzigd'`,
    );
    const alle = await dataSource.query<{ tabel: string }[]>(
      `SELECT relname AS tabel FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    );
    // What the news reads of the history stands there together with the change itself.
    luisterend.push({ tabel: 'auditregel' });
    for (const pad of bewaard()) {
      academie.app.get(KeptAnswers).drop();
      gelezen = [];
      await vraag(academie, pad);
      expect(gelezen.length).toBeGreaterThan(0);
      const stil = alle.filter(
        ({ tabel }) =>
          !luisterend.some((een) => een.tabel === tabel) &&
          gelezen.some((sql) => new RegExp(`(?:FROM|JOIN) "?${tabel}"?\\b`, 'i').test(sql)),
      );
      expect([pad, stil.map(({ tabel }) => tabel)]).toEqual([pad, []]);
    }
  });
});

describe('wie meer is dan zomaar iemand', () => {
  test.each([
    ['een sessie', 'sessie=bestaat-niet'],
    ['een melding om te lezen', 'bezoek=a; melding=eyJzb29ydCI6ImdvZWQiLCJ0ZWtzdCI6IkhvaSJ9'],
  ])('krijgt het vers: %s', async (_wat, cookie) => {
    await vraag(academie, '/');
    expect(await uitGeheugen('/', { headers: { cookie } })).toBe(false);
  });

  test('laat niets achter voor de volgende', async () => {
    const gebruiker = await maakGebruiker(academie.dataSource, { rol: 'coordinator' });
    const { cookie } = await logIn(academie, gebruiker);
    for (const pad of bewaard()) {
      academie.app.get(KeptAnswers).drop();
      const ingelogd = await vraag(academie, pad, { headers: { cookie } });
      const ander = await vraag(academie, pad);
      expect(ander.tekst).not.toContain(gebruiker.naam);
      if (ingelogd.header('content-type').startsWith('text/html')) {
        expect(ingelogd.tekst).toContain(gebruiker.naam);
        expect(ingelogd.tekst).toContain('name="csrf-token"');
      }
    }
  });

  test('krijgt de kleuren die bij de eigen keuze horen', async () => {
    const schema = (antwoord: Antwoord) => /data-weergave="(\w+)"/.exec(antwoord.tekst)?.[1];
    const donker = { headers: { cookie: 'weergave=donker' } };
    await vraag(academie, '/');
    expect(schema(await vraag(academie, '/', donker))).toBe('donker');
    expect(schema(await vraag(academie, '/'))).toBeUndefined();
    expect(await uitGeheugen('/', donker)).toBe(true);
  });
});

describe('wat verandert', () => {
  const naam = async () =>
    (await vraag(academie, '/api/v1/opleidingen/BEWAARD')).json<{ naam: string }>().naam;

  test('is meteen te zien, welk proces het ook deed', async () => {
    const ander = new pg.Client(academie.databaseUrl);
    await ander.connect();
    for (const nieuw of ['Taal', 'Lezen', 'Rekenen']) {
      await naam();
      await ander.query('UPDATE opleiding SET naam = $1 WHERE code = $2', [nieuw, 'BEWAARD']);
      const begin = performance.now();
      await totdat(async () => (await naam()) === nieuw);
      expect(performance.now() - begin).toBeLessThan(500);
    }
    await ander.end();
  });

  test('is voor wie het zelf deed te zien bij de eerste keer kijken', async () => {
    await vraag(academie, '/');
    await stuur(academie, '/weergave', { cookie: '', csrf: '' }, { weergave: 'licht', terug: '/' });
    expect(await uitGeheugen('/')).toBe(false);
  });

  test('wordt niet langer gemist dan de seconde duurt, ook als niemand het zegt', async () => {
    const stil = new pg.Client(academie.databaseUrl);
    await stil.connect();
    await stil.query(`SET session_replication_role = replica`);
    const schrijf = (nieuw: string) => stil.query('UPDATE opleiding SET naam = $1', [nieuw]);
    academie.clock.set(new Date('2026-11-10T09:00:00.100Z'));
    const eerst = await naam();
    await schrijf('Stil');
    academie.clock.set(new Date('2026-11-10T09:00:00.999Z'));
    expect(await naam()).toBe(eerst);
    academie.clock.set(new Date('2026-11-10T09:00:01.000Z'));
    expect(await naam()).toBe('Stil');
    await schrijf(eerst);
    await stil.end();
    academie.clock.set(DINSDAG);
  });

  test('is ook te zien als een antwoord net gemaakt werd terwijl het veranderde', async () => {
    const bewaring = academie.app.get(KeptAnswers);
    bewaring.drop();
    gelezen = [];
    const onderweg = vraag(academie, '/');
    await totdat(() => Promise.resolve(gelezen.length > 0));
    bewaring.drop();
    await onderweg;
    expect(await uitGeheugen('/')).toBe(false);
  });

  test('zonder verbinding om het te horen wordt niets bewaard, en daarna weer wel', async () => {
    await verbreekVerbindingen(academie.dataSource);
    // Who comes first finds that the connections are gone.
    await totdat(async () => (await vraag(academie, '/')).status < 400);
    await totdat(async () => !(await uitGeheugen('/')));
    await totdat(() => uitGeheugen('/'));
  });
});

describe('hoe het over de lijn gaat', () => {
  test.each([
    ['br', (lijf: Buffer) => brotliDecompressSync(lijf)],
    ['gzip', (lijf: Buffer) => gunzipSync(lijf)],
  ])('in %s voor wie dat kan lezen, met een eigen etag', async (soort, pak) => {
    const gewoon = await kaal('/');
    await kaal('/');
    const klein = await kaal('/', { 'accept-encoding': soort });
    expect(klein.headers['content-encoding']).toBe(soort);
    expect(pak(klein.lijf).equals(gewoon.lijf)).toBe(true);
    expect(klein.lijf.length).toBeLessThan(gewoon.lijf.length / 2);
    expect(klein.headers['etag']).not.toBe(gewoon.headers['etag']);
    expect(klein.headers['vary']).toContain('Accept-Encoding');
  });

  test('niet in wat iemand weigert', async () => {
    await kaal('/');
    const { headers } = await kaal('/', { 'accept-encoding': 'br;q=0, identity' });
    expect(headers['content-encoding']).toBeUndefined();
  });

  test('niet nog eens aan wie het heeft, in welke vorm ook', async () => {
    for (const vorm of ['identity', 'br', 'gzip']) {
      await kaal('/', { 'accept-encoding': vorm });
      const { headers } = await kaal('/', { 'accept-encoding': vorm });
      const weer = { 'accept-encoding': vorm, 'if-none-match': String(headers['etag']) };
      expect([vorm, (await kaal('/', weer)).status]).toEqual([vorm, 304]);
      academie.app.get(KeptAnswers).drop();
      expect([vorm, (await kaal('/', weer)).status]).toEqual([vorm, 304]);
    }
    expect((await kaal('/', { 'if-none-match': '"ander"' })).status).toBe(200);
  });

  test('alleen de kop aan wie de kop vraagt', async () => {
    const { lijf } = await kaal('/');
    const kop = await kaal('/', {}, 'HEAD');
    expect([kop.status, kop.lijf.length, kop.headers['content-length']]).toEqual([
      200,
      0,
      String(lijf.length),
    ]);
  });

  test('en maar één keer gemaakt als velen het tegelijk vragen', async () => {
    await vraag(academie, '/');
    academie.app.get(KeptAnswers).drop();
    const eerst = geteld;
    await vraag(academie, '/');
    const voorEen = geteld - eerst;
    academie.app.get(KeptAnswers).drop();
    const voor = geteld;
    const antwoorden = await Promise.all(Array.from({ length: 20 }, () => vraag(academie, '/')));
    expect(new Set(antwoorden.map(({ tekst }) => tekst)).size).toBe(1);
    expect(geteld - voor).toBe(voorEen);
  });

  test('wie halverwege weggaat laat niemand wachten', async () => {
    await vraag(academie, '/');
    academie.app.get(KeptAnswers).drop();
    const weg = request(`${academie.url}/`);
    weg.on('error', () => undefined).end();
    await totdat(() => Promise.resolve(weg.writableFinished));
    weg.destroy();
    const antwoorden = await Promise.all(Array.from({ length: 5 }, () => vraag(academie, '/')));
    expect(antwoorden.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test.each(['een die wacht', 'een achter een ander op dezelfde lijn'])(
    'wie weggaat terwijl het gemaakt wordt neemt het adres niet mee: %s',
    async (wie) => {
      await vraag(academie, '/');
      for (let keer = 0; keer < 6; keer += 1) {
        academie.app.get(KeptAnswers).drop();
        const eerst = wie === 'een die wacht' ? vraag(academie, '/') : Promise.resolve();
        const lijn = connect(Number(new URL(academie.url).port), '127.0.0.1');
        lijn.on('error', () => undefined);
        const get = (pad: string) => `GET ${pad} HTTP/1.1\r\nHost: a\r\n\r\n`;
        lijn.write(wie === 'een die wacht' ? get('/') : get(`/?zoek=x${keer}`) + get('/'));
        await pauze(keer * 2);
        lijn.destroy();
        academie.app.get(KeptAnswers).drop();
        await eerst;
        expect((await vraag(academie, '/')).status).toBe(200);
      }
    },
  );

  test('de kleuren van een ander komen er niet in, hoe de keuze ook geschreven staat', async () => {
    for (const cookie of ['weergave=%64onker', 'weergave =donker', 'weergave=x; weergave=donker']) {
      academie.app.get(KeptAnswers).drop();
      await kaal('/', { cookie });
      expect([cookie, (await kaal('/')).lijf.toString().includes('data-weergave')]).toEqual([cookie, false]);
    }
  });

  test('wat op een etag lijkt is er geen', async () => {
    const { headers } = await kaal('/');
    const etag = String(headers['etag']);
    const vragen = (tags: string) => kaal('/', { 'if-none-match': tags });
    for (const heeft of [etag, `W/${etag}`, `"ander", ${etag}`, etag.replace(/"$/, '-br"'), '*'])
      expect([heeft, (await vragen(heeft)).status]).toEqual([heeft, 304]);
    for (const heeftNiet of [`${etag}X`, `x${etag}`, etag.replace(/"$/, '-iets"'), etag.slice(0, -1)])
      expect([heeftNiet, (await vragen(heeftNiet)).status]).toEqual([heeftNiet, 200]);
  });

  test('een antwoord dat over de seconde heen gemaakt werd is meteen voorbij', async () => {
    academie.clock.set(new Date('2026-11-10T09:00:00.900Z'));
    academie.app.get(KeptAnswers).drop();
    gelezen = [];
    const onderweg = vraag(academie, '/');
    await totdat(() => Promise.resolve(gelezen.length > 0));
    academie.clock.set(new Date('2026-11-10T09:00:01.100Z'));
    await onderweg;
    expect(await uitGeheugen('/')).toBe(false);
    academie.clock.set(DINSDAG);
  });

  test('van duizenden adressen blijft niet meer dan waar ruimte voor is', async () => {
    const bewaring = academie.app.get<KeptAnswers, { bytes: number; entries: Map<string, unknown> }>(
      KeptAnswers,
    );
    for (let i = 0; i < 300; i += 1) await vraag(academie, `/?zoek=woord${i}`);
    expect(bewaring.bytes).toBeLessThanOrEqual(32 * 2 ** 20);
    expect(bewaring.bytes).toBeGreaterThan(bewaring.entries.size * 4096);
  });
});
