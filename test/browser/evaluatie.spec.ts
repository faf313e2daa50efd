import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn } from '../support/inloggen.js';
import { maakGebruiker, maakOpleiding } from '../support/makers.js';
import { verwachtTabvolgorde, verwachtToegankelijk } from '../support/scherm.js';
import { antwoorden, draai, leg, maakKlas, uitnodigingen, type Klas } from '../evaluaties/opstelling.js';
import { verwachtKop, verwachtMelding } from './opstelling.js';

let academie: Academie;
let klas: Klas;
let links: string[];

const groep = (page: Page, vraag: string | RegExp) => page.getByRole('group', { name: vraag });
const tik = (page: Page, vraag: string | RegExp, keuze: string) =>
  groep(page, vraag).locator('label', { hasText: keuze }).first().click();
const verstuur = (page: Page) => page.getByRole('button', { name: 'Verstuur je antwoord' });

metBrowser('answering an evaluatie', () => {
  beforeAll(async () => {
    academie = await startAcademie();
    academie.clock.set(new Date('2026-09-10T09:00:00Z'));
    const opleiding = await maakOpleiding(academie.dataSource, {
      code: 'LAS-1',
      naam: 'LAS I: schoolleider worden',
    });
    klas = await maakKlas(academie, 5, { opleidingId: opleiding.id });
    await leg(academie, klas.laatste, klas.mensen);
    await draai(academie, '2026-11-10T15:00:00Z');
    links = (await uitnodigingen(academie, klas.cohort)).map(({ token }) => `/evaluatie/${token}`);
  });
  afterAll(() => academie?.sluit());

  test.each([
    { js: true, breedte: 390 },
    { js: false, breedte: 390 },
    { js: true, breedte: 1280 },
  ])('zeven tikken van de mail tot het eind: %o', async ({ js, breedte }) => {
    const page = await bezoek({ url: academie.url, breedte, js });
    await page.goto(links.pop()!);
    await verwachtKop(page, 'Wat vond je ervan?');
    if (js) await verwachtToegankelijk(page);
    for (const vak of await page.locator('.ula-vraag__optie').all()) {
      const { width, height } = (await vak.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    await tik(page, /Welk cijfer/, '8');
    await tik(page, /De inhoud paste/, '4');
    await tik(page, /De trainer/, '5');
    await tik(page, /in mijn werk gebruiken/, '3');
    await tik(page, /Alles was goed geregeld/, '2');
    await verstuur(page).click();
    await verwachtKop(page, 'Bedankt voor je antwoord');
    expect((await antwoorden(academie, klas.cohort)).map(({ waarden }) => waarden)).toContainEqual({
      cijfer: 8,
      inhoud: 4,
      trainer: 5,
      toepasbaar: 3,
      organisatie: 2,
    });
    await page.goBack();
    await page.reload();
    await verwachtKop(page, 'Je hebt al geantwoord');
    if (js) await verwachtToegankelijk(page);
  });

  test('wat wordt geweigerd houdt wat was ingevuld; met het toetsenbord', async () => {
    const page = await bezoek({ url: academie.url, breedte: 390 });
    await page.goto(links.pop()!);
    await verwachtTabvolgorde(page);
    await page.getByRole('radio', { name: '4', exact: true }).nth(1).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Wat kan beter?').fill('Meer tijd.');
    await verstuur(page).press('Enter');
    await page.getByRole('alert').getByRole('link', { name: 'Kies een cijfer.' }).click();
    await page.keyboard.press('ArrowRight');
    await verwachtToegankelijk(page);
    expect(await page.getByLabel('Wat kan beter?').inputValue()).toBe('Meer tijd.');
    await verstuur(page).click();
    await verwachtKop(page, 'Bedankt voor je antwoord');
    await verwachtToegankelijk(page);
  });

  test('de coördinator voegt een vraag toe, verplaatst haar, ziet het formulier en haalt haar weg', async () => {
    const inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
    for (const breedte of [390, 1280]) {
      const page = await bezoek({ url: academie.url, breedte, js: breedte === 1280 });
      const [name = '', value = ''] = inlog.cookie.split('=');
      await page.context().addCookies([{ name, value, url: academie.url }]);
      await page.goto('/beheer/opleidingen/LAS-1/evaluatievragen');
      await page.getByRole('button', { name: 'Voeg toe' }).click();
      await page.getByText('Vul dit veld in.').first().waitFor();
      for (const vraag of ['De opdrachten pasten.', 'Ik raad het aan.']) {
        await page.getByLabel('Vraag of stelling').fill(vraag);
        await page.getByRole('button', { name: 'Voeg toe' }).click();
        await verwachtMelding(page, 'De vraag staat erbij.');
      }
      await page.getByRole('button', { name: /^Omhoog.*Ik raad het aan/ }).click();
      await verwachtMelding(page, 'De volgorde is veranderd.');
      if (breedte === 1280) await verwachtToegankelijk(page);
      await page.getByRole('link', { name: 'Bekijk hoe de vragenlijst eruitziet' }).click();
      await verwachtKop(page, 'Wat vond je ervan?');
      expect(await page.getByRole('main').getByRole('group').allTextContents()).toHaveLength(7);
      await page.getByRole('link', { name: 'Terug naar de vragen' }).click();
      for (const vraag of ['De opdrachten pasten.', 'Ik raad het aan.']) {
        await page.getByRole('button', { name: new RegExp(`^Laat vervallen.*${vraag}`) }).click();
        await verwachtMelding(page, 'De vraag wordt niet meer gesteld');
      }
    }
  });
});
