import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PersonenSamenvoegenService } from '../../src/deelnemers/samenvoegen.service.js';
import { Toestemming } from '../../src/toestemmingen/toestemming.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { certificeer, maakCertificaten, maakKlas } from '../certificering/opstelling.js';
import { coordinator } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let huis: Academie;
let beheer: Inlog;
let klas: Awaited<ReturnType<typeof maakCertificaten>>;
let mens: Inlog;
let persoonId: string;
const MIJN = '/mijn/gegevens/toestemmingen';
beforeAll(async () => {
  huis = await startAcademie();
  beheer = await logIn(huis, await maakGebruiker(huis.dataSource));
});
afterAll(() => huis?.sluit());
beforeEach(async () => {
  klas = await maakCertificaten(huis, { mensen: [{ achternaam: 'Goedvinder' }] });
  persoonId = klas.personen[0]!.id;
  mens = await logPersoonIn(huis, persoonId);
});

const m = () => huis.dataSource.manager;
const zet = (doel: string, aan: 'ja' | 'nee', inlog = mens, pad = MIJN) =>
  stuur(huis, pad, inlog, { doel, aan });
const lees = async (pad: string, { cookie } = { cookie: '' }) =>
  (await vraag(huis, pad, { headers: { cookie } })).tekst;
const rijen = (id = persoonId) =>
  m().find(Toestemming, { where: { persoonId: id }, order: { gegevenOp: 'ASC', ingetrokkenOp: 'ASC' } });

test('zonder ja gebeurt niets; ja en nee werken meteen, en twee keer is een keer', async () => {
  expect((await lees(MIJN, mens)).match(/<strong>Nee\.<\/strong>/g)).toHaveLength(3);
  const controle = () => lees(`/certificaten/${klas.certificaten[0]!.nummer}`);
  expect(await controle()).not.toContain('Goedvinder');
  expect((await zet('certificaatcontrole', 'ja')).status).toBe(303);
  await zet('certificaatcontrole', 'ja');
  expect(await controle()).toContain('Goedvinder');
  expect(await rijen()).toMatchObject([
    { doel: 'certificaatcontrole', gegevenDoor: 'zelf', ingetrokkenOp: null },
  ]);
  await zet('certificaatcontrole', 'nee');
  expect(await controle()).not.toContain('Goedvinder');
  await zet('certificaatcontrole', 'ja');
  expect(await rijen()).toHaveLength(2);
  const codes = await huis.dataSource.query<{ gegevens: unknown }[]>(
    `SELECT gegevens FROM auditregel WHERE code = 'toestemming.gewijzigd' AND onderwerp_id = $1 ORDER BY id`,
    [persoonId],
  );
  expect(codes.map(({ gegevens }) => gegevens)).toEqual(
    [true, false, true].map((aan) => ({ doel: 'certificaatcontrole', aan })),
  );
});

test('ook een certificaat dat later komt toont de naam van wie dat goedvindt', async () => {
  const later = await maakKlas(huis, {
    mensen: [{ achternaam: 'Goedvinder' }, { achternaam: 'Stilhouder' }],
  });
  await zet('certificaatcontrole', 'ja', await logPersoonIn(huis, later.personen[0]!.id));
  const getoond = [];
  for (const { nummer } of await certificeer(huis, later.cohort.id))
    getoond.push(/Goedvinder|Stilhouder/.exec(await lees(`/certificaten/${nummer}`))?.[0]);
  expect(getoond.sort()).toEqual(['Goedvinder', undefined]);
});

test('de naamlijst van een uitreiking noemt op papier alleen wie dat goedvindt', async () => {
  const lijst = () => lees(`/beheer/cohorten/${klas.cohort.id}/certificering/1/namenlijst`, beheer);
  expect(await lijst()).toMatch(/class="ula-papier__niet"><th scope="row">[^<]*Goedvinder/);
  await zet('naamlijst', 'ja');
  expect(await lijst()).not.toContain('ula-papier__niet');
  expect(await lijst()).toContain('Goedvinder');
});

test('nieuws: alleen adressen van wie het goedvindt, en dat ze zijn opgehaald staat vast', async () => {
  const csv = () => lees('/beheer/nieuwsbrief.csv', beheer);
  expect(await csv()).not.toContain('Goedvinder');
  await zet('nieuwsbrief', 'ja');
  expect(await csv()).toContain('Goedvinder');
  await m().update(Persoon, persoonId, { beperktOp: huis.clock.now() });
  expect(await csv()).not.toContain('Goedvinder');
  const [{ n }] = await huis.dataSource.query<[{ n: number }]>(
    `SELECT count(*)::integer AS n FROM auditregel WHERE code = 'nieuwsbrief.gedownload'`,
  );
  expect(n).toBe(3);
});

test('de academie noteert wat iemand aan de telefoon zegt, en dat staat erbij', async () => {
  const pad = `/beheer/personen/${persoonId}/toestemmingen`;
  expect((await zet('naamlijst', 'ja', beheer, pad)).status).toBe(303);
  expect(await lees(MIJN, mens)).toContain('genoteerd door de academie');
  expect(await lees(pad, beheer)).toContain('Wat Anna Goedvinder goedvindt');
  expect((await zet('naamlijst', 'ja', mens, pad)).status).toBe(403);
  for (const onzin of ['', 'alles', '__proto__']) await zet(onzin, 'ja');
  expect(await rijen()).toHaveLength(1);
  const niemand = '/beheer/personen/00000000-0000-4000-8000-000000000000/toestemmingen';
  expect((await vraag(huis, niemand, { headers: { cookie: beheer.cookie } })).status).toBe(404);
});

test('na samenvoegen geldt het ja van de ander, en wat is ingetrokken blijft dat', async () => {
  const ander = await maakPersoon(huis.dataSource, { achternaam: 'Goedvinder' });
  const anderen = await logPersoonIn(huis, ander.id);
  await zet('nieuwsbrief', 'ja', anderen);
  await zet('naamlijst', 'ja', anderen);
  await zet('naamlijst', 'ja');
  await zet('naamlijst', 'nee');
  await huis.app.get(PersonenSamenvoegenService).voegSamen(coordinator, persoonId, ander.id);
  const aan = (await rijen()).filter(({ ingetrokkenOp }) => ingetrokkenOp === null).map(({ doel }) => doel);
  expect(aan).toEqual(['nieuwsbrief']);
  expect(await rijen(ander.id)).toEqual([]);
});
