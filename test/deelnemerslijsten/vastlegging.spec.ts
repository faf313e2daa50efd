import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { vul } from '../support/aanmeldingen.js';
import { maakCohort } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { haal, maakStad, meldAan, PAD, vastgelegd, XLSX, type Stad } from './opstelling.js';
import { alsEigenaar } from '../support/database.js';

/** Every list that leaves the house is on record: who, what, how many. */
let stad: Stad;
beforeAll(async () => {
  stad = await maakStad();
  await meldAan(stad, stad.las, stad.spo.school, 'Een');
  await meldAan(stad, stad.las, stad.spo.school, 'Twee');
  await meldAan(stad, stad.las, stad.ksu.school, 'Drie');
});
afterAll(() => stad?.academie.sluit());
beforeEach(() =>
  alsEigenaar(() =>
    stad.academie.dataSource.manager.delete(Auditregel, { code: 'deelnemerslijst.gedownload' }),
  ),
);

const pagina = (pad: string, cookie = stad.spo.inlog.cookie) =>
  vraag(stad.academie, pad, { headers: { cookie } });

test('een bestuur wordt vastgelegd met vorm, aantal en filter, in elke vorm', async () => {
  const filter = `?cohort=${stad.las.id}&status=geplaatst,wachtlijst`;
  await haal(stad, stad.spo, filter);
  await haal(stad, stad.spo, filter, 'text/csv');
  await haal(stad, stad.spo, '', XLSX);

  const gevraagd = { cohort: stad.las.id, status: 'geplaatst,wachtlijst' };
  const regels = await vastgelegd(stad);
  expect(regels.map(({ gegevens }) => gegevens)).toEqual([
    { formaat: 'json', aantal: 2, filter: gevraagd, keer: 1 },
    { formaat: 'csv', aantal: 2, filter: gevraagd },
    { formaat: 'xlsx', aantal: 2, filter: {} },
  ]);
  for (const { wieSoort, wieId, onderwerpSoort, onderwerpId } of regels)
    expect([wieSoort, wieId, onderwerpSoort, onderwerpId]).toEqual([
      'gebruiker',
      stad.spo.gebruiker.id,
      'bestuur',
      stad.spo.bestuur.id,
    ]);
});

test("links op pagina's worden ook vastgelegd, kijken naar de pagina als niet meer dan dat", async () => {
  await pagina('/bestuur');
  expect(await vastgelegd(stad)).toEqual([]);
  expect(
    await stad.academie.dataSource.manager.countBy(Auditregel, { code: 'deelnemerslijst.bekeken' }),
  ).toBe(1);
  await pagina('/bestuur/deelnemerslijst.csv?opleiding=LAS-1');
  await pagina('/bestuur/deelnemerslijst.xlsx');
  const { cookie } = stad.coordinator.inlog;
  const lijst = await pagina(`/beheer/cohorten/${stad.las.id}/deelnemerslijst.csv`, cookie);
  expect(lijst.header('content-disposition')).toBe(
    'attachment; filename="deelnemerslijst-las-1-26-2026-11-10.csv"',
  );
  const regels = await vastgelegd(stad);
  expect(regels.map(({ gegevens }) => gegevens)).toEqual([
    { formaat: 'csv', aantal: 2, filter: { opleiding: 'LAS-1' } },
    { formaat: 'xlsx', aantal: 2, filter: {} },
    { formaat: 'csv', aantal: 3, filter: { cohort: stad.las.id } },
  ]);
  expect(regels[2]).toMatchObject({ onderwerpSoort: 'cohort', onderwerpId: stad.las.id });
});

test('een sleutel wordt vastgelegd als die sleutel', async () => {
  const sleutel = await stad.academie.app.get(SleutelsService).maak(systeem, 'HR', null, ['deelnemerslijst']);
  await vraag(stad.academie, PAD, { headers: { authorization: `Bearer ${sleutel}` } });
  const [regel] = await vastgelegd(stad);
  expect(regel).toMatchObject({ wieSoort: 'sleutel', onderwerpSoort: 'sleutel', onderwerpId: regel?.wieId });
});

test('wat werd geweigerd wordt niet vastgelegd', async () => {
  await haal(stad, stad.spo, '?status=zomaar');
  await haal(stad, stad.spo, '', 'image/png');
  await vraag(stad.academie, PAD);
  expect(await vastgelegd(stad)).toEqual([]);
});

test('wat niet kan worden vastgelegd gaat niet weg', async () => {
  const { dataSource } = stad.academie;
  await alsEigenaar(() =>
    dataSource.query(
      `ALTER TABLE auditregel ADD CONSTRAINT proef CHECK (code <> 'deelnemerslijst.gedownload')`,
    ),
  );
  try {
    for (const accept of ['application/json', 'text/csv', XLSX]) {
      const antwoord = await haal(stad, stad.spo, '', accept);
      expect([antwoord.status, antwoord.header('content-disposition')]).toEqual([500, '']);
      expect(antwoord.tekst).not.toContain('Een');
    }
  } finally {
    await alsEigenaar(() => dataSource.query('ALTER TABLE auditregel DROP CONSTRAINT proef'));
  }
});

test('een lange lijst komt heel, en wordt heel geteld', async () => {
  const groot = await maakCohort(stad.academie.dataSource, { capaciteit: 2500 });
  await vul(stad.academie, groot.id, 2050);
  const antwoord = await haal(stad, stad.coordinator, `?cohort=${groot.id}`, 'text/csv');
  const rijen: Record<string, string>[] = parse(antwoord.bytes, { delimiter: ';', bom: true, columns: true });
  expect(new Set(rijen.map(({ Kenmerk }) => Kenmerk)).size).toBe(2050);
  expect((await vastgelegd(stad))[0]?.gegevens).toMatchObject({ aantal: 2050 });
});
