import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { inzagepaden } from '../../src/inzage/paden.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { coordinator, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakPersoon, maakSchool } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let huis: Academie;
beforeAll(async () => {
  huis = await startAcademie();
});
afterAll(() => huis?.sluit());

const haal = ({ cookie }: Inlog, pad: string) => vraag(huis, pad, { headers: { cookie } });
const persoon = (id: string) => huis.dataSource.manager.findOneByOrFail(Persoon, { id });
/** Path of the link that was mailed last to this address. */
async function linkAan(adres: string): Promise<string> {
  const [mail] = await huis.dataSource.query<{ tekst: string }[]>(
    `SELECT tekst FROM bericht WHERE aan = $1 AND soort = 'inzage/adres-bevestigen' ORDER BY aangemaakt_op DESC LIMIT 1`,
    [adres],
  );
  return /\/mijn\/gegevens\/adres\/\S+/.exec(mail?.tekst ?? '')![0];
}

test('de eigen naam verbeteren: met wat er fout aan is, en het staat vast dat het gebeurde', async () => {
  const { id } = await maakPersoon(huis.dataSource);
  const inlog = await logPersoonIn(huis, id);
  const fout = await stuur(huis, inzagepaden.naam, inlog, { voornaam: 'Getypt', achternaam: '' });
  expect([
    fout.status,
    fout.tekst.includes('Vul je achternaam in'),
    fout.tekst.includes('value="Getypt"'),
  ]).toEqual([422, true, true]);
  expect((await persoon(id)).voornaam).toBe('Anna');
  const goed = await stuur(huis, inzagepaden.naam, inlog, {
    voornaam: 'Nieuw',
    tussenvoegsel: '',
    achternaam: 'van den Naam',
  });
  expect([goed.status, goed.header('location')]).toEqual([303, inzagepaden.mijn]);
  expect(await persoon(id)).toMatchObject({
    voornaam: 'Nieuw',
    tussenvoegsel: 'van den',
    achternaam: 'Naam',
  });
  expect((await haal(inlog, inzagepaden.mijn)).tekst).toContain('Gewijzigd: voornaam');
});

test('een ander adres: pas na de link, het oude adres hoort het, en elders is men uitgelogd', async () => {
  const { id } = await maakPersoon(huis.dataSource, { email: 'oud@eigen.example' });
  const [hier, elders] = [await logPersoonIn(huis, id), await logPersoonIn(huis, id)];
  expect((await stuur(huis, inzagepaden.vraagAdres, hier, { email: 'oud@eigen.example' })).status).toBe(422);
  expect((await stuur(huis, inzagepaden.vraagAdres, hier, { email: 'geen adres' })).status).toBe(422);
  expect((await stuur(huis, inzagepaden.vraagAdres, hier, { email: 'nieuw@eigen.example' })).status).toBe(
    303,
  );
  expect((await persoon(id)).email).toBe('oud@eigen.example');
  const link = await linkAan('nieuw@eigen.example');
  // Not for who is not logged in, and not for somebody else: they only read that mailbox.
  expect((await vraag(huis, link)).status).toBe(303);
  const ander = await logPersoonIn(huis, (await maakPersoon(huis.dataSource)).id);
  for (const pad of [link, `${link}x`]) expect((await stuur(huis, pad, ander)).status).toBe(404);
  expect((await haal(hier, link)).tekst).toContain('nieuw@eigen.example');
  expect((await persoon(id)).email).toBe('oud@eigen.example');
  expect((await stuur(huis, link, hier)).status).toBe(303);
  expect(await persoon(id)).toMatchObject({
    email: 'nieuw@eigen.example',
    emailBevestigdOp: expect.any(Date),
  });
  const post = await huis.dataSource.query<{ aan: string }[]>(
    `SELECT aan FROM bericht WHERE persoon_id = $1 AND soort = 'inzage/adres-gewijzigd'`,
    [id],
  );
  expect(post).toEqual([{ aan: 'oud@eigen.example' }]);
  expect([
    (await haal(hier, inzagepaden.mijn)).status,
    (await haal(elders, inzagepaden.mijn)).status,
  ]).toEqual([200, 303]);
  expect((await stuur(huis, link, hier)).status).toBe(404);
});

test('een link is na een dag voorbij', async () => {
  const { id } = await maakPersoon(huis.dataSource);
  const inlog = await logPersoonIn(huis, id);
  await stuur(huis, inzagepaden.vraagAdres, inlog, { email: 'later@eigen.example' });
  const link = await linkAan('later@eigen.example');
  const nu = huis.clock.now();
  huis.clock.set(new Date(nu.getTime() + 25 * 3_600_000));
  expect((await haal(inlog, link)).status).toBe(404);
  huis.clock.set(nu);
  expect((await haal(inlog, link)).status).toBe(200);
});

test('het adres van een ander: niemand leert het die de mail niet leest, en niets verandert', async () => {
  const ander = await maakPersoon(huis.dataSource, { email: 'bezet@ander.example', voornaam: 'Geheimnaam' });
  const { id } = await maakPersoon(huis.dataSource);
  const inlog = await logPersoonIn(huis, id);
  const vrij = await stuur(huis, inzagepaden.vraagAdres, inlog, { email: 'vrij@ander.example' });
  const bezet = await stuur(huis, inzagepaden.vraagAdres, inlog, { email: 'bezet@ander.example' });
  expect([bezet.status, bezet.header('location')]).toEqual([vrij.status, vrij.header('location')]);
  const antwoord = await stuur(huis, await linkAan('bezet@ander.example'), inlog);
  expect([
    antwoord.status,
    antwoord.tekst.includes('al andere gegevens'),
    antwoord.tekst.includes('Geheimnaam'),
  ]).toEqual([422, true, false]);
  expect([(await persoon(id)).email, (await persoon(ander.id)).email]).not.toContain('vrij@ander.example');
});

test('school en functie van een lopende aanmelding, binnen het eigen bestuur', async () => {
  const { dataSource: ds } = huis;
  const bestuurId = (await maakBestuur(ds)).id;
  const [oud, nieuw, vreemd] = [
    await maakSchool(ds, { bestuurId }),
    await maakSchool(ds, { bestuurId }),
    await maakSchool(ds),
  ];
  const cohort = await maakCohort(ds);
  const a = await meldLosAan(huis, cohort.id, systeem, { vestigingscode: oud.vestigingscode });
  const inlog = await logPersoonIn(huis, a.persoonId);
  const pad = inzagepaden.aanmelding(a.id);
  expect((await haal(inlog, inzagepaden.mijn)).tekst).toContain(pad);
  expect((await haal(inlog, pad)).tekst).toContain(`value="${oud.vestigingscode}" checked`);
  const zoek = (werkplek: string) =>
    stuur(huis, pad, inlog, {
      werkplek,
      gezocht: '',
      vestigingscode: oud.vestigingscode,
      zoekWerkplek: 'ja',
    });
  expect((await zoek(nieuw.naam)).tekst).toContain(`value="${nieuw.vestigingscode}"`);
  expect((await zoek(vreemd.naam)).tekst).not.toContain(`value="${vreemd.vestigingscode}"`);
  const velden = { functie: 'anders', functieAnders: 'conciërge', opmerking: 'Graag vegetarisch' };
  const fout = await stuur(huis, pad, inlog, { ...velden, vestigingscode: vreemd.vestigingscode });
  expect([fout.status, fout.tekst.includes('ander bestuur'), fout.tekst.includes('conciërge')]).toEqual([
    422,
    true,
    true,
  ]);
  expect((await stuur(huis, pad, inlog, { ...velden, vestigingscode: '' })).status).toBe(422);
  expect((await stuur(huis, pad, inlog, { ...velden, vestigingscode: nieuw.vestigingscode })).status).toBe(
    303,
  );
  expect(await ds.manager.findOneByOrFail(Aanmelding, { id: a.id })).toMatchObject({
    ...{ schoolId: nieuw.id, bestuurId, functie: 'conciërge', opmerking: 'Graag vegetarisch' },
  });
  const ander = await logPersoonIn(huis, (await maakPersoon(ds)).id);
  expect((await stuur(huis, pad, ander, velden)).status).toBe(404);
  await huis.app.get(AanmeldingenService).annuleer(a.id, coordinator, 'Klaar');
  expect((await haal(inlog, pad)).status).toBe(409);
  expect((await haal(inlog, inzagepaden.mijn)).tekst).not.toContain(pad);
});
