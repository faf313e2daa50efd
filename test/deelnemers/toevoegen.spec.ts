import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { systeem, type Wie } from '../../src/toegang/wie.js';
import { LijstGeweigerd } from '../../src/deelnemers/deelnemers.errors.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { berichtenVan, inCohort, meldLosAan, verwachtGaaf, vul } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { stuur } from '../support/vraag.js';
import { alsWie, deelnemers, lees, regel, zichtbaar } from './opstelling.js';

let academie: Academie;
let inlog: Inlog;
let wie: Wie;
beforeAll(async () => {
  academie = await startAcademie();
  const gebruiker = await maakGebruiker(academie.dataSource);
  inlog = await logIn(academie, gebruiker);
  wie = alsWie(gebruiker);
});
afterAll(async () => {
  await verwachtGaaf(academie);
  await academie.sluit();
});

const mens = {
  voornaam: 'Bo',
  achternaam: 'Wit',
  email: 'bo.wit@school.example',
  vestigingscode: 'geen',
  functie: 'leraar',
};

test('met de hand: buiten de periode mag de academie, een bekend adres is die persoon, twee keer mag niet', async () => {
  const cohort = await maakCohort(academie.dataSource, { aanmeldenVoor: '2026-10-01' });
  const pad = `/beheer/cohorten/${cohort.id}/deelnemers/nieuw`;
  const elders = await meldLosAan(academie, (await maakCohort(academie.dataSource)).id, systeem, {
    email: mens.email,
    voornaam: 'Robert',
    achternaam: 'Wit',
  });
  const anders = { ...mens, email: ' BO.WIT@school.example ' };
  const eerst = await stuur(academie, pad, inlog, anders);
  expect([eerst.status, zichtbaar(eerst).includes('Meld aan als Robert Wit')]).toEqual([422, true]);
  const klaar = await stuur(academie, pad, inlog, { ...anders, bevestigNaam: 'true' });
  expect([klaar.status, klaar.header('location')]).toEqual([303, `/beheer/cohorten/${cohort.id}`]);
  const [a] = await inCohort(academie, cohort.id);
  expect([a?.status, a?.persoonId, a?.bestuurId]).toEqual(['geplaatst', elders.persoonId, null]);
  expect(await berichtenVan(academie, a!.id)).toEqual(['geplaatst']);
  const persoon = await academie.dataSource.manager.findOneByOrFail(Persoon, { id: elders.persoonId });
  expect(persoon.voornaam).toBe('Robert');
  const nogEens = await stuur(academie, pad, inlog, { ...mens, voornaam: 'Robert' });
  expect(nogEens.status).toBe(422);
  expect(nogEens.tekst).toContain('al aangemeld');
  expect(nogEens.tekst).toContain('value="bo.wit@school.example"');
});

test('vol: het scherm zegt het vooraf, en de aanmelding komt op de wachtlijst', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  await vul(academie, cohort.id, 3);
  const pad = `/beheer/cohorten/${cohort.id}/deelnemers/nieuw`;
  expect(zichtbaar(await lees(academie, inlog, pad))).toContain('op de wachtlijst, vanaf plaats 3');
  expect((await stuur(academie, pad, inlog, { ...mens, email: 'vol@school.example' })).status).toBe(303);
  const laatste = (await inCohort(academie, cohort.id)).at(-1);
  expect(laatste?.status).toBe('wachtlijst');
});

test('een concept neemt niemand aan, en het scherm zegt waarom', async () => {
  const cohort = await maakCohort(academie.dataSource, { status: 'concept' });
  const scherm = await lees(academie, inlog, `/beheer/cohorten/${cohort.id}/deelnemers/team`);
  expect(zichtbaar(scherm)).toContain('stand ‘concept’');
  expect(scherm.tekst).not.toContain('<textarea');
});

test('wat niet is ingevuld staat bij zijn veld, in woorden over een ander', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const terug = await stuur(academie, `/beheer/cohorten/${cohort.id}/deelnemers/nieuw`, inlog, {});
  expect(terug.status).toBe(422);
  const tekst = zichtbaar(terug);
  for (const zin of ['Vul de voornaam in.', 'Vul het e-mailadres in.', 'Kies de school', 'Kies de functie.'])
    expect(tekst).toContain(zin);
  expect(tekst).not.toMatch(/\bje (voornaam|school|functie)/);
});

test('een team: eerst zien, dan doen; het bestuur van de school hoeft niet akkoord te geven', async () => {
  const { dataSource } = academie;
  const bestuur = await maakBestuur(dataSource, { vraagtAkkoord: true });
  const school = await maakSchool(dataSource, { bestuurId: bestuur.id });
  const cohort = await maakCohort(dataSource, { capaciteit: 2, minimum: 1 });
  const al = { voornaam: 'Al', achternaam: 'Bekend', email: 'al@team.example' };
  const bekend = await meldLosAan(academie, cohort.id, systeem, al);
  const pad = `/beheer/cohorten/${cohort.id}/deelnemers/team`;
  const mensen =
    'Anna van den Berg <anna@team.example>\nBo Wit; bo@team.example; directeur\nAl Bekend <al@team.example>';
  const velden = { vestigingscode: school.vestigingscode, functie: 'leraar', mensen };
  const eerst = await stuur(academie, pad, inlog, { ...velden, actie: 'bekijk' });
  expect(eerst.status).toBe(200);
  expect(zichtbaar(eerst)).toMatch(/Krijgen een plaats 1 .*wachtlijst 1 .*Waren al aangemeld 1/);
  expect(await inCohort(academie, cohort.id)).toHaveLength(1);
  const [een, twee] = await Promise.all(
    [1, 2].map(() => stuur(academie, pad, inlog, { ...velden, actie: 'aanmelden' })),
  );
  expect([een!.status, twee!.status]).toEqual([303, 303]);
  const allen = await inCohort(academie, cohort.id);
  expect(allen.map(({ status, functie }) => [status, functie])).toEqual([
    ['geplaatst', 'leraar'],
    ['geplaatst', 'leraar'],
    ['wachtlijst', 'schoolleider'],
  ]);
  const nieuwe = allen.filter(({ id }) => id !== bekend.id);
  expect(nieuwe.map(({ bestuurId, wachtOp }) => [bestuurId, wachtOp])).toEqual([
    [bestuur.id, []],
    [bestuur.id, []],
  ]);
});

test('een team met een fout: niemand, en elke fout bij haar regel', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const pad = `/beheer/cohorten/${cohort.id}/deelnemers/team`;
  const mensen = 'Anna Berg <anna@f.example>\nBo\n<c@f.example>\nAnna Nogeens <ANNA@f.example>';
  const velden = { vestigingscode: 'geen', functie: 'leraar', mensen, actie: 'aanmelden' };
  const terug = await stuur(academie, pad, inlog, velden);
  expect(terug.status).toBe(422);
  const tekst = zichtbaar(terug);
  expect(tekst).toContain('Regel 2 achternaam De achternaam ontbreekt.');
  expect(tekst).toContain('Regel 2 e-mailadres Het e-mailadres ontbreekt.');
  expect(tekst).toContain('Regel 3 voornaam De voornaam ontbreekt.');
  expect(tekst).toContain('Regel 4 e-mailadres Dit e-mailadres staat ook op regel 1.');
  expect(terug.tekst).toContain('Anna Berg &lt;anna@f.example&gt;');
  expect(await inCohort(academie, cohort.id)).toEqual([]);
});

test('allen of niemand: een school die intussen weg is houdt de hele lijst tegen', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const lijst = [regel(1), regel(2, { vestigingscode: '99XX99' }), regel(3)];
  const poging = deelnemers(academie).meldSamenAan(wie, cohort.id, lijst, false);
  await expect(poging).rejects.toThrow(LijstGeweigerd);
  await expect(poging).rejects.toMatchObject({ regels: [{ rij: 2 }] });
  expect(await inCohort(academie, cohort.id)).toEqual([]);
  expect(await academie.dataSource.manager.countBy(Persoon, { email: lijst[0]!.verzoek.email })).toBe(0);
});

test('twee lijsten tegelijk voor dezelfde plaatsen: samen niet meer dan er zijn, in de volgorde van elke lijst', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 5, minimum: 1 });
  const lijsten = [1, 2].map(() => Array.from({ length: 4 }, (_, i) => regel(i + 1)));
  const uitkomsten = await Promise.all(
    lijsten.map((lijst) => deelnemers(academie).meldSamenAan(wie, cohort.id, lijst, false)),
  );
  expect(uitkomsten.map(({ geplaatst }) => geplaatst).sort()).toEqual([1, 4]);
  expect(await academie.dataSource.manager.countBy(Aanmelding, { cohortId: cohort.id })).toBe(8);
});
