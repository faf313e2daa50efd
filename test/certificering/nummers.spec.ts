import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Certificaat } from '../../src/certificering/certificaat/certificaat.entity.js';
import { nieuweControlecode, nummerVan } from '../../src/certificering/certificaat/certificaten.rules.js';
import { UitreikenService } from '../../src/certificering/uitreiken/uitreiken.service.js';
import { PlaatsenService } from '../../src/cohorten/plaatsen.service.js';
import { controleer } from '../../src/invarianten/invarianten.queries.js';
import { systeem } from '../../src/toegang/wie.js';
import { type Academie, startAcademie } from '../support/academie.js';
import { type Klas, maakKlas, uitreiking } from './opstelling.js';

let een: Academie;
let ander: Academie;
beforeAll(async () => {
  een = await startAcademie();
  // Another process on the same database, with connections of its own.
  ander = await startAcademie({}, een.databaseUrl);
});
afterAll(async () => {
  await ander.sluit();
  await een.sluit();
});

const reikUit = (academie: Academie, klas: Klas, datum = '2026-07-01'): Promise<number> =>
  academie.app.get(UitreikenService).reikUit(systeem, klas.cohort.id, uitreiking({ datum }));

/** Certifies, and then something goes wrong before the commit. */
async function mislukt({ app, dataSource }: Academie, klas: Klas): Promise<void> {
  const poging = dataSource.transaction(async (m) => {
    const { cohort } = await app.get(PlaatsenService).vergrendelEen(m, klas.cohort.id);
    await app.get(UitreikenService).reikUitIn(m, systeem, cohort, uitreiking());
    throw new Error('op het laatste moment');
  });
  await expect(poging).rejects.toThrow('op het laatste moment');
}

const volgnummers = async (jaar: number): Promise<number[]> => {
  const rijen = await een.dataSource.manager.find(Certificaat, {
    where: { jaar },
    order: { volgnummer: 'ASC' },
  });
  return rijen.map(({ volgnummer }) => volgnummer);
};

test('twee die tegelijk certificeren, en een derde bij wie het misgaat: geen gat en geen dubbel', async () => {
  const mensen = [{}, {}, {}];
  const klassen: Klas[] = [];
  for (let i = 0; i < 6; i += 1) klassen.push(await maakKlas(een, { mensen }));
  await Promise.all([
    reikUit(een, klassen[0]!),
    mislukt(ander, klassen[1]!),
    reikUit(ander, klassen[2]!),
    mislukt(een, klassen[3]!),
    reikUit(een, klassen[4]!),
    reikUit(ander, klassen[5]!),
  ]);
  expect(await volgnummers(2026)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(await controleer(een.dataSource, een.clock.now())).toEqual([]);

  await reikUit(een, klassen[1]!);
  expect((await volgnummers(2026)).at(-1)).toBe(15);
});

test('twee keer tegelijk hetzelfde cohort: ieder een certificaat', async () => {
  const klas = await maakKlas(een, { mensen: [{}, {}] });
  const eerder = (await volgnummers(2026)).length;
  const nieuw = await Promise.all([reikUit(een, klas), reikUit(ander, klas)]);
  expect(nieuw.toSorted()).toEqual([0, 2]);
  expect(await volgnummers(2026)).toHaveLength(eerder + 2);
});

test('elk jaar begint bij 1; het jaar is dat van de uitreiking', async () => {
  const klas = await maakKlas(een, { mensen: [{}, {}] });
  await reikUit(een, klas, '2027-01-05');
  expect(await volgnummers(2027)).toEqual([1, 2]);
});

test('de controle ziet een gat, en een certificaat van een ander jaar', async () => {
  const [eerste] = await een.dataSource.manager.find(Certificaat, { where: { jaar: 2027, volgnummer: 2 } });
  await een.dataSource.manager.update(Certificaat, { id: eerste!.id }, { volgnummer: 3, jaar: 2027 });
  const bevindingen = await controleer(een.dataSource, een.clock.now());
  expect(bevindingen.map(({ invariant, id }) => [invariant, id])).toEqual([
    ['certificaatnummers-zonder-gaten', '2027'],
  ]);
  await een.dataSource.manager.update(Certificaat, { id: eerste!.id }, { volgnummer: 2 });
});

test('een nummer is leesbaar, een controlecode niet te raden', () => {
  expect(nummerVan(2026, 47)).toBe('ULA-2026-0047');
  expect(nummerVan(2026, 12_345)).toBe('ULA-2026-12345');
  const codes = Array.from({ length: 500 }, nieuweControlecode);
  expect(new Set(codes).size).toBe(500);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{10}$/);
});
