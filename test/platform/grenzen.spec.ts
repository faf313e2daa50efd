import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { stopLimits } from '../../src/platform/running.js';
import { webLimits } from '../../src/platform/web/draining.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakTestDatabase } from '../support/database.js';
import { startMailCatcher } from '../support/mail.js';
import { totdat } from '../support/tijd.js';

/** As in production, but for a test that does not want to wait. */
const KORT = { ...webLimits, request: 400, check: 50, drain: 500 };

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
const lijnen: Lijn[] = [];
afterEach(() => lijnen.splice(0).forEach(({ socket }) => socket.destroy()));
afterAll(() => academie?.sluit());

interface Lijn {
  socket: net.Socket;
  zeg: (tekst: string) => void;
  /** What has come back so far. */
  tekst: () => string;
  dicht: Promise<unknown>;
}

async function bel(url: string): Promise<Lijn> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
  let tekst = '';
  socket.on('data', (stuk) => (tekst += String(stuk)));
  socket.on('error', () => undefined);
  const dicht = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  const lijn = { socket, zeg: (wat: string) => void socket.write(wat), tekst: () => tekst, dicht };
  lijnen.push(lijn);
  return lijn;
}

const LEEF = 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n';
/** A request whose body is still to come. */
const HALF =
  'POST /uitloggen HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 9\r\n\r\na=';

describe('hoe lang iets mag duren', () => {
  test('in productie: verzoek binnen 30 s, stoppen binnen 10 s, en dat past in elkaar', () => {
    const server = academie.app.getHttpServer();
    expect(server).toMatchObject({
      requestTimeout: webLimits.request,
      headersTimeout: webLimits.request,
      keepAliveTimeout: webLimits.keepAlive,
      timeout: webLimits.silence,
    });
    expect(webLimits.request + webLimits.check).toBeLessThanOrEqual(30_000);
    expect(webLimits.check).toBeGreaterThan(0);
    // Proxies keep a connection for a minute.
    expect(webLimits.keepAlive).toBeGreaterThan(60_000);
    expect(webLimits.silence).toBeGreaterThan(webLimits.request);
    expect(webLimits.drain).toBeLessThan(stopLimits.work);
    expect(stopLimits.work).toBeLessThan(stopLimits.whole);
    expect(stopLimits.whole).toBeLessThan(10_000);
  });

  test.each([
    ['koppen', 'GET /health/live HTTP/1.1\r\nhost: x\r\nx-lang: '],
    ['een body', HALF],
  ])('%s die blijven druppelen: 408, en de lijn gaat dicht', async (_wat, begin) => {
    const kort = await startAcademie({}, academie.databaseUrl, KORT);
    const lijn = await bel(kort.url);
    lijn.zeg(begin);
    const druppel = setInterval(() => lijn.zeg('a'), begin === HALF ? 200 : 50);
    await lijn.dicht;
    clearInterval(druppel);
    expect(lijn.tekst()).toMatch(/^HTTP\/1\.1 408 /);
    await kort.sluit();
  });
});

describe('stoppen', () => {
  test('een lijn die werd hergebruikt, een die nooit iets zei en een waarop niets meer komt: dicht', async () => {
    const huis = await startAcademie({}, academie.databaseUrl, webLimits);
    const [gebruikt, stil] = [await bel(huis.url), await bel(huis.url)];
    gebruikt.zeg(LEEF);
    await totdat(() => gebruikt.tekst().includes('"status":"ok"'));
    gebruikt.zeg(LEEF);
    await totdat(() => gebruikt.tekst().split('"status":"ok"').length === 3);
    expect(gebruikt.tekst().toLowerCase()).toContain('connection: keep-alive');
    await huis.sluit();
    await Promise.all([gebruikt.dicht, stil.dicht]);
  });

  test('wat onderweg is wordt afgemaakt, met Connection: close; een nieuwe lijn komt er niet in', async () => {
    const huis = await startAcademie({}, academie.databaseUrl);
    const lijn = await bel(huis.url);
    const server = huis.app.getHttpServer();
    const gekomen = once(server, 'request');
    lijn.zeg(HALF);
    await gekomen;
    const gestopt = huis.sluit();
    await totdat(() => !server.listening);
    await expect(bel(huis.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    lijn.zeg('bcdefgh');
    await Promise.all([gestopt, lijn.dicht]);
    expect(lijn.tekst()).toMatch(/^HTTP\/1\.1 [234]\d\d /);
    expect(lijn.tekst().toLowerCase()).toContain('connection: close');
  });

  test('een verzoek dat net onderweg was op een bewaarde lijn krijgt antwoord, en daarna gaat de lijn dicht', async () => {
    const huis = await startAcademie({}, academie.databaseUrl, webLimits);
    const bewaard = await Promise.all(Array.from({ length: 40 }, () => bel(huis.url)));
    const antwoorden = ({ tekst }: Lijn): number => tekst().split('"status":"ok"').length - 1;
    for (const { zeg } of bewaard) zeg(LEEF);
    await totdat(() => bewaard.every((lijn) => antwoorden(lijn) === 1));
    const server = huis.app.getHttpServer();
    const gestopt = huis.sluit();
    await totdat(() => !server.listening);
    for (const { zeg } of bewaard) zeg(LEEF);
    await Promise.all([gestopt, ...bewaard.map(({ dicht }) => dicht)]);
    expect(bewaard.map(antwoorden)).toEqual(bewaard.map(() => 2));
    for (const { tekst } of bewaard)
      expect(tekst().toLowerCase()).toMatch(/connection: keep-alive[^]*connection: close/);
  });

  test('een body die niet komt houdt het niet op', async () => {
    const huis = await startAcademie({}, academie.databaseUrl, { ...KORT, request: 60_000 });
    const lijn = await bel(huis.url);
    lijn.zeg(HALF);
    await totdat(() => lijn.socket.bytesWritten === HALF.length);
    await huis.sluit();
    await lijn.dicht;
  });
});

describe('wat blijft hangen houdt het proces niet tegen', () => {
  const kinderen: ChildProcess[] = [];
  afterAll(() => kinderen.forEach((kind) => kind.kill('SIGKILL')));
  const LIMITS = JSON.stringify({ work: 600, whole: 900 });

  async function start(databaseUrl: string, taak = '', env: NodeJS.ProcessEnv = {}) {
    const programma = path.join(import.meta.dirname, 'stopproces.mjs');
    const kind = spawn(process.execPath, [programma, databaseUrl, LIMITS, taak], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    kinderen.push(kind);
    let fouten = '';
    kind.stderr.on('data', (stuk: Buffer) => (fouten += String(stuk)));
    const [url] = (await once(kind.stdout, 'data')) as [Buffer];
    const stop = async (): Promise<[number | null, string]> => {
      kind.kill('SIGTERM');
      const [code] = (await once(kind, 'exit')) as [number | null];
      return [code, fouten];
    };
    return { url: String(url).trim(), stop };
  }
  const TE_LAAT = [1, expect.stringContaining('Niet alles was op tijd klaar')];

  test('een database die niets meer zegt', async () => {
    const tussen = await tussenpersoon(academie.databaseUrl);
    const proces = await start(tussen.url);
    tussen.zwijg();
    const lijn = await bel(proces.url);
    lijn.zeg('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await totdat(() => tussen.ingeslikt() > 0);
    expect(await proces.stop()).toEqual(TE_LAAT);
    tussen.sluit();
  });

  test('een mailserver die niets meer zegt', async () => {
    const eigen = await maakTestDatabase();
    const client = new pg.Client(eigen.url);
    await client.connect();
    await client.query(
      `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, verzenden_op)
       VALUES ('s', 'proef/groet', 'a@school.example', 'Dag', 'Dag', 'Dag', now(), now())`,
    );
    const post = await startMailCatcher();
    post.gedrag.bijOntvanger = () => 'zwijg';
    const proces = await start(eigen.url, 'berichten', { SMTP_URL: post.url });
    await totdat(async () => (await client.query(`SELECT FROM bericht WHERE status = 'bezig'`)).rowCount);
    await client.end();
    expect(await proces.stop()).toEqual(TE_LAAT);
    await post.sluit();
    await eigen.sluit();
  });
});

/** A way to the database that can be told to swallow everything, as a network does that is gone. */
async function tussenpersoon(databaseUrl: string) {
  const doel = new URL(databaseUrl);
  let zwijgt = false;
  let ingeslikt = 0;
  const lijnen: net.Socket[] = [];
  const server = net.createServer((van) => {
    const naar = net.connect(Number(doel.port), doel.hostname);
    lijnen.push(van, naar);
    for (const [een, ander] of [
      [van, naar],
      [naar, van],
    ] as const) {
      een.on('error', () => undefined);
      een.on('close', () => ander.destroy());
      een.on('data', (stuk) => void (zwijgt ? (ingeslikt += stuk.length) : ander.write(stuk)));
    }
  });
  await new Promise<void>((klaar) => server.listen(0, '127.0.0.1', klaar));
  const url = new URL(databaseUrl);
  Object.assign(url, { hostname: '127.0.0.1', port: String((server.address() as net.AddressInfo).port) });
  return {
    url: url.href,
    zwijg: () => (zwijgt = true),
    ingeslikt: () => ingeslikt,
    sluit: () => (server.close(), lijnen.forEach((lijn) => lijn.destroy())),
  };
}
