import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { School } from '../../src/besturen/school.entity.js';
import type { Bevoegdheid } from '../../src/toegang/rechten.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { maakCohort, maakSchool } from '../support/makers.js';
import { vraag } from '../support/vraag.js';
import { haal, maakStad, meldAan, namen, PAD, XLSX, type Bord, type Stad } from './opstelling.js';

/** A bestuur gets its own people and nobody else's, whatever it asks. */
let stad: Stad;
let alleenKsu: string;

beforeAll(async () => {
  stad = await maakStad();
  const { las, coachen, spo, ksu } = stad;
  await meldAan(stad, las, spo.school, 'Spolas');
  await meldAan(stad, coachen, spo.school, 'Spocoach');
  await meldAan(stad, las, ksu.school, 'Ksulas');
  await meldAan(stad, coachen, ksu.school, 'Ksucoach');
  await meldAan(stad, las, null, 'Zijinstromer');
  const vanKsu = await maakCohort(stad.academie.dataSource, { code: 'VAN-KSU' });
  await meldAan(stad, vanKsu, ksu.school, 'Ksualleen');
  alleenKsu = vanKsu.id;
});
afterAll(() => stad?.academie.sluit());

const VREEMD = /Ksu|Zijinstromer/;

async function sleutel(bord: Bord | null, bevoegdheden: Bevoegdheid[]): Promise<string> {
  const sleutels = stad.academie.app.get(SleutelsService);
  return sleutels.maak(systeem, 'proef', bord?.bestuur.id ?? null, bevoegdheden);
}

describe('zonder filter', () => {
  test('een bestuur krijgt de eigen mensen over alle cohorten', async () => {
    expect(namen(await haal(stad, stad.spo))).toEqual(['Spocoach', 'Spolas']);
    expect(namen(await haal(stad, stad.ksu))).toEqual(['Ksucoach', 'Ksulas', 'Ksualleen']);
  });

  test('de coördinator krijgt iedereen, ook wie geen bestuur heeft', async () => {
    const lijst = await haal(stad, stad.coordinator);
    expect(namen(lijst)).toEqual(['Ksucoach', 'Spocoach', 'Ksulas', 'Spolas', 'Zijinstromer', 'Ksualleen']);
  });
});

describe('wat er ook wordt gevraagd', () => {
  const filters = (): string[] => [
    '',
    `?cohort=${stad.las.id}`,
    `?cohort=${stad.coachen.id}`,
    `?cohort=${alleenKsu}`,
    '?opleiding=LAS-1',
    '?schooljaar=2026-2027',
    '?status=geplaatst',
    `?cohort=${stad.las.id}&opleiding=LAS-1&schooljaar=2026-2027&status=geplaatst,wachtlijst`,
    '?pagina=2&paginaGrootte=1',
  ];

  test('geen vorm en geen filter toont de mensen van een ander', async () => {
    for (const filter of filters()) {
      const json = await haal(stad, stad.spo, filter);
      const csv = await haal(stad, stad.spo, filter, 'text/csv');
      const xlsx = await haal(stad, stad.spo, filter, XLSX);
      const cellen = JSON.stringify((await readXlsx(xlsx.bytes)).sheets[0]?.rows);
      expect([filter, json.status, csv.status, xlsx.status]).toEqual([filter, 200, 200, 200]);
      for (const inhoud of [json.tekst, csv.tekst, cellen]) expect(inhoud).not.toMatch(VREEMD);
    }
  });

  test('vragen naar het cohort van een ander bestuur geeft niemand, en telt niemand', async () => {
    const lijst = await haal(stad, stad.spo, `?cohort=${alleenKsu}`);
    expect(lijst.json()).toEqual({ items: [], pagina: 1, paginaGrootte: 50, totaal: 0 });
  });

  test('een gedeeld cohort telt alleen de eigen mensen', async () => {
    const lijst = await haal(stad, stad.spo, `?cohort=${stad.las.id}`);
    expect([namen(lijst), lijst.json().totaal]).toEqual([['Spolas'], 1]);
  });

  test.each(['bestuur', 'bestuurId', 'school', 'vestigingscode'])(
    'een parameter %s bestaat niet',
    async (naam) => {
      const lijst = await haal(stad, stad.spo, `?${naam}=${stad.ksu.bestuur.id}`);
      expect(lijst.status).toBe(400);
      expect(lijst.json().fouten).toEqual([{ veld: naam, melding: 'Dit veld bestaat niet.' }]);
    },
  );

  test('het portaal en zijn downloads tonen alleen de eigen mensen', async () => {
    const headers = { cookie: stad.spo.inlog.cookie };
    for (const filter of ['', `?cohort=${stad.las.id}`, `?cohort=${alleenKsu}`, '?opleiding=LAS-1']) {
      const pagina = await vraag(stad.academie, `/bestuur${filter}`, { headers });
      const csv = await vraag(stad.academie, `/bestuur/deelnemerslijst.csv${filter}`, { headers });
      const xlsx = await vraag(stad.academie, `/bestuur/deelnemerslijst.xlsx${filter}`, { headers });
      const cellen = JSON.stringify((await readXlsx(xlsx.bytes)).sheets[0]?.rows);
      expect([pagina.status, csv.status, xlsx.status]).toEqual([200, 200, 200]);
      for (const inhoud of [pagina.tekst, csv.tekst, cellen]) expect(inhoud).not.toMatch(VREEMD);
    }
  });

  test('de keuzes van het portaal vertellen niets van cohorten zonder eigen mensen', async () => {
    const pagina = await vraag(stad.academie, '/bestuur', { headers: { cookie: stad.spo.inlog.cookie } });
    expect(pagina.tekst).toContain(stad.las.id);
    expect(pagina.tekst).not.toContain(alleenKsu);
  });

  test('de download van de coördinator is niet voor een bestuur', async () => {
    const headers = { cookie: stad.spo.inlog.cookie };
    for (const formaat of ['csv', 'xlsx']) {
      const pad = `/beheer/cohorten/${stad.las.id}/deelnemerslijst.${formaat}`;
      expect((await vraag(stad.academie, pad, { headers })).status).toBe(403);
    }
  });
});

describe('sleutels', () => {
  const met = async (bord: Bord | null, query = '') => {
    const headers = { authorization: `Bearer ${await sleutel(bord, ['deelnemerslijst'])}` };
    return vraag(stad.academie, PAD + query, { headers });
  };

  test('de sleutel van een bestuur krijgt de mensen van dat bestuur', async () => {
    expect(namen(await met(stad.spo))).toEqual(['Spocoach', 'Spolas']);
    expect(namen(await met(stad.spo, `?cohort=${alleenKsu}`))).toEqual([]);
  });

  test('de sleutel van de academie krijgt iedereen', async () => {
    expect((await met(null)).json().totaal).toBe(6);
  });
});

describe('het verleden', () => {
  test('wie naar een ander bestuur gaat blijft op de lijsten van toen', async () => {
    const email = 'verhuist@school.example';
    const { las, coachen, spo, ksu } = stad;
    const eerst = await meldAan(stad, coachen, spo.school, 'Verhuizer', { email });
    const later = await meldAan(stad, las, ksu.school, 'Verhuizer', { email });
    expect(later.persoonId).toBe(eerst.persoonId);

    const vanSpo = (await haal(stad, spo)).json<{ items: { id: string; school: string }[] }>().items;
    expect(vanSpo.find(({ id }) => id === eerst.id)?.school).toBe('School van SPO Utrecht');
    expect(vanSpo.find(({ id }) => id === later.id)).toBeUndefined();
    const vanKsu = (await haal(stad, ksu)).json<{ items: { id: string; school: string }[] }>().items;
    expect(vanKsu.find(({ id }) => id === later.id)?.school).toBe('School van KSU');
    expect(vanKsu.find(({ id }) => id === eerst.id)).toBeUndefined();
  });

  test('een school die naar een ander bestuur gaat neemt niemand mee', async () => {
    const { dataSource } = stad.academie;
    const school = await maakSchool(dataSource, { bestuurId: stad.spo.bestuur.id, naam: 'Overgang' });
    await meldAan(stad, stad.las, school, 'Spotoen');
    await dataSource.manager.update(School, { id: school.id }, { bestuurId: stad.ksu.bestuur.id });
    await meldAan(stad, stad.las, school, 'Ksunu');

    expect(namen(await haal(stad, stad.spo))).toContain('Spotoen');
    expect(namen(await haal(stad, stad.spo))).not.toContain('Ksunu');
    expect(namen(await haal(stad, stad.ksu))).toContain('Ksunu');
    expect(namen(await haal(stad, stad.ksu))).not.toContain('Spotoen');
  });
});
