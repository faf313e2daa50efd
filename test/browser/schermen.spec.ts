import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { Contactpersoon } from '../../src/besturen/contactpersoon.entity.js';
import { Opruimverslag } from '../../src/bewaartermijnen/opruimverslag.entity.js';
import { addMonths } from '../../src/platform/clock/dates.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import type { Rol } from '../../src/toegang/gebruiker-rol.entity.js';
import { eigenaar, meldLosAan } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { alsEigenaar } from '../support/database.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { WerkplekkenQueries } from '../../src/werkplekken/werkplekken.queries.js';
import { maakBestuur, maakCohort, maakSchool } from '../support/makers.js';
import { verwachtTabvolgorde, verwachtToegankelijk } from '../support/scherm.js';
import { cohortId, mailsAan, openMenu, startDemo, type Proef } from './opstelling.js';
import type { Aanmeldstatus, Wachtreden } from '../../src/aanmeldingen/standen.js';
import { afmeldtoken } from '../../src/berichten/berichten.rules.js';

let proef: Proef;
let url: string;

/** A browser in which somebody is logged in. */
async function als({ cookie }: Inlog): Promise<Page> {
  const page = await bezoek({ url });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url }]);
  return page;
}

async function alsRol(rol: Rol, email = `${rol}@demo.example`): Promise<Page> {
  const gebruiker = await proef.academie.dataSource.manager.findOneByOrFail(Gebruiker, { email });
  return als(await logIn(proef.academie, gebruiker));
}

async function bekijk(page: Page, paden: string[]): Promise<void> {
  for (const pad of paden) {
    await page.goto(pad);
    await verwachtToegankelijk(page);
  }
}

/** Sends a form without filling in anything, and looks at what comes back. */
async function weiger(page: Page, formulier: string): Promise<void> {
  const [antwoord] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === 'POST'),
    page.evaluate(`{
      const formulier = document.querySelector('${formulier}');
      formulier.noValidate = true;
      formulier.requestSubmit();
    } void 0`),
  ]);
  expect(antwoord.status()).toBe(422);
  await page.locator('[aria-invalid="true"]').first().waitFor({ state: 'attached' });
  await verwachtToegankelijk(page);
}

/** An aanmelding of the demo in this state. */
async function inStand(status: Aanmeldstatus, wacht?: Wachtreden): Promise<Aanmelding> {
  const alle = await proef.academie.dataSource.manager.findBy(Aanmelding, { status });
  const gevonden = alle.find(({ wachtOp }) => (wacht ? wachtOp.includes(wacht) : true));
  if (!gevonden) throw new Error(`The demo has nobody who is ${status} ${wacht ?? ''}`);
  return gevonden;
}

metBrowser('every screen, on a phone and on a desk', () => {
  beforeAll(async () => {
    proef = await startDemo();
    ({ url } = proef.academie);
  });
  afterAll(() => proef.sluit());

  test('de catalogus', async () => {
    const page = await bezoek({ url });
    await bekijk(page, [
      '/',
      '/?zoek=leid&doelgroep=schoolleider&dag=3&vrij=ja',
      '/?zoek=bestaatniet',
      '/?maand=2027-01&vrij=ja',
      '/?maand=2031-07',
      '/opleidingen/LAS1',
      '/opleidingen/COT-B',
      '/opleidingen/NKS',
      '/opleidingen/OSD-DH',
    ]);
  });

  test('het formulier, leeg, geweigerd en ontvangen', async () => {
    const page = await bezoek({ url });
    const formulier = `/cohorten/${await cohortId(proef, 'LAS1-A')}/aanmelden`;
    const dicht = `/cohorten/${await cohortId(proef, 'LAS2-B')}/aanmelden`;
    const vol = `/cohorten/${await cohortId(proef, 'COT-B-2')}/aanmelden`;
    await bekijk(page, [formulier, vol, dicht]);
    await page.goto(formulier);
    await page.getByLabel('Op welke school werk je?').fill('utrecht');
    await page.getByRole('option').first().waitFor();
    await verwachtToegankelijk(page);
    await page.goto(formulier);
    await weiger(page, 'form.ula-formulier');
    await page.goto(
      `${formulier}?voornaam=Jo&achternaam=Smit&email=jo@school.example&functie=leraar&vestigingscode=geen&organisatie=Museum%20Speelklok`,
    );
    await page.getByRole('button', { name: 'Meld me aan' }).click();
    await page.waitForURL('**/ontvangen');
    await verwachtToegankelijk(page);
  });

  test('het zoeken van een school, als het script niet aankomt', async () => {
    const page = await bezoek({ url });
    await page.route('**/werkplek.js', (route) => route.abort());
    await bekijk(page, [`/cohorten/${await cohortId(proef, 'LAS1-A')}/aanmelden`]);
  });

  test('een aanmelding in elk van haar standen', async () => {
    const { academie } = proef;
    const eigen = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
    const eerste = await meldLosAan(academie, eigen.id, systeem);
    const tweede = await meldLosAan(academie, eigen.id, systeem);
    await academie.app.get(AanmeldingenService).annuleer(eerste.id, eigenaar(eerste), null);
    const page = await bezoek({ url });
    const standen = [
      tweede, // has an offer now
      await inStand('voorlopig', 'emailbevestiging'),
      await inStand('voorlopig', 'akkoord'),
      await inStand('geplaatst'),
      await inStand('wachtlijst'),
      await inStand('verlopen'),
      await inStand('geannuleerd'),
      await inStand('afgewezen'),
      await inStand('voltooid'),
      await inStand('niet-voltooid'),
    ];
    await bekijk(
      page,
      standen.map(({ token }) => `/a/${token}?doe=annuleren`),
    );
  });

  test('inloggen, en het eigen overzicht', async () => {
    const page = await bezoek({ url });
    await bekijk(page, ['/inloggen', '/inloggen?terug=/beheer', '/inloggen/link/onzin']);
    await page.goto('/inloggen');
    await weiger(page, 'form[action="/inloggen/link"]');
    await page.goto('/inloggen?terug=/beheer');
    await weiger(page, 'form[action="/inloggen"]');
    await page.goto('/inloggen');
    await page.getByLabel('E-mailadres').first().fill('iemand@school.example');
    await page.getByRole('button', { name: 'Stuur me een link' }).click();
    await page.getByText('De link werkt één keer').waitFor();
    await verwachtToegankelijk(page);
    for (const a of [await inStand('wachtlijst'), await inStand('geplaatst')]) {
      const eigen = await als(await logPersoonIn(proef.academie, a.persoonId));
      await bekijk(eigen, ['/mijn']);
      await eigen.setViewportSize({ width: 390, height: 800 });
      await openMenu(eigen);
      const vak = (await eigen.locator('.ula-menu--ik > .ula-menu__vak').boundingBox())!;
      expect([vak.x >= 0, vak.x + vak.width <= 390]).toEqual([true, true]);
      // The header is one row, whatever somebody is called.
      expect((await eigen.locator('.ula-kop').boundingBox())!.height).toBeLessThan(64);
    }
  });

  test('de coördinator: cohorten en hun mensen', async () => {
    const page = await alsRol('coordinator');
    const las1 = `/beheer/cohorten/${await cohortId(proef, 'LAS1-A')}`;
    await bekijk(page, [
      '/beheer/cohorten',
      '/beheer/cohorten?zoek=bestaatniet',
      '/beheer/cohorten?maand=2027-01',
      `/beheer/cohorten/${await cohortId(proef, 'COT-B-2')}`,
      `/beheer/cohorten/${await cohortId(proef, 'COT-B-1')}`,
      las1,
    ]);
    await page.goto(las1);
    await page.getByLabel('Aantal plaatsen').fill('');
    await weiger(page, 'form[action$="/capaciteit"]');
    await page.goto(las1);
    await page.getByText('Meer', { exact: false }).first().click();
    await page.getByText('Annuleren').first().click();
    await verwachtToegankelijk(page);
  });

  test('de coördinator: vandaag, deze week, en een groep in haar geheel', async () => {
    const page = await alsRol('coordinator');
    await bekijk(page, [
      '/beheer',
      '/beheer/deze-week',
      '/beheer/werklijst/go-no-go',
      '/beheer/werklijst/inlopers',
    ]);
  });

  test('de coördinator: mails, scholen en taken', async () => {
    const { academie } = proef;
    await meldLosAan(academie, await cohortId(proef, 'LAS1-A'), systeem, { email: 'scherm@school.example' });
    await mailsAan(proef, 'scherm@school.example');
    const naamloos = await maakBestuur(academie.dataSource, { naam: null, nummer: '99124' });
    const school = await maakSchool(academie.dataSource, { bestuurId: naamloos.id });
    const contact = await academie.dataSource.manager.save(Contactpersoon, {
      ...{ bestuurId: naamloos.id, naam: 'Bea Smit', rol: 'hoofd HR', email: 'bea@bestuur.example' },
      ...{ laatstOp: '2026-11-03', laatstOver: 'de groep van januari' },
    });
    await academie.dataSource.query(
      `UPDATE aanmelding SET school_id = NULL, organisatie = 'Kindcentrum de Zonnebloem (bij het park)' WHERE id IN (
         SELECT id FROM aanmelding WHERE adres_bevestigd AND status = 'geplaatst' LIMIT 3)`,
    );
    await academie.dataSource.query(
      `INSERT INTO andere_organisatie VALUES ('bureau inkt', 'Bureau Inkt', '2026-11-01T10:00:00Z')`,
    );
    const [werkplek] = (await academie.app.get(WerkplekkenQueries).open({})).items;
    const page = await alsRol('coordinator');
    await bekijk(page, [
      '/beheer/berichten/stilstand',
      '/beheer/berichten?zoek=bestaatniet',
      '/beheer/berichten',
    ]);
    await page.getByRole('row').nth(1).getByRole('link').click();
    await page.frameLocator('iframe').getByRole('heading').first().waitFor();
    await verwachtToegankelijk(page);
    await bekijk(page, [
      '/beheer/academie',
      '/beheer/inrichten',
      '/beheer/catalogusbestand',
      '/beheer/organisaties',
      '/beheer/organisaties?zoek=overvecht&gesloten=true',
      '/beheer/organisaties/nieuw',
      `/beheer/organisaties/${naamloos.id}`,
      `/beheer/organisaties/${naamloos.id}/contactpersonen/nieuw`,
      `/beheer/organisaties/${naamloos.id}/contactpersonen/${contact.id}`,
      '/beheer/organisaties/scholen/nieuw',
      '/beheer/organisaties/duo',
      `/beheer/organisaties/scholen/${school.id}`,
      '/beheer/organisaties/onbekend',
      '/beheer/organisaties/onbekend?stand=geen',
      `/beheer/organisaties/onbekend/${werkplek!.id}`,
      `/beheer/organisaties/onbekend/${werkplek!.id}?zoek=overvecht`,
      `/beheer/organisaties/onbekend/${werkplek!.id}/school`,
      '/beheer/planner',
    ]);
    await page
      .getByRole('button', { name: /^Nu draaien/ })
      .first()
      .click();
    await page.getByText('is klaar').waitFor();
    await verwachtToegankelijk(page);
    await page.goto('/beheer/planner');
    await page.getByRole('button', { name: 'Proef van herinneringen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Proef: herinneringen' }).waitFor();
    await verwachtToegankelijk(page);
    await page.goto('/beheer/organisaties');
    await weiger(page, 'form.ula-noem');
  });

  test('alles wat we van iemand hebben: voor die mens, en voor wie belt', async () => {
    const { id, persoonId } = await inStand('geplaatst');
    const eigen = await als(await logPersoonIn(proef.academie, persoonId));
    await eigen.goto('/mijn/gegevens');
    // Everything unfolded: what is in it must be readable, too.
    await eigen.evaluate(`document.querySelectorAll('details.ula-meer').forEach((vak) => (vak.open = true))`);
    await verwachtToegankelijk(eigen);
    await weiger(eigen, 'form[action="/mijn/gegevens/adres"]');
    await eigen.goto(`/mijn/gegevens/aanmeldingen/${id}`);
    await verwachtToegankelijk(eigen);
    await bekijk(eigen, ['/mijn/gegevens/toestemmingen']);
    await bekijk(await alsRol('coordinator'), [`/beheer/personen/${persoonId}/toestemmingen`]);
    const privacy = await alsRol('privacy');
    await bekijk(privacy, ['/beheer/personen', `/beheer/personen/${persoonId}/gegevens`]);
  });

  test('privacy ziet wat hoe lang blijft, kijkt vooruit en leest een verslag', async () => {
    const nu = proef.academie.clock.now();
    const waar = { [await cohortId(proef, 'COT-B-1')]: 2, '2026': 1 };
    const verslag = {
      ...{ begonnenOp: nu, geeindigdOp: nu, aanleiding: 'planner' as const, totaal: 3 },
      regels: [{ code: 'afgevallen', aantal: 3, waar }],
    };
    await alsEigenaar(() => proef.academie.dataSource.manager.insert(Opruimverslag, verslag));
    // Far enough ahead that much of the demo would go, and back before anything does.
    proef.academie.clock.set(addMonths(nu, 15));
    const page = await alsRol('privacy');
    await bekijk(page, ['/beheer/bewaartermijnen']);
    await page.getByRole('button', { name: 'Bekijk wat er nu zou gaan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Wat er nu zou gaan' }).waitFor();
    await verwachtToegankelijk(page);
    await page.goBack();
    await page.getByRole('table', { name: 'Verslagen' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: /^Verslag van/ }).waitFor();
    await page.locator('main summary').first().click();
    await verwachtToegankelijk(page);
    proef.academie.clock.set(nu);
  });

  test('geen uitnodigingen meer, en weer wel', async () => {
    const { persoonId } = await inStand('geplaatst');
    const page = await bezoek({ url, breedte: 390 });
    await page.goto(`/afmelden/${afmeldtoken(proef.academie.settings, persoonId)}`);
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Stuur mij geen uitnodigingen meer' }).click();
    await page.getByRole('heading', { name: 'Je krijgt geen uitnodigingen meer' }).waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Toch wel uitnodigingen krijgen' }).click();
    await page.getByRole('heading', { name: 'Geen uitnodigingen meer?' }).waitFor();
  });

  test('de uitkomst van evaluaties: de academie, een opleiding, een cohort dat telt, te klein is en niet voorbij is', async () => {
    const page = await alsRol('coordinator');
    const cohorten = ['COT-B-1', 'COT-B-0', 'VREEDZAAM-0', 'LAS1-A'];
    const tabs = await Promise.all(cohorten.map((code) => cohortId(proef, code)));
    await bekijk(page, [
      '/beheer/evaluaties?opleiding=COT-B',
      ...tabs.map((id) => `/beheer/cohorten/${id}/evaluatie`),
      '/beheer/evaluaties',
    ]);
    // Open what is folded, and look again.
    for (const knop of await page.locator('main summary').all()) await knop.click();
    await page.getByRole('table', { name: 'Aanbieders naast elkaar' }).waitFor();
    await verwachtToegankelijk(page);
  });

  test('een bestuur en een trainer', async () => {
    const { academie } = proef;
    await academie.dataSource.manager.update(Bestuur, { code: 'SPO' }, { vraagtAkkoord: true });
    const a = await meldLosAan(academie, await cohortId(proef, 'BZI-INT-A'), anoniem, {
      vestigingscode: '99ZZ01',
    });
    await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
    const bestuur = await alsRol('bestuur', 'bestuur.spo@demo.example');
    await bekijk(bestuur, ['/bestuur?status=afgewezen', '/bestuur/downloads', '/bestuur']);
    await weiger(bestuur, 'form[action$="/afwijzing"]');
    const trainer = await alsRol('trainer');
    await bekijk(trainer, ['/trainer', `/trainer/cohorten/${await cohortId(proef, 'LAS2-A')}`]);
    await bekijk(trainer, ['/beheer']);
  });

  test('een verzoek om te wissen of op slot te zetten: wie vraagt, en wie het behandelt', async () => {
    const { academie } = proef;
    const mens = await meldLosAan(academie, await cohortId(proef, 'LAS1-A'), systeem, {
      achternaam: 'Vrager',
    });
    const deelnemer = await als(await logPersoonIn(academie, mens.persoonId));
    const mijn = '/mijn/gegevens/verzoek';
    await bekijk(deelnemer, [mijn, `${mijn}?soort=beperking`, `${mijn}?soort=wissing`]);
    await deelnemer.getByRole('button', { name: 'Verstuur mijn verzoek' }).click();
    await deelnemer.getByText('Je verzoek is binnen.').waitFor();
    await verwachtToegankelijk(deelnemer);
    const privacy = await alsRol('privacy');
    await bekijk(privacy, ['/beheer/privacyverzoeken']);
    await privacy.getByRole('link', { name: /Vrager/ }).click();
    await privacy.getByRole('heading', { name: 'Blijft, en waarom' }).waitFor();
    await verwachtToegankelijk(privacy);
    await weiger(privacy, 'form[action$="/afwijzing"]');
    const coordinator = await alsRol('coordinator');
    await bekijk(coordinator, [
      `/beheer/personen/${mens.persoonId}`,
      `/beheer/personen/${mens.persoonId}/wissing`,
    ]);
    await coordinator.getByRole('button', { name: 'Wis deze persoon' }).click();
    await coordinator.getByText('De persoon is gewist.').waitFor();
    await verwachtToegankelijk(coordinator);
  });

  test('sleutels, privacy en wat er niet is', async () => {
    const beheer = await alsRol('beheer');
    await bekijk(beheer, ['/beheer/badgesleutels', '/beheer/sleutels']);
    const privacy = await alsRol('privacy');
    await bekijk(privacy, [
      '/beheer/audit',
      '/beheer/audit?van=gisteren&kenmerk=x',
      '/beheer/audit/import/duo',
    ]);
    await weiger(beheer, 'main form');
    await bekijk(await bezoek({ url }), ['/privacy', '/toegankelijkheid', '/bestaat/niet']);
  });

  test('Tab gaat van boven naar beneden en is te zien', async () => {
    const page = await bezoek({ url, breedte: 390 });
    for (const pad of ['/opleidingen/LAS1', `/cohorten/${await cohortId(proef, 'LAS1-A')}/aanmelden`]) {
      await page.goto(pad);
      await verwachtTabvolgorde(page);
    }
    const coordinator = await alsRol('coordinator');
    await coordinator.goto('/beheer/berichten');
    await verwachtTabvolgorde(coordinator);
  });
});
