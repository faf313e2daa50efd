import { ModulesContainer } from '@nestjs/core';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systeem } from '../../src/toegang/wie.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import type { Apidocument } from '../support/apidocument.js';
import { logIn } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

const ID = '00000000-0000-4000-8000-000000000000';
/** What a parameter in an address can be, by its name; anything else is a text. */
const WAARDEN: Record<string, string> = { leerjaar: '1', code: 'X', nummer: 'ULA-2026-9999' };

let academie: Academie;
let sleutel: string;
let cookie: string;
beforeAll(async () => {
  academie = await startAcademie();
  sleutel = await academie.app.get(SleutelsService).maak(systeem, 'proef', null, ['aanmelden']);
  ({ cookie } = await logIn(academie, await maakGebruiker(academie.dataSource)));
});
afterAll(() => academie.sluit());

/** Every address of the product with the methods that some route has for it. */
function adressen(): Map<string, Set<string>> {
  const gevonden = new Map<string, Set<string>>([['/api/v1/openapi.json', new Set(['GET'])]]);
  const controllers = [...academie.app.get(ModulesContainer).values()].flatMap((m) => [
    ...m.controllers.values(),
  ]);
  for (const { metatype } of controllers)
    for (const naam of Object.getOwnPropertyNames(metatype!.prototype)) {
      const handler = (metatype!.prototype as Record<string, object>)[naam]!;
      if (!Reflect.hasMetadata(METHOD_METADATA, handler)) continue;
      const methode = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
      for (const basis of [Reflect.getMetadata(PATH_METADATA, metatype!) as string | string[]].flat()) {
        const pad = `/${basis}/${String(Reflect.getMetadata(PATH_METADATA, handler))}`.replace(/\/+/g, '/');
        const adres = pad.replace(/(.)\/$/, '$1');
        gevonden.set(adres, (gevonden.get(adres) ?? new Set()).add(methode));
      }
    }
  return gevonden;
}

const ingevuld = (adres: string): string =>
  adres.replace(/:(\w+)/g, (_heel, naam: string) => WAARDEN[naam] ?? ID);

describe('een methode die een adres niet kent', () => {
  test('krijgt overal 405 met wat er wel kan; OPTIONS zegt hetzelfde', async () => {
    const alle = adressen();
    expect(alle.size).toBeGreaterThan(150);
    const fout: string[] = [];
    for (const [adres, eigen] of alle) {
      const pad = ingevuld(adres);
      const past = (vorm: string): boolean =>
        new RegExp(`^${vorm.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+')}$`).test(pad);
      const kan = new Set([...alle].flatMap(([vorm, methodes]) => (past(vorm) ? [...methodes] : [])));
      if (kan.has('GET')) kan.add('HEAD');
      const toegestaan = [...kan, 'OPTIONS'].sort().join(', ');
      expect([...eigen].filter((methode) => !kan.has(methode))).toEqual([]);
      for (const methode of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
        if (kan.has(methode)) continue;
        const antwoord = await vraag(academie, pad, { method: methode });
        const [status, soort] = methode === 'OPTIONS' ? [204, ''] : [405, soortVan(pad)];
        const klopt =
          antwoord.status === status &&
          antwoord.header('allow') === toegestaan &&
          antwoord.header('content-type').startsWith(soort);
        if (!klopt) fout.push(`${methode} ${pad}: ${antwoord.status} ${antwoord.header('allow')}`);
      }
    }
    expect(fout).toEqual([]);
  });

  test('en wat er niet is blijft 404, hoe het ook gevraagd wordt', async () => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS'])
      for (const pad of ['/bestaat-niet', '/api/v1/bestaat-niet'])
        expect((await vraag(academie, pad, { method })).status).toBe(404);
  });
});

const soortVan = (pad: string): string =>
  /^\/(api|health)\//.test(pad) ? 'application/problem+json' : 'text/html';

describe('wie niet binnenkomt', () => {
  test('hoort hoe het moet, en met een verkeerde sleutel dat die niet deugt', async () => {
    const geen = await vraag(academie, '/api/v1/berichten');
    expect([geen.status, geen.header('www-authenticate')]).toEqual([401, 'Bearer realm="academie"']);
    const fout = await vraag(academie, '/api/v1/cohorten', {
      headers: { authorization: 'Bearer ula_geraden' },
    });
    expect([fout.status, fout.header('www-authenticate'), fout.json().code]).toEqual([
      401,
      'Bearer realm="academie", error="invalid_token"',
      'niet-ingelogd',
    ]);
    const krap = await vraag(academie, '/api/v1/berichten', {
      headers: { authorization: `Bearer ${sleutel}` },
    });
    expect([krap.status, krap.header('www-authenticate'), krap.json().detail]).toEqual([
      403,
      'Bearer realm="academie", error="insufficient_scope", scope="beheer"',
      'Deze sleutel is er niet voor gemaakt: hij mist ‘beheer’.',
    ]);
  });

  test('wordt op een scherm naar het inloggen gestuurd, zonder die kop', async () => {
    const { status, header } = await vraag(academie, '/beheer');
    expect([status, header('location'), header('www-authenticate')]).toEqual([
      303,
      '/inloggen?terug=%2Fbeheer',
      '',
    ]);
  });

  test('elke aanroep die niet voor iedereen is antwoordt zo, en geen enkele iets dat niet in het document staat', async () => {
    const document = (await vraag(academie, '/api/v1/openapi.json')).json<
      Apidocument & Record<string, unknown>
    >();
    for (const [pad, item] of Object.entries(document.paths))
      for (const [methode, { security }] of Object.entries(item)) {
        const method = methode.toUpperCase();
        const adres = `/api/v1${pad.replace(/\{(\w+)\}/g, (_heel, naam: string) => WAARDEN[naam] ?? ID)}`;
        const anoniem = await stuur(adres, method, {}, '{}');
        if (security.length === 1) expect([method, adres, anoniem.status]).toEqual([method, adres, 401]);
        await stuur(adres, method, { authorization: 'Bearer ula_geraden' }, '{}');
        if (method === 'GET') continue;
        for (const lijf of ['{', '[]', `{"a":"${'x'.repeat(110_000)}"}`])
          await stuur(adres, method, {}, lijf);
        expect((await stuur(adres, method, { 'content-type': 'text/plain' }, 'x')).status).toBe(415);
      }
  });
});

/** `vraag` itself fails on what the document does not say. */
async function stuur(
  adres: string,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<Antwoord> {
  const antwoord = await vraag(academie, adres, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body }),
  });
  expect([method, adres, antwoord.status]).not.toEqual([method, adres, 500]);
  return antwoord;
}

describe('wat voor iedereen hetzelfde is', () => {
  let paden: string[];
  beforeAll(async () => {
    const opleiding = await maakOpleiding(academie.dataSource, { code: 'ETAG' });
    const cohort = await maakCohort(academie.dataSource, { opleidingId: opleiding.id });
    paden = [
      '/opleidingen',
      '/opleidingen/ETAG',
      '/opleidingen/ETAG/versies',
      '/cohorten',
      `/cohorten/${cohort.id}`,
      '/scholen',
      '/besturen',
      '/openapi.json',
    ].map((pad) => `/api/v1${pad}`);
  });

  test('staat open voor elke site, en wordt met zijn ETag opnieuw gevraagd', async () => {
    for (const pad of paden) {
      const eerst = await vraag(academie, pad);
      const etag = eerst.header('etag');
      expect([pad, eerst.status, etag]).toEqual([
        pad,
        200,
        expect.stringMatching(/^"[\w-]{27}(?:-gzip|-br)?"$/),
      ]);
      expect(eerst.header('access-control-allow-origin')).toBe('*');
      expect(eerst.header('cache-control')).toBe('no-cache');
      for (const heeft of [etag, `W/${etag}`, `"ander", ${etag}`, '*']) {
        const weer = await vraag(academie, pad, { headers: { 'if-none-match': heeft } });
        expect([weer.status, weer.tekst, weer.header('etag')]).toEqual([304, '', etag]);
      }
      const anders = await vraag(academie, pad, { headers: { 'if-none-match': '"ander"' } });
      expect([anders.status, anders.tekst]).toEqual([200, eerst.tekst]);
      expect((await vraag(academie, pad, { method: 'HEAD' })).header('etag')).toBe(etag);
    }
  });

  test('geldt voor elke openbare leesvraag van het document, behalve wat een link uit een mail opent', async () => {
    const document = (await vraag(academie, '/api/v1/openapi.json')).json<
      Apidocument & Record<string, unknown>
    >();
    const beloofd = Object.entries(document.paths)
      .filter(([, { get }]) => get && '304' in get.responses)
      .map(([pad]) => `/api/v1${pad}`);
    expect(beloofd.length).toBeGreaterThan(8);
    for (const pad of beloofd) {
      const adres = pad.replace(/\{(\w+)\}/g, (_heel, naam: string) => WAARDEN[naam] ?? ID);
      const { header } = await vraag(academie, adres);
      expect([adres, header('access-control-allow-origin')]).toEqual([adres, '*']);
    }
  });

  test('maar nooit wat een sleutel of een sessie kreeg, en nooit wat niet voor iedereen is', async () => {
    const koppen: Record<string, string>[] = [
      { authorization: `Bearer ${sleutel}` },
      { cookie },
      { authorization: 'Bearer x' },
    ];
    for (const headers of koppen)
      for (const pad of paden.filter((een) => !een.endsWith('openapi.json'))) {
        const { header } = await vraag(academie, pad, { headers });
        expect([pad, header('access-control-allow-origin'), header('etag'), header('cache-control')]).toEqual(
          [pad, '', '', 'no-store'],
        );
      }
    for (const pad of ['/api/v1/berichten', `/api/v1/aanmeldingen/${ID}`, '/api/v1/evaluaties/onbekend']) {
      const { header } = await vraag(academie, pad);
      expect([pad, header('access-control-allow-origin'), header('etag')]).toEqual([pad, '', '']);
    }
    const vooraf = await vraag(academie, '/api/v1/cohorten', { method: 'OPTIONS' });
    expect(vooraf.header('access-control-allow-headers').toLowerCase()).not.toContain('authorization');
    expect(vooraf.header('access-control-allow-credentials')).toBe('');
  });

  test('de openbare agenda en het nieuws mogen ook door een script gelezen worden', async () => {
    for (const pad of ['/agenda.ics', '/feed.xml'])
      expect((await vraag(academie, pad)).header('access-control-allow-origin')).toBe('*');
    expect((await vraag(academie, '/')).header('access-control-allow-origin')).toBe('');
  });
});
