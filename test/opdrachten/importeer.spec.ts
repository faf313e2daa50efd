import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { School } from '../../src/besturen/school.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { importeer, leesImportopdracht } from '../../src/opdrachten/importeer.js';
import { Opdrachtfout } from '../../src/opdrachten/opdracht.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { drieScholen, klassiek } from '../besturen/duo-bestanden.js';
import { startAcademie, type Academie } from '../support/academie.js';

let academie: Academie;
let map: string;
let uit: string[];
let fout: string[];

beforeAll(async () => {
  academie = await startAcademie();
  map = await fs.mkdtemp(path.join(os.tmpdir(), 'importeer-'));
});

afterAll(async () => {
  await academie.sluit();
  await fs.rm(map, { recursive: true });
});

beforeEach(() => {
  uit = [];
  fout = [];
  jest.spyOn(console, 'log').mockImplementation((tekst: string) => void uit.push(...tekst.split('\n')));
  jest.spyOn(console, 'error').mockImplementation((tekst: string) => void fout.push(...tekst.split('\n')));
});

afterEach(() => void jest.restoreAllMocks());

async function schrijf(naam: string, inhoud: string | Buffer): Promise<string> {
  const bestand = path.join(map, naam);
  await fs.writeFile(bestand, inhoud);
  return bestand;
}

describe('npm run importeer -- duo', () => {
  test('leest bestanden, zegt wat het deed en eindigt met 0', async () => {
    const eerst = await schrijf('scholen-2026-10-01.csv', klassiek());
    expect(await importeer(['duo', eerst], academie.app)).toBe(0);
    expect(uit).toEqual([
      'Ingelezen: DUO Open Onderwijsdata, donderdag 1 oktober 2026.',
      'Scholen: 3 nieuw, 0 gewijzigd, 0 gelijk, 0 weer open, 0 gesloten.',
      'Besturen: 3 nieuw, 0 kregen een naam.',
    ]);
    const later = await schrijf('scholen.csv', klassiek(drieScholen.slice(0, 2)));
    uit = [];
    expect(await importeer(['duo', later, '--peildatum', '2026-11-01'], academie.app)).toBe(0);
    expect(uit[2]).toBe('- gesloten: 32BZ00 School "Het Plein" in de Wijk');
  });

  test('weigert een fout bestand rij voor rij en eindigt met 2', async () => {
    const [een] = drieScholen;
    const kapot = await schrijf(
      'kapot.csv',
      klassiek([
        { ...een!, code: '06O' },
        { ...een!, nummer: '1' },
      ]),
    );
    const voor = await academie.dataSource.manager.count(School);
    expect(await importeer(['duo', kapot], academie.app)).toBe(2);
    expect(uit).toEqual([]);
    expect(fout).toEqual([
      'Er zijn 2 fouten in de bestanden. Er is niets ingelezen.',
      '- kapot.csv, rij 2, VESTIGINGSCODE: Hier staat “06O”. Een vestigingscode is twee cijfers, twee letters en twee cijfers.',
      '- kapot.csv, rij 3, BEVOEGD GEZAG NUMMER: Hier staat “1”. Een nummer van een bestuur is vijf cijfers.',
    ]);
    expect(await academie.dataSource.manager.count(School)).toBe(voor);
  });
});

describe('npm run importeer -- catalogus', () => {
  test('leest het voorbeeld uit de docs, twee keer', async () => {
    const uitleg = await fs.readFile(path.join(projectRoot, 'docs/catalogus-bestand.md'), 'utf8');
    const voorbeelden = [...uitleg.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
    expect(voorbeelden.length).toBeGreaterThan(0);
    const bestand = await schrijf('catalogus.yaml', voorbeelden.join('\n'));
    expect(await importeer(['catalogus', bestand], academie.app)).toBe(0);
    expect(await importeer(['catalogus', bestand], academie.app)).toBe(0);
    expect(uit.at(-1)).toMatch(/^Cohorten: \d+ in het bestand, 0 nieuw of gewijzigd\.$/);
    expect(await academie.dataSource.manager.count(Cohort)).toBeGreaterThan(0);
  });

  test('noemt regel en veld van wat fout is en eindigt met 2', async () => {
    const bestand = await schrijf('fout.yaml', 'opleidingen:\n  - { code: X, naam: X, soort: cursus }\n');
    expect(await importeer(['catalogus', bestand], academie.app)).toBe(2);
    expect(fout[0]).toBe('Er is een fout in het bestand. Er is niets ingelezen.');
    expect(fout[1]).toMatch(/^- regel 2, opleidingen\.0\.soort: Kies een van: /);
  });
});

test.each([
  [[]],
  [['scholen', 'x.csv']],
  [['duo']],
  [['catalogus', 'a.yaml', 'b.yaml']],
  [['duo', 'x.csv', '--peildatum', '1 oktober']],
  [['duo', 'x.csv', '--peildatum', '2026-02-30']],
  [['catalogus', 'x.yaml', '--peildatum', '2026-10-01']],
  [['duo', 'x.csv', '--snel']],
])('de opdracht %j wordt geweigerd met hoe je haar gebruikt', (argv) => {
  expect(() => leesImportopdracht(argv)).toThrow(Opdrachtfout);
  expect(() => leesImportopdracht(argv)).toThrow(/Gebruik: npm run importeer/);
});

test('een bestand dat er niet is loopt niet vast', async () => {
  await expect(importeer(['duo', path.join(map, 'nergens.csv')], academie.app)).rejects.toThrow(
    /niet te lezen/,
  );
});
