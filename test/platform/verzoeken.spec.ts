import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import net from 'node:net';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakBijeenkomst, maakCohort, maakGebruiker } from '../support/makers.js';
import { deurenVan } from '../support/routes.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let coordinator: Inlog;
let bestuur: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  const gebruiker: Gebruiker = await maakGebruiker(academie.dataSource);
  coordinator = await logIn(academie, gebruiker);
  bestuur = await logIn(
    academie,
    await maakGebruiker(academie.dataSource, {
      rol: 'bestuur',
      bestuurId: (await maakBestuur(academie.dataSource)).id,
    }),
  );
});
afterAll(() => academie?.sluit());

const FORMULIER = 'application/x-www-form-urlencoded';
const zend = (pad: string, soort: string, body: string, headers: Record<string, string> = {}) =>
  vraag(academie, pad, { method: 'POST', headers: { 'content-type': soort, ...headers }, body });
const paren = (aantal: number, naam = (i: number) => `n${i}`): string =>
  Array.from({ length: aantal }, (_, i) => `${naam(i)}=x`).join('&');

/** A page or problem+json of ours, with the headers that everything has. */
function verwachtEigen(antwoord: Antwoord, status: number, soort: 'pagina' | 'problem'): void {
  expect(antwoord.status).toBe(status);
  expect(antwoord.header('content-type')).toBe(
    soort === 'pagina' ? 'text/html; charset=utf-8' : 'application/problem+json; charset=utf-8',
  );
  expect(antwoord.header('content-security-policy')).toContain("default-src 'none'");
  expect(antwoord.header('x-content-type-options')).toBe('nosniff');
  if (soort === 'pagina') expect(antwoord.tekst).toContain('Utrecht Leert Academie');
  else expect(antwoord.json()).toMatchObject({ type: 'about:blank', status });
}

describe('een formulier', () => {
  test('heeft ten hoogste 200 paren, en 50 met dezelfde naam', async () => {
    expect((await zend('/uitloggen', FORMULIER, paren(200))).status).toBe(303);
    expect((await zend('/uitloggen', FORMULIER, `&&${paren(200)}&&`)).status).toBe(303);
    verwachtEigen(await zend('/uitloggen', FORMULIER, paren(201)), 413, 'pagina');
    expect(
      (
        await zend(
          '/uitloggen',
          FORMULIER,
          paren(50, () => 'a'),
        )
      ).status,
    ).toBe(303);
    verwachtEigen(
      await zend(
        '/uitloggen',
        FORMULIER,
        paren(51, () => 'a'),
      ),
      413,
      'pagina',
    );
    verwachtEigen(await zend('/uitloggen', FORMULIER, 'a&'.repeat(16_000)), 413, 'pagina');
  });

  test('met een rij per persoon of bijeenkomst mag langer zijn', async () => {
    const bijeenkomst = await maakBijeenkomst(academie.dataSource, {
      cohortId: (await maakCohort(academie.dataSource)).id,
    });
    const pad = `/beheer/bijeenkomsten/${bijeenkomst.id}/aanwezigheid`;
    const velden = (aantal: number) =>
      Array.from({ length: aantal }, (_, i): [string, string] => [`niemand-${i}`, 'aanwezig']);
    expect((await stuur(academie, pad, coordinator, velden(1900))).status).toBe(303);
    expect((await stuur(academie, pad, coordinator, velden(2001))).status).toBe(413);
  });

  test('zonder inhoud is een leeg formulier', async () => {
    for (const pad of ['/inloggen', '/inloggen/link']) {
      const antwoord = await vraag(academie, pad, { method: 'POST' });
      verwachtEigen(antwoord, 422, 'pagina');
    }
  });
});

describe('JSON', () => {
  test.each(['[]', '"tekst"', '5', 'null', `${'{"a":'.repeat(21)}1${'}'.repeat(21)}`, '['.repeat(50_000)])(
    'die geen object met velden is: %.12s',
    async (body) => {
      verwachtEigen(await zend('/api/v1/botsingen', 'application/json', body), 400, 'problem');
    },
  );

  test('van meer dan 10.000 waarden, of met meer dan 200 velden bij elkaar, is te groot', async () => {
    const velden = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`n${i}`, 1]));
    verwachtEigen(
      await zend('/api/v1/botsingen', 'application/json', JSON.stringify(velden)),
      413,
      'problem',
    );
    const body = JSON.stringify({ lijst: Array.from({ length: 10_001 }, () => 1) });
    verwachtEigen(await zend('/api/v1/botsingen', 'application/json', body), 413, 'problem');
  });
});

test('tekst met een stapel accenten komt nergens binnen', async () => {
  const stapel = `a${'\u0301\u0316'.repeat(16)}`;
  const form = await zend('/inloggen/link', FORMULIER, `email=${encodeURIComponent(stapel)}`);
  verwachtEigen(form, 400, 'pagina');
  const json = await zend('/api/v1/botsingen', 'application/json', JSON.stringify({ cohort: stapel }));
  verwachtEigen(json, 400, 'problem');
});

describe('multipart', () => {
  const soort = 'multipart/form-data; boundary=X';
  const heel = '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--X--\r\n';
  const half = '--X\r\nContent-Disposition: form-data; name="bestand"; filename="a.csv"\r\n\r\nb';

  test('voor een route zonder bestand is 415', async () => {
    const headers = { cookie: coordinator.cookie, 'x-csrf-token': coordinator.csrf };
    for (const pad of ['/uitloggen', '/beheer', '/beheer/opleidingen/nieuw', '/beheer/planner/x/run'])
      verwachtEigen(await zend(pad, soort, heel, headers), 415, 'pagina');
  });

  test('dat niet eindigt, of geen grens noemt, is 400', async () => {
    const { id } = await maakCohort(academie.dataSource);
    const pad = `/beheer/cohorten/${id}/deelnemers/import`;
    const headers = { cookie: coordinator.cookie, 'x-csrf-token': coordinator.csrf };
    verwachtEigen(await zend(pad, soort, half, headers), 400, 'pagina');
    verwachtEigen(await zend(pad, 'multipart/form-data', heel, headers), 400, 'pagina');
    expect((await zend(pad, soort, heel, headers)).status).toBe(422);
  });

  test('van een mailprogramma dat afmeldt wordt gelezen, maar een bestand neemt het niet mee', async () => {
    expect((await zend('/afmelden/onbekend', soort, heel)).status).toBe(404);
    verwachtEigen(await zend('/afmelden/onbekend', soort, `${half}\r\n--X--\r\n`), 413, 'pagina');
  });

  test.each([
    ['een vreemde', () => ''],
    ['wie een sessie verzint', () => 'sessie=verzonnen'],
    ['wie ingelogd is en het niet mag', () => bestuur.cookie],
  ])('van %s wordt niet gelezen: het antwoord is er voor het bestand er is', async (_wie, cookie) => {
    const { id } = await maakCohort(academie.dataSource);
    const { hostname, port } = new URL(academie.url);
    const kop = [
      `POST /beheer/cohorten/${id}/deelnemers/import HTTP/1.1`,
      `host: ${hostname}`,
      `content-type: ${soort}`,
      'content-length: 4000000',
      `cookie: ${cookie()}`,
    ].join('\r\n');
    const lijn = net.connect(Number(port), hostname, () => lijn.write(`${kop}\r\n\r\n${half}`));
    const [antwoord] = (await once(lijn, 'data')) as [Buffer];
    lijn.destroy();
    expect(antwoord.toString()).toMatch(/^HTTP\/1\.1 (303|403) /);
  });
});

describe('wat de router of HTTP zelf weigert', () => {
  test('een adres dat niets betekent', async () => {
    verwachtEigen(await vraag(academie, '/%zz'), 400, 'pagina');
    verwachtEigen(await vraag(academie, '/api/v1/%zz'), 400, 'problem');
  });

  test('een deel van een adres dat te lang is', async () => {
    verwachtEigen(await vraag(academie, `/opleidingen/${'x'.repeat(400)}`), 414, 'pagina');
    verwachtEigen(await vraag(academie, `/api/v1/opleidingen/${'x'.repeat(400)}`), 414, 'problem');
  });

  test('een bestand met een naam die te lang is, is er niet', async () => {
    verwachtEigen(await vraag(academie, `/assets/${'a'.repeat(290)}.js`), 404, 'pagina');
  });

  test('een adres of kopregel die te lang is', async () => {
    verwachtEigen(await vraag(academie, `/${'x'.repeat(20_000)}`), 431, 'pagina');
    verwachtEigen(await vraag(academie, `/api/v1/${'x'.repeat(20_000)}`), 431, 'problem');
    verwachtEigen(await vraag(academie, '/', { headers: { 'x-lang': 'x'.repeat(20_000) } }), 431, 'pagina');
  });

  test('wat geen HTTP is', async () => {
    const antwoord = await ruw('Hallo, ben je daar?\r\n\r\n');
    expect(antwoord).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(antwoord).toContain("default-src 'none'");
    expect(antwoord).toContain('Dit verzoek is niet goed te lezen.');
  });

  /** What the server says to these bytes, until it hangs up. */
  function ruw(tekst: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const delen: Buffer[] = [];
      net
        .connect(Number(new URL(academie.url).port), '127.0.0.1', function (this: net.Socket) {
          this.write(tekst);
        })
        .on('data', (deel: Buffer) => delen.push(deel))
        .on('end', () => resolve(Buffer.concat(delen).toString('utf8')))
        .on('error', reject);
    });
  }
});

describe('wat een browser over een verzoek zegt', () => {
  const inloggen = (headers: Record<string, string>) =>
    zend('/inloggen', FORMULIER, 'email=a@b.example&wachtwoord=x', headers);

  test.each([
    ['een andere site', { 'sec-fetch-site': 'cross-site' }],
    ['een andere naam onder hetzelfde domein', { 'sec-fetch-site': 'same-site' }],
    ['een oude browser op een andere site', { origin: 'https://kwaad.example' }],
    ['een pagina in een zandbak', { origin: 'null' }],
  ])('%s logt niemand in, ook zonder sessie', async (_wat, headers) => {
    verwachtEigen(await inloggen(headers), 403, 'pagina');
  });

  test.each([
    ['onze eigen pagina', { 'sec-fetch-site': 'same-origin' }],
    ['een oude browser op onze eigen pagina', { origin: 'http://academie.test' }],
    ['wat geen browser is', {}],
  ])('%s mag het proberen', async (_wat, headers) => {
    expect((await inloggen(headers)).status).toBe(422);
  });

  test.each(['/inloggen/link/', '/uitnodiging/'])(
    'met een eigen %s logt niemand een ander in',
    async (pad) => {
      for (const headers of <Record<string, string>[]>[
        { origin: 'https://kwaad.example' },
        { 'sec-fetch-site': 'same-site' },
      ])
        expect((await zend(`${pad}${'x'.repeat(32)}`, FORMULIER, 'a=b', headers)).status).toBe(403);
    },
  );

  test('wie het geheime adres heeft en geen sessie, heeft geen browser nodig', async () => {
    for (const headers of <Record<string, string>[]>[
      { origin: 'null' },
      { origin: 'https://webmail.example' },
      { 'sec-fetch-site': 'cross-site' },
    ])
      expect(
        (await zend('/afmelden/onbekend', FORMULIER, 'List-Unsubscribe=One-Click', headers)).status,
      ).toBe(404);
  });

  test('dat onze pagina’s niets van het apparaat willen, staat bij elk antwoord', async () => {
    for (const pad of ['/', '/bestaat-niet', '/api/v1/opleidingen', '/assets/vendor/simplewebauthn.min.js'])
      expect((await vraag(academie, pad)).header('permissions-policy')).toMatch(
        /camera=\(\).*geolocation=\(\).*publickey-credentials-get=\(self\)/,
      );
  });
});

test('een adres met een geheim erin wordt nergens bewaard, ook niet als het niets opent', async () => {
  const metGeheim = deurenVan(academie)
    .map(({ route }) => /^GET (.*:(?:token|geheim).*)/.exec(route)?.[1])
    .filter((pad) => pad !== undefined);
  expect(metGeheim.length).toBeGreaterThan(7);
  for (const pad of metGeheim) {
    const adres = pad.replace(/:(token|geheim)/, 'x'.repeat(32)).replace(/:\w+/g, 'x');
    expect([pad, (await vraag(academie, adres)).header('cache-control')]).toEqual([pad, 'no-store']);
  }
});
