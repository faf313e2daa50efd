import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startAcademie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn } from '../support/inloggen.js';
import { startMailCatcher } from '../support/mail.js';
import { maakGebruiker } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import { knopIn, mailAan, verwachtKop, verwachtMelding, type Proef } from './opstelling.js';

let proef: Proef;
let url: string;
/** As DUO publishes them, with the columns that are read. */
const DUO = `PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM
Utrecht;41400;12AB;12AB00;OBS Overvecht;Dorpsstraat;1;3561 AB;UTRECHT;0344;UTRECHT
Utrecht;41400;13AB;13AB00;De Klimroos;Kerkstraat;2;3561 AC;UTRECHT;0344;UTRECHT
`;

metBrowser('an academie that begins', () => {
  beforeAll(async () => {
    const post = await startMailCatcher();
    const academie = await startAcademie({ SMTP_URL: post.url });
    academie.settings.BASE_URL = academie.url;
    url = academie.url;
    const sluit = async () => {
      await academie.sluit();
      await post.sluit();
    };
    proef = { academie, post, sluit };
  });
  afterAll(() => proef?.sluit());

  async function alsCoordinator(): Promise<Page> {
    const { academie } = proef;
    const { cookie } = await logIn(academie, await maakGebruiker(academie.dataSource));
    const page = await bezoek({ url });
    const [name = '', value = ''] = cookie.split('=');
    await page.context().addCookies([{ name, value, url }]);
    return page;
  }

  test('van niets tot een open cohort van de IB-KC, alleen in de browser', async () => {
    const page = await alsCoordinator();
    await page.goto('/beheer');
    await page.goto('/beheer/inrichten');
    await verwachtToegankelijk(page);

    await page.goto('/beheer/organisaties/duo');
    await page.getByLabel('Bestanden').setInputFiles({
      name: 'vestigingen-basisonderwijs-20261101.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(DUO),
    });
    await page.getByRole('button', { name: 'Bekijk wat er verandert' }).click();
    await page.getByRole('button', { name: 'Lees de lijst in' }).click();
    await page.getByText('ingelezen').first().waitFor();

    await page.goto('/beheer/organisaties/nieuw');
    await page.getByLabel('Naam van het bestuur').fill('Grafisch Lyceum Utrecht');
    await page.getByLabel('Ook bekend als').fill('GLU');
    await page.getByLabel('Sector').selectOption('mbo');
    await page.getByRole('button', { name: 'Voeg het bestuur toe' }).click();
    await verwachtMelding(page, 'Grafisch Lyceum Utrecht');
    await page.goto('/beheer/organisaties/nieuw');
    await page.getByLabel('Naam van het bestuur').fill('Stichting De Eenling');
    await page.getByRole('button', { name: 'Voeg het bestuur toe' }).click();
    await page.goto('/beheer/organisaties/scholen/nieuw');
    await page.getByLabel('Naam van de school of instelling').fill('Vrije School De Eenling');
    await page.getByLabel('Plaats', { exact: true }).fill('Utrecht');
    await page.getByLabel('Bestuur', { exact: false }).selectOption({ label: 'Stichting De Eenling' });
    await page.getByRole('button', { name: 'Voeg de school toe' }).click();
    await verwachtMelding(page, 'De Eenling');

    await page.goto('/beheer/opleidingen/nieuw');
    await page.getByLabel('Code', { exact: true }).fill('ib-kc');
    await page.getByLabel('Naam', { exact: true }).fill('Post-hbo Intern Begeleider / Kwaliteitscoördinator');
    await page.getByLabel('Soort').selectOption('opleiding');
    await page.getByLabel('Gepubliceerd').check();
    await page.getByRole('button', { name: 'Maak de opleiding' }).click();
    await verwachtMelding(page, 'is gemaakt.');

    await page.goto('/beheer/cohorten/nieuw');
    await page.getByLabel('Opleiding', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Naam', { exact: true }).fill('Groep A');
    await page.getByLabel('Aantal plaatsen').fill('20');
    await page.getByText('Een reeks invullen').click();
    const reeks = page.locator('details', { hasText: 'Een reeks invullen' });
    await reeks.getByLabel('Vanaf').fill('2027-02-09');
    await reeks.getByLabel('Hoe vaak?').fill('3');
    await reeks.getByLabel('Van', { exact: true }).fill('13:30');
    await reeks.getByLabel('Tot', { exact: true }).fill('16:30');
    await reeks.getByRole('button', { name: 'Vul de reeks in' }).click();
    await page.getByRole('button', { name: 'Maak het cohort' }).click();
    await verwachtMelding(page, 'Het cohort is gemaakt');
    await page.getByRole('link', { name: 'Voortgang' }).first().click();
    await page.getByRole('button', { name: 'Zet open voor aanmelden' }).click();
    await verwachtMelding(page, 'open');
    await page.goto('/beheer/inrichten');
    await verwachtToegankelijk(page);
  });

  test.each([
    ['van een mbo, op een telefoon', { breedte: 390 }, 'GLU', 'Grafisch Lyceum Utrecht', null],
    [
      'van een éénpitter, zonder JavaScript',
      { js: false },
      'vrije school de eenling',
      'Vrije School De Eenling',
      null,
    ],
    [
      'van geen school',
      {},
      'museum',
      'Mijn school of organisatie staat er niet bij',
      'Museum Speelklok, Utrecht',
    ],
  ])('iemand %s meldt zich aan en heeft een plek', async (_wie, hoe, getypt, keuze, waar) => {
    const email = `${getypt.replaceAll(' ', '.')}@werk.example`.toLowerCase();
    const page = await bezoek({ url, ...hoe });
    await page.goto('/opleidingen/IB-KC');
    await page.getByRole('link', { name: 'Meld je aan' }).first().click();
    await page.getByLabel('Voornaam').fill('Anna');
    await page.getByLabel('Achternaam').fill('Berg');
    await page.getByLabel('E-mailadres').fill(email);
    await page.getByLabel('Op welke school werk je?').fill(getypt);
    if (!('js' in hoe)) await page.getByRole('option', { name: keuze }).first().click();
    if (waar) await page.getByLabel('Waar werk je dan?').fill(waar);
    await page.getByLabel('Wat is je functie?').selectOption('leraar');
    await page.getByRole('button', { name: 'Meld me aan' }).click();
    await verwachtKop(page, 'Kijk in je mail');
    await page.goto(knopIn(await mailAan(proef, email, /^Bevestig je e-mailadres/)));
    await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
    await verwachtKop(page, 'Je hebt een plek');
  });

  test('wie al typt voordat het script er is, raakt niets kwijt en gaat door waar die was', async () => {
    const page = await bezoek({ url, breedte: 390 });
    let getypt = (): void => undefined;
    const klaar = new Promise<void>((nu) => (getypt = nu));
    await page.route('**/werkplek.js', async (route) => {
      await klaar;
      await route.continue();
    });
    await page.goto('/opleidingen/IB-KC');
    const pad = await page.getByRole('link', { name: 'Meld je aan' }).first().getAttribute('href');
    await page.goto(pad!, { waitUntil: 'commit' });
    await page.locator('#veld-vestigingscode').pressSequentially('klim');
    getypt();
    await page.getByRole('option', { name: 'De Klimroos' }).waitFor();
    expect(await page.evaluate('document.activeElement.selectionStart')).toBe(4);
    await page.keyboard.type('r');
    expect(await page.locator('#veld-vestigingscode').inputValue()).toBe('klimr');
  });

  test('en staat in de lijst met waar die werkt', async () => {
    const [{ rijen }] = await proef.academie.dataSource.query<[{ rijen: unknown }]>(
      `SELECT json_agg(json_build_array(s.naam, b.naam, a.organisatie, a.status) ORDER BY a.aangemeld_op) AS rijen
         FROM aanmelding a LEFT JOIN school s ON s.id = a.school_id LEFT JOIN bestuur b ON b.id = a.bestuur_id`,
    );
    expect(rijen).toEqual([
      [null, 'Grafisch Lyceum Utrecht', null, 'geplaatst'],
      ['Vrije School De Eenling', 'Stichting De Eenling', null, 'geplaatst'],
      [null, null, 'Museum Speelklok, Utrecht', 'geplaatst'],
    ]);
  });
});
