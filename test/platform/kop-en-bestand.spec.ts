import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { request, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { KeptAnswers } from '../../src/platform/web/kept-answers.js';
import { startAcademie, type Academie } from '../support/academie.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie({ PAGES_IN_MEMORY: true });
});
afterAll(() => academie?.sluit());

interface Kaal {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  lijf: Buffer;
}

/** As it comes over the line, and nothing asked that is not said here. */
const kaal = (pad: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Kaal> =>
  new Promise((klaar, mis) => {
    request(academie.url + pad, { method, headers }, (antwoord) => {
      const stukken: Buffer[] = [];
      antwoord.on('data', (stuk: Buffer) => stukken.push(stuk));
      antwoord.on('end', () =>
        klaar({ status: antwoord.statusCode, headers: antwoord.headers, lijf: Buffer.concat(stukken) }),
      );
    })
      .on('error', mis)
      .end();
  });

const FORMULIEREN = '/assets/formulieren.js';
const LETTER = '/assets/vendor/source-sans-3-latin-wght-normal.woff2';

/** What is of one answer only. */
const vanDeze = ({ headers }: Kaal) => {
  const { date: _date, 'x-request-id': _id, 'set-cookie': _cookie, ...rest } = headers;
  return rest;
};

test.each([
  '/',
  '/?zoek=rekenen',
  '/inloggen',
  '/beheer/cohorten',
  '/bestaat-niet',
  '/api/v1/opleidingen',
  '/api/v1/openapi.json',
  '/health/live',
  FORMULIEREN,
  LETTER,
])('de kop van %s is die van het antwoord zelf, ook als die eerst wordt gevraagd', async (pad) => {
  for (const vorm of ['identity', 'br']) {
    academie.app.get(KeptAnswers).drop();
    const kop = await kaal(pad, { 'accept-encoding': vorm }, 'HEAD');
    const heel = await kaal(pad, { 'accept-encoding': vorm });
    expect([kop.status, kop.lijf.length]).toEqual([heel.status, 0]);
    expect(vanDeze(kop)).toEqual(vanDeze(heel));
    expect(heel.headers['content-length']).toBe(String(heel.lijf.length));
  }
});

describe('een bestand bij een pagina', () => {
  const bron = readFileSync(path.resolve(import.meta.dirname, '../../templates', FORMULIEREN.slice(1)));

  test('reist zo klein als wie het vraagt kan lezen', async () => {
    const heel = await kaal(FORMULIEREN);
    expect([heel.headers['content-type'], heel.lijf.equals(bron)]).toEqual([
      'text/javascript; charset=utf-8',
      true,
    ]);
    const br = await kaal(FORMULIEREN, { 'accept-encoding': 'gzip, br' });
    const gzip = await kaal(FORMULIEREN, { 'accept-encoding': 'gzip' });
    expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(br.lijf).equals(bron) && gunzipSync(gzip.lijf).equals(bron)).toBe(true);
    expect(br.lijf.length).toBeLessThan(bron.length / 2);
    for (const { headers } of [heel, br, gzip]) expect(headers['vary']).toBe('Accept-Encoding');
    expect(new Set([heel, br, gzip].map(({ headers }) => headers['etag'])).size).toBe(3);
  });

  test('een letter is al klein', async () => {
    const { headers, lijf } = await kaal(LETTER, { 'accept-encoding': 'br' });
    expect([headers['content-type'], headers['content-encoding'], lijf.subarray(0, 4).toString()]).toEqual([
      'font/woff2',
      undefined,
      'wOF2',
    ]);
  });

  test('heeft op elke pagina en in elke stijl een adres van zijn inhoud, dat een browser voor altijd mag houden', async () => {
    const paginas = await Promise.all(
      ['/', '/inloggen'].map(async (pad) => (await kaal(pad)).lijf.toString()),
    );
    const stijl = /href="(\/assets\/stijl-[^"]+)"/.exec(paginas[0]!)![1]!;
    const tekst = [...paginas, (await kaal(stijl)).lijf.toString()].join();
    const adressen = [...new Set(tekst.match(/\/assets\/(?!stijl)[^"')]+/g))];
    expect(adressen.length).toBeGreaterThanOrEqual(6);
    for (const adres of adressen) {
      expect(adres).toMatch(/^\/assets\/[0-9a-f]{12}\/(vendor\/)?[\w.-]+$/);
      const { status, headers, lijf } = await kaal(adres);
      expect([adres, status, headers['cache-control']]).toEqual([
        adres,
        200,
        'public, max-age=31536000, immutable',
      ]);
      const van = createHash('sha256').update(lijf).digest('hex').slice(0, 12);
      expect(adres.split('/')[2]).toBe(van);
    }
  });

  test('op een adres van vroeger komt wat er nu staat, maar niet voor altijd', async () => {
    const vroeger = await kaal(FORMULIEREN.replace('/assets/', '/assets/000000000000/'));
    expect([vroeger.status, vroeger.lijf.equals(bron)]).toEqual([200, true]);
    expect(vroeger.headers['cache-control']).toBe((await kaal(FORMULIEREN)).headers['cache-control']);
    expect(vroeger.headers['cache-control']).not.toContain('immutable');
  });

  test('geen sjabloon noemt een bestand zonder dat adres', () => {
    const map = path.resolve(import.meta.dirname, '../../templates');
    const sjablonen = readdirSync(map, { recursive: true, encoding: 'utf8' }).filter((naam) =>
      naam.endsWith('.hbs'),
    );
    expect(
      sjablonen.filter((naam) => /(src|href)="\/assets/.test(readFileSync(path.join(map, naam), 'utf8'))),
    ).toEqual([]);
  });

  test('niet nog eens aan wie het heeft', async () => {
    const { headers } = await kaal(FORMULIEREN, { 'accept-encoding': 'br' });
    const weer = await kaal(FORMULIEREN, { 'if-none-match': String(headers['etag']) });
    expect([weer.status, weer.lijf.length]).toEqual([304, 0]);
  });

  test.each([
    '/assets/bestaat-niet.js',
    '/assets/../layouts/pagina.hbs',
    '/assets/..%2fpackage.json',
    '/assets/vendor/toString',
    '/assets/',
    '/assets/000000000000/',
    '/assets/000000000000/bestaat-niet.js',
    '/assets/000000000000/../layouts/pagina.hbs',
  ])('%s is er niet', async (pad) => {
    expect((await kaal(pad)).status).toBe(404);
  });
});
