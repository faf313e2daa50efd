import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { workNow, type Work } from '../../src/platform/database/work.js';
import { Lists, listsAtOnce } from '../../src/platform/lists.js';
import { maakCertificaten } from '../certificering/opstelling.js';
import { reeks } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let lists: Lists;
let cohortId: string;
let coordinator: Inlog;
let bestuur: Inlog;
let privacy: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  lists = academie.app.get(Lists);
  const { dataSource } = academie;
  cohortId = (await maakCertificaten(academie, { mensen: [{}, {}, {}] })).cohort.id;
  coordinator = await logIn(academie, await maakGebruiker(dataSource));
  privacy = await logIn(academie, await maakGebruiker(dataSource, { rol: 'privacy' }));
  const { id: bestuurId } = await maakBestuur(dataSource);
  bestuur = await logIn(academie, await maakGebruiker(dataSource, { rol: 'bestuur', bestuurId }));
});
afterAll(() => academie.sluit());

/** One certificaat of one person, and what is made for everybody from the catalogue, is no list. */
const GEEN_LIJST = ['/mijn/certificaten/:nummer.pdf', '/feed.xml', '/sitemap.xml'];
const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Every route of the product that answers with a file of people or figures. */
function lijstroutes(): string[] {
  const controllers = [...academie.app.get(ModulesContainer).values()].flatMap((m) => [
    ...m.controllers.values(),
  ]);
  return controllers
    .flatMap(({ metatype }) => {
      const prototype = metatype?.prototype as Record<string, () => unknown>;
      const basis = String(Reflect.getMetadata(PATH_METADATA, metatype as never));
      return Object.getOwnPropertyNames(prototype)
        .filter((naam) => Reflect.hasMetadata(METHOD_METADATA, prototype[naam]!))
        .map((naam) => `/${basis}/${String(Reflect.getMetadata(PATH_METADATA, prototype[naam]!))}`);
    })
    .map((pad) => pad.replace(/\/+/g, '/'))
    .filter((pad) => /\.(csv|xlsx|zip|pdf|xml)$/.test(pad) && !GEEN_LIJST.includes(pad));
}

function haal(pad: string, accept = '*/*'): Promise<Antwoord> {
  const { cookie } = pad.startsWith('/bestuur') ? bestuur : pad.includes('/audit') ? privacy : coordinator;
  return vraag(academie, pad.replace(':id', cohortId).replace(':leerjaar', '1'), {
    headers: { cookie, accept },
  });
}

const alle = (): Promise<Antwoord>[] => [
  ...lijstroutes().map((pad) => haal(pad)),
  ...[CSV, XLSX].map((accept) => haal('/api/v1/deelnemerslijst', accept)),
];

/** Lists that are being made until they may be ready. */
function bezet(aantal: number): { klaar: () => void; allemaal: Promise<unknown> } {
  let klaar = (): void => undefined;
  const wacht = new Promise<void>((resolve) => (klaar = resolve));
  return { klaar, allemaal: Promise.all(reeks(aantal).map(() => lists.make(() => wacht))) };
}

test('elke lijst wacht op haar beurt, en hoort dat het druk is als er te veel wachten', async () => {
  expect(lijstroutes().length).toBeGreaterThanOrEqual(12);
  const { klaar, allemaal } = bezet(12);
  const geweigerd = await Promise.all(alle());
  expect(geweigerd.map(({ status }) => status)).toEqual(geweigerd.map(() => 503));
  expect(new Set(geweigerd.map((antwoord) => antwoord.header('retry-after')))).toEqual(new Set(['20']));
  expect((await vraag(academie, '/')).status).toBe(200);
  const pagina = await haal('/api/v1/deelnemerslijst', 'application/json');
  expect(pagina.status).toBe(200);
  klaar();
  await allemaal;
  const eenVoorEen: number[] = [];
  for (const pad of lijstroutes()) eenVoorEen.push((await haal(pad)).status);
  expect(eenVoorEen).toEqual(lijstroutes().map(() => 200));
});

test('twaalf tegelijk komen er allemaal, hooguit één per twee kernen tegelijk, op eigen verbindingen', async () => {
  let binnen = 0;
  let meest = 0;
  const soorten = new Set<Work>();
  const lijst = () =>
    lists.make(async () => {
      meest = Math.max(meest, (binnen += 1));
      soorten.add(workNow());
      await academie.dataSource.query('SELECT pg_sleep(0.01)');
      binnen -= 1;
    });
  await Promise.all(reeks(12).map(lijst));
  expect([meest, [...soorten]]).toEqual([listsAtOnce, ['list']]);
  const [{ n }] = await academie.dataSource.query<[{ n: number }]>(
    `SELECT count(*)::integer AS n FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'academie list'`,
  );
  expect(n).toBeGreaterThan(0);
});

test('wie een bundel langzaam leest houdt de andere lijsten niet op', async () => {
  async function* delen(): AsyncGenerator<number> {
    for (const i of reeks(3)) yield await Promise.resolve(i);
  }
  const traag = reeks(5).map(() => lists.pieces(delen()));
  for (const een of traag) expect((await een.next()).value).toBe(0);
  expect(await lists.make(() => Promise.resolve('klaar'))).toBe('klaar');
  const { klaar, allemaal } = bezet(listsAtOnce);
  const verder = traag[0]!.next();
  klaar();
  await allemaal;
  expect((await verder).value).toBe(1);
  await Promise.all(traag.map((een) => een.return(undefined)));
});
