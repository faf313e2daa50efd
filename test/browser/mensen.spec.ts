import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { systeem } from '../../src/toegang/wie.js';
import { inCohort, meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { verwachtTabvolgorde, verwachtToegankelijk } from '../support/scherm.js';
import { cohortId, logDemoIn, startDemo, verwachtKop, verwachtMelding, type Proef } from './opstelling.js';

let proef: Proef;
let url: string;

async function coordinator(breedte = 1280): Promise<Page> {
  const page = await bezoek({ url, breedte });
  await logDemoIn(page, 'coordinator@demo.example', '/beheer/cohorten');
  await verwachtKop(page, 'Cohorten');
  return page;
}

const namen = (page: Page, groep: RegExp): Promise<string[]> =>
  page.getByRole('region', { name: groep }).getByRole('rowheader').getByRole('link').allInnerTexts();

metBrowser('the coördinator and the people of a cohort', () => {
  beforeAll(async () => {
    proef = await startDemo();
    ({ url } = proef.academie);
  });
  afterAll(async () => {
    await verwachtGaaf(proef.academie);
    await proef.sluit();
  });

  test('voegt iemand met de hand toe, en vindt die terug', async () => {
    const page = await coordinator();
    const id = await cohortId(proef, 'LAS1-A');
    await page.goto(`/beheer/cohorten/${id}`);
    await page.getByRole('link', { name: 'Iemand aanmelden' }).click();
    await page.getByRole('button', { name: 'Meld aan' }).click();
    await page.locator('[data-foutoverzicht]').getByText('Vul de voornaam in.').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Voornaam').fill('Zoë');
    await page.getByLabel('Tussenvoegsel').fill('van der');
    await page.getByLabel('Achternaam').fill('Handmatig');
    await page.getByLabel('E-mailadres').fill('zoe@hand.example');
    await page.getByLabel('School', { exact: true }).fill('overvecht');
    await page.getByRole('option').first().click();
    await page.getByLabel('Functie', { exact: true }).selectOption('leraar');
    await page.getByRole('button', { name: 'Meld aan' }).click();
    await verwachtMelding(page, 'Deze deelnemer heeft een plaats.');
    await page.getByRole('searchbox', { name: /Zoek op naam/ }).fill('handmatig');
    await page.getByRole('button', { name: 'Toon' }).click();
    expect(await namen(page, /^Geplaatst/)).toEqual(['Zoë van der Handmatig']);
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Zoë van der Handmatig' }).click();
    await page.getByText('Aangemeld: geplaatst').waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: /^Wijzig ?de gegevens/ }).click();
    await page.getByRole('heading', { name: /^Gegevens van Zoë/ }).waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Functie', { exact: true }).selectOption('schoolleider');
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await verwachtMelding(page, 'De gegevens zijn gewijzigd.');
  });

  test('een team: eerst de fouten, dan wat er zou gebeuren, dan gedaan', async () => {
    const page = await coordinator(390);
    const id = await cohortId(proef, 'LAS1-A');
    const voor = (await inCohort(proef.academie, id)).length;
    await page.goto(`/beheer/cohorten/${id}/deelnemers/team`);
    await verwachtToegankelijk(page);
    await page.getByLabel('School van het team').fill('overvecht');
    await page.getByRole('option').first().click();
    await page.getByLabel('Functie', { exact: true }).selectOption('leraar');
    await page.getByLabel('Wie meld je aan?').fill('Anna van den Berg <anna@team.example>\nBo');
    await page.getByRole('button', { name: 'Bekijk wat er gebeurt' }).click();
    await page.getByText('Het e-mailadres ontbreekt.').waitFor();
    await verwachtToegankelijk(page);
    await page
      .getByLabel('Wie meld je aan?')
      .fill('Anna van den Berg <anna@team.example>\nBo Wit; bo@team.example');
    await page.getByRole('button', { name: 'Bekijk wat er gebeurt' }).click();
    await page.getByRole('heading', { name: 'Dit gaat er gebeuren' }).waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Meld 2 mensen aan' }).click();
    await verwachtMelding(page, '2 mensen hebben nu een plaats.');
    expect(await inCohort(proef.academie, id)).toHaveLength(voor + 2);
  });

  test('een bestand: gekozen, verbeterd, nagekeken en uitgevoerd', async () => {
    const page = await coordinator();
    const id = await cohortId(proef, 'LAS1-A');
    await page.goto(`/beheer/cohorten/${id}`);
    await page.getByRole('link', { name: 'Bestand inlezen' }).click();
    await page.getByText('Hoe ziet het bestand eruit?').click();
    await verwachtToegankelijk(page);
    const kies = async (inhoud: string): Promise<void> => {
      const bestand = { name: 'team.csv', mimeType: 'text/csv', buffer: Buffer.from(inhoud, 'latin1') };
      await page.getByLabel('Bestand').setInputFiles(bestand);
      await page.getByRole('button', { name: 'Bekijk wat er gebeurt' }).click();
    };
    await kies(
      'Naam;Mail;Rol;Pet\nRené Één;rene@bestand.example;leraar;rood\n;twee@bestand.example;leraar;\n',
    );
    await page.getByText('De voornaam ontbreekt.').waitFor();
    await verwachtToegankelijk(page);
    await kies(
      'Naam;Mail;Rol;Pet\nRené Één;rene@bestand.example;leraar;rood\nAnna Twee;anna@team.example;leraar;\n',
    );
    await page.getByText('Er is nog niemand aangemeld.').waitFor();
    await page.getByText('René Één').waitFor();
    await verwachtToegankelijk(page);
    const voorbeeld = page.url();
    await page.getByRole('button', { name: 'Meld 1 mens aan' }).click();
    await page.locator('[data-foutoverzicht]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Het zijn dezelfde mensen').check();
    await page.getByRole('button', { name: 'Meld 1 mens aan' }).click();
    await verwachtMelding(page, '1 mens heeft nu een plaats. 1 mens was al aangemeld en is overgeslagen.');
    await page.goto(voorbeeld);
    await page.getByText('Dit bestand is ingelezen').waitFor();
    await verwachtToegankelijk(page);
  });

  test('een andere positie in de rij, met het toetsenbord, met de reden in de geschiedenis', async () => {
    const page = await coordinator();
    await page.goto(`/beheer/cohorten/${await cohortId(proef, 'COT-B-2')}`);
    const voor = await namen(page, /^Wachtlijst/);
    const laatste = page
      .getByRole('region', { name: /^Wachtlijst/ })
      .getByRole('row')
      .filter({ hasText: voor[3]! });
    await laatste.first().getByText('Meer').focus();
    await page.keyboard.press('Enter');
    await laatste.first().getByText('Andere plaats in de rij').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Verplaats' }).last().click();
    await page.locator('[data-foutoverzicht]').waitFor();
    await verwachtToegankelijk(page);
    await laatste.first().getByLabel('Plaats op de wachtlijst').fill('1');
    await laatste.first().getByLabel('Reden').first().selectOption('nodig-op-school');
    await laatste.first().getByLabel('Toelichting').fill('Begint volgende week');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await verwachtMelding(page, 'Staat nu op plaats 1 van de wachtlijst.');
    expect(await namen(page, /^Wachtlijst/)).toEqual([voor[3], ...voor.slice(0, 3)]);
    await page.getByRole('link', { name: voor[3]!, exact: true }).click();
    await page.getByText('van plaats 4 naar 1 (nodig op school). Reden: Begint volgende week').waitFor();
  });

  test('een mens met twee adressen wordt een persoon', async () => {
    const id = await cohortId(proef, 'LAS1-A');
    await meldLosAan(proef.academie, id, systeem, {
      voornaam: 'Dubbel',
      achternaam: 'Ganger',
      email: 'werk@dubbel.example',
    });
    await meldLosAan(proef.academie, id, systeem, {
      voornaam: 'D.',
      achternaam: 'Ganger',
      email: 'thuis@dubbel.example',
    });
    const page = await coordinator();
    await page.getByRole('link', { name: 'Personen' }).click();
    await page.getByRole('searchbox').fill('gang');
    await page.getByRole('button', { name: 'Zoek' }).click();
    await page.getByText('2 personen').waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Dubbel Ganger' }).click();
    await page.getByText('Naam of adres wijzigen').click();
    await page.getByLabel('E-mailadres').fill('thuis@dubbel.example');
    await page.getByRole('button', { name: 'Bewaar' }).click();
    await page.getByRole('link', { name: 'Samenvoegen met D. Ganger' }).waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Samenvoegen met een andere persoon' }).click();
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'D. Ganger' }).click();
    await page.getByText('Dubbel aangemeld').waitFor();
    await verwachtToegankelijk(page);
    await verwachtTabvolgorde(page);
    await page.getByRole('button', { name: 'Voeg samen' }).click();
    await verwachtMelding(page, 'De twee zijn samengevoegd.');
    await page.getByText('Reden: dubbel').first().waitFor();
    await page.getByText('thuis@dubbel.example').first().waitFor();
    await verwachtToegankelijk(page);
  });

  test('zonder scripts werkt het allemaal ook', async () => {
    const page = await bezoek({ url, js: false });
    await logDemoIn(page, 'coordinator@demo.example', '/beheer/cohorten');
    await page.goto(`/beheer/cohorten/${await cohortId(proef, 'LAS1-A')}/deelnemers/team`);
    await page.getByLabel('Niet op een van deze scholen').check();
    await page.getByLabel('Functie', { exact: true }).selectOption('leraar');
    await page.getByLabel('Wie meld je aan?').fill('Zonder Script <zonder@script.example>');
    await page.getByRole('button', { name: 'Bekijk wat er gebeurt' }).click();
    await page.getByRole('button', { name: 'Meld 1 mens aan' }).click();
    await verwachtMelding(page, 'plaats');
  });
});
