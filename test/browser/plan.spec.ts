import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { systeem } from '../../src/toegang/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { PlanService } from '../../src/cohortbeheer/plan/plan.service.js';
import { coordinator, meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { logIn } from '../support/inloggen.js';
import { maakCohort, maakGebruiker } from '../support/makers.js';
import { verwachtTabvolgorde, verwachtToegankelijk } from '../support/scherm.js';
import { verwachtMelding } from './opstelling.js';

let academie: Academie;

async function alsCoordinator(breedte = 1280): Promise<Page> {
  const { cookie } = await logIn(academie, await maakGebruiker(academie.dataSource));
  const page = await bezoek({ url: academie.url, breedte });
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url: academie.url }]);
  return page;
}

async function maakPlan(): Promise<{ id: string; pad: string }> {
  const { id } = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-05' });
  await meldLosAan(academie, id, systeem);
  return { id, pad: `/beheer/cohorten/${id}` };
}

const bijeenkomsten = (cohortId: string) =>
  academie.dataSource.manager.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } });

metBrowser('the plan of a cohort', () => {
  beforeAll(async () => {
    academie = await startAcademie();
    await academie.app.get(SchoolvakantiesService).laad();
  });
  afterAll(() => academie?.sluit());

  test('een dag verzetten op een telefoon: een waarschuwing tijdens het typen, wie ervan hoort, en de mail', async () => {
    const { id, pad } = await maakPlan();
    const [een] = await bijeenkomsten(id);
    const page = await alsCoordinator(390);
    await page.goto(`${pad}/plan`);
    const controle = page.locator('#plancontrole');
    await page.getByLabel('Dag', { exact: true }).fill('2027-02-24');
    await controle.getByText('Deze dag valt in de voorjaarsvakantie.').waitFor();
    await controle.getByText('1 mens krijgt bericht').waitFor();
    await verwachtToegankelijk(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByLabel('Dag', { exact: true }).fill('2027-01-21');
    await controle.getByText('Geen botsingen gevonden.').waitFor();
    await page.getByLabel('Waarom wijzig je dit?').fill('De zaal is niet vrij');
    await page.getByRole('button', { name: 'Bewaar het plan' }).click();
    await verwachtMelding(page, 'Het plan is bewaard. 1 mens krijgt bericht.');
    expect((await bijeenkomsten(id)).map((b) => [b.id, b.begint.toISOString()])).toEqual([
      [een!.id, '2027-01-21T12:00:00.000Z'],
    ]);
    const mails = await academie.dataSource.manager.findBy(Bericht, {
      soort: 'cohortbeheer/gewijzigd',
      cohortId: id,
    });
    expect(mails.map(({ tekst }) => tekst.includes('De zaal is niet vrij'))).toEqual([true]);
  });

  test('regels komen en gaan zonder nieuwe pagina, en blijven wat was getypt', async () => {
    const { id, pad } = await maakPlan();
    const page = await alsCoordinator();
    await page.goto(`${pad}/plan`);
    await page.getByLabel('Naam').fill('Getypt');
    await page.getByRole('button', { name: 'Nog een bijeenkomst' }).click();
    const nieuw = page.locator('[data-planrij]').nth(1);
    expect(await nieuw.getByLabel('Van').inputValue()).toBe('13:00');
    await nieuw.getByLabel('Dag').fill('2027-01-20');
    await page.locator('#plancontrole').getByText('Deze bijeenkomst valt samen met').waitFor();
    await verwachtToegankelijk(page);
    await page.locator('[data-planrij]').first().getByRole('button', { name: 'Haal weg' }).click();
    await page.locator('#plancontrole').getByText('Vervalt: wo 20 jan 2027').waitFor();
    await page.locator('#plancontrole').getByText('Erbij: wo 20 jan 2027').waitFor();
    await nieuw.waitFor({ state: 'detached' });
    await page.getByLabel('Dag', { exact: true }).fill('2027-03-10');
    await page.getByRole('button', { name: 'Bewaar het plan' }).click();
    await verwachtMelding(page, 'Het plan is bewaard.');
    expect((await bijeenkomsten(id)).map((b) => b.begint.toISOString())).toEqual([
      '2027-03-10T12:00:00.000Z',
    ]);
    expect(await page.getByLabel('Naam').inputValue()).toBe('Getypt');
  });

  test('geweigerd, en intussen door een ander gewijzigd', async () => {
    const { id, pad } = await maakPlan();
    const page = await alsCoordinator();
    await page.goto(`${pad}/plan`);
    const rij = page.locator('[data-planrij]').first();
    await rij.getByLabel('Tot').fill('12:00');
    await page.getByRole('button', { name: 'Bewaar het plan' }).click();
    await page.getByText('Deze bijeenkomst eindigt voordat zij begint.').first().waitFor();
    await verwachtToegankelijk(page);
    await rij.getByLabel('Tot').fill('17:00');
    await academie.app.get(PlanService).wijzig(coordinator, id, { naam: 'Van een ander', minimum: 4 });
    await page.getByLabel('Naam').fill('Van mij');
    await page.getByRole('button', { name: 'Bewaar het plan' }).click();
    await page.getByRole('heading', { name: 'Iemand anders wijzigde dit cohort intussen' }).waitFor();
    expect(await page.getByLabel('Minimum').inputValue()).toBe('4');
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Bewaar het plan' }).click();
    await verwachtMelding(page, 'Het plan is bewaard.');
    const cohort = await academie.dataSource.manager.findOneByOrFail(Cohort, { id });
    expect([cohort.naam, cohort.minimum]).toEqual(['Van mij', 4]);
  });

  test('een nieuw cohort met een reeks, en een kopie naar volgend jaar', async () => {
    const page = await alsCoordinator();
    const { pad } = await maakPlan();
    await page.goto('/beheer/cohorten');
    await page.getByRole('link', { name: 'Nieuw cohort' }).click();
    await verwachtTabvolgorde(page);
    await page.getByText('Een reeks invullen').click();
    const reeks = page.locator('details', { hasText: 'Een reeks invullen' });
    await reeks.getByLabel('Vanaf').fill('2027-02-10');
    await reeks.getByLabel('Hoe vaak?').fill('3');
    await reeks.getByLabel('Van', { exact: true }).fill('13:00');
    await reeks.getByLabel('Tot', { exact: true }).fill('16:00');
    await reeks.getByRole('button', { name: 'Vul de reeks in' }).click();
    await page.getByText('wo 3 mrt 2027').first().waitFor();
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Maak het cohort' }).click();
    await page.getByText('Vul dit veld in.').first().waitFor();
    await page.goto(`${pad}/kopie`);
    await verwachtToegankelijk(page);
    await page.getByRole('button', { name: 'Maak de kopie' }).click();
    await verwachtMelding(page, 'Het cohort is gemaakt, als concept.');
  });
});
