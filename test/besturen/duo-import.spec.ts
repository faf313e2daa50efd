import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fs from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { AuditService } from '../../src/audit/audit.service.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { DuoImportService, type Duobron } from '../../src/besturen/duo-import.service.js';
import { DuoScholenService } from '../../src/besturen/duo-scholen.service.js';
import { School } from '../../src/besturen/school.entity.js';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { maakDataSource } from '../support/catalogusdiensten.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';
import { aangehaald, drieScholen, gespecialiseerd, klassiek, metStreepjes } from './duo-bestanden.js';

let database: TestDatabase;
let bron: DataSource;
let duo: DuoImportService;

beforeEach(async () => {
  database = await maakTestDatabase();
  bron = await maakDataSource(database.url);
  const clock = new FixedClock(new Date('2026-11-10T09:00:00Z'));
  duo = new DuoImportService(bron, clock, new AuditService(clock), new DuoScholenService());
});

afterEach(async () => {
  await bron.destroy();
  await database.sluit();
});

const bestand = (bytes: Uint8Array, naam = 'scholen.csv'): Duobron => ({ naam, bytes });
const lees = (bytes: Uint8Array, peildatum?: string) => duo.importeer(systeem, [bestand(bytes)], peildatum);
const school = (vestigingscode: string): Promise<School> =>
  bron.manager.findOneByOrFail(School, { vestigingscode });
const bestuur = (nummer: string): Promise<Bestuur> => bron.manager.findOneByOrFail(Bestuur, { nummer });
const [cirkel, ariens, plein] = drieScholen;

describe('een lijst van scholen lezen', () => {
  test('voegt scholen en besturen toe, de bekende met naam, en zegt wat het deed', async () => {
    const verslag = await lees(klassiek());
    expect(verslag).toMatchObject({
      nieuw: 3,
      gewijzigd: 0,
      gelijk: 0,
      gesloten: [],
      peildatums: ['2026-11-10'],
    });
    expect(await bestuur('41400')).toMatchObject({
      naam: 'SPO Utrecht',
      code: 'SPO',
      aliassen: ['SPO', 'SPOU'],
    });
    expect(await bestuur('00123')).toMatchObject({ naam: null, code: null });
    expect(await school('15DK00')).toMatchObject({
      naam: 'KBS Ariëns',
      plaats: 'De Meern',
      herkomst: 'duo',
      peildatum: '2026-11-10',
      geslotenOp: null,
      bestuurId: (await bestuur('77195')).id,
    });
    const [regel] = await bron.manager.findBy(Auditregel, { code: 'import.duo' });
    expect(regel!.gegevens).toEqual({ nieuw: 3, gewijzigd: 0, gesloten: 0 });
  });

  test.each([
    ['metStreepjes', metStreepjes],
    ['aangehaald', aangehaald],
  ])('wijzigt niets als hetzelfde nog eens komt als %s', async (_naam, maak) => {
    await lees(klassiek());
    const voor = await bron.manager.find(School, { order: { vestigingscode: 'ASC' } });
    expect(await lees(maak())).toMatchObject({ nieuw: 0, gewijzigd: 0, gelijk: 3, gesloten: [] });
    expect(await bron.manager.find(School, { order: { vestigingscode: 'ASC' } })).toEqual(voor);
  });

  test('neemt een ander adres en een ander bestuur als wijziging van dezelfde school', async () => {
    await lees(klassiek());
    const { id } = await school('06OY00');
    const verhuisd = { ...cirkel!, straat: 'Nieuwe Gracht', nummer: '77195' };
    expect(await lees(klassiek([verhuisd, ariens!, plein!]))).toMatchObject({
      nieuw: 0,
      gewijzigd: 1,
      gelijk: 2,
    });
    expect(await school('06OY00')).toMatchObject({
      id,
      adres: 'Nieuwe Gracht 1',
      bestuurId: (await bestuur('77195')).id,
    });
  });

  test('is alles of niets, ook over meer bestanden', async () => {
    const kapot = klassiek([{ ...cirkel!, code: 'FOUT' }]);
    const poging = duo.importeer(systeem, [bestand(klassiek()), bestand(kapot, 'kapot.csv')]);
    await expect(poging).rejects.toMatchObject({
      code: 'duo-geweigerd',
      fouten: [{ veld: 'kapot.csv, rij 2, VESTIGINGSCODE', melding: expect.stringContaining('“FOUT”') }],
    });
    expect(await bron.manager.count(School)).toBe(0);
    expect(await bron.manager.count(Auditregel)).toBe(0);
  });

  test('weigert twee bestanden die het over een school niet eens zijn', async () => {
    const poging = duo.importeer(systeem, [
      bestand(klassiek()),
      bestand(klassiek([{ ...cirkel!, naam: 'Anders' }]), 'ander.csv'),
    ]);
    await expect(poging).rejects.toMatchObject({ code: 'duo-geweigerd', fouten: [{ veld: '06OY00' }] });
  });

  test('twee importen tegelijk struikelen niet over elkaar', async () => {
    await Promise.all([lees(klassiek()), lees(aangehaald()), lees(metStreepjes())]);
    expect(await bron.manager.count(School)).toBe(3);
    expect(await bron.manager.count(Bestuur)).toBe(3);
  });
});

describe('een school die niet meer op de lijst staat', () => {
  test('sluit op de dag van de lijst, blijft in de tabel, en gaat weer open als ze terug is', async () => {
    await lees(klassiek(), '2026-10-01');
    const { gesloten } = await lees(klassiek([cirkel!, ariens!]), '2026-11-01');
    expect(gesloten).toEqual([{ vestigingscode: '32BZ00', naam: plein!.naam }]);
    expect(await school('32BZ00')).toMatchObject({ geslotenOp: '2026-11-01', peildatum: '2026-10-01' });
    expect(await lees(klassiek(), '2026-12-01')).toMatchObject({ heropend: 1, gelijk: 2, gesloten: [] });
    expect((await school('32BZ00')).geslotenOp).toBeNull();
  });

  test('sluit niet door een lijst van een andere soort', async () => {
    await lees(klassiek());
    const sbo = { nummer: '41400', code: '21GQ00', naam: 'Luc Stevensschool' };
    expect(await lees(gespecialiseerd([sbo]))).toMatchObject({ nieuw: 1, gesloten: [] });
    const ander = { ...sbo, code: '16QI00', naam: 'Belle van Zuylen' };
    const { gesloten } = await lees(gespecialiseerd([ander]));
    expect(gesloten.map(({ vestigingscode }) => vestigingscode)).toEqual(['21GQ00']);
    expect((await school('06OY00')).geslotenOp).toBeNull();
  });

  test('sluit niet door een lijst van een andere gemeente', async () => {
    await lees(klassiek());
    const elders = { nummer: '40000', code: '01AA00', naam: 'Elders', plaats: 'ZEIST', gemeente: 'ZEIST' };
    expect(await lees(klassiek([elders]))).toMatchObject({ nieuw: 1, gesloten: [] });
  });

  test('sluit niet doordat haar lijst in twee delen kwam', async () => {
    await lees(klassiek());
    const delen = [bestand(klassiek([cirkel!])), bestand(klassiek([ariens!, plein!]), 'deel2.csv')];
    expect(await duo.importeer(systeem, delen)).toMatchObject({ gelijk: 3, gesloten: [] });
  });

  test('sluit niet als ze voor de demo is verzonnen', async () => {
    await bron.manager.insert(School, {
      vestigingscode: '99ZZ01',
      naam: 'Voorbeeld',
      plaats: 'Utrecht',
      herkomst: 'voorbeeld',
    });
    await lees(klassiek());
    expect((await school('99ZZ01')).geslotenOp).toBeNull();
  });
});

describe('de dag van een lijst', () => {
  test('komt uit de bestandsnaam, en het oudste bestand wordt eerst gelezen', async () => {
    const verslag = await duo.importeer(systeem, [
      bestand(klassiek([cirkel!, ariens!]), 'scholen-2026-11-01.csv'),
      bestand(klassiek(), 'scholen-2026-10-01.csv'),
    ]);
    expect(verslag).toMatchObject({ peildatums: ['2026-10-01', '2026-11-01'], nieuw: 3 });
    expect(verslag.gesloten.map(({ vestigingscode }) => vestigingscode)).toEqual(['32BZ00']);
  });

  test('mag niet terug: een oudere lijst wordt geweigerd', async () => {
    await lees(klassiek(), '2026-11-01');
    const poging = lees(klassiek([cirkel!]), '2026-10-01');
    await expect(poging).rejects.toMatchObject({
      fouten: [{ veld: 'basisonderwijs, UTRECHT', melding: expect.stringContaining('1 november 2026') }],
    });
    expect((await school('32BZ00')).geslotenOp).toBeNull();
  });
});

describe('namen van besturen', () => {
  const namen = Buffer.from('BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\r\n00123;Stichting Het Plein\r\n');

  test('komen uit een bestand van besturen als er nog geen is', async () => {
    await lees(klassiek());
    expect(await lees(namen)).toMatchObject({ besturen: { nieuw: 0, benoemd: 1 } });
    expect((await bestuur('00123')).naam).toBe('Stichting Het Plein');
  });

  test('die een mens gaf worden nooit overschreven; wat DUO zegt wordt een alias', async () => {
    await lees(klassiek());
    await bron.manager.update(Bestuur, { nummer: '00123' }, { naam: 'Ons Plein' });
    await bron.manager.update(Bestuur, { nummer: '41400' }, { naam: 'SPO' });
    await duo.importeer(systeem, [bestand(namen, 'besturen.csv'), bestand(klassiek())]);
    expect(await bestuur('00123')).toMatchObject({ naam: 'Ons Plein', aliassen: ['Stichting Het Plein'] });
    expect((await bestuur('41400')).naam).toBe('SPO');
  });

  test('een bestuur dat zonder nummer bekend is krijgt het, en geen tweeling', async () => {
    await bron.manager.insert(Bestuur, { naam: 'SPOU', code: 'SPO' });
    await lees(klassiek());
    expect(await bron.manager.countBy(Bestuur, { code: 'SPO' })).toBe(1);
    expect(await bestuur('41400')).toMatchObject({ naam: 'SPOU', code: 'SPO' });
  });
});

const duomap = path.join(projectRoot, '../shared/duo');
const echt = fs.existsSync(duomap) ? test : test.skip;
if (!fs.existsSync(duomap))
  console.warn('../shared/duo is er niet: de echte DUO-bestanden worden niet gelezen.');

echt('de echte bestanden: 98 en 15 vestigingen, 16 besturen in het eerste', async () => {
  const lezen = (naam: string): Duobron => ({ naam, bytes: fs.readFileSync(path.join(duomap, naam)) });
  const basis = lezen('vestigingen-basisonderwijs-utrecht.csv');
  const speciaal = lezen('vestigingen-sbo-so-vso-utrecht.csv');
  expect(await duo.importeer(systeem, [basis])).toMatchObject({ nieuw: 98, besturen: { nieuw: 16 } });
  expect(await duo.importeer(systeem, [speciaal])).toMatchObject({ nieuw: 15, gesloten: [] });
  expect(await duo.importeer(systeem, [basis, speciaal])).toMatchObject({
    nieuw: 0,
    gewijzigd: 0,
    gelijk: 113,
  });
  expect(await school('03MJ00')).toMatchObject({ naam: 'Eben-Haëzer school', plaats: 'Utrecht' });
  expect((await bron.manager.findBy(Bestuur, { nummer: '62662' }))[0]!.naam).toBe('PCOU Willibrord');
});

test('een heel land wordt gelezen, en nog eens gelezen', async () => {
  const scholen = Array.from({ length: 7000 }, (_, i) => ({
    nummer: String(10_000 + (i % 900)),
    code: `${String(Math.floor(i / 100) % 100).padStart(2, '0')}AA${String(i % 100).padStart(2, '0')}`,
    naam: `School ${i}`,
    gemeente: `GEMEENTE ${i % 340}`,
  }));
  expect(await lees(klassiek(scholen))).toMatchObject({ nieuw: 7000, besturen: { nieuw: 900 } });
  expect(await lees(klassiek(scholen))).toMatchObject({ gelijk: 7000 });
});
