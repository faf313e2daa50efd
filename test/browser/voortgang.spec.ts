import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { systeem } from '../../src/toegang/wie.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { maakBijeenkomst, maakCohort } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import {
  cohortId,
  logDemoIn,
  mailAan,
  startDemo,
  verwachtKop,
  verwachtMelding,
  type Proef,
} from './opstelling.js';

let proef: Proef;
let page: Page;

const naarTab = async (id: string): Promise<void> => {
  await page.goto(`/beheer/cohorten/${id}/voortgang`);
  await page.getByRole('heading', { name: 'Waar dit cohort staat' }).waitFor();
};
/** The step that is now, of the line of states. */
const nu = (): Promise<string> => page.locator('[aria-current="step"] strong').innerText();

metBrowser('the life of a cohort', () => {
  beforeAll(async () => {
    proef = await startDemo();
  });
  afterAll(() => proef.sluit());
  beforeEach(async () => {
    page = await bezoek({ url: proef.academie.url });
    await logDemoIn(page, 'coordinator@demo.example', '/beheer/cohorten');
    await verwachtKop(page, 'Cohorten');
  });

  test('van concept via peiling naar open', async () => {
    const { id } = await maakCohort(proef.academie.dataSource, { status: 'concept', goNoGoOp: '2027-01-05' });
    await naarTab(id);
    expect(await nu()).toBe('Concept');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Begin een peiling' }).click();
    await verwachtMelding(page, 'De peiling is begonnen');
    expect(await nu()).toBe('Peiling');
    await page.getByRole('button', { name: 'Zet open voor aanmelden' }).click();
    await verwachtMelding(page, 'Dit cohort staat nu open');
    expect(await nu()).toBe('Open');
    await page.getByText('Herinnering aan wie een plaats heeft, 7 dagen ervoor').waitFor();
  });

  test('een besluit uitgesteld, zonder reden geweigerd, en ten slotte genomen', async () => {
    const { academie } = proef;
    const { id } = await maakCohort(academie.dataSource, { goNoGoOp: '2026-11-20' });
    await meldLosAan(academie, id, systeem, { email: 'gaatdoor@school.example' });
    await naarTab(id);
    await page.getByLabel('Ik beslis later').check();
    await page.getByRole('button', { name: 'Leg het besluit vast' }).click();
    await page.getByText('Vul in wanneer je opnieuw beslist').first().waitFor();
    await verwachtToegankelijk(page);
    expect(await page.getByLabel('Ik beslis later').isChecked()).toBe(true);
    await page.getByRole('textbox', { name: 'Nieuwe besluitdatum' }).fill('2026-12-15');
    await page.getByLabel('Waarom?').fill('Er komen nog mensen bij');
    await page.getByRole('button', { name: 'Leg het besluit vast' }).click();
    await verwachtMelding(page, 'Je beslist later');
    await page.getByText('dinsdag 15 december 2026').first().waitFor();
    await page.getByLabel('Het gaat door').check();
    await page.getByLabel('Waarom?').fill('Een kleine groep is ook goed');
    await page.getByRole('button', { name: 'Leg het besluit vast' }).click();
    await verwachtMelding(page, 'Dit cohort gaat door');
    expect(await nu()).toBe('Gaat door');
    await page.getByText('Reden: Een kleine groep is ook goed').waitFor();
    await verwachtToegankelijk(page);
    await mailAan(proef, 'gaatdoor@school.example', /Het gaat door/);
  });

  test('de demo: een vol cohort heeft een prognose uit die ervoor', async () => {
    await naarTab(await cohortId(proef, 'COT-B-2'));
    await page.getByText('De verwachting komt van 2 eerdere cohorten').waitFor();
    await verwachtToegankelijk(page);
  });

  test('afronden: het voorstel, en iemand met een reden anders beoordeeld', async () => {
    const { academie } = proef;
    const { id } = await maakCohort(academie.dataSource, { naam: 'Af te ronden' });
    await meldLosAan(academie, id, systeem, { voornaam: 'Bea', achternaam: 'Vos' });
    await meldLosAan(academie, id, systeem, { voornaam: 'Cas', achternaam: 'Wit' });
    await maakBijeenkomst(academie.dataSource, { cohortId: id });
    await page.goto(`/beheer/cohorten/${id}/afronding`);
    await page.getByText('De laatste bijeenkomst eindigt pas').waitFor();
    await verwachtToegankelijk(page);
    const voorbij = { begint: new Date('2026-11-09T12:00:00Z'), eindigt: new Date('2026-11-09T15:00:00Z') };
    await academie.dataSource.manager.update(Bijeenkomst, { cohortId: id }, voorbij);
    await naarTab(id);
    await page.getByRole('link', { name: 'Rond het cohort af' }).click();
    await page.getByText('Voorstel: 2 van 2 deelnemers voltooid').waitFor();
    await page.getByText('Anders beslissen over Cas Wit').click();
    await page.getByLabel('Toch niet voltooid').nth(1).check();
    await page.getByRole('button', { name: 'Rond het cohort af' }).click();
    await page.locator('[aria-invalid="true"]').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Reden').nth(1).fill('Kwam na de eerste keer niet meer');
    await page.getByRole('button', { name: 'Rond het cohort af' }).click();
    await verwachtMelding(page, 'Het cohort is afgerond');
    expect(await nu()).toBe('Afgerond');
  });
});
