import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fs from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { eigenaar, meldLosAan } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { maakBestuur, maakCohort, maakSchool } from '../support/makers.js';
import {
  cohortId,
  knopIn,
  logDemoIn,
  logUit,
  mailAan,
  mailsAan,
  openInrichting,
  startDemo,
  verwachtKop,
  verwachtMelding,
  type Proef,
} from './opstelling.js';

let proef: Proef;
let url: string;

const inhoud = async (download: Download): Promise<Buffer> => fs.readFile(await download.path());

async function haalOp(page: Page, link: string): Promise<{ naam: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ]);
  return { naam: download.suggestedFilename(), bytes: await inhoud(download) };
}

metBrowser('who works with the academie', () => {
  beforeAll(async () => {
    proef = await startDemo();
    ({ url } = proef.academie);
  });
  afterAll(() => proef.sluit());

  test('de coördinator verhoogt een capaciteit, en de rij krijgt haar aanbod', async () => {
    const page = await bezoek({ url });
    await page.goto('/beheer');
    await verwachtKop(page, 'Inloggen');
    await logDemoIn(page, 'coordinator@demo.example', '/beheer');
    await verwachtKop(page, 'Vandaag');
    await page.getByRole('navigation').getByRole('link', { name: 'Cohorten', exact: true }).click();
    await verwachtKop(page, 'Cohorten');
    await page.getByText(/cohort(?:en vragen| vraagt) binnenkort een besluit/).waitFor();
    await page.getByRole('searchbox', { name: 'Zoek' }).fill('co-teaching');
    await page.getByRole('button', { name: 'Toon' }).click();
    const vol = page.getByRole('row').filter({ hasText: 'groep voor dit schooljaar' });
    expect(await vol.innerText()).toMatch(/16 van 16[\s\S]*4[\s\S]*Vol/);
    await vol.getByRole('link').click();
    await verwachtKop(page, 'Basistraining co-teaching');

    const aantal = page.getByLabel('Aantal plaatsen');
    const wijzig = page.getByRole('button', { name: 'Wijzig aantal' });
    expect(await aantal.inputValue()).toBe('16');
    for (const [getypt, melding] of [
      ['3', '16'],
      ['', 'heel getal'],
    ] as const) {
      await aantal.fill(getypt);
      await wijzig.click();
      await page.locator('[data-foutoverzicht]').getByText(melding).first().waitFor();
      expect(await aantal.getAttribute('value')).toBe(getypt);
    }
    await aantal.fill('18');
    await wijzig.click();
    await verwachtMelding(page, 'De capaciteit is gewijzigd.');
    expect(await page.locator('.ula-strook__plaatsen > p').innerText()).toMatch(
      /^18 bezet van 18, waarvan 2 voorlopig · 0 vrij · 2 op de wachtlijst/,
    );
    await page.getByText('antwoord op het aanbod').first().waitFor();

    await page.goto(knopIn(await mailAan(proef, 'anna.vanleeuwen@school.example', /^Er is een plek/)));
    await verwachtKop(page, 'Er is een plek voor je');
  });

  test('de coördinator meldt iemand af met een reden, en leest wat er is gemaild', async () => {
    const page = await bezoek({ url });
    await logDemoIn(page, 'coordinator@demo.example');
    await page.goto(`/beheer/cohorten/${await cohortId(proef, 'LAS1-A')}`);
    const geplaatst = page.getByRole('region', { name: /^Geplaatst/ });
    const wie = geplaatst.getByRole('row').nth(1);
    const naam = await wie.getByRole('rowheader').getByRole('link').innerText();
    await wie.getByText('Meer').click();
    const email = (await wie.getByText('@school.example').innerText()).split(/\s/)[0]!;
    await wie.getByText('Annuleren').click();
    await wie.getByLabel('Reden').fill('Gaat met pensioen & reist <af>');
    await wie.getByRole('button', { name: 'Annuleer de aanmelding' }).click();
    await verwachtMelding(page, 'De aanmelding is geannuleerd.');
    const beeindigd = page.getByRole('region', { name: /^Beëindigd/ }).getByRole('row');
    const rij = beeindigd.filter({ hasText: naam });
    await page.getByText('Toon wie niet meer meedoet').click();
    expect(await rij.innerText()).toContain('Gaat met pensioen & reist <af>');

    await mailAan(proef, email, /geannuleerd/);
    await rij.getByText('Meer').click();
    await rij.getByRole('link', { name: `Mails aan ${naam}` }).click();
    await verwachtKop(page, 'Berichten');
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.getByText('Verstuurd', { exact: true }).first().waitFor();
    const mail = page.frameLocator('iframe');
    await mail.getByText('Gaat met pensioen & reist <af>').waitFor();
    await page.getByRole('button', { name: /opnieuw/i }).click();
    await verwachtMelding(page, 'Het bericht staat klaar en gaat opnieuw weg.');
    expect(await mailsAan(proef, email)).toHaveLength(2);
  });

  test('de coördinator annuleert een cohort alleen met een reden', async () => {
    const cohort = await maakCohort(proef.academie.dataSource, { naam: 'Gaat niet door' });
    await meldLosAan(proef.academie, cohort.id, systeem, { email: 'helaas@school.example' });
    const page = await bezoek({ url, js: false });
    await logDemoIn(page, 'coordinator@demo.example');
    await page.goto(`/beheer/cohorten/${cohort.id}`);
    await page.getByRole('link', { name: 'Dit cohort annuleren' }).click();
    const bekijk = page.getByRole('button', { name: 'Bekijk wie welke mail krijgt' });
    await bekijk.click();
    await page.locator('[data-foutoverzicht] a').click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('reden');
    await page.getByLabel('Waarom gaat het niet door?').fill('Te weinig aanmeldingen');
    await bekijk.click();
    await page.getByText('helaas@school.example').waitFor();
    await page.getByRole('button', { name: 'Ja, annuleer het cohort' }).click();
    await verwachtMelding(page, '1 mens krijgt een mail.');
    const { mail } = await mailAan(proef, 'helaas@school.example', /^Gaat niet door/);
    expect(mail.text).toContain('Te weinig aanmeldingen');
  });

  test('de coördinator start een taak en zoekt een school op', async () => {
    const page = await bezoek({ url });
    await logDemoIn(page, 'coordinator@demo.example');
    await openInrichting(page);
    await page.getByRole('link', { name: 'Planner' }).click();
    await page.getByRole('button', { name: /^Nu draaien ?: wachtlijst/ }).click();
    await verwachtMelding(page, 'wachtlijst');
    await page.getByRole('row').filter({ hasText: 'wachtlijst' }).getByText('Gelukt').first().waitFor();

    await openInrichting(page);
    await page.getByRole('link', { name: 'Scholen' }).click();
    await page.getByLabel('Zoek op school, bestuur of code').fill('overvecht');
    await page.getByRole('button', { name: 'Zoek' }).click();
    for (const school of ['OBS Overvecht, Utrecht', 'OBO Overvecht, Utrecht'])
      await page.getByRole('listitem').filter({ hasText: school }).waitFor();
    const naamloos = await maakBestuur(proef.academie.dataSource, { naam: null, nummer: '99123' });
    await maakSchool(proef.academie.dataSource, { bestuurId: naamloos.id });
    await openInrichting(page);
    await page.getByRole('link', { name: 'Scholen' }).click();
    const zonderNaam = page.getByRole('region', { name: 'Besturen zonder naam' });
    await zonderNaam.getByRole('button', { name: 'Bewaar de naam van bestuur 99123' }).click();
    await zonderNaam.locator('input[aria-invalid="true"]').fill('Stichting De Nieuwe Naam');
    await zonderNaam.getByRole('button', { name: 'Bewaar de naam van bestuur 99123' }).click();
    await verwachtMelding(page, 'Stichting De Nieuwe Naam is bewaard.');
  });

  test('een bestuur ziet, haalt op en beslist alleen over de eigen mensen', async () => {
    const { academie } = proef;
    await academie.dataSource.manager.update(Bestuur, { code: 'SPO' }, { vraagtAkkoord: true });
    const id = await cohortId(proef, 'BZI-INT-A');
    const namens = { vestigingscode: '99ZZ01' };
    for (const voornaam of ['Wel', 'Niet']) {
      const email = `${voornaam.toLowerCase()}@school.example`;
      const a = await meldLosAan(academie, id, anoniem, { ...namens, voornaam, email });
      await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
    }
    const lijst = async (email: string) => {
      const page = await bezoek({ url });
      await logDemoIn(page, email);
      await verwachtKop(page, 'Onze deelnemers');
      return page;
    };
    const spo = await lijst('bestuur.spo@demo.example');
    const ksu = await lijst('bestuur.ksu@demo.example');
    const scholen = (page: Page) => page.locator('td[data-kop="School"]').allInnerTexts();
    expect(new Set(await scholen(spo))).toEqual(
      new Set(['OBS Overvecht', 'Voorbeeldschool De Linde', 'Voorbeeldschool De Beuk']),
    );
    expect(new Set(await scholen(ksu))).toEqual(
      new Set(['Voorbeeldschool De Ster', 'Voorbeeldschool De Maan']),
    );

    await spo.getByRole('button', { name: 'Geef akkoord voor Wel Berg' }).click();
    await verwachtMelding(spo, 'Je hebt akkoord gegeven.');
    await mailAan(proef, 'wel@school.example', /^Je hebt een plek/);
    await spo.getByText('Wijs af').click();
    await spo.getByRole('button', { name: 'Wijs de aanmelding af' }).click();
    await spo.locator('textarea[aria-invalid="true"]').fill('Dit jaar past het niet');
    await spo.getByRole('button', { name: 'Wijs de aanmelding af' }).click();
    await verwachtMelding(spo, 'De aanmelding is afgewezen.');
    const { mail } = await mailAan(proef, 'niet@school.example', /^Je aanmelding is afgewezen/);
    expect(mail.text).toContain('Dit jaar past het niet');

    const csv = await haalOp(spo, 'Haal op als CSV');
    expect(csv.naam).toMatch(/^deelnemerslijst.*\.csv$/);
    expect(csv.bytes.toString()).toContain('OBS Overvecht');
    expect(csv.bytes.toString()).not.toContain('De Ster');
    const xlsx = await haalOp(spo, 'Haal op voor Excel');
    expect(xlsx.naam).toMatch(/\.xlsx$/);
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
  });

  test('een trainer ziet wie naar de eigen cohorten komt, zonder adressen', async () => {
    const page = await bezoek({ url, breedte: 390 });
    await logDemoIn(page, 'trainer@demo.example');
    await verwachtKop(page, 'Mijn cohorten');
    expect(await page.locator('main').innerText()).not.toContain('IB-KC');
    await page.getByRole('link', { name: 'Opleiding Schoolleider Vakbekwaam (LAS II)' }).click();
    await page.getByText('14 deelnemers').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('@');
    const ander = await page.goto(`/trainer/cohorten/${await cohortId(proef, 'IBKC-A')}`);
    expect(ander?.status()).toBe(404);
    await verwachtKop(page, 'Deze pagina is er niet');
    expect((await page.goto('/beheer/cohorten'))?.status()).toBe(403);
    await verwachtKop(page, 'Hier mag je niet bij');
  });

  test('een fout wachtwoord, een tweede tabblad en een oude pagina eindigen in duidelijke woorden', async () => {
    const page = await bezoek({ url, breedte: 390 });
    await page.goto('/inloggen?terug=/beheer/berichten');
    const formulier = page.locator('form[action="/inloggen"]');
    await formulier.getByLabel('E-mailadres').fill('coordinator@demo.example');
    await formulier.getByLabel('Wachtwoord').fill('geraden');
    await formulier.getByRole('button').click();
    await page.locator('[data-foutoverzicht]:focus').waitFor();
    expect(await formulier.getByLabel('E-mailadres').inputValue()).toBe('coordinator@demo.example');
    expect(await formulier.getByLabel('Wachtwoord').inputValue()).toBe('');
    await formulier.getByLabel('Wachtwoord').fill('demo-academie');
    await formulier.getByRole('button').click();
    await verwachtKop(page, 'Berichten');

    const tweede = await page.context().newPage();
    await tweede.goto(`/beheer/cohorten/${await cohortId(proef, 'IBKC-A')}`);
    await logUit(page);
    await verwachtMelding(page, 'Je bent uitgelogd.');
    await tweede.getByRole('button', { name: 'Wijzig aantal' }).click();
    await verwachtKop(tweede, 'Inloggen');

    await logDemoIn(page, 'coordinator@demo.example');
    await page.goto(`/beheer/cohorten/${await cohortId(proef, 'IBKC-A')}`);
    await tweede.goto('/inloggen');
    await logUit(tweede);
    await logDemoIn(tweede, 'coordinator@demo.example');
    await page.getByRole('button', { name: 'Wijzig aantal' }).click();
    await verwachtKop(page, 'Deze pagina was verlopen');

    expect((await page.goto('/opleidingen/BESTAATNIET'))?.status()).toBe(404);
    await verwachtKop(page, 'Deze pagina is er niet');
    await page.getByRole('link', { name: 'Alle opleidingen' }).first().click();
    await page.getByRole('heading', { level: 2, name: /^Groepen die beginnen/ }).waitFor();
  });
});
