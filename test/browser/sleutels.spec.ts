import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn } from '../support/inloggen.js';
import { maakBestuur, maakGebruiker } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';

metBrowser('sleutels', () => {
  let academie: Academie;
  beforeAll(async () => {
    academie = await startAcademie();
    await maakBestuur(academie.dataSource, { naam: 'SPO Utrecht' });
  });
  afterAll(() => academie?.sluit());

  test.each([true, false])('worden gemaakt, een keer gezien en ingetrokken (scripts: %s)', async (js) => {
    const page = await bezoek({ url: academie.url, js });
    const { cookie } = await logIn(academie, await maakGebruiker(academie.dataSource, { rol: 'beheer' }));
    const [name = '', value = ''] = cookie.split('=');
    await page.context().addCookies([{ name, value, url: academie.url }]);

    await page.goto('/beheer/sleutels');
    if (js) await verwachtToegankelijk(page);
    await page.getByLabel('Naam').fill('HR-systeem');
    await page.getByRole('button', { name: 'Maak de sleutel' }).click();
    await page.getByRole('link', { name: 'Kies ten minste één ding dat de sleutel mag.' }).waitFor();
    expect(await page.getByLabel('Naam').inputValue()).toBe('HR-systeem');
    if (js) await verwachtToegankelijk(page);

    await page.getByLabel('Voor wie').selectOption('SPO Utrecht');
    await page.getByLabel('Mensen aanmelden').check();
    await page.getByLabel('Deelnemerslijsten ophalen').check();
    await page.getByRole('button', { name: 'Maak de sleutel' }).click();
    const sleutel = (await page.locator('code').textContent()) ?? '';
    expect(sleutel).toMatch(/^ula_[\w-]{43}$/);
    if (js) await verwachtToegankelijk(page);

    await page.goto('/beheer/sleutels');
    expect(await page.content()).not.toContain(sleutel);
    await page.locator('summary', { hasText: 'Trek in' }).click();
    await page.getByRole('button', { name: /^Ja, trek de sleutel in/ }).click();
    await page.getByText('De sleutel is ingetrokken en werkt niet meer.').waitFor();
    await page.getByText('Ingetrokken', { exact: true }).first().waitFor();
    if (js) await verwachtToegankelijk(page);
  });
});
