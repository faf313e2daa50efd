import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Certificaat } from '../../src/certificering/certificaat/certificaat.entity.js';
import { maakCertificaat, maakVoltooid } from '../certificering/certificaten.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakOpleiding, maakPersoon } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import { kop, verwachtKop } from './opstelling.js';

metBrowser('certificaten', () => {
  let huis: Academie;
  let geldig: Certificaat;
  let weg: Certificaat;
  let cohortId: string;
  let persoonId: string;
  let bestuurId: string;
  beforeAll(async () => {
    huis = await startAcademie();
    huis.settings.BASE_URL = huis.url;
    const ds = huis.dataSource;
    bestuurId = (await maakBestuur(ds, { naam: 'KSU' })).id;
    const opleiding = await maakOpleiding(ds, { naam: 'LAS I: leidinggeven', herregistratiepunten: 40 });
    cohortId = (await maakCohort(ds, { opleidingId: opleiding.id, status: 'gecertificeerd' })).id;
    const maak = async (voornaam: string, registernummer: string | null) => {
      const persoon = await maakPersoon(ds, { voornaam, achternaam: 'Berg', registernummer });
      return maakVoltooid(ds, { cohortId, persoonId: persoon.id, bestuurId });
    };
    const zoe = await maak('Zoë', 'P12345');
    persoonId = zoe.persoonId;
    geldig = await maakCertificaat(ds, zoe);
    await maakCertificaat(ds, await maak('Noor', null));
    const fout = { ingetrokkenOp: new Date('2026-09-03T10:00:00Z'), intrekkingsreden: 'fout' };
    weg = await maakCertificaat(ds, await maak('Weg', null), fout);
  });
  afterAll(() => huis?.sluit());

  async function als({ cookie }: Inlog, js = true): Promise<Page> {
    const page = await bezoek({ url: huis.url, js });
    const [name = '', value = ''] = cookie.split('=');
    await page.context().addCookies([{ name, value, url: huis.url }]);
    return page;
  }

  test.each([true, false])('iedereen controleert er een (scripts: %s)', async (js) => {
    const page = await bezoek({ url: huis.url, breedte: 390, js });
    await page.goto('/certificaten');
    if (js) await verwachtToegankelijk(page);
    await page.getByLabel('Nummer').fill(`ula 2026 ${geldig.volgnummer}`);
    await page.getByRole('button', { name: 'Controleer' }).click();
    await verwachtKop(page, /^Geldig/);
    if (js) await verwachtToegankelijk(page);
    await page.getByLabel('Naam').fill('zoe berg');
    await page.getByLabel('Controlecode').fill(geldig.controlecode.toLowerCase());
    await page.getByRole('button', { name: 'Controleer' }).click();
    await page.getByText('De naam klopt', { exact: true }).waitFor();
    await page.getByText('De controlecode hoort bij dit nummer.').waitFor();
    if (js) await verwachtToegankelijk(page);
    await page.goto(`/certificaten/${weg.nummer}`);
    await verwachtKop(page, /^Ingetrokken/);
    if (js) await verwachtToegankelijk(page);
    await page.goto('/certificaten/ULA-2026-9999');
    await verwachtKop(page, 'Onbekend');
    if (js) await verwachtToegankelijk(page);
  });

  test('de houder laat de eigen naam zien', async () => {
    const page = await als(await logPersoonIn(huis, persoonId));
    await page.goto('/mijn');
    await page.getByRole('link', { name: 'Bekijk mijn certificaten' }).click();
    await verwachtKop(page, 'Mijn certificaten, uren en punten');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: /^Laat mijn naam zien/ }).click();
    await page.getByText('Je naam staat nu op de controlepagina').waitFor();
    await page.goto(`/certificaten/${geldig.nummer}`);
    await page.locator('main').getByText('Zoë Berg').waitFor();
  });

  test('de coördinator geeft door aan PE-online', async () => {
    const page = await als(await logIn(huis, await maakGebruiker(huis.dataSource)));
    await page.goto(`/beheer/cohorten/${cohortId}/certificering/pe`);
    await verwachtToegankelijk(page);
    expect(await page.getByLabel('Registernummers, één per regel').inputValue()).toBe('P12345');
    await page.getByRole('button', { name: 'Kopieer de nummers' }).click();
    await page.getByText(/De nummers zijn ge/).waitFor();
    await page.locator('summary', { hasText: 'Typ het nummer' }).click();
    await page.getByLabel('Registernummer', { exact: true }).fill('12');
    await page.getByRole('button', { name: /^Bewaar/ }).click();
    await page.getByRole('link', { name: 'Een registernummer heeft 5 tot 20 cijfers of letters.' }).waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Ik heb deze 1 persoon doorgegeven' }).click();
    await page.getByText('Vastgelegd: 1 persoon is doorgegeven aan PE-online.').waitFor();
    await verwachtToegankelijk(page);
  });

  test('een bestuur ziet wie wat heeft', async () => {
    const page = await als(
      await logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'bestuur', bestuurId })),
    );
    await page.goto('/bestuur/certificaten');
    expect(await kop(page).textContent()).toBe('Certificaten van onze mensen');
    await page.getByText('2 certificaten').waitFor();
    await verwachtToegankelijk(page);
  });
});
