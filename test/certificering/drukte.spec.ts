import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { webLimits } from '../../src/platform/web/draining.js';
import { Workers } from '../../src/platform/workers.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { maakCertificaten } from './opstelling.js';

const MENSEN = 8;

let academie: Academie;
let cookie: string;
let certificaten: string;
beforeAll(async () => {
  academie = await startAcademie({}, undefined, { ...webLimits, drain: 300 });
  const mensen = Array.from({ length: MENSEN }, (_, i) => ({ voornaam: `Anna ${i}` }));
  const { cohort } = await maakCertificaten(academie, { mensen, cohort: { capaciteit: MENSEN } });
  ({ cookie } = await logIn(academie, await maakGebruiker(academie.dataSource)));
  certificaten = `/beheer/cohorten/${cohort.id}/certificering/1/certificaten`;
});
afterAll(() => academie.sluit());

const haal = (pad: string): Promise<Response> => fetch(academie.url + pad, { headers: { cookie } });
const zip = async (): Promise<number> => (await (await haal(`${certificaten}.zip`)).arrayBuffer()).byteLength;

/** How long each answer took, in ms, one after the other until `werk` is done. */
async function tijdens(werk: Promise<unknown>, pad: string): Promise<number[]> {
  let klaar = false;
  void werk.finally(() => (klaar = true)).catch(() => undefined);
  const tijden: number[] = [];
  while (!klaar) {
    const begin = performance.now();
    expect((await haal(pad)).status).toBe(200);
    tijden.push(performance.now() - begin);
    await pause(20);
  }
  return tijden.sort((a, b) => a - b);
}

test('terwijl er drie zips worden gemaakt, krijgt ieder ander meteen antwoord', async () => {
  await zip();
  const voor = performance.eventLoopUtilization();
  const drie = Promise.all([zip(), zip(), zip()]);
  const tijden = await tijdens(drie, '/health/live');
  expect(new Set(await drie).size).toBe(1);
  expect(tijden[Math.floor(tijden.length * 0.99)]).toBeLessThan(500);
  // On the loop itself it would be nearly all of it.
  console.log(tijden.length, tijden.at(-1), performance.eventLoopUtilization(voor).utilization);
  expect(performance.eventLoopUtilization(voor).utilization).toBeLessThan(0.8);
});

describe('een zip die nog niet af is', () => {
  const los: string[] = [];
  let begin: Workers['run'];
  /** The badges of the first are there, those of the others do not come. */
  async function* eenEnNietsMeer<T>(invoer: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const hap of invoer) {
      yield hap;
      await new Promise(() => undefined);
    }
  }
  beforeEach(() => {
    const workers = academie.app.get(Workers);
    begin = workers.run.bind(workers);
    workers.run = async function* (naam: string, params: never, invoer: AsyncIterable<never>) {
      try {
        yield* begin(naam, params, eenEnNietsMeer(invoer));
      } finally {
        los.push(naam);
      }
    } as Workers['run'];
    los.length = 0;
  });
  async function losgelaten(): Promise<void> {
    for (const vanaf = performance.now(); los.length === 0 && performance.now() - vanaf < 5_000;)
      await pause(5);
    expect(los).toHaveLength(1);
  }
  const eersteStuk = async (signal?: AbortSignal) => {
    const antwoord = await fetch(`${academie.url}${certificaten}.zip`, { headers: { cookie }, signal });
    const lezer = antwoord.body!.getReader();
    await lezer.read();
    return lezer;
  };

  test('wordt losgelaten als de lezer de verbinding verbreekt', async () => {
    const weg = new AbortController();
    await eersteStuk(weg.signal);
    weg.abort();
    await losgelaten();
    academie.app.get(Workers).run = begin;
    expect(await zip()).toBeGreaterThan(MENSEN * 40_000);
  });

  test('is zichtbaar niet af als de server stopt, en houdt hem niet op', async () => {
    const lezer = await eersteStuk();
    const begint = performance.now();
    await academie.app.close();
    expect(performance.now() - begint).toBeLessThan(5_000);
    const rest = async (): Promise<void> => {
      while (!(await lezer.read()).done);
    };
    await expect(rest()).rejects.toThrow('terminated');
    await losgelaten();
  });
});
