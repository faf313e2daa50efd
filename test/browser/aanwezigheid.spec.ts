import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import type { Page } from 'playwright-core';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import {
  komt,
  kopVan,
  legVast,
  maakZaal,
  nietEr,
  standen,
  type Ingelogd,
  type Zaal,
} from '../aanwezigheid/opstelling.js';
import { reeks, vul } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { maakSchool } from '../support/makers.js';
import { verwachtTabvolgorde, verwachtToegankelijk } from '../support/scherm.js';
import { verwachtKop, verwachtMelding } from './opstelling.js';

let zaal: Zaal;
let anna: Aanmelding;
let bert: Aanmelding;
let caro: Aanmelding;

async function als({ inlog }: Ingelogd, met: { js?: boolean; breedte?: number } = {}): Promise<Page> {
  const { url } = zaal.academie;
  const page = await bezoek({ url, breedte: 390, ...met });
  const [name = '', value = ''] = inlog.cookie.split('=');
  await page.context().addCookies([{ name, value, url }]);
  return page;
}

const pad = (basis = '/trainer') => `${basis}/bijeenkomsten/${zaal.vandaag.id}`;
const mens = (page: Page, naam: string) => page.getByRole('group', { name: new RegExp(`^Anna ${naam}`) });
const tik = (page: Page, naam: string, keuze: string) =>
  mens(page, naam).getByRole('radio', { name: keuze }).click();
const status = (page: Page, tekst: string | RegExp) =>
  page.locator('[data-status]').getByText(tekst).waitFor();
const bewaardHier = (page: Page) => page.evaluate<number>('localStorage.length');
const nu = () => standen(zaal, zaal.coordinator, zaal.vandaag);

metBrowser('a morning in the room', () => {
  beforeAll(async () => {
    zaal = await maakZaal(16);
    const { vestigingscode } = await maakSchool(zaal.academie.dataSource, { naam: 'OBS Overvecht' });
    anna = await komt(zaal, zaal.cohort, 'Aalders', { vestigingscode });
    bert = await komt(zaal, zaal.cohort, 'Bakker', { vestigingscode });
    caro = await komt(zaal, zaal.cohort, 'Cramer', { vestigingscode });
  });
  afterAll(() => zaal?.academie.sluit());

  test('een trainer op een telefoon: elke tik is meteen bewaard', async () => {
    const page = await als(zaal.trainer);
    await page.goto('/trainer');
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: /^Wie is er\?/ }).click();
    await verwachtKop(page, 'Wie is er?');
    await tik(page, 'Aalders', 'Afgemeld');
    await status(page, /^Bewaard om \d\d:\d\d: Anna Aalders, afgemeld$/);
    await page.getByRole('button', { name: 'Iedereen aanwezig' }).click();
    await status(page, /^Bewaard/);
    await page.getByText('2 van 3 aanwezig').waitFor();
    await verwachtToegankelijk(page);
    expect(await nu()).toEqual({ [anna.id]: 'afgemeld', [bert.id]: 'aanwezig', [caro.id]: 'aanwezig' });
    expect(await bewaardHier(page)).toBe(0);
    await page.goto(`${pad()}/aanwezigheid`);
    await verwachtTabvolgorde(page);
  });

  test('zonder netwerk gaat geen tik verloren, ook niet als de pagina dichtgaat', async () => {
    const dichtgeklapt = await als(zaal.trainer);
    const telefoon = dichtgeklapt.context();
    await dichtgeklapt.goto(`${pad()}/aanwezigheid`);
    await telefoon.setOffline(true);
    await tik(dichtgeklapt, 'Aalders', 'Er');
    await tik(dichtgeklapt, 'Bakker', 'Niet');
    await status(dichtgeklapt, /^Geen verbinding/);
    expect(await bewaardHier(dichtgeklapt)).toBe(1);
    expect(await nu()).toMatchObject({ [anna.id]: 'afgemeld', [bert.id]: 'aanwezig' });
    await dichtgeklapt.close();
    await telefoon.setOffline(false);
    const page = await telefoon.newPage();
    await page.goto(`${pad()}/aanwezigheid`);
    await status(page, /^Bewaard/);
    expect(await nu()).toMatchObject({ [anna.id]: 'aanwezig', [bert.id]: 'afwezig' });
    expect(await bewaardHier(page)).toBe(0);
    await telefoon.setOffline(true);
    await tik(page, 'Bakker', 'Afgemeld');
    await status(page, /^Geen verbinding/);
    await telefoon.setOffline(false);
    await status(page, /^Bewaard/);
    expect(await nu()).toMatchObject({ [bert.id]: 'afgemeld' });
  });

  test('twee die tegelijk aantekenen zien en houden elkaars regels', async () => {
    const page = await als(zaal.trainer);
    await page.goto(`${pad()}/aanwezigheid`);
    await legVast(zaal, kopVan(zaal.coordinator), zaal.vandaag, [nietEr(anna)]);
    await tik(page, 'Bakker', 'Er');
    await status(page, /^Bewaard/);
    expect(await mens(page, 'Aalders').getByRole('radio', { name: 'Niet' }).isChecked()).toBe(true);
    expect(await nu()).toMatchObject({ [anna.id]: 'afwezig', [bert.id]: 'aanwezig' });
  });

  test('dezelfde ochtend zonder JavaScript', async () => {
    const page = await als(zaal.trainer, { js: false });
    await page.goto(`${pad()}/aanwezigheid`);
    await mens(page, 'Aalders').getByRole('radio', { name: 'Er' }).check({ force: true });
    await legVast(zaal, kopVan(zaal.coordinator), zaal.vandaag, [nietEr(bert)]);
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await verwachtMelding(page, 'De aanwezigheid is bewaard.');
    expect(await nu()).toMatchObject({ [anna.id]: 'aanwezig', [bert.id]: 'afwezig' });
  });

  test('iemand staat niet op de lijst: uit het andere cohort, en helemaal nieuw', async () => {
    await komt(zaal, zaal.ander, 'Gastman');
    const page = await als(zaal.trainer);
    await page.goto(`${pad()}/aanwezigheid`);
    await page.getByRole('link', { name: 'Iemand staat er niet bij' }).click();
    await page.getByRole('searchbox').fill('gastman');
    await page.getByRole('button', { name: 'Zoek' }).click();
    const keuze = page.getByLabel('Haalt in');
    expect(await keuze.locator('option').first().innerText()).toContain('Teams');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: /^Is er.*Gastman/ }).click();
    await verwachtMelding(page, 'Deze bijeenkomst telt als ingehaald.');
    await verwachtToegankelijk(page);

    await page.goto(`${pad()}/inlopers?zoek=nergens`);
    await page.getByRole('button', { name: 'Is er, en meld aan' }).click();
    await page.locator('[data-foutoverzicht]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Voornaam').fill('Anna');
    await page.getByLabel('Achternaam').fill('Nieuw');
    await page.getByLabel('E-mailadres van het werk').fill('nieuw@school.example');
    await page.getByLabel('Functie', { exact: true }).selectOption('leraar');
    await page.getByRole('button', { name: 'Is er, en meld aan' }).click();
    await verwachtMelding(page, 'Aanwezig en aangemeld.');
    await mens(page, 'Nieuw').waitFor();
  });

  test('de coördinator: overzicht op een telefoon en op een bureau, inhalen, en voordat het begint', async () => {
    const page = await als(zaal.coordinator);
    await page.goto(`/beheer/cohorten/${zaal.cohort.id}/aanwezigheid`);
    await page.getByRole('heading', { name: 'Per bijeenkomst' }).waitFor();
    expect(await page.locator('.ula-matrix').isVisible()).toBe(false);
    await verwachtToegankelijk(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page
      .getByRole('row', { name: /^Anna Bakker/ })
      .getByRole('link', { name: /^Haalt in/ })
      .click();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Leg vast' }).click();
    await page.locator('[data-foutoverzicht]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Welke bijeenkomst is gemist?').selectOption(zaal.vorige.id);
    await page.getByLabel('Bij welke bijeenkomst was deze persoon?').selectOption(zaal.anderGisteren.id);
    await page.getByRole('button', { name: 'Leg vast' }).click();
    await verwachtMelding(page, 'heeft deze bijeenkomst ingehaald');
    for (const b of [zaal.volgende, zaal.anderGisteren]) {
      await page.goto(`/beheer/bijeenkomsten/${b.id}/aanwezigheid`);
      await verwachtToegankelijk(page);
    }
  });

  test('honderd mensen: een naam is gevonden door hem te typen', async () => {
    await zaal.academie.dataSource.query('UPDATE cohort SET capaciteit = 120 WHERE id = $1', [zaal.ander.id]);
    await Promise.all(reeks(3).map((i) => komt(zaal, zaal.ander, `Ünique${i}`)));
    await vul(zaal.academie, zaal.ander.id, 96);
    const page = await als(zaal.coordinator);
    await page.goto(`/beheer/bijeenkomsten/${zaal.anderVandaag.id}/aanwezigheid`);
    await page.getByLabel('Zoek op naam').fill('unique2');
    await tik(page, 'Ünique2', 'Er');
    expect(await page.getByRole('main').getByRole('group').count()).toBe(1);
    await page.getByLabel('Zoek op naam').fill('');
    await page.getByRole('button', { name: 'Iedereen aanwezig' }).click();
    await page.getByText('100 van 100 aanwezig').waitFor();
    await status(page, /^Bewaard/);
    await verwachtToegankelijk(page);
  });

  test('de lijst op papier: namen, ruimte om te tekenen, lege regels, en geen menu', async () => {
    const page = await als(zaal.trainer, { breedte: 1280 });
    await page.goto(`${pad()}/presentielijst`);
    await verwachtToegankelijk(page);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    for (const weg of ['.ula-kop', '.ula-voet', '.ula-papier__knop', '.ula-kruimels'])
      expect([weg, await page.locator(weg).first().isVisible()]).toEqual([weg, false]);
    const tabel = page.getByRole('table');
    expect(await tabel.getByRole('columnheader').allInnerTexts()).toEqual(['Naam', 'School', 'Handtekening']);
    expect(await tabel.getByRole('row').count()).toBeGreaterThan(10);
    const tekst = await pdftekst(pdf);
    if (tekst === undefined) return;
    for (const stuk of [
      'Presentielijst',
      'LAS I',
      'Anna Aalders',
      'OBS Overvecht',
      'Tra Iner',
      '10 november 2026',
    ])
      expect(tekst).toContain(stuk);
    expect(tekst).not.toMatch(/@|Uitloggen|Iedereen/);
  });
});

/** The words on the paper; undefined where poppler's tools are not there. */
function pdftekst(pdf: Buffer): Promise<string | undefined> {
  return new Promise((resolve) => {
    const proces = execFile('pdftotext', ['-', '-'], (fout, stdout) => resolve(fout ? undefined : stdout));
    proces.stdin?.on('error', () => undefined);
    proces.stdin?.end(pdf);
  });
}
