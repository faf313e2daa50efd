import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn } from '../support/inloggen.js';
import { geefRol, maakBestuur, maakGebruiker, maakPersoon, maakSchool } from '../support/makers.js';
import { verwachtTabvolgorde, verwachtToegankelijk } from '../support/scherm.js';
import { kop, openMenu, verwachtKop, verwachtMelding } from './opstelling.js';

metBrowser('gebruikers', () => {
  let academie: Academie;
  let bestuurId: string;
  beforeAll(async () => {
    academie = await startAcademie();
    const { dataSource: ds } = academie;
    bestuurId = (await maakBestuur(ds, { naam: 'SPO Utrecht' })).id;
    await maakSchool(ds, { naam: 'De Linde', bestuurId });
    await maakGebruiker(ds, { naam: 'Tess Trainer', rol: 'trainer' });
    await maakGebruiker(ds, { naam: 'Theo Trainer', rol: 'trainer' });
  });
  afterAll(() => academie?.sluit());

  async function binnen(page: Page, gebruiker: { id: string }): Promise<void> {
    const { cookie } = await logIn(academie, gebruiker);
    const [name = '', value = ''] = cookie.split('=');
    await page.context().addCookies([{ name, value, url: academie.url }]);
  }

  test.each([true, false])('worden uitgenodigd, vervangen en uitgeschakeld (scripts: %s)', async (js) => {
    const page = await bezoek({ url: academie.url, js });
    await binnen(page, await maakGebruiker(academie.dataSource, { naam: 'Bea Heer', rol: 'beheer' }));
    await page.goto('/beheer/gebruikers');
    if (js) await verwachtToegankelijk(page);
    if (js) await verwachtTabvolgorde(page);

    const email = `nieuw.${js}@school.example`;
    await page.getByLabel('E-mailadres', { exact: true }).fill(email);
    await page.getByLabel('Schoolleider').check();
    expect(await page.getByLabel('Welk bestuur?').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Stuur de uitnodiging' }).click();
    await page.getByRole('link', { name: 'Kies de school.' }).waitFor();
    expect(await page.getByLabel('E-mailadres', { exact: true }).inputValue()).toBe(email);
    if (js) await verwachtToegankelijk(page);
    await page.getByLabel('Welke school?').fill('De Linde, Utrecht');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Stuur de uitnodiging' }).click();
    await verwachtMelding(page, `De uitnodiging is verstuurd naar ${email}.`);
    await page.getByRole('button', { name: `Stuur opnieuw aan ${email}` }).click();
    await verwachtMelding(page, 'De uitnodiging is opnieuw verstuurd.');

    await page.getByRole('link', { name: 'Gebruikers' }).first().click();
    await page.getByRole('link', { name: 'Tess Trainer' }).click();
    await verwachtKop(page, 'Tess Trainer');
    await page.getByText('Laat iemand waarnemen').click();
    await page.getByText('Geef een rol erbij').click();
    await page.getByText('Beëindig', { exact: false }).first().click();
    if (js) await verwachtToegankelijk(page);
    await page.getByLabel('Wie neemt waar?').selectOption('Theo Trainer');
    const waarneming = page.locator('form[action$="/waarneming"]');
    await waarneming.getByLabel('Eerste dag').fill('2026-11-10');
    await waarneming.getByLabel('Laatste dag').fill('2026-11-30');
    await page.getByRole('button', { name: 'Regel de waarneming' }).click();
    await verwachtMelding(page, 'De waarneming is geregeld.');
    await page.getByText('neemt waar van').first().waitFor();

    await page.getByText('Schakel uit', { exact: true }).click();
    await page.getByRole('button', { name: 'Ja, schakel uit' }).click();
    await verwachtMelding(page, 'Deze gebruiker is uitgelogd en komt er niet meer in.');
    if (js) await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Zet weer aan' }).click();
    await verwachtMelding(page, 'Deze gebruiker kan weer inloggen.');
  });

  test('hun rechten staan in een tabel die op een telefoon past', async () => {
    const page = await bezoek({ url: academie.url });
    await binnen(page, await maakGebruiker(academie.dataSource, { rol: 'privacy' }));
    await page.goto('/beheer/rechten');
    await verwachtKop(page, 'Wie mag wat');
    await verwachtToegankelijk(page);
  });

  test.each([
    [1280, true],
    [390, true],
    [1280, false],
  ])('wie meer dan één rol heeft wisselt met het toetsenbord (%s px, scripts: %s)', async (breedte, js) => {
    const { dataSource: ds } = academie;
    const email = `hoeden.${breedte}.${js}@school.example`;
    const gebruiker = await maakGebruiker(ds, { naam: 'Drie Hoeden', rol: 'coordinator', email });
    await geefRol(ds, gebruiker, { rol: 'bestuur', bestuurId });
    await maakPersoon(ds, { email });
    const page = await bezoek({ url: academie.url, breedte, js });
    await binnen(page, gebruiker);
    await page.goto('/privacy');
    await page.locator('.ula-menu--ik > summary').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ga verder als bestuur SPO Utrecht' }).waitFor();
    if (js && breedte === 1280) {
      await verwachtToegankelijk(page);
      await page.setViewportSize({ width: breedte, height: 800 });
    }
    const vak = (await page.locator('.ula-menu--ik > .ula-menu__vak').boundingBox())!;
    expect(vak.x).toBeGreaterThanOrEqual(0);
    expect(vak.x + vak.width).toBeLessThanOrEqual(breedte);
    await page.getByRole('button', { name: 'Ga verder als bestuur SPO Utrecht' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/bestuur');
    await page.goto('/beheer/cohorten');
    await verwachtKop(page, 'Hier mag je niet bij');
    await page.getByText('Dit kan alleen als coördinator.').waitFor();
    await openMenu(page);
    await page.getByRole('button', { name: 'Ga verder als deelnemer' }).click();
    await page.waitForURL('**/mijn');
    expect(await kop(page).textContent()).toContain('Mijn');
    await openMenu(page);
    await page.getByRole('button', { name: 'Ga verder als coördinator' }).click();
    await page.waitForURL('**/beheer');
  });
});
