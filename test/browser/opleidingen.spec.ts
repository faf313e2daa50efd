import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Belangstelling } from '../../src/belangstelling/belangstelling.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import {
  knopIn,
  logDemoIn,
  mailAan,
  startDemo,
  verwachtKop,
  verwachtMelding,
  type Proef,
} from './opstelling.js';

let proef: Proef;
let url: string;

async function coordinator(): Promise<Page> {
  const page = await bezoek({ url });
  await logDemoIn(page, 'coordinator@demo.example');
  await page.waitForURL('**/beheer**');
  return page;
}

metBrowser('opleidingen and interest', () => {
  beforeAll(async () => {
    proef = await startDemo();
    ({ url } = proef.academie);
  });
  afterAll(() => proef.sluit());

  test('de coördinator vindt, maakt en wijzigt een opleiding; de tweede van twee verliest niets', async () => {
    const page = await coordinator();
    await page.goto('/beheer/opleidingen');
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Nieuwe opleiding' }).click();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Maak de opleiding' }).click();
    await page.locator('[data-foutoverzicht]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Code', { exact: true }).fill('rekenen');
    await page.getByLabel('Naam', { exact: true }).fill('Rekenen met plezier');
    await page.getByLabel('Soort').selectOption('training');
    await page.getByLabel('Leraar', { exact: true }).check();
    await page.getByLabel(/^ECTS/).fill('2,5');
    await page.getByLabel(/^Kosten/).fill('1.250,50');
    await page.getByLabel('Gepubliceerd').check();
    await page.getByRole('button', { name: 'Maak de opleiding' }).click();
    await verwachtMelding(page, 'Rekenen met plezier is gemaakt.');
    await verwachtToegankelijk(page);

    const tweede = await coordinator();
    await tweede.goto('/beheer/opleidingen/REKENEN');
    await page.getByLabel(/^Kosten/).fill('900');
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await verwachtMelding(page, 'Bewaard.');
    await tweede.getByLabel(/^Duur/).fill('3 dagen');
    await tweede.getByRole('button', { name: 'Bewaar' }).click();
    await tweede.getByText('iemand was je net voor').waitFor();
    expect(await tweede.getByLabel(/^Duur/).inputValue()).toBe('3 dagen');
    expect(await tweede.getByLabel(/^Kosten/).inputValue()).toBe('900');
    await verwachtToegankelijk(tweede);
    await tweede.getByRole('button', { name: 'Bewaar' }).click();
    await verwachtMelding(tweede, 'Bewaard.');

    await tweede.getByRole('link', { name: 'Geschiedenis' }).click();
    await tweede.getByText('kosten in centen: 125050 → 90000').waitFor();
    await verwachtToegankelijk(tweede);
    await tweede.getByRole('link', { name: 'Versie 1' }).click();
    await tweede.getByText('Dit is een eerdere versie').waitFor();
    await tweede.getByText('€ 1.250,50').first().waitFor();
    await verwachtToegankelijk(tweede);
  });

  test('een leraar meldt op een telefoon belangstelling, bevestigt per mail, en de coördinator ziet het', async () => {
    const { manager } = proef.academie.dataSource;
    await manager.update(Opleiding, { code: 'LAS1' }, { peiling: true });
    const page = await bezoek({ url, breedte: 390 });
    await page.goto('/opleidingen/LAS1');
    await page.getByRole('link', { name: 'Meld je belangstelling' }).last().click();
    await verwachtKop(page, 'Heb je belangstelling?');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Meld mijn belangstelling' }).click();
    await page.locator('[data-foutoverzicht]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Voornaam').fill('Noor');
    await page.getByLabel('Achternaam').fill('de Hont');
    await page.getByLabel('E-mailadres').fill('noor.hont@school.example');
    await page.getByLabel('Op welke school werk je?').fill('overvecht');
    await page.getByRole('option').first().click();
    await page.getByLabel('Wat is je functie?').selectOption('leraar');
    await page.getByRole('button', { name: 'Meld mijn belangstelling' }).click();
    await verwachtKop(page, 'Kijk in je mail');
    await verwachtToegankelijk(page);

    const mail = await mailAan(proef, 'noor.hont@school.example', /^Bevestig je belangstelling/);
    await page.goto(knopIn(mail));
    await verwachtKop(page, 'Bevestig je belangstelling');
    await verwachtToegankelijk(page);
    const { id: opleidingId } = await manager.findOneByOrFail(Opleiding, { code: 'LAS1' });
    const gemeld = await manager.findBy(Belangstelling, { opleidingId });
    expect(gemeld.map(({ bevestigdOp }) => bevestigdOp)).toEqual([null]);
    await page.getByRole('button', { name: 'Bevestig mijn belangstelling' }).click();
    await verwachtKop(page, 'Je belangstelling is genoteerd');
    await verwachtToegankelijk(page);

    const beheer = await coordinator();
    await beheer.goto('/beheer/opleidingen/LAS1/belangstelling');
    await beheer.getByRole('heading', { name: '1 persoon heeft belangstelling' }).waitFor();
    await verwachtToegankelijk(beheer);
    await beheer.getByRole('row').nth(1).getByRole('link').click();
    await beheer.getByText('Noor de Hont').waitFor();
    await page.getByRole('button', { name: 'Trek mijn belangstelling in' }).click();
    await verwachtKop(page, 'Je belangstelling is ingetrokken');
    await verwachtToegankelijk(page);
    await beheer.reload();
    await beheer.getByText('Er is nu niemand die wacht.').waitFor();
    await verwachtToegankelijk(beheer);
  });
});
