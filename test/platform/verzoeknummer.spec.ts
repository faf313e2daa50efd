import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';
import { vraag, type Antwoord } from '../support/vraag.js';

interface Regel {
  context?: string;
  verzoek?: string;
  message: unknown;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let database: TestDatabase;
let server: ChildProcess;
let url: string;
const log: Regel[] = [];

beforeAll(async () => {
  database = await maakTestDatabase();
  const programma = path.join(import.meta.dirname, 'logproces.mjs');
  server = spawn(process.execPath, [programma, database.url], { stdio: ['ignore', 'pipe', 'pipe'] });
  const uit = createInterface(server.stdout!);
  const [eerste] = (await once(uit, 'line')) as [string];
  url = eerste;
  for (const stroom of [uit, createInterface(server.stderr!)])
    stroom.on('line', (regel) => log.push(JSON.parse(regel) as Regel));
});
afterAll(async () => {
  server?.kill('SIGTERM');
  if (server?.exitCode === null) await once(server, 'exit');
  await database?.sluit();
});

const nummerVan = (antwoord: Antwoord): string => antwoord.header('x-request-id');

/** What was logged for this request, once its last line is there. */
async function gelogd(nummer: string): Promise<string[]> {
  for (;;) {
    const contexten = log.filter(({ verzoek }) => verzoek === nummer).map(({ context }) => context ?? '');
    if (contexten.includes('Verzoek')) return contexten.sort();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A body that comes in pieces. */
const druppels = (...stukken: string[]): ReadableStream =>
  new ReadableStream({
    async start(stroom) {
      for (const stuk of stukken) {
        stroom.enqueue(new TextEncoder().encode(stuk));
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      stroom.close();
    },
  });

describe('elk verzoek heeft een nummer', () => {
  test('in de kop van elk antwoord, elke keer een ander, en nooit dat van de vrager', async () => {
    const kop = { 'x-request-id': '11111111-1111-4111-8111-111111111111' };
    const paden = ['/', '/api/v1/cohorten', '/bestaat-niet', '/api/v1/berichten', '/health/live', '/beheer'];
    const nummers: string[] = [];
    for (const pad of [...paden, '/assets/icoon.svg', '/api/v1/openapi.json', '/feed.xml'])
      nummers.push(nummerVan(await vraag({ url }, pad, { headers: kop })));
    for (const nummer of nummers) expect(nummer).toMatch(UUID);
    expect(nummers).not.toContain(kop['x-request-id']);
    expect(new Set(nummers).size).toBe(nummers.length);
  });

  test('in elke regel van het log van dat verzoek, ook als ze door elkaar lopen of een body hebben', async () => {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };
    const traag = (): RequestInit => ({ ...post, body: druppels('{"a"', ':1}'), duplex: 'half' });
    const antwoorden = await Promise.all(
      [1, 2, 3].flatMap(() => [
        vraag({ url }, '/api/v1/stuk'),
        vraag({ url }, '/stuk', post),
        vraag({ url }, '/stuk', traag() as Parameters<typeof vraag>[2]),
      ]),
    );
    for (const antwoord of antwoorden) {
      expect(antwoord.status).toBe(500);
      expect(await gelogd(nummerVan(antwoord))).toEqual(['Fout', 'Proef', 'Verzoek']);
    }
  });

  test('op de bladzijde van een 500, en nergens waar niets is door te geven', async () => {
    const stuk = await vraag({ url }, '/stuk');
    expect(stuk.tekst).toContain(`Geef dit kenmerk door: <code>${nummerVan(stuk)}</code>`);
    for (const pad of ['/bestaat-niet', '/a/bestaat-niet', '/certificaten/onbekend'])
      expect((await vraag({ url }, pad)).tekst).not.toContain('kenmerk door');
  });

  test('in problem+json als instance, een URN', async () => {
    for (const pad of ['/api/v1/stuk', '/api/v1/bestaat-niet', '/api/v1/berichten', '/api/v1/cohorten?x=1']) {
      const antwoord = await vraag({ url }, pad);
      expect(antwoord.json().instance).toBe(`urn:uuid:${nummerVan(antwoord)}`);
    }
  });
});
