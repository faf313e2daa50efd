import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import { cohortId, logDemoIn, startDemo, verwachtMelding, type Proef } from './opstelling.js';

let proef: Proef;

metBrowser('the words of the coördinator', () => {
  beforeAll(async () => {
    proef = await startDemo();
  });
  afterAll(() => proef.sluit());

  test('voegt een alinea toe na een blik erop, en stuurt een mededeling na een blik daarop', async () => {
    const cohort = await cohortId(proef, 'LAS1-A');
    const pad = `/beheer/cohorten/${cohort}/berichten`;
    const page = await bezoek({ url: proef.academie.url });
    await logDemoIn(page, 'coordinator@demo.example', pad);
    await page.getByRole('table', { name: 'Welke mails gaan er uit?' }).waitFor();
    await verwachtToegankelijk(page);

    await page.getByRole('link', { name: 'Eigen alinea bij Je hebt een plaats' }).click();
    await page.getByLabel('Jouw tekst').fill('Parkeren kan achter het gebouw.');
    await page.getByRole('button', { name: 'Bekijk zo' }).click();
    await page.frameLocator('iframe').getByText('Parkeren kan achter het gebouw.').waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await verwachtMelding(page, 'Je alinea is bewaard');

    await page.getByRole('link', { name: 'Stuur een mededeling' }).click();
    await page.getByRole('button', { name: 'Bekijk voor het versturen' }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Onderwerp').fill('Andere ingang');
    const tekst = page.getByLabel('Tekst', { exact: true });
    await tekst.fill('a'.repeat(1_990));
    await page.getByText('Nog 10 van 2000 tekens.').waitFor();
    await tekst.fill(`b\n${'a'.repeat(2_000)}`);
    await page.getByText('2 tekens te veel. Maak je tekst korter.').waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Bekijk voor het versturen' }).click();
    await page.getByText('Gebruik ten hoogste 2000 tekens.').first().waitFor();
    expect((await tekst.inputValue()).length).toBe(2_002);
    await tekst.fill('Kom donderdag achterom.');
    await page.getByRole('button', { name: 'Bekijk voor het versturen' }).click();
    await page.frameLocator('iframe').getByRole('main').getByText('Kom donderdag achterom.').waitFor();
    await verwachtToegankelijk(page);
    const knop = page.getByRole('button', { name: /^Verstuur aan \d+ mensen$/ });
    const aantal = Number(/\d+/.exec(await knop.innerText())![0]);
    await knop.dblclick();
    await verwachtMelding(page, `De mededeling gaat naar ${aantal} mensen.`);
    const soort = 'cohortbeheer/mededeling';
    const { manager } = proef.academie.dataSource;
    expect(await manager.countBy(Bericht, { cohortId: cohort, soort })).toBe(aantal);
  });
});
