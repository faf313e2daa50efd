import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { type Gebruiker, Passkey } from '../../src/toegang/gebruiker.entity.js';
import { Sessie } from '../../src/toegang/sessie.entity.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { maakGebruiker, WACHTWOORD } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import { codeVan, geefApp } from '../support/tweestap.js';
import { logUit, verwachtKop } from './opstelling.js';

metBrowser('de tweede stap', () => {
  let academie: Academie;
  /** By name: a passkey is bound to the name of a site. */
  let url: string;
  let gebruiker: Gebruiker;
  beforeAll(async () => {
    academie = await startAcademie();
    url = academie.url.replace('127.0.0.1', 'localhost');
  });
  afterAll(() => academie?.sluit());
  beforeEach(async () => {
    academie.clock.set(DINSDAG);
    academie.settings.BASE_URL = url;
    gebruiker = await maakGebruiker(academie.dataSource, { rol: 'coordinator' });
  });

  /** Chromium's own authenticator, that says yes at once. */
  async function metSleutel(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return { cdp, authenticatorId };
  }

  async function logIn(page: Page): Promise<void> {
    await page.goto('/inloggen?terug=/beheer/cohorten');
    const formulier = page.locator('form[action="/inloggen"]');
    await formulier.getByLabel('E-mailadres').fill(gebruiker.email);
    await formulier.getByLabel('Wachtwoord').fill(WACHTWOORD);
    await formulier.getByRole('button', { name: 'Log in' }).click();
  }
  const gebruik = (page: Page) => page.getByRole('button', { name: 'Gebruik je passkey' }).click();
  const passkey = () => academie.dataSource.manager.findOneByOrFail(Passkey, { gebruikerId: gebruiker.id });
  const missers = async (): Promise<unknown[]> => {
    const code = 'gebruiker.tweede-stap-mislukt';
    const regels = await academie.dataSource.manager.findBy(Auditregel, { onderwerpId: gebruiker.id, code });
    return regels.map(({ gegevens }) => gegevens['waarom']);
  };

  /** Logged in for the first time, with a passkey as second step. */
  async function begin(page: Page) {
    const sleutel = await metSleutel(page);
    await logIn(page);
    await page.getByRole('button', { name: 'Maak een passkey' }).click();
    await verwachtKop(page, 'Bewaar je herstelcodes');
    return sleutel;
  }

  test('een passkey: ingesteld bij het eerste inloggen, gebruikt bij het tweede, weg te halen bij het account', async () => {
    const page = await bezoek({ url });
    await metSleutel(page);
    await logIn(page);
    await verwachtKop(page, 'Stel een tweede stap in');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Maak een passkey' }).click();
    await verwachtKop(page, 'Bewaar je herstelcodes');
    expect(await page.locator('main code').count()).toBe(10);
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Ik heb ze bewaard, ga verder' }).click();
    await page.waitForURL('**/beheer/cohorten');

    await logUit(page);
    await logIn(page);
    await verwachtKop(page, 'Nog één stap');
    await verwachtToegankelijk(page);
    await gebruik(page);
    await page.waitForURL('**/beheer/cohorten');
    expect(Number((await passkey()).teller)).toBeGreaterThan(0);
    expect((await passkey()).laatstGebruiktOp).toEqual(DINSDAG);

    await page.goto('/account');
    await page.getByText('Passkey Chrome op Linux').waitFor();
    expect(await page.getByText('Haal de passkey weg').count()).toBe(0);
    await verwachtToegankelijk(page);
    await page.getByRole('link', { name: 'Stel een app in' }).click();
    await verwachtKop(page, 'Log in met een app');
    await verwachtToegankelijk(page);
    const geheim = (await page.locator('main code').textContent()) ?? '';
    await page.getByLabel('Code uit je app').fill('000000');
    await page.getByLabel('Je wachtwoord').fill(WACHTWOORD);
    await page.getByRole('button', { name: 'Zet de app aan' }).click();
    await page.locator('[aria-invalid="true"]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Code uit je app').fill(codeVan(academie, geheim));
    await page.getByLabel('Je wachtwoord').fill(WACHTWOORD);
    await page.getByRole('button', { name: 'Zet de app aan' }).click();
    await page.getByText('De app is ingesteld.').waitFor();

    await page.locator('summary', { hasText: 'Haal de passkey weg' }).click();
    const formulier = page.locator('form[action*="/account/passkeys/"]');
    await formulier.getByLabel('Je wachtwoord').fill('fout');
    await formulier.getByRole('button', { name: /^Haal de passkey weg/ }).click();
    await page.getByRole('link', { name: /^Dit is niet je wachtwoord/ }).waitFor();
    await verwachtToegankelijk(page);
    await formulier.getByLabel('Je wachtwoord').fill(WACHTWOORD);
    await formulier.getByRole('button', { name: /^Haal de passkey weg/ }).click();
    await page.getByText('De passkey is weg.').waitFor();
    expect(await page.getByText('Haal de app weg').count()).toBe(0);
  });

  test('een tweede passkey bij het account, met een eigen naam en het wachtwoord; dezelfde kan niet twee keer', async () => {
    await geefApp(academie, gebruiker);
    const page = await bezoek({ url, breedte: 390 });
    const { cdp, authenticatorId } = await metSleutel(page);
    await logIn(page);
    const half = await academie.dataSource.manager.findOneByOrFail(Sessie, { gebruikerId: gebruiker.id });
    await academie.dataSource.manager.update(Sessie, half.sleutelHash, { stap: null });
    await page.goto('/account');
    const formulier = page.locator('form[action="/account/passkeys"]');
    const stelIn = async (wachtwoord: string) => {
      await formulier.getByLabel('Hoe heet dit apparaat?').fill('Mijn laptop');
      await formulier.getByLabel('Je wachtwoord').fill(wachtwoord);
      await formulier.getByRole('button', { name: 'Maak een passkey' }).click();
    };
    await page.locator('summary', { hasText: 'Stel een passkey in' }).click();
    await verwachtToegankelijk(page);
    await stelIn('fout');
    await page.getByRole('link', { name: /^Dit is niet je wachtwoord/ }).waitFor();
    expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toEqual([]);
    await stelIn(WACHTWOORD);
    await page.getByText('De passkey is ingesteld.').waitFor();
    await page.getByText('Passkey Mijn laptop').waitFor();
    await page.locator('summary', { hasText: 'Stel een passkey in' }).click();
    await stelIn(WACHTWOORD);
    await page.getByText('Deze passkey heb je al ingesteld.').waitFor();
  });

  test('een passkey voor een andere website wordt geweigerd, met wat te doen', async () => {
    const page = await bezoek({ url });
    await begin(page);
    await page.goto('/');
    await page.context().clearCookies();
    await logIn(page);
    // The same name, at another place: what the browser signs is for there.
    academie.settings.BASE_URL = 'http://localhost:1';
    await gebruik(page);
    await page.getByText('Deze passkey is voor een andere website.').waitFor();
    await verwachtToegankelijk(page);
    expect(await missers()).toEqual(['passkey-van-elders']);
  });

  test('een teller die terugloopt, een sleutel die we niet kennen, en een antwoord van een ander', async () => {
    const page = await bezoek({ url });
    await begin(page);
    await page.context().clearCookies();
    await logIn(page);
    await academie.dataSource.manager.update(Passkey, { gebruikerId: gebruiker.id }, { teller: '1000' });
    await gebruik(page);
    await page.getByText('lijkt een kopie te bestaan').waitFor();
    expect((await passkey()).teller).toBe('1000');
    await verwachtToegankelijk(page);

    const { id } = await passkey();
    const ander = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    await page.route('**/tweede-stap/passkey', async (route) => {
      await academie.dataSource.manager.update(Passkey, id, { gebruikerId: ander.id });
      await route.continue();
    });
    await geefApp(academie, gebruiker).catch(() => undefined);
    await logIn(page);
    await academie.dataSource.manager.update(Passkey, id, { teller: '0' });
    await gebruik(page);
    await page.getByText('Deze passkey kennen we niet.').waitFor();
    expect((await missers()).sort()).toEqual(['passkey-onbekend', 'passkey-teller']);
  });

  test('wat een passkey tekende geldt een keer, en niet na vijf minuten', async () => {
    const page = await bezoek({ url });
    await begin(page);
    await page.context().clearCookies();
    await logIn(page);
    let verstuurd = '';
    await page.route('**/tweede-stap/passkey', async (route) => {
      verstuurd = route.request().postData() ?? '';
      academie.clock.advance(6);
      await route.continue();
    });
    await gebruik(page);
    await page.getByText('Dit duurde te lang').waitFor();
    // What was refused is used up as well, also for who sends it again in the same browser and in time.
    academie.clock.advance(-6);
    const stuurNogEens = (body: string) =>
      page.request.post(`${url}/inloggen/tweede-stap/passkey`, {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        data: body,
        maxRedirects: 0,
      });
    expect((await stuurNogEens(verstuurd)).status()).toBe(422);

    await page.unroute('**/tweede-stap/passkey');
    await page.route('**/tweede-stap/passkey', async (route) => {
      verstuurd = route.request().postData() ?? '';
      await route.continue();
    });
    await gebruik(page);
    await page.waitForURL('**/beheer/cohorten');
    await page.context().clearCookies();
    await logIn(page);
    const csrf = (await page.locator('meta[name="csrf-token"]').getAttribute('content')) ?? '';
    const body = new URLSearchParams(verstuurd);
    body.set('_csrf', csrf);
    const antwoord = await stuurNogEens(body.toString());
    expect([antwoord.status(), await antwoord.text()]).toEqual([
      422,
      expect.stringContaining('al een keer gebruikt'),
    ]);
  });

  test('zonder scripts: met een app, of met een herstelcode als die kwijt is', async () => {
    const page = await bezoek({ url, breedte: 390, js: false });
    await logIn(page);
    expect(await page.getByRole('button', { name: 'Maak een passkey' }).isVisible()).toBe(false);
    const geheim = (await page.locator('main code').textContent()) ?? '';
    await page.getByLabel('Code uit je app').fill(codeVan(academie, geheim));
    await page.getByRole('button', { name: 'Zet de app aan' }).click();
    const codes = await page.locator('main code').allTextContents();
    await page.getByRole('link', { name: 'Ik heb ze bewaard, ga verder' }).click();
    await page.waitForURL('**/beheer/cohorten');
    await logUit(page);
    await logIn(page);
    await page.getByLabel('Code', { exact: true }).fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL('**/beheer/cohorten');
  });

  test('met een adres dat alleen een nummer is, zijn er geen passkeys', async () => {
    academie.settings.BASE_URL = academie.url;
    const page = await bezoek({ url: academie.url });
    await logIn(page);
    await verwachtKop(page, 'Stel een tweede stap in');
    expect(await page.getByRole('button', { name: 'Maak een passkey' }).count()).toBe(0);
  });
});
