import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { CatalogusExportService } from '../../src/cohorten/catalogusbestand/catalogus-export.service.js';
import { CatalogusImportService } from '../../src/cohorten/catalogusbestand/catalogus-import.service.js';
import { Cohort, CohortTelling } from '../../src/cohorten/cohort.entity.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { Schoolvakantie } from '../../src/cohorten/schoolvakantie.entity.js';
import { DemoService } from '../../src/demo/demo.service.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakBestuur, maakBijeenkomst, maakCohort, maakOpleiding, maakSchool } from '../support/makers.js';

const schrijf = ({ app }: Academie): Promise<string> => app.get(CatalogusExportService).maak(systeem);
const lees = ({ app }: Academie, tekst: string) => app.get(CatalogusImportService).importeer(systeem, tekst);

async function leeg(): Promise<Academie> {
  const academie = await startAcademie();
  await academie.app.get(SchoolvakantiesService).laad();
  return academie;
}

/** Every row of the tables that a file knows, as the database has them. */
async function alles({ dataSource: { manager: m } }: Academie): Promise<string> {
  const rijen = await Promise.all(
    [Bestuur, School, Schoolvakantie, Opleiding, Cohort, Bijeenkomst, CohortTelling].map((soort) =>
      m.find(soort as typeof Cohort, { order: { id: 'ASC' } }),
    ),
  );
  return JSON.stringify(rijen, null, 1);
}

describe('de demo', () => {
  let demo: Academie;
  let ander: Academie;
  let tekst: string;
  beforeAll(async () => {
    demo = await startAcademie({ DEMO_DATA: true });
    await demo.app.get(SchoolvakantiesService).laad();
    await demo.app.get(DemoService).laadAlsLeeg();
    ander = await leeg();
    tekst = await schrijf(demo);
  });
  afterAll(async () => {
    await demo.sluit();
    await ander.sluit();
  });

  test('is in een lege academie in te lezen, en wordt daar hetzelfde bestand', async () => {
    const { opleidingen, cohorten } = await lees(ander, tekst);
    expect(opleidingen.gewijzigd).toBe(await demo.dataSource.manager.count(Opleiding));
    expect(cohorten.gewijzigd).toBe(await demo.dataSource.manager.count(Cohort));
    expect(opleidingen.gewijzigd).toBeGreaterThan(5);
    expect(await schrijf(ander)).toBe(tekst);
    for (const soort of [Bijeenkomst, CohortTelling, Bestuur])
      expect(await ander.dataSource.manager.count(soort)).toBe(await demo.dataSource.manager.count(soort));
  });

  test('verandert niets waar hij vandaan komt, ook niet met aanmeldingen, trainers en plaatsen', async () => {
    const voor = await alles(demo);
    const { opleidingen, cohorten } = await lees(demo, tekst);
    expect([opleidingen.gewijzigd, cohorten.gewijzigd]).toEqual([0, 0]);
    expect(await alles(demo)).toBe(voor);
  });

  test('bevat geen mensen, en wie haar ophaalde staat in het logboek', async () => {
    expect(tekst).not.toContain('trainer@');
    const regel = { code: 'import.catalogus-gedownload' };
    expect(await demo.dataSource.manager.countBy(Auditregel, regel)).toBe(1);
  });
});

describe('alles wat een opleiding, cohort, bestuur en school kunnen zijn', () => {
  let bron: Academie;
  beforeAll(async () => {
    bron = await leeg();
    const { dataSource } = bron;
    const eerste = await maakOpleiding(dataSource, { code: 'EERST' });
    const opleiding = await maakOpleiding(dataSource, {
      ...{ code: 'A-VOL', naam: 'Ja: "nee" # 12:30', omschrijving: 'Eén.\n\n- twee\n  drie', leerjaren: 3 },
      ...{
        doelgroepen: ['schoolleider'],
        sectoren: ['vo'],
        niveau: '0123',
        duur: 'no',
        studielastUren: 0,
        contacturen: 4,
      },
      ...{ ects: 2.5, herregistratiepunten: 3, peCursuscode: '00012', officieleNaam: 'Voluit' },
      ...{ accreditatieVan: '2026-01-01', accreditatieTot: '2027-01-01', aanbieders: ['- x', '123'] },
      ...{ kostenCent: 0, vergoedingPct: 50, vergoedingVoor: 'wie', bekostiging: 'ja', voorwaarden: 'a\nb' },
      ...{ vervolgOpId: eerste.id, externUrl: 'https://voorbeeld.example/?a=1&b=2', gepubliceerd: false },
      ...{ peiling: true, aanwezigheidsnormPct: 0, bron: 'null', voorbeeldvelden: ['naam', 'duur'] },
    });
    const vol = await maakCohort(dataSource, {
      ...{ opleidingId: opleiding.id, code: 'VOL-1', naam: '2027', status: 'geannuleerd', schooljaar: null },
      ...{ goNoGoOp: '2026-12-01', financiering: 'x', annuleringsreden: 'te weinig', toelichting: 'a\n\nb' },
      ...{ geannuleerdOp: new Date('2026-11-01T22:59:58Z'), certificeringOp: '2027-06-01' },
      ...{ certificeringLocatie: 'Zaal', herinneringsdagen: [], peUitvoeringscode: '007', bron: 'b' },
      ...{ alleenAangekondigd: true, voorbeeldvelden: ['locatie'] },
    });
    await maakBijeenkomst(dataSource, {
      ...{
        cohortId: vol.id,
        begint: new Date('2027-03-02T21:30:15Z'),
        eindigt: new Date('2027-03-04T01:00:00Z'),
      },
      ...{ locatie: null, link: 'https://voorbeeld.example/zaal', onderwerp: 'Nacht', leerjaar: 3 },
    });
    await dataSource.manager.insert(CohortTelling, [
      { cohortId: vol.id, soort: 'deelnemers', leerjaar: null, aantal: 0 },
      { cohortId: vol.id, soort: 'gecertificeerd', leerjaar: 2, aantal: null },
    ]);
    await maakCohort(dataSource, {
      ...{ opleidingId: eerste.id, code: 'EERST-1', capaciteit: null, minimum: null, status: 'concept' },
      ...{ herinneringsdagen: [30, 3], locatie: null },
    });
    const zonderNaam = await maakBestuur(dataSource, { code: null, naam: null, nummer: '01234' });
    const bestuur = await maakBestuur(dataSource, {
      ...{ nummer: '12345', aliassen: ['Anders', 'En nog'], sector: 'vo', email: 'b@bestuur.example' },
      ...{ vraagtAkkoord: true, voorbeeld: true },
    });
    await maakBestuur(dataSource, { code: null, naam: 'Alleen een naam' });
    await maakBestuur(dataSource, { naam: 'Gesloten', geslotenOp: '2026-01-01' });
    const met = { adres: 'Straat 1', postcode: '3511 AA', sector: 'mbo' as const, aliassen: ['De Hoek'] };
    await maakSchool(dataSource, {
      ...met,
      bestuurId: bestuur.id,
      vestigingscode: 'X00001',
      herkomst: 'hand',
    });
    await maakSchool(dataSource, { bestuurId: zonderNaam.id, vestigingscode: '99ZZ01' });
    await maakSchool(dataSource, { vestigingscode: '06OY00', herkomst: 'duo', bestuurId: bestuur.id });
    await dataSource.manager.insert(Schoolvakantie, {
      ...{ regio: 'Noord', naam: 'Extra', van: '2031-01-01', totEnMet: '2031-01-07' },
    });
  });
  afterAll(() => bron.sluit());

  test('komt er heel weer uit, en van DUO en wat gesloten is niets', async () => {
    const tekst = await schrijf(bron);
    const doel = await leeg();
    try {
      await lees(doel, tekst);
      expect(await schrijf(doel)).toBe(tekst);
      const { manager: m } = doel.dataSource;
      const eerst = await m.findOneByOrFail(Opleiding, { code: 'EERST' });
      const zonderEigen = ({ id: _i, vervolgOpId: _v, ...rest }: Opleiding): object => rest;
      for (const code of ['A-VOL', 'EERST']) {
        const daar = await m.findOneByOrFail(Opleiding, { code });
        const hier = await bron.dataSource.manager.findOneByOrFail(Opleiding, { code });
        expect(zonderEigen(daar)).toEqual(zonderEigen(hier));
        expect(daar.vervolgOpId).toBe(code === 'EERST' ? null : eerst.id);
      }
      for (const code of ['VOL-1', 'EERST-1']) {
        const daar = await m.findOneByOrFail(Cohort, { code });
        const hier = await bron.dataSource.manager.findOneByOrFail(Cohort, { code });
        const eigen = { id: '', opleidingId: '', geannuleerdOp: null };
        expect({ ...daar, ...eigen }).toEqual({ ...hier, ...eigen });
        const bijeenkomsten = async ({ dataSource }: Academie, cohortId: string) =>
          (await dataSource.manager.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } })).map(
            (b) => ({ ...b, id: '', cohortId: '' }),
          );
        expect(await bijeenkomsten(doel, daar.id)).toEqual(await bijeenkomsten(bron, hier.id));
      }
      expect(await m.countBy(School, { herkomst: 'duo' })).toBe(0);
      expect(await m.findOneByOrFail(School, { vestigingscode: 'X00001' })).toMatchObject({
        ...{ herkomst: 'hand', aliassen: ['De Hoek'], sector: 'mbo', adres: 'Straat 1' },
      });
      expect(await m.findOneBy(Bestuur, { naam: 'Gesloten' })).toBeNull();
      expect(await m.findOneBy(Bestuur, { nummer: '01234' })).toMatchObject({ naam: null });
      expect(await m.findOneBy(Schoolvakantie, { regio: 'Noord' })).toMatchObject({ naam: 'Extra' });
    } finally {
      await doel.sluit();
    }
  });

  test('verandert niets waar het vandaan komt', async () => {
    const voor = await alles(bron);
    const { opleidingen, cohorten } = await lees(bron, await schrijf(bron));
    expect([opleidingen.gewijzigd, cohorten.gewijzigd]).toEqual([0, 0]);
    expect(await alles(bron)).toBe(voor);
  });

  test('een kolom erbij is ook een veld erbij', async () => {
    const bestand = parse(await schrijf(bron)) as Record<'opleidingen' | 'cohorten', object[]>;
    const kolommen = (soort: typeof Opleiding | typeof Cohort): string[] =>
      bron.dataSource.getMetadata(soort).columns.map(({ propertyName }) => propertyName);
    const van = (lijst: object[]): Set<string> => new Set(lijst.flatMap((een) => Object.keys(een)));
    const zonder = (soort: typeof Opleiding | typeof Cohort, lijst: object[]): string[] =>
      kolommen(soort).filter((naam) => !van(lijst).has(naam));
    // Beside what the database keeps itself: an id is named by its code.
    expect(zonder(Opleiding, bestand.opleidingen)).toEqual(['id', 'vervolgOpId', 'versie']);
    expect(zonder(Cohort, bestand.cohorten)).toEqual(['id', 'opleidingId', 'versie', 'eerste', 'laatste']);
  });

  test('een lege academie is een bestand dat in te lezen is', async () => {
    const niets = await leeg();
    try {
      await lees(niets, await schrijf(niets));
      expect(await niets.dataSource.manager.count(Opleiding)).toBe(0);
    } finally {
      await niets.sluit();
    }
  });
});
