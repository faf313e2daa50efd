import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Cataloguslezing } from '../../src/cohorten/catalogusbestand/cataloguslezing.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

const PAD = '/beheer/catalogusbestand';
let academie: Academie;
let inlog: Inlog;

beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'beheer' }));
});
afterAll(() => academie.sluit());

const upload = (inhoud: string | Uint8Array): Promise<Antwoord> => {
  const body = new FormData();
  body.append('_csrf', inlog.csrf);
  body.append(
    'bestand',
    new Blob([typeof inhoud === 'string' ? inhoud : new Uint8Array(inhoud)]),
    'mijn catalogus.yaml',
  );
  return vraag(academie, PAD, { method: 'POST', headers: { cookie: inlog.cookie }, body });
};
const kaal = (html: string): string =>
  html
    .replace(/&#x27;/g, '’')
    .replace(/<[^>]+>|\s+/g, ' ')
    .replace(/ +/g, ' ');
/** Where the preview of a good file stands. */
async function gelezen(inhoud: string | Uint8Array): Promise<string> {
  const antwoord = await upload(inhoud);
  expect([antwoord.status, kaal(antwoord.tekst)]).toEqual([303, '']);
  return antwoord.header('location');
}
/** What is said of a file that cannot be used. */
async function geweigerd(inhoud: string | Uint8Array): Promise<string> {
  const antwoord = await upload(inhoud);
  expect(antwoord.status).toBe(422);
  expect(await academie.dataSource.manager.countBy(Opleiding, { code: 'FOUT' })).toBe(0);
  return kaal(antwoord.tekst);
}
const zie = async (pad: string): Promise<string> =>
  kaal((await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).tekst);
const voerUit = (pad: string): Promise<Antwoord> => stuur(academie, `${pad}/uitvoering`, inlog);

const opleiding = { code: 'IBKC', naam: 'Post-hbo IB-KC', soort: 'opleiding', leerjaren: 1 };
const cohort = {
  code: 'IBKC-1',
  opleiding: 'IBKC',
  naam: 'Groep 1',
  status: 'open',
  capaciteit: 20,
  bijeenkomsten: [{ op: '2027-03-03', van: '13:30', tot: '17:00', onderwerp: 'Start' }],
};
const bestand = (anders: object = {}): string =>
  stringify({
    besturen: [{ naam: 'Proefbestuur' }],
    opleidingen: [opleiding],
    cohorten: [{ ...cohort, ...anders }],
  });

describe('een catalogusbestand op het scherm', () => {
  test('eerst zien, dan precies dat doen, en maar één keer', async () => {
    const pad = await gelezen(bestand());
    const gezien = await zie(pad);
    for (const zin of [
      'Er is nog niets veranderd',
      'Opleidingen: 1 nieuw',
      'Post-hbo IB-KC IBKC',
      'Cohorten: 1 nieuw',
    ])
      expect(gezien).toContain(zin);
    expect(await academie.dataSource.manager.count(Opleiding)).toBe(0);
    expect((await voerUit(pad)).status).toBe(303);
    expect(await academie.dataSource.manager.count(Cohort)).toBe(1);
    expect(await academie.dataSource.manager.count(Bestuur)).toBe(1);
    expect(await zie(pad)).toContain('Dit veranderde er');
    expect((await academie.dataSource.manager.findOneByOrFail(Cataloguslezing, {})).tekst).toBe('');
    expect((await voerUit(pad)).status).toBe(422);
    expect(await academie.dataSource.manager.countBy(Auditregel, { code: 'import.catalogus' })).toBe(1);
    expect(await zie(await gelezen(bestand()))).toContain('Er is niets te doen');
  });

  test('toont van wat er was, wat er anders wordt', async () => {
    const bijeenkomsten = [{ op: '2027-03-04', van: '13:30', tot: '17:00' }];
    const gezien = await zie(await gelezen(bestand({ capaciteit: 25, bijeenkomsten })));
    expect(gezien).toContain('Cohorten: 1 gewijzigd');
    expect(gezien).toContain('aantal plaatsen: 20 → 25');
    expect(gezien).toContain('wo 3 mrt 2027 13:30–17:00 Start → do 4 mrt 2027 13:30–17:00');
    expect(gezien).not.toContain('Opleidingen:');
  });

  test('veranderde er intussen iets, dan gebeurt er niets en staat er wat er nu zou gebeuren', async () => {
    const pad = await gelezen(bestand({ naam: 'Anders' }));
    await academie.dataSource.manager.update(Cohort, { code: 'IBKC-1' }, { naam: 'Tussendoor' });
    const nee = await voerUit(pad);
    expect(nee.status).toBe(422);
    expect(kaal(nee.tekst)).toContain('naam: Tussendoor → Anders');
    expect((await academie.dataSource.manager.findOneByOrFail(Cohort, {})).naam).toBe('Tussendoor');
    expect((await voerUit(pad)).status).toBe(303);
    expect((await academie.dataSource.manager.findOneByOrFail(Cohort, {})).naam).toBe('Anders');
  });

  test('wat niemand uitvoerde, is er een dag later niet meer', async () => {
    const pad = await gelezen(bestand({ naam: 'Blijft liggen' }));
    await academie.dataSource.query(`UPDATE cataloguslezing SET gelezen_op = gelezen_op - interval '2 days'`);
    await gelezen(bestand());
    expect((await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).status).toBe(404);
  });

  test('wat is opgehaald, is zo weer in te lezen', async () => {
    const { tekst, header } = await vraag(academie, `${PAD}/catalogus.yaml`, {
      headers: { cookie: inlog.cookie },
    });
    expect(header('content-disposition')).toContain('catalogus-2026-11-');
    expect(await zie(await gelezen(tekst))).toContain('Er is niets te doen');
  });
});

describe('een bestand waar iets aan mankeert', () => {
  const fout = { ...opleiding, code: 'FOUT' };

  test('zegt van elke fout de regel en het veld, zoals mensen tellen', async () => {
    const gezegd = await geweigerd(
      stringify({
        opleidingen: [opleiding, { ...fout, leerjaren: 9, kleur: 'rood' }],
        cohorten: [{ ...cohort, opleiding: 'X' }],
      }),
    );
    expect(gezegd).toContain('Er zijn 2 fouten in het bestand.');
    expect(gezegd).toMatch(/regel 9, opleiding 2, leerjaren : Geef een heel getal van 1 tot en met 6\./);
    expect(gezegd).toMatch(/regel 10, opleiding 2, kleur : /);
  });

  test.each([
    ['leeg', '', 'Kies een catalogusbestand'],
    ['geen YAML', 'opleidingen: [', 'regel 1 : Dit is geen goede YAML.'],
    ['tabs', 'opleidingen:\n\t- code: X', 'Spring in met spaties'],
    ['een lijst', '- code: X', 'Dit is geen catalogusbestand'],
    ['een zin', 'Beste collega', 'Dit is geen catalogusbestand'],
    ['onbekende lijst', 'leerlingen: []', 'leerlingen'],
    ['lijst is tekst', 'opleidingen: alle', 'opleidingen'],
    ['twee documenten', '---\na: 1\n---\nb: 2', 'Er staat --- in het bestand'],
    ['verwijzing naar niets', 'opleidingen: *weg', 'iets dat er niet in staat'],
    ['binair', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0]), 'Dit is geen tekstbestand'],
    ['nullen', 'opleidingen: []\0\0\0', 'Dit is geen tekstbestand'],
    ['UTF-16', Buffer.from('\ufeffopleidingen: []', 'utf16le'), 'Dit is geen tekstbestand'],
    ['te groot', `# ${'x'.repeat(1024 * 1024)}\nopleidingen: []`, 'groter dan 1 MB'],
    ['diep', `opleidingen: ${'['.repeat(100_000)}`, 'Dit is geen goede YAML.'],
  ])('%s', async (_wat, inhoud, zin) => {
    expect(await geweigerd(inhoud)).toContain(zin);
  });

  test('een bestand dat zichzelf duizendvoudig herhaalt, kost geen tijd', async () => {
    const lagen = Array.from(
      { length: 12 },
      (_, i) =>
        `l${i}: &l${i} [${Array(10)
          .fill(i ? `*l${i - 1}` : 'x')
          .join(', ')}]`,
    );
    const begin = performance.now();
    expect(await geweigerd(lagen.join('\n'))).toContain('Het bestand verwijst te vaak naar zichzelf.');
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  test('veel te groot is een nette pagina', async () => {
    const antwoord = await upload(`# ${'x'.repeat(6 * 1024 * 1024)}`);
    expect(antwoord.status).toBe(413);
    expect(kaal(antwoord.tekst)).toMatch(/groot/i);
  });

  test('met het teken en de regels van Windows is er niets mis', async () => {
    const pad = await gelezen(`\ufeff${bestand({ naam: 'Anders' }).replaceAll('\n', '\r\n')}`);
    expect(await zie(pad)).toContain('Er is niets te doen');
  });
});
