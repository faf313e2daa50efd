import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker, maakSchool } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';
import { drieScholen, gespecialiseerd, klassiek } from './duo-bestanden.js';

const DUO = '/beheer/organisaties/duo';
let academie: Academie;
let inlog: Inlog;

beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'beheer' }));
});
afterAll(() => academie.sluit());

function stuurBestanden(bestanden: [naam: string, inhoud: Buffer][], peildatum = ''): Promise<Antwoord> {
  const body = new FormData();
  body.append('_csrf', inlog.csrf);
  body.append('peildatum', peildatum);
  for (const [naam, inhoud] of bestanden) body.append('bestand', new Blob([new Uint8Array(inhoud)]), naam);
  return vraag(academie, DUO, { method: 'POST', headers: { cookie: inlog.cookie }, body });
}
/** Where the preview of good files stands. */
async function gelezen(bestanden: [naam: string, inhoud: Buffer][], peildatum = ''): Promise<string> {
  const antwoord = await stuurBestanden(bestanden, peildatum);
  expect([antwoord.status, antwoord.tekst]).toEqual([303, '']);
  return antwoord.header('location');
}
const zie = async (pad: string): Promise<string> =>
  (await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).tekst
    .replace(/<[^>]+>|\s+/g, ' ')
    .replace(/ +/g, ' ');
const voerUit = (pad: string): Promise<Antwoord> => stuur(academie, `${pad}/uitvoering`, inlog);
const aantal = (): Promise<number> => academie.dataSource.manager.count(School);
const school = (vestigingscode: string): Promise<School> =>
  academie.dataSource.manager.findOneByOrFail(School, { vestigingscode });
const [cirkel, ariens, plein] = drieScholen;
const speciaal = gespecialiseerd([{ nummer: '41400', code: '21GQ00', naam: 'Luc Stevens', plaats: '' }]);

test('twee bestanden samen: eerst zien, dan precies dat doen, en maar één keer', async () => {
  const pad = await gelezen([
    ['bo.csv', klassiek()],
    ['so.csv', speciaal],
  ]);
  const gezien = await zie(pad);
  expect(gezien).toContain('Nieuw: 4 scholen');
  expect(gezien).toContain('Nieuwe besturen: 3');
  expect(gezien).toContain('KBS Ariëns , De Meern 15DK00');
  expect(await aantal()).toBe(0);
  expect(await academie.dataSource.manager.count(Bestuur)).toBe(0);
  expect((await voerUit(pad)).status).toBe(303);
  expect(await aantal()).toBe(4);
  expect([(await school('06OY00')).sector, (await school('21GQ00')).sector]).toEqual(['po', 'go']);
  expect(await zie(pad)).toContain('Dit veranderde er');
  const nogeens = await voerUit(pad);
  expect([nogeens.status, nogeens.tekst.includes('al ingelezen')]).toEqual([422, true]);
  expect(await academie.dataSource.manager.countBy(Auditregel, { code: 'import.duo' })).toBe(1);
  expect(await zie(await gelezen([['bo.csv', klassiek()]]))).toContain('Er is niets te doen');
});

test('een volgende lijst toont wat wijzigt, sluit en weer opent, en laat wat mensen zeiden', async () => {
  const hand = await maakSchool(academie.dataSource, {
    herkomst: 'hand',
    naam: 'Met de hand',
    vestigingscode: 'X00009',
  });
  await academie.dataSource.manager.update(
    School,
    { vestigingscode: '06OY00' },
    { sector: 'overig', aliassen: ['Rondje'] },
  );
  const pad = await gelezen(
    [['bo.csv', klassiek([{ ...cirkel!, naam: 'De Cirkel', nummer: '77195' }, plein!])]],
    '2026-11-11',
  );
  const gezien = await zie(pad);
  expect(gezien).toContain('naam: Openbare Basisschool de Cirkel → De Cirkel');
  expect(gezien).toContain('bestuur: SPO Utrecht → KSU');
  expect(gezien).toContain('Sluiten: 1 school');
  await voerUit(pad);
  expect(await school('06OY00')).toMatchObject({ naam: 'De Cirkel', sector: 'overig', aliassen: ['Rondje'] });
  expect((await school('15DK00')).geslotenOp).toBe('2026-11-11');
  expect((await school(hand.vestigingscode)).geslotenOp).toBeNull();
  const { id } = await school('06OY00');
  expect(await zie(`/beheer/organisaties/scholen/${id}`)).toContain(
    'naam: Openbare Basisschool de Cirkel → De Cirkel',
  );
  expect(
    await zie(await gelezen([['bo.csv', klassiek([cirkel!, ariens!, plein!])]], '2026-11-12')),
  ).toContain('Weer open: 1 school');
});

test('veranderde er intussen iets, dan gebeurt er niets en staat er wat er nu zou gebeuren', async () => {
  const pad = await gelezen([['bo.csv', klassiek([cirkel!, ariens!, plein!])]], '2026-11-13');
  await academie.dataSource.manager.update(School, { vestigingscode: '32BZ00' }, { naam: 'Intussen anders' });
  const nee = await voerUit(pad);
  expect([nee.status, nee.tekst.includes('intussen iets veranderd')]).toEqual([422, true]);
  expect(nee.tekst).toContain('Intussen anders');
  expect((await school('15DK00')).geslotenOp).not.toBeNull();
  expect((await voerUit(pad)).status).toBe(303);
  expect((await school('32BZ00')).naam).toBe('School "Het Plein" in de Wijk');
});

test('een school die later met de hand verhuisde, gaat niet terug door een oudere lijst', async () => {
  const naar = await maakBestuur(academie.dataSource);
  const { id } = await school('32BZ00');
  await academie.dataSource.manager.update(School, id, { bestuurId: naar.id, bestuurSinds: '2026-11-20' });
  await voerUit(
    await gelezen([['bo.csv', klassiek([{ ...plein!, straat: 'Ander' }, cirkel!, ariens!])]], '2026-11-14'),
  );
  expect(await school('32BZ00')).toMatchObject({ adres: 'Ander 1', bestuurId: naar.id });
  await voerUit(await gelezen([['bo.csv', klassiek([plein!, cirkel!, ariens!])]], '2026-11-20'));
  expect((await school('32BZ00')).bestuurId).not.toBe(naar.id);
});

test.each([
  ['niets', [] as [string, Buffer][], 'Kies een of meer CSV-bestanden'],
  ['onzin', [['x.csv', Buffer.from('zomaar wat tekst')]] as [string, Buffer][], 'x.csv'],
  ['Excel', [['x.xlsx', Buffer.from('504b0304140000000800', 'hex')]] as [string, Buffer][], 'x.xlsx'],
  [
    'een foute en een goede',
    [
      ['goed.csv', klassiek()],
      ['x.csv', klassiek([{ ...cirkel!, code: 'FOUT' }])],
    ] as [string, Buffer][],
    'VESTIGINGSCODE',
  ],
  ['een oudere lijst', [['2026-01-01.csv', klassiek()]] as [string, Buffer][], 'er is al een bestand van'],
])('%s wordt geweigerd met wat er mis is', async (_wat, bestanden, melding) => {
  const voor = await aantal();
  const nee = await stuurBestanden(bestanden);
  expect([nee.status, nee.tekst.includes(melding)]).toEqual([422, true]);
  expect(await aantal()).toBe(voor);
});

const echt = path.join(projectRoot, '../shared/duo');
(existsSync(echt) ? test : test.skip)('de echte lijsten van DUO gaan er samen in', async () => {
  const bestanden = readdirSync(echt).map((naam): [string, Buffer] => [
    naam,
    readFileSync(path.join(echt, naam)),
  ]);
  const pad = await gelezen(bestanden, '2026-11-30');
  expect((await voerUit(pad)).status).toBe(303);
  expect(
    await academie.dataSource.manager.countBy(School, { herkomst: 'duo', sector: 'go' }),
  ).toBeGreaterThan(10);
});
