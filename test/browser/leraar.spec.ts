import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { meldLosAan, vul } from '../support/aanmeldingen.js';
import { DINSDAG } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { maakCohort } from '../support/makers.js';
import {
  cohortId,
  knopIn,
  logUit,
  mailAan,
  mailsAan,
  startDemo,
  verwachtKop,
  verwachtMelding,
  type Proef,
} from './opstelling.js';

let proef: Proef;
let url: string;

/** What a leraar types; the school as the list without JavaScript has it. */
async function vulIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Voornaam').fill('Samira');
  await page.getByLabel('Achternaam').fill('Bouazza');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wat is je functie?').selectOption('schoolleider');
}

const verstuur = (page: Page) =>
  page.getByRole('button', { name: /^(Meld me aan|Zet me op de wachtlijst)$/ });

/** How many aanmeldingen this address has, whatever became of them. */
const aantalVan = (email: string): Promise<number> =>
  proef.academie.dataSource.manager
    .createQueryBuilder(Aanmelding, 'a')
    .innerJoin('persoon', 'p', 'p.id = a.persoon_id')
    .where('p.email_norm = :email', { email })
    .getCount();

metBrowser('a leraar', () => {
  beforeAll(async () => {
    proef = await startDemo();
    ({ url } = proef.academie);
  });
  afterAll(() => proef.sluit());

  test('zonder JavaScript: vindt, meldt aan, bevestigt, neemt de data mee en meldt af', async () => {
    const email = 'samira@school.example';
    const page = await bezoek({ url, js: false });
    await page.goto('/');
    await page.getByLabel('Zoek op naam of onderwerp').fill('schoolleider');
    await page.getByRole('button', { name: 'Zoek', exact: true }).click();
    await page.getByText('Filters', { exact: true }).click();
    await page.getByLabel('Voor wie').selectOption({ label: 'Schoolleider' });
    await page.getByLabel('Alleen met vrije plekken').check();
    await page.getByLabel('Dag van de week').selectOption({ label: 'Woensdag' });
    await page.getByLabel('Waar', { exact: true }).selectOption({ label: 'Rafaëlschool Utrecht' });
    await page.getByRole('button', { name: 'Toon', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'Groepen die beginnen 1 nu aan te melden' }).waitFor();
    await page.getByRole('link', { name: 'Haal weg: Woensdag' }).click();
    expect(await page.getByLabel('Dag van de week').inputValue()).toBe('');
    expect(await page.getByLabel('Zoek op naam of onderwerp').inputValue()).toBe('schoolleider');

    await page
      .getByRole('link', { name: /^Opleiding Schoolleider Basisbekwaam \(LAS I\) ?, start / })
      .click();
    await verwachtKop(page, 'Opleiding Schoolleider Basisbekwaam (LAS I)');
    for (const feit of ['9 van 20 plekken vrij.', 'Gaat alleen door bij 12 deelnemers. Nu 11.', 'Gratis'])
      expect(await page.getByText(feit).first().isVisible()).toBe(true);
    await page.getByText(/^Alle 8 data/).click();
    const data = page.locator('details[open]').getByRole('listitem');
    expect(await data.filter({ hasText: 'Rafaëlschool Utrecht' }).count()).toBe(8);
    await page.getByRole('link', { name: 'Meld je aan' }).click();

    await verwachtKop(page, 'Meld je aan');
    await page.getByLabel('Voornaam').fill('Samira');
    await page.getByLabel('E-mailadres').fill('samira apenstaart school');
    await page.getByLabel('Wat is je functie?').selectOption('anders');
    await page.getByLabel('Opmerking').fill('Ik <3 “leren” & doen');
    const [geweigerd] = await Promise.all([page.waitForResponse('**/aanmelden'), verstuur(page).click()]);
    expect(geweigerd.status()).toBe(422);
    const fouten = page.locator('[data-foutoverzicht] a');
    expect(await fouten.allInnerTexts()).toEqual([
      'Vul je achternaam in.',
      expect.stringContaining('e-mailadres'),
      expect.stringContaining('Kies je school'),
      'Vul in welke functie je hebt.',
    ]);
    expect(await page.getByLabel('Voornaam').inputValue()).toBe('Samira');
    expect(await page.getByLabel('E-mailadres').inputValue()).toBe('samira apenstaart school');
    expect(await page.getByLabel('Opmerking').inputValue()).toBe('Ik <3 “leren” & doen');
    await fouten.first().click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('achternaam');
    expect(await aantalVan(email)).toBe(0);

    await vulIn(page, email);
    await page.getByLabel('Op welke school werk je?').fill('OBS Overvecht, Utrecht');
    await verstuur(page).click();
    await verwachtKop(page, 'Kijk in je mail');
    await page.reload();
    await verwachtKop(page, 'Kijk in je mail');
    expect(await aantalVan(email)).toBe(1);

    await page.goto(knopIn(await mailAan(proef, email, /^Bevestig je e-mailadres/)));
    await verwachtKop(page, 'Bevestig je e-mailadres');
    await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
    await verwachtMelding(page, 'Je e-mailadres is bevestigd.');
    await verwachtKop(page, 'Je hebt een plek');

    await page.goto(knopIn(await mailAan(proef, email, /^Je hebt een plek/)));
    const agenda = await page.request.get(
      (await page.getByRole('link', { name: 'Zet alle data in mijn agenda' }).getAttribute('href'))!,
    );
    expect(agenda.headers()['content-type']).toContain('text/calendar');
    expect((await agenda.text()).match(/BEGIN:VEVENT/g)).toHaveLength(8);

    await page.getByText('Annuleer mijn aanmelding', { exact: true }).click();
    await page.getByLabel('Waarom?').fill('Ik krijg een andere baan');
    await page.getByRole('button', { name: 'Ja, annuleer mijn aanmelding' }).click();
    await verwachtKop(page, 'Je aanmelding is geannuleerd');
    await mailAan(proef, email, /geannuleerd/);
    expect(await page.getByRole('button', { name: /annuleer/ }).count()).toBe(0);
  });

  test('op een telefoon met alleen toetsen: vindt de school door te typen, en begint bij wat fout was', async () => {
    const email = 'keys@school.example';
    const page = await bezoek({ url, breedte: 390 });
    const tik = async (...toetsen: string[]) => {
      for (const toets of toetsen) await page.keyboard.press(toets);
    };
    await page.goto(`/cohorten/${await cohortId(proef, 'LAS1-A')}/aanmelden`);
    const opVeld = () => page.locator(':focus').getAttribute('id');
    await tik('Tab', 'Enter', 'Tab');
    expect(await opVeld()).toBeNull(); // the breadcrumbs: past the menu in one press
    while ((await opVeld()) !== 'veld-voornaam') await tik('Tab');
    await page.keyboard.type('Kees');
    await tik('Tab', 'Tab');
    await page.keyboard.type('Toetsen');
    await tik('Tab');
    await page.keyboard.type(email);
    await tik('Tab');
    expect(await opVeld()).toBe('veld-vestigingscode');
    await page.keyboard.type('xyzzy');
    await page
      .getByRole('option', { name: 'Niets gevonden. Mijn school of organisatie staat er niet bij' })
      .waitFor();
    await tik('Tab'); // leaves text that is no school
    await tik('Tab', 'Tab', 'Enter');

    await page.locator('[data-foutoverzicht]:focus').waitFor();
    expect(await page.locator('[data-foutoverzicht] a').allInnerTexts()).toEqual([
      expect.stringContaining('We vinden niets dat op ‘xyzzy’ lijkt.'),
      'Kies je functie.',
    ]);
    await tik('Tab', 'Enter');
    expect(await opVeld()).toBe('veld-vestigingscode');
    await page.keyboard.type('obs overveht');
    await page.getByRole('option', { name: 'OBS Overvecht' }).waitFor();
    await tik('ArrowDown', 'Enter');
    expect(await page.getByLabel('Op welke school werk je?').inputValue()).toBe('OBS Overvecht, Utrecht');
    expect(await page.locator('[name="vestigingscode"]').inputValue()).toBe('99ZZ01');
    await tik('Tab');
    expect(await opVeld()).toBe('veld-functie');
    await page.keyboard.type('Ander');
    await tik('Tab');
    expect(await opVeld()).toBe('veld-functieAnders');
    await page.keyboard.type('Conciërge');
    await tik('Tab', 'Tab', 'Enter');
    await verwachtKop(page, 'Kijk in je mail');

    await page.goto(knopIn(await mailAan(proef, email, /^Bevestig/)));
    await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).focus();
    await tik('Enter');
    await verwachtKop(page, 'Je hebt een plek');
    for (const feit of ['OBS Overvecht', 'Conciërge'])
      expect(await page.getByText(feit, { exact: true }).isVisible()).toBe(true);
  });

  test('in haast: drukt twee keer, gaat terug en meldt weer aan, en is een keer aangemeld', async () => {
    const email = 'haast@school.example';
    const page = await bezoek({ url, breedte: 390 });
    await page.goto(`/cohorten/${await cohortId(proef, 'LAS1-A')}/aanmelden`);
    await vulIn(page, email);
    await page.getByLabel('Op welke school werk je?').fill('niet op');
    await page.getByRole('option', { name: 'Mijn school of organisatie staat er niet bij' }).click();
    // Chromium drops a second submit by itself; that the button goes off is seen from within.
    await page.evaluate(`void new MutationObserver(([{ target }]) => sessionStorage.setItem('uit', target.disabled))
      .observe(document.querySelector('form.ula-formulier button'), { attributeFilter: ['disabled'] })`);
    await verstuur(page).dblclick();
    await verwachtKop(page, 'Kijk in je mail');
    expect(await page.evaluate(`sessionStorage.getItem('uit')`)).toBe('true');
    expect(await aantalVan(email)).toBe(1);
    expect((await mailsAan(proef, email)).map(({ mail }) => mail.subject)).toEqual([
      expect.stringMatching(/^Bevestig/),
    ]);

    await page.goBack();
    await verwachtKop(page, 'Meld je aan');
    expect(await verstuur(page).isEnabled()).toBe(true);
    await vulIn(page, ' Haast@School.example ');
    await page.getByLabel('Op welke school werk je?').fill('jazzsingel'); // typed, and no option tapped
    await verstuur(page).click();
    await verwachtKop(page, 'Kijk in je mail'); // tells a stranger nothing
    expect(await aantalVan(email)).toBe(1);
    expect(await mailsAan(proef, email)).toHaveLength(2);
  });

  test('achter een vol cohort: staat in de rij, en neemt de plaats als iemand afmeldt', async () => {
    const cohort = await maakCohort(proef.academie.dataSource, { capaciteit: 1, minimum: 1 });
    const [eerste] = await vul(proef.academie, cohort.id, 1);
    const email = 'wacht@school.example';
    const page = await bezoek({ url, breedte: 390 });
    await page.goto(`/cohorten/${cohort.id}/aanmelden`);
    await verwachtKop(page, 'Zet je op de wachtlijst');
    await vulIn(page, email);
    await page.getByLabel('Op welke school werk je?').fill('haarzicht');
    await page.getByRole('option', { name: 'KC Haarzicht' }).click();
    await verstuur(page).click();
    await verwachtKop(page, 'Kijk in je mail');
    await page.goto(knopIn(await mailAan(proef, email, /^Bevestig/)));
    await page.getByRole('button', { name: 'Bevestig mijn e-mailadres' }).click();
    await verwachtKop(page, 'Je staat op de wachtlijst');
    expect(await page.locator('.ula-nummer__getal').innerText()).toMatch(/1\s*van 1/);

    const ander = await bezoek({ url, js: false });
    await ander.goto(`/a/${eerste!.token}?doe=annuleren`);
    await ander.getByRole('button', { name: 'Ja, annuleer mijn aanmelding' }).click();
    await verwachtKop(ander, 'Je aanmelding is geannuleerd');

    await page.goto(knopIn(await mailAan(proef, email, /^Er is een plek/)));
    await verwachtKop(page, 'Er is een plek voor je');
    await page.getByRole('button', { name: 'Ja, ik doe mee' }).click();
    await verwachtKop(page, 'Je hebt een plek');
    await page.goBack();
    await page.reload(); // as the mail still shows the button, somebody comes back to it
    await verwachtKop(page, 'Je hebt een plek');
  });

  test('wie een aanbod laat verlopen hoort dat, en sluit weer achteraan', async () => {
    const { academie } = proef;
    const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
    const [eerste] = await vul(academie, cohort.id, 1);
    const email = 'traag@school.example';
    const traag = await meldLosAan(academie, cohort.id, systeem, { email });
    const volgende = await meldLosAan(academie, cohort.id, systeem, { email: 'volgende@school.example' });
    const page = await bezoek({ url, js: false, breedte: 390 });
    await page.goto(`/a/${eerste!.token}?doe=annuleren`);
    await page.getByRole('button', { name: 'Ja, annuleer mijn aanmelding' }).click();
    await mailAan(proef, email, /^Er is een plek/);

    const { vervaltOp } = await academie.dataSource.manager.findOneByOrFail(Aanmelding, { id: traag.id });
    academie.clock.set(new Date(vervaltOp!.getTime() + 1000));
    try {
      await academie.app.get(PlannerService).draai('wachtlijst', { proef: false, door: 'opdracht' });
      await page.goto(knopIn(await mailAan(proef, email, /naar iemand anders/)));
      await verwachtKop(page, 'Je aanmelding is verlopen');
      await page.getByRole('button', { name: 'Meld me weer aan' }).click();
      await verwachtKop(page, 'Je staat op de wachtlijst');

      await page.goto(knopIn(await mailAan(proef, 'volgende@school.example', /^Er is een plek/)));
      await page.getByRole('button', { name: 'Nee, ik kan niet' }).click();
      await verwachtMelding(page, 'De plek gaat naar een collega.');
      await page.goto(`/a/${volgende.token}`);
      await verwachtKop(page, 'Je hebt nee gezegd');

      await page.goto(knopIn(await mailAan(proef, email, /^Er is een plek/)));
      await page.getByRole('button', { name: 'Ja, ik doe mee' }).click();
      await verwachtKop(page, 'Je hebt een plek');
    } finally {
      academie.clock.set(DINSDAG);
    }
  });

  test('logt in met een link per mail, die een keer werkt en niet lang', async () => {
    const email = 'link@school.example';
    await meldLosAan(proef.academie, await cohortId(proef, 'LAS1-A'), systeem, { email });
    await mailsAan(proef, email);
    const page = await bezoek({ url, breedte: 390 });
    const vraagLink = async (adres: string) => {
      await page.goto('/inloggen');
      const formulier = page.locator('form[action="/inloggen/link"]');
      await formulier.getByLabel('E-mailadres').fill(adres);
      await formulier.getByRole('button').click();
    };
    await page.goto('/mijn');
    await verwachtKop(page, 'Inloggen');
    await vraagLink('geen adres');
    expect(await page.getByLabel('E-mailadres').first().inputValue()).toBe('geen adres');
    await vraagLink('onbekend@school.example');
    await verwachtKop(page, 'Kijk in je mail');
    expect(await mailsAan(proef, 'onbekend@school.example')).toEqual([]);

    await vraagLink(email);
    const link = knopIn(await mailAan(proef, email, /^Je link/));
    await page.goto(link);
    await verwachtKop(page, 'Welkom terug');
    const tweede = await bezoek({ url, js: false });
    await tweede.goto(link);
    await page.getByRole('button', { name: 'Log in' }).click();
    await verwachtKop(page, 'Mijn aanmeldingen');
    const meedoen = page.getByRole('region', { name: 'Je doet mee' });
    await meedoen.getByRole('link', { name: 'Opleiding Schoolleider Basisbekwaam (LAS I)' }).click();
    await verwachtKop(page, 'Je hebt een plek');

    await tweede.getByRole('button', { name: 'Log in' }).click();
    await verwachtKop(tweede, 'Deze link werkt niet meer');
    await tweede.goto(link);
    await verwachtKop(tweede, 'Deze link werkt niet meer');

    await logUit(page);
    await vraagLink(email);
    const laat = knopIn(await mailAan(proef, email, /^Je link/));
    proef.academie.clock.advance(31);
    await page.goto(laat);
    proef.academie.clock.set(DINSDAG);
    await verwachtKop(page, 'Deze link werkt niet meer');
  });
});
