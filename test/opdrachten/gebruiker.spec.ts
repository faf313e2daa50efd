import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { gebruiker, leesGebruikersopdracht } from '../../src/opdrachten/gebruiker.js';
import { Opdrachtfout } from '../../src/opdrachten/opdracht.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker, maakSchool } from '../support/makers.js';

let academie: Academie;
let uit: string[];
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());
beforeEach(() => {
  uit = [];
  jest.spyOn(console, 'log').mockImplementation((tekst: string) => void uit.push(...tekst.split('\n')));
});
afterEach(() => void jest.restoreAllMocks());

const doe = (...argv: string[]): Promise<number> => gebruiker(argv, academie.app);

test('nodigt uit, met de link op een eigen regel', async () => {
  expect(await doe('uitnodigen', 'Eerste@Academie.example', '--rol', 'coordinator')).toBe(0);
  expect(uit[1]).toMatch(/^http:\/\/academie\.test\/uitnodiging\/[\w-]{43}$/);
  expect((await fetch(uit[1]!.replace('http://academie.test', academie.url))).status).toBe(200);
});

test('kent een bestuur bij nummer, code of naam, en een school bij haar code', async () => {
  const bestuur = await maakBestuur(academie.dataSource, {
    code: 'ZON',
    nummer: '41234',
    naam: 'Bestuur Zon',
  });
  const { vestigingscode } = await maakSchool(academie.dataSource, { bestuurId: bestuur.id });
  for (const tekst of ['41234', 'zon', 'Bestuur Zon'])
    expect(
      await doe(
        'uitnodigen',
        `${tekst.replace(' ', '')}@zon.example`,
        '--rol',
        'bestuur',
        '--bestuur',
        tekst,
      ),
    ).toBe(0);
  expect(
    await doe(
      'uitnodigen',
      'leider@zon.example',
      '--rol',
      'schoolleider',
      '--school',
      vestigingscode.toLowerCase(),
    ),
  ).toBe(0);
  uit = [];
  await doe('lijst');
  expect(uit.filter((regel) => /bestuur Bestuur Zon +uitgenodigd$/.test(regel)).length).toBe(3);
  expect(uit.join('\n')).toMatch(/leider@zon\.example +schoolleider +uitgenodigd/);
});

test('schakelt uit en herstelt', async () => {
  const wie = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
  const { cookie } = await logIn(academie, wie);
  const open = async () =>
    (await fetch(`${academie.url}/trainer`, { headers: { cookie }, redirect: 'manual' })).status;
  expect(await open()).toBe(200);
  expect(await doe('herstel', wie.email)).toBe(0);
  expect(uit[1]).toMatch(/\/uitnodiging\//);
  expect(await doe('uitschakelen', wie.email)).toBe(0);
  expect(await open()).toBe(303);
  await expect(doe('herstel', wie.email)).rejects.toThrow('Zet die eerst weer aan.');
});

test.each([
  [[], 'Gebruik:'],
  [['maak', 'a@b.example'], 'Gebruik:'],
  [['lijst', 'a@b.example'], 'Gebruik:'],
  [['uitnodigen'], 'Noem een e-mailadres.'],
  [['uitnodigen', 'geen-adres', '--rol', 'beheer'], 'geen-adres is geen e-mailadres.'],
  [['uitnodigen', 'a@b.example'], '--rol moet een van deze zijn'],
  [['uitnodigen', 'a@b.example', '--rol', 'baas'], '--rol moet een van deze zijn'],
  [['uitnodigen', 'a@b.example', '--rol', 'bestuur'], 'Noem bij de rol bestuur ook --bestuur'],
  [['uitnodigen', 'a@b.example', '--rol', 'schoolleider'], 'Noem bij de rol schoolleider ook --school'],
  [['uitnodigen', 'a@b.example', '--rol', 'beheer', '--bestuur', '1'], 'hoort geen --bestuur'],
  [['uitnodigen', 'a@b.example', '--rol', 'beheer', '--school', '1'], 'hoort geen --school'],
  [['uitschakelen', 'a@b.example', '--rol', 'beheer'], 'hoort geen --rol'],
  [['uitnodigen', 'a@b.example', '--wat', 'x'], 'is niet te lezen'],
])('legt uit wat er niet klopt aan %j', (argv, zin) => {
  expect(() => leesGebruikersopdracht(argv)).toThrow(Opdrachtfout);
  expect(() => leesGebruikersopdracht(argv)).toThrow(zin);
});

test('zegt dat een bestuur, school of gebruiker er niet is', async () => {
  await expect(doe('uitnodigen', 'a@b.example', '--rol', 'bestuur', '--bestuur', 'Nergens')).rejects.toThrow(
    'We kennen geen bestuur Nergens.',
  );
  await expect(
    doe('uitnodigen', 'a@b.example', '--rol', 'schoolleider', '--school', '99ZZ99'),
  ).rejects.toThrow('We kennen geen school 99ZZ99.');
  await expect(doe('uitschakelen', 'niemand@b.example')).rejects.toThrow(
    'Er is geen gebruiker niemand@b.example.',
  );
});

test('een lege academie zegt in de browser wat de volgende stap is', async () => {
  const leeg = await startAcademie();
  try {
    const pagina = async () => (await fetch(leeg.url)).text();
    expect(await pagina()).toContain('npm run gebruiker -- uitnodigen ADRES --rol beheer');
    await maakGebruiker(leeg.dataSource, { rol: 'beheer' });
    await maakSchool(leeg.dataSource);
    expect(await pagina()).not.toContain('npm run');
    expect(await pagina()).toContain('Deze academie is nog leeg.');
  } finally {
    await leeg.sluit();
  }
});
