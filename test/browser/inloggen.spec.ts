import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bezoek, metBrowser } from '../support/browser.js';
import { startOidcaanbieder, type Oidcaanbieder } from '../support/oidcaanbieder.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import { knopIn, mailAan, startDemo, verwachtKop, type Proef } from './opstelling.js';

let proef: Proef;
let aanbieder: Oidcaanbieder;
let url: string;

metBrowser('inloggen', () => {
  beforeAll(async () => {
    proef = await startDemo();
    url = proef.academie.url;
    aanbieder = await startOidcaanbieder(url);
  });
  afterAll(async () => {
    await proef?.sluit();
    await aanbieder?.sluit();
  });

  test('beide manieren staan open, en wie naar een scherm van medewerkers wil, begint in het goede veld', async () => {
    for (const breedte of [390, 1280]) {
      const page = await bezoek({ url, breedte });
      const wachtwoord = page.locator('form[action="/inloggen"]');
      await page.goto('/inloggen');
      expect(await wachtwoord.getByLabel('Wachtwoord').isVisible()).toBe(true);
      expect(await page.locator('form[action="/inloggen/link"]').getByLabel('E-mailadres').isVisible()).toBe(
        true,
      );
      expect(await wachtwoord.getByRole('link', { name: 'Wachtwoord vergeten?' }).getAttribute('href')).toBe(
        '/inloggen/wachtwoord-vergeten',
      );
      expect(await page.locator('[autofocus]').count()).toBe(0);
      for (const pad of ['/beheer', '/bestuur', '/trainer', '/school', '/cijfers', '/account']) {
        await page.goto(`/inloggen?terug=${pad}`);
        await wachtwoord.locator('[name="email"]:focus').waitFor();
        expect(await wachtwoord.getByLabel('Wachtwoord').isVisible()).toBe(true);
      }
      for (const pad of ['/mijn', '/beheerders', '/']) {
        await page.goto(`/inloggen?terug=${pad}`);
        expect([pad, await page.locator('[autofocus]').count()]).toEqual([pad, 0]);
      }
    }
  });

  test('met een account van elders, dat eerst wordt gekoppeld', async () => {
    Object.assign(proef.academie.settings, aanbieder.instellingen, { OIDC_NAAM: 'Entree' });
    const email = 'trainer@demo.example';
    const sub = aanbieder.maak({ sub: 'demo-trainer', claims: { email } });
    const page = await bezoek({ url, ook: aanbieder.instellingen.OIDC_ISSUER! });
    const kies = async (): Promise<void> => {
      await page.goto('/inloggen?terug=/trainer');
      await page.getByRole('link', { name: 'Log in met Entree' }).click();
      await page.getByRole('link', { name: sub }).click();
    };
    await page.goto('/inloggen');
    await verwachtToegankelijk(page);
    await kies();
    await verwachtKop(page, 'Koppel je account');
    await verwachtToegankelijk(page);
    const veld = page.getByLabel('E-mailadres');
    expect(await veld.inputValue()).toBe(email);
    await veld.fill('geen adres');
    await page.getByRole('button', { name: 'Stuur me een link' }).click();
    await page.getByText('Dit gaat nog niet goed').waitFor();
    await verwachtToegankelijk(page);
    await veld.fill(email);
    await page.getByRole('button', { name: 'Stuur me een link' }).click();
    await verwachtKop(page, 'Kijk in je mail');
    await verwachtToegankelijk(page);
    const mail = await mailAan(proef, email, /Koppel je account van Entree/);
    await page.goto(knopIn(mail));
    await verwachtKop(page, 'Koppel je account');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Koppel en log in' }).click();
    await verwachtKop(page, 'Mijn cohorten');
    await page.goto(knopIn(mail));
    await verwachtKop(page, 'Deze link werkt niet meer');
    await verwachtToegankelijk(page);
    await page.context().clearCookies();
    await kies();
    await verwachtKop(page, 'Mijn cohorten');
  });
});
