import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startAcademie, type Academie } from '../support/academie.js';

interface Operation {
  responses: Record<string, { headers?: object }>;
}
interface Document {
  servers: { url: string }[];
  info: { contact: Record<string, string>; version: string };
  paths: Record<string, Record<string, Operation>>;
}

let academie: Academie;
let document: Document;
beforeAll(async () => {
  academie = await startAcademie();
  const antwoord = await fetch(`${academie.url}/api/v1/openapi.json`);
  expect(antwoord.headers.get('access-control-allow-origin')).toBe('*');
  document = (await antwoord.json()) as Document;
});
afterAll(() => academie.sluit());

const operaties = (): [string, string, Operation][] =>
  Object.entries(document.paths).flatMap(([pad, item]) =>
    Object.entries(item).map(([methode, operatie]): [string, string, Operation] => [methode, pad, operatie]),
  );

it('beschrijft elke afgesproken aanroep die er is', () => {
  const beschreven = operaties().map(([methode, pad]) => `${methode.toUpperCase()} ${pad}`);
  expect(beschreven.sort()).toMatchSnapshot();
});

it('zegt waar de server is, wie hem onderhoudt, en welke versie dit is', () => {
  expect(document.servers[0]?.url).toMatch(/\/api\/v1$/);
  expect(Object.keys(document.info.contact).sort()).toEqual(['email', 'name', 'url']);
});

it('noemt bij elke wijziging en bij elke lijst het antwoord 400, en overal de versie', () => {
  const zonder400 = operaties().filter(
    ([methode, pad, { responses }]) => (methode !== 'get' || pad.includes('{')) && !('400' in responses),
  );
  expect(zonder400.map(([methode, pad]) => `${methode} ${pad}`)).toEqual([]);
  for (const [, , { responses }] of operaties())
    for (const antwoord of Object.values(responses)) expect(antwoord.headers).toHaveProperty('API-Version');
});

it('geeft elk antwoord van de API de kopregels die erbij horen', async () => {
  for (const pad of ['/api/v1/opleidingen', '/api/v1/bestaat-niet', '/api/v1/berichten']) {
    const { headers } = await fetch(academie.url + pad);
    expect(headers.get('api-version')).toBe('1.0.0');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});
