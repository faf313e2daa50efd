import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import { maakKlas, type Klas } from '../certificering/opstelling.js';
import { verwachtKop } from './opstelling.js';

let academie: Academie;
let coordinator: Inlog;
let klas: Klas;

async function als(inlog: Inlog, breedte: number) {
  const page = await bezoek({ url: academie.url, breedte });
  const [name = '', value = ''] = inlog.cookie.split('=');
  await page.context().addCookies([{ name, value, url: academie.url }]);
  return page;
}

metBrowser('from attendance to a certificaat', () => {
  beforeAll(async () => {
    academie = await startAcademie();
    academie.clock.set(DINSDAG);
    coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
    klas = await maakKlas(academie, {
      mensen: [{ achternaam: 'Bos' }, { achternaam: 'Ğül' }, { achternaam: 'Vos' }],
      gemist: [0, 1, 3],
    });
  });
  afterAll(() => academie?.sluit());

  test.each([390, 1280])('het tabblad van een cohort en van zijn opleiding op %d px', async (breedte) => {
    const page = await als(coordinator, breedte);
    await page.goto(`/beheer/cohorten/${klas.cohort.id}/certificering`);
    await page.getByRole('rowheader', { name: 'Bijna (1)' }).waitFor();
    await verwachtToegankelijk(page);
    await page.goto(`/beheer/opleidingen/${klas.opleiding.code}/certificering`);
    await verwachtToegankelijk(page);
  });

  test('de coördinator oordeelt, reikt uit en trekt in', async () => {
    const page = await als(coordinator, 390);
    await page.goto(`/beheer/cohorten/${klas.cohort.id}/certificering`);
    const meer = page.locator('details').filter({ hasText: 'over Anna Ğül' });
    await meer.locator('summary').click();
    await meer.locator('select').selectOption('wel');
    await meer.locator('textarea').fill('Heeft de stof thuis ingehaald');
    await meer.getByRole('button').click();
    await page.getByRole('rowheader', { name: 'Voldoet (2)' }).waitFor();
    await page.getByRole('button', { name: 'Reik 2 certificaten uit' }).click();
    await page.getByRole('alert').getByRole('link').click();
    const datum = page.getByLabel('Datum van de uitreiking');
    expect(await page.locator('#veld-1-datum:focus').count()).toBe(1);
    await datum.fill('2026-07-01');
    await page.getByRole('button', { name: 'Reik 2 certificaten uit' }).click();
    await page.getByText('2 certificaten uitgereikt').waitFor();
    for (const [link, naam] of [
      [/in één PDF/, /\.pdf$/],
      [/zip/, /\.zip$/],
    ] as const) {
      const wacht = page.waitForEvent('download');
      await page.getByRole('link', { name: link }).click();
      expect((await wacht).suggestedFilename()).toMatch(naam);
    }
    await page.getByRole('link', { name: 'Doorgeven aan PE-online' }).click();
    await page.getByRole('heading', { name: 'Doorgeven aan PE-online' }).waitFor();
    await page.goBack();
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Namenlijst om voor te lezen' }).click();
    expect(await page.getByRole('row').filter({ hasText: 'Anna Ğül' }).count()).toBe(1);
    await verwachtToegankelijk(page);
    await page.goto('/beheer/certificaten/ULA-2026-0001');
    const intrekken = page.locator('details').filter({ hasText: 'Trek het certificaat in' });
    await intrekken.locator('summary').click();
    await intrekken.getByRole('button').click();
    await page.getByRole('link', { name: 'Schrijf op waarom.' }).waitFor();
    await intrekken.locator('textarea').fill('Vergissing');
    await intrekken.getByRole('button').click();
    await verwachtKop(page, 'ULA-2026-0001');
    await page.getByText('Ingetrokken', { exact: true }).first().waitFor();
    await verwachtToegankelijk(page);
  });
});
