import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import { AuditQueries } from '../../src/audit/audit.queries.js';
import { geschiedenisVan } from '../../src/audit/geschiedenis.rules.js';
import { Deelnemersimport } from '../../src/deelnemers/deelnemersimport.entity.js';
import { verwachtGaaf, inCohort, vul } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { stuur, type Antwoord } from '../support/vraag.js';
import { lees, stuurBestand, zichtbaar } from './opstelling.js';
import { rekentijd } from '../support/tijd.js';

let academie: Academie;
let inlog: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(async () => {
  await verwachtGaaf(academie);
  await academie.sluit();
});

const KOP = 'voornaam;achternaam;email;functie\n';
const padVan = (cohort: { id: string }): string => `/beheer/cohorten/${cohort.id}/deelnemers/import`;
const mensen = (aantal: number, van: string): string[] =>
  Array.from({ length: aantal }, (_, i) => `Bo;Wit ${i};bo${i}@${van}.example;leraar`);

/** Sends a good file; where its preview stands. */
async function stuurGoed(cohort: { id: string }, inhoud: string | Buffer): Promise<string> {
  const antwoord = await stuurBestand(academie, inlog, padVan(cohort), inhoud);
  expect([antwoord.status, zichtbaar(antwoord)]).toEqual([303, '']);
  return antwoord.header('location');
}
const voerUit = (voorbeeld: string): Promise<Antwoord> => stuur(academie, `${voorbeeld}/uitvoering`, inlog);

test('eerst zien, dan doen, twee keer drukken doet het één keer, en het bestand mag nog eens', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 3, minimum: 1 });
  const inhoud = KOP + mensen(5, 'eerst').join('\n');
  const voorbeeld = await stuurGoed(cohort, inhoud);
  const scherm = zichtbaar(await lees(academie, inlog, voorbeeld));
  expect(scherm).toMatch(/Krijgen een plaats 3 .*wachtlijst 2 .*vanaf plaats 1.*al aangemeld 0/);
  expect(await inCohort(academie, cohort.id)).toEqual([]);
  const antwoorden = await Promise.all([voerUit(voorbeeld), voerUit(voorbeeld)]);
  expect(antwoorden.map(({ status }) => status)).toEqual([303, 303]);
  const allen = await inCohort(academie, cohort.id);
  expect(allen.map(({ status }) => status)).toEqual([
    'geplaatst',
    'geplaatst',
    'geplaatst',
    'wachtlijst',
    'wachtlijst',
  ]);
  expect(zichtbaar(await lees(academie, inlog, voorbeeld))).toContain('is ingelezen op');
  const bewaard = await academie.dataSource.manager.findBy(Deelnemersimport, { cohortId: cohort.id });
  expect(bewaard.map(({ rijen, resultaat }) => [rijen, resultaat])).toEqual([
    [[], { geplaatst: 3, wachtlijst: 2, overgeslagen: 0 }],
  ]);
  const weer = await stuurGoed(cohort, `${inhoud}\nNieuw;Mens;nieuw@eerst.example;leraar`);
  expect(zichtbaar(await lees(academie, inlog, weer))).toMatch(/wachtlijst 1 .*al aangemeld 5/);
  await voerUit(weer);
  expect(await inCohort(academie, cohort.id)).toHaveLength(6);
  const audit = await academie.app.get(AuditQueries).vanOnderwerp('cohort', cohort.id);
  expect(geschiedenisVan(audit).map(({ tekst }) => tekst)).toEqual([
    'Bestand met deelnemers ingelezen: 1 nieuw, 5 overgeslagen',
    'Bestand met deelnemers ingelezen: 5 nieuw, 0 overgeslagen',
  ]);
});

test('scholen: met code, met naam binnen het bestuur, en wie dubbel heet wordt met kandidaten teruggevraagd', async () => {
  const { dataSource } = academie;
  const bestuur = await maakBestuur(dataSource, { naam: 'SPO Proef', aliassen: ['SPOP'] });
  const een = await maakSchool(dataSource, { naam: 'De Regenboog', bestuurId: bestuur.id });
  const twee = await maakSchool(dataSource, { naam: 'De Regenboog' });
  await maakSchool(dataSource, { naam: 'De Regenboog', plaats: 'Zeist', geslotenOp: '2024-01-01' });
  const drie = await maakSchool(dataSource, { naam: 'Sint Gertrudis', vestigingscode: '98QQ01' });
  const cohort = await maakCohort(dataSource);
  const kop = 'naam,e-mail,School,Schoolbestuur,BRIN,rol,Werkgever\n';
  const goed = [
    `A Een,een@s.example,,,${een.vestigingscode.toLowerCase()},leraar`,
    'A Twee,twee@s.example,de regenboog,spop,,leraar',
    `A Drie,drie@s.example,${twee.vestigingscode},,,leraar`,
    'A Vier,vier@s.example,,,,student',
    'A Vijf,vijf@s.example,BRIN 98qq-01,,,leraar',
    'A Zes,zes@s.example,,SPO Proef,,leraar',
    'A Zeven,zeven@s.example,,,,leraar,Grafisch Lyceum Utrecht',
  ];
  const voorbeeld = await stuurGoed(cohort, Buffer.from(kop + goed.join('\r\n'), 'latin1'));
  await voerUit(voorbeeld);
  const allen = await inCohort(academie, cohort.id);
  expect(allen.map(({ schoolId }) => schoolId)).toEqual([een.id, een.id, twee.id, null, drie.id, null, null]);
  expect(allen.slice(5).map((a) => [a.bestuurId, a.organisatie])).toEqual([
    [bestuur.id, null],
    [null, 'Grafisch Lyceum Utrecht'],
  ]);
  expect(allen[0]?.bestuurId).toBe(bestuur.id);
  const fout = [
    'B Een,b1@s.example,De Regenboog,,,leraar',
    'B Twee,b2@s.example,Het Kasteel,,,leraar',
    'B Drie,b3@s.example,De Regenboog,Bestaat Niet,,leraar',
    'B Vier,b4@s.example,,,99ZZ98,leraar',
    'B Vijf,b5@s.example,,Ook Niet,,leraar',
    'B Zes,b6@s.example,kbs gertudis,,,leraar',
  ];
  const terug = await stuurBestand(academie, inlog, padVan(cohort), kop + fout.join('\n'));
  expect(terug.status).toBe(422);
  const tekst = zichtbaar(terug);
  expect(tekst).toContain(`Rij 2 School Er zijn 2 scholen die ‘De Regenboog’ heten: De Regenboog, Utrecht (`);
  expect(tekst).toContain(een.vestigingscode);
  expect(tekst).toContain('Rij 3 School We kennen geen scholen die ‘Het Kasteel’ heten.');
  expect(tekst).toContain('Rij 4 Schoolbestuur We kennen geen bestuur ‘Bestaat Niet’.');
  expect(tekst).toContain('Rij 5 BRIN We kennen geen school met code 99ZZ98.');
  expect(tekst).toContain('Rij 6 Schoolbestuur We kennen geen bestuur ‘Ook Niet’.');
  expect(tekst).toContain(
    'Rij 7 School We kennen geen scholen die ‘kbs gertudis’ heten. Bedoel je Sint Gertrudis, Utrecht (98QQ01',
  );
  expect(await inCohort(academie, cohort.id)).toHaveLength(7);
});

test('van 10.000 rijen is er één fout: binnen enkele seconden, met rij en kolom', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 100, minimum: 1 });
  const rijen = mensen(10_000, 'veel');
  rijen[6788] = 'Bo;Wit;geen adres;leraar';
  let terug!: Awaited<ReturnType<typeof stuurBestand>>;
  const duur = await rekentijd(async () => {
    terug = await stuurBestand(academie, inlog, padVan(cohort), KOP + rijen.join('\n'));
  });
  expect(terug.status).toBe(422);
  expect(zichtbaar(terug)).toContain('Rij 6790 email Dit is geen e-mailadres.');
  expect(zichtbaar(terug)).toContain('1 fout');
  process.stderr.write(`10,000 rows, one wrong: ${Math.round(duur)} ms\n`);
  expect(duur).toBeLessThan(30_000);
});

test('honderd fouten worden getoond, en hoeveel het er zijn', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const terug = await stuurBestand(academie, inlog, padVan(cohort), KOP + 'x;y;z;leraar\n'.repeat(250));
  expect(zichtbaar(terug)).toContain('250 fouten , de eerste 100'.replace(' ,', ','));
  expect(terug.tekst.match(/Rij \d+</g)).toHaveLength(100);
  expect(zichtbaar(terug)).toContain('En nog 150 fouten.');
});

test('duizenden goede rijen: allemaal, in één keer', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 2_000, minimum: 1 });
  await vul(academie, cohort.id, 3);
  const voorbeeld = await stuurGoed(cohort, KOP + mensen(2_500, 'allen').join('\n'));
  expect(zichtbaar(await lees(academie, inlog, voorbeeld))).toMatch(/plaats 1\.997 .*wachtlijst 503/);
  expect((await voerUit(voorbeeld)).status).toBe(303);
  const allen = await inCohort(academie, cohort.id);
  expect(allen.filter(({ status }) => status === 'geplaatst')).toHaveLength(2_000);
  expect(allen.filter(({ status }) => status === 'wachtlijst')).toHaveLength(503);
}, 180_000);

test('tussen zien en doen verandert de wereld: alles wordt opnieuw bekeken, en het is alles of niets', async () => {
  const { dataSource } = academie;
  const school = await maakSchool(dataSource);
  const cohort = await maakCohort(dataSource, { capaciteit: 3, minimum: 1 });
  const kop = 'naam;email;functie;vestigingscode\n';
  const rijen = ['A Een;een@w.example;leraar;', `B Twee;twee@w.example;leraar;${school.vestigingscode}`];
  const voorbeeld = await stuurGoed(cohort, kop + rijen.join('\n'));
  await dataSource.query('DELETE FROM school WHERE id = $1', [school.id]);
  const terug = await voerUit(voorbeeld);
  expect(terug.status).toBe(422);
  expect(zichtbaar(terug)).toContain('Rij 3 – Deze school kennen we niet.');
  expect(await inCohort(academie, cohort.id)).toEqual([]);
  await dataSource.query(`UPDATE cohort SET status = 'concept' WHERE id = $1`, [cohort.id]);
  const dicht = await voerUit(voorbeeld);
  expect(dicht.status).toBe(422);
  expect(zichtbaar(dicht)).toContain('Aanmelden kan hier nu niet.');
});

test('wat een programma met komma’s, tabs en aanhalingstekens schrijft komt bij de mensen terecht', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const rijen = [
    ['Opmerking', 'Naam', 'Mailadres', 'Doelgroep', 'Pet'],
    ['Regel 1\nRegel "2"; klaar', 'Zoë van ’t Hoff', 'zoe@p.example', 'groepsleerkracht', 'rood'],
  ];
  const voorbeeld = await stuurGoed(cohort, stringify(rijen, { delimiter: '\t' }));
  expect(zichtbaar(await lees(academie, inlog, voorbeeld))).toContain('gebruiken we niet: Pet.');
  await voerUit(voorbeeld);
  const [a] = await inCohort(academie, cohort.id);
  expect([a?.functie, a?.opmerking]).toEqual(['leraar', 'Regel 1\nRegel "2"; klaar']);
});

test('zonder bestand, met een Excel-bestand en van een ander cohort: een zin, nooit een fout van ons', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const leeg = await stuurBestand(academie, inlog, padVan(cohort), '');
  expect([leeg.status, zichtbaar(leeg).includes('Kies een bestand')]).toEqual([422, true]);
  const excel = await stuurBestand(academie, inlog, padVan(cohort), 'PK\u0003\u0004');
  expect([excel.status, zichtbaar(excel).includes('Excel-bestand')]).toEqual([422, true]);
  const voorbeeld = await stuurGoed(cohort, KOP + mensen(1, 'ander').join());
  const ander = await maakCohort(academie.dataSource);
  const elders = voorbeeld.replace(cohort.id, ander.id);
  expect((await lees(academie, inlog, elders)).status).toBe(404);
  expect((await voerUit(elders)).status).toBe(404);
});
