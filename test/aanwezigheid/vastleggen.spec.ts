import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { AanwezigheidQueries } from '../../src/aanwezigheid/aanwezigheid.queries.js';
import { AanwezigheidService } from '../../src/aanwezigheid/aanwezigheid.service.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { coordinator as coordinatorWie, reeks } from '../support/aanmeldingen.js';
import { maakBestuur } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import {
  afgemeld,
  auditVan,
  er,
  komt,
  kopVan,
  legVast,
  maakIngelogd,
  maakZaal,
  nietEr,
  standen,
  type Zaal,
} from './opstelling.js';

let zaal: Zaal;
let anna: Aanmelding;
let bert: Aanmelding;
let elders: Aanmelding;
const ONBEKEND = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  zaal = await maakZaal();
  anna = await komt(zaal, zaal.cohort, 'Aalders');
  bert = await komt(zaal, zaal.cohort, 'Bakker');
  elders = await komt(zaal, zaal.ander, 'Elders');
});
afterAll(() => zaal?.academie.sluit());

const alsTrainer = () => kopVan(zaal.trainer);
const telling = async (a: Aanmelding) => {
  const rijen = await zaal.academie.app.get(AanwezigheidQueries).perAanmelding(zaal.cohort.id);
  const { aanwezig, vastgelegd, totaal } = rijen.find(({ aanmeldingId }) => aanmeldingId === a.id)!;
  return [aanwezig, vastgelegd, totaal];
};

describe('recording', () => {
  test('eerst is van niemand iets vastgelegd', async () => {
    expect(await standen(zaal, zaal.trainer, zaal.vandaag)).toEqual({ [anna.id]: null, [bert.id]: null });
    expect(await telling(anna)).toEqual([0, 0, 3]);
  });

  test('een ochtend, verbeterd, en twee keer verstuurd', async () => {
    const rijen = [er(anna), nietEr(bert)];
    for (const keer of [1, 2]) {
      const { status } = await legVast(zaal, alsTrainer(), zaal.vandaag, rijen);
      expect([keer, status]).toEqual([keer, 200]);
    }
    expect(await standen(zaal, zaal.trainer, zaal.vandaag)).toEqual({
      [anna.id]: 'aanwezig',
      [bert.id]: 'afwezig',
    });
    await legVast(zaal, alsTrainer(), zaal.vandaag, [afgemeld(bert)]);
    const bijeenkomst = zaal.vandaag.id;
    expect(await auditVan(zaal, anna)).toEqual([{ bijeenkomst, van: null, naar: 'aanwezig' }]);
    expect(await auditVan(zaal, bert)).toEqual([
      { bijeenkomst, van: null, naar: 'afwezig' },
      { bijeenkomst, van: 'afwezig', naar: 'afgemeld' },
    ]);
    expect(await telling(anna)).toEqual([1, 1, 3]);
    expect(await telling(bert)).toEqual([0, 1, 3]);
  });

  test('alle rijen of geen, en elke foute rij wordt genoemd', async () => {
    const weg = await komt(zaal, zaal.cohort, 'Weg');
    await zaal.academie.app.get(AanmeldingenService).annuleer(weg.id, systeem, null);
    const rijen = [er(bert), er(elders), er({ id: ONBEKEND }), er(weg), er(anna), er(anna)];
    const antwoord = await legVast(zaal, alsTrainer(), zaal.vandaag, rijen);
    expect(antwoord.status).toBe(422);
    const { code, fouten } = antwoord.json<{ code: string; fouten: { veld: string }[] }>();
    expect(code).toBe('aanwezigheid-klopt-niet');
    expect(fouten.map(({ veld }) => veld)).toEqual([
      'aanwezigheid.1.aanmelding',
      'aanwezigheid.2.aanmelding',
      'aanwezigheid.3.aanmelding',
      'aanwezigheid.5.aanmelding',
    ]);
    expect((await standen(zaal, zaal.trainer, zaal.vandaag))[bert.id]).toBe('afgemeld');
  });

  test.each([
    ['not a list', { aanmelding: 'x' }],
    ['no boolean', [{ aanmelding: ONBEKEND, aanwezig: 'ja' }]],
    ['there and excused', [{ aanmelding: ONBEKEND, aanwezig: true, afgemeld: true }]],
    ['an unknown field', [{ aanmelding: ONBEKEND, aanwezig: true, stand: 'aanwezig' }]],
  ])('%s wordt geweigerd', async (_geval, rijen) => {
    expect((await legVast(zaal, alsTrainer(), zaal.vandaag, rijen)).status).toBe(400);
  });

  test('voor het begin kan alleen bekend zijn wie niet komt', async () => {
    const vooraf = await legVast(zaal, alsTrainer(), zaal.volgende, [afgemeld(anna), er(bert)]);
    expect([vooraf.status, vooraf.json().code]).toEqual([409, 'bijeenkomst-nog-niet-begonnen']);
    expect((await legVast(zaal, alsTrainer(), zaal.volgende, [nietEr(anna)])).status).toBe(409);
    expect((await legVast(zaal, alsTrainer(), zaal.volgende, [afgemeld(anna)])).status).toBe(200);
    expect(await standen(zaal, zaal.trainer, zaal.volgende)).toEqual({
      [anna.id]: 'afgemeld',
      [bert.id]: null,
    });
  });

  test('wie zich later afmeldt houdt wat is vastgelegd', async () => {
    const later = await komt(zaal, zaal.cohort, 'Later');
    await legVast(zaal, alsTrainer(), zaal.vandaag, [er(later)]);
    await zaal.academie.app.get(AanmeldingenService).annuleer(later.id, systeem, null);
    expect((await standen(zaal, zaal.trainer, zaal.vandaag))[later.id]).toBe('aanwezig');
    expect((await legVast(zaal, alsTrainer(), zaal.vandaag, [nietEr(later)])).status).toBe(200);
  });
});

describe('wie mag', () => {
  const pad = () => `/api/v1/bijeenkomsten/${zaal.anderVandaag.id}/aanwezigheid`;

  test('een trainer alleen van de eigen cohorten', async () => {
    expect((await legVast(zaal, alsTrainer(), zaal.vorige, [er(anna)])).status).toBe(200);
    expect((await legVast(zaal, alsTrainer(), zaal.anderVandaag, [er(elders)])).status).toBe(404);
    expect((await vraag(zaal.academie, pad(), { headers: alsTrainer() })).status).toBe(404);
    expect((await legVast(zaal, alsTrainer(), { id: ONBEKEND }, [er(elders)])).status).toBe(404);
  });

  test('de coördinator en een sleutel van de academie van alle', async () => {
    const sleutels = zaal.academie.app.get(SleutelsService);
    const sleutel = await sleutels.maak(systeem, 'proef', null, ['beheer']);
    const smal = await sleutels.maak(systeem, 'proef', null, ['aanmeldingen']);
    const met = (waarde: string) => ({ authorization: `Bearer ${waarde}` });
    expect((await legVast(zaal, kopVan(zaal.coordinator), zaal.anderVandaag, [er(elders)])).status).toBe(200);
    expect((await legVast(zaal, met(sleutel), zaal.anderVandaag, [nietEr(elders)])).status).toBe(200);
    expect((await legVast(zaal, met(smal), zaal.anderVandaag, [er(elders)])).status).toBe(403);
  });

  test('niemand anders', async () => {
    const bestuurId = (await maakBestuur(zaal.academie.dataSource)).id;
    const bestuur = await maakIngelogd(zaal.academie, { rol: 'bestuur', bestuurId });
    expect((await legVast(zaal, kopVan(bestuur), zaal.anderVandaag, [er(elders)])).status).toBe(403);
    expect((await legVast(zaal, {}, zaal.anderVandaag, [er(elders)])).status).toBe(401);
    const zonderToken = { cookie: zaal.coordinator.inlog.cookie };
    expect((await legVast(zaal, zonderToken, zaal.anderVandaag, [er(elders)])).status).toBe(403);
  });
});

test('velen die tegelijk dezelfde bijeenkomst aantekenen verliezen niets en noemen de echte waarde ervoor', async () => {
  const groep = await Promise.all(reeks(8).map((i) => komt(zaal, zaal.cohort, `Groep${i}`)));
  const dienst = zaal.academie.app.get(AanwezigheidService);
  const wissel = groep[0]!;
  await Promise.all(
    groep.flatMap(({ id }) => [
      dienst.legVast(coordinatorWie, zaal.vandaag.id, [{ aanmelding: id, stand: 'aanwezig' }]),
      dienst.legVast(coordinatorWie, zaal.vandaag.id, [{ aanmelding: wissel.id, stand: 'afwezig' }]),
    ]),
  );
  const nu = await standen(zaal, zaal.coordinator, zaal.vandaag);
  expect(groep.slice(1).map(({ id }) => nu[id])).toEqual(Array(7).fill('aanwezig'));
  const regels = (await auditVan(zaal, wissel)) as { van: string | null; naar: string }[];
  for (const [i, regel] of regels.entries()) expect(regel.van).toBe(i === 0 ? null : regels[i - 1]!.naar);
  expect(regels.at(-1)!.naar).toBe(nu[wissel.id]);
});
