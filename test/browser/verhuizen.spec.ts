import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systeem } from '../../src/toegang/wie.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { meldLosAan, verwachtGaaf, vul } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { maakCohort, maakOpleiding } from '../support/makers.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import {
  knopIn,
  logDemoIn,
  mailAan,
  startDemo,
  verwachtKop,
  verwachtMelding,
  type Proef,
} from './opstelling.js';

let proef: Proef;
let url: string;
let opleidingId: string;

/** A cohort of the opleiding that this spec is about. */
const maak = (naam: string, met: Partial<Cohort> = {}): Promise<Cohort> =>
  maakCohort(proef.academie.dataSource, { opleidingId, naam, minimum: 0, ...met });

const alsCoordinator = async (js: boolean) => {
  const page = await bezoek({ url, js });
  await logDemoIn(page, 'coordinator@demo.example');
  return page;
};

metBrowser('plans that change', () => {
  beforeAll(async () => {
    proef = await startDemo();
    ({ url } = proef.academie);
    opleidingId = (await maakOpleiding(proef.academie.dataSource, { naam: 'Rekenen met plezier' })).id;
  });
  afterAll(() => proef.sluit());

  test('een cohort wordt geannuleerd met twee andere om uit te kiezen, en een tik op een telefoon zet iemand over', async () => {
    const email = 'noor.overstap@school.example';
    const van = await maak('Maandag');
    await maak('Dinsdag', { capaciteit: 5 });
    const vol = await maak('Woensdag', { capaciteit: 1 });
    await vul(proef.academie, vol.id, 2);
    await meldLosAan(proef.academie, van.id, systeem, { email });

    // Two looks: with JavaScript for axe, without it for the journey.
    const oog = await alsCoordinator(true);
    const page = await alsCoordinator(false);
    await oog.goto(`/beheer/cohorten/${van.id}/annulering`);
    await verwachtToegankelijk(oog);
    await page.goto(`/beheer/cohorten/${van.id}`);
    await page.getByRole('link', { name: 'Dit cohort annuleren' }).click();
    await page.getByLabel('Waarom gaat het niet door?').fill('De trainer is ziek');
    await page.getByRole('checkbox', { name: /Dinsdag.*5 plaatsen vrij/ }).check();
    await page.getByLabel('Zoek een ander cohort').fill('bestaatniet');
    await page.getByRole('button', { name: 'Zoek', exact: true }).click();
    await page.getByText('Niets gevonden voor “bestaatniet”').waitFor();
    expect(await page.getByLabel('Waarom gaat het niet door?').inputValue()).toBe('De trainer is ziek');
    expect(await page.getByRole('checkbox', { name: /Dinsdag/ }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: /Woensdag.*Vol, 1 op de wachtlijst/ }).check();
    await page.getByRole('button', { name: 'Bekijk wie welke mail krijgt' }).click();
    await page.getByText(email).waitFor();
    expect((await proef.academie.dataSource.manager.findOneByOrFail(Cohort, { id: van.id })).status).toBe(
      'open',
    );
    await page.getByRole('button', { name: 'Ja, annuleer het cohort' }).click();
    await verwachtMelding(page, '1 mens krijgt een mail.');

    const mail = await mailAan(proef, email, /^Gaat niet door/);
    expect(mail.mail.text).toContain('De trainer is ziek');
    const telefoon = await bezoek({ url, js: false, breedte: 390 });
    await telefoon.goto(knopIn(mail));
    await verwachtKop(telefoon, 'Deze groep gaat niet door');
    await telefoon.getByText('Nu nog 5 plekken vrij.').waitFor();
    await telefoon.getByText('Vol. Je wordt nummer 2 op de wachtlijst.').waitFor();
    await oog.goto(telefoon.url());
    await verwachtToegankelijk(oog);
    await telefoon.getByRole('button', { name: /Zet mij over.*Dinsdag/ }).click();
    await verwachtKop(telefoon, 'Je hebt een plek');
    await verwachtMelding(telefoon, 'Je bent overgezet.');
    await telefoon.goto(knopIn(mail));
    await verwachtKop(telefoon, 'Je bent overgezet');
    expect((await mailAan(proef, email, /^Je doet mee met een andere groep/)).mail.attachments).toHaveLength(
      2,
    );
    await verwachtGaaf(proef.academie);
  });

  test('twee halfvolle cohorten worden een, na een blik op wie welke mail krijgt', async () => {
    const van = await maak('Voorjaar A', { capaciteit: 4 });
    const naar = await maak('Voorjaar B', { capaciteit: 4 });
    await vul(proef.academie, van.id, 3);
    await vul(proef.academie, naar.id, 2);
    await meldLosAan(proef.academie, van.id, systeem, { email: 'mee@school.example' });
    const page = await alsCoordinator(true);
    await page.goto(`/beheer/cohorten/${van.id}`);
    await page.getByRole('link', { name: 'Voeg samen met een ander cohort' }).click();
    await page.getByRole('radio', { name: /Voorjaar B/ }).check();
    await page.getByRole('button', { name: 'Bekijk wat er gebeurt' }).click();
    await page.getByText('Er zijn te weinig plaatsen.').waitFor();
    await page.getByText('mee@school.example').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Aantal plaatsen daarna').fill('5');
    await page.getByRole('button', { name: 'Ja, voeg samen' }).click();
    await page.locator('[data-foutoverzicht]').getByText('Samen hebben 6 mensen een plaats').waitFor();
    expect(await page.getByLabel('Aantal plaatsen daarna').inputValue()).toBe('5');
    await verwachtToegankelijk(page);
    await page.getByLabel('Aantal plaatsen daarna').fill('6');
    await page.getByRole('button', { name: 'Ja, voeg samen' }).click();
    await verwachtMelding(page, '4 mensen gingen mee hierheen.');
    await page.getByText('mee@school.example').waitFor({ state: 'attached' });
    expect((await mailAan(proef, 'mee@school.example', /^Twee groepen gaan samen/)).mail.text).toContain(
      'Voorjaar B',
    );
    await verwachtGaaf(proef.academie);
  });

  test('de een wordt eerst gevraagd, en de ander gaat meteen over met een notitie van de afspraak', async () => {
    const van = await maak('Najaar A');
    await maak('Najaar B', { capaciteit: 3 });
    const gevraagd = await meldLosAan(proef.academie, van.id, systeem, { email: 'vraag@school.example' });
    const akkoord = await meldLosAan(proef.academie, van.id, systeem, { email: 'akkoord@school.example' });
    const page = await alsCoordinator(true);
    await page.goto(`/beheer/aanmeldingen/${gevraagd.id}/overzetting`);
    await page.getByRole('button', { name: 'Ga door' }).click();
    await page.locator('[data-foutoverzicht]').getByText('Kies een cohort.').waitFor();
    await verwachtToegankelijk(page);
    await page.getByLabel('Zoek een ander cohort').fill('Najaar B');
    await page.getByRole('button', { name: 'Zoek', exact: true }).click();
    await page.getByRole('radio', { name: /Najaar B.*3 plaatsen vrij/ }).check();
    await page.getByRole('radio', { name: /Vraag het eerst/ }).check();
    await page.getByRole('button', { name: 'Ga door' }).click();
    await verwachtMelding(page, 'De vraag is gemaild.');
    const mail = await mailAan(proef, 'vraag@school.example', /^Wil je naar een andere groep/);
    const telefoon = await bezoek({ url, js: false, breedte: 390 });
    await telefoon.goto(knopIn(mail));
    await verwachtKop(telefoon, 'Je hebt een plek');
    await telefoon.getByRole('button', { name: /Nee, bedankt/ }).click();
    await verwachtMelding(telefoon, 'Je aanmelding is niet veranderd.');

    await page.goto(`/beheer/aanmeldingen/${akkoord.id}/overzetting?zoek=Najaar%20B`);
    await page.getByRole('radio', { name: /Najaar B/ }).check();
    await page.getByRole('radio', { name: /Is akkoord/ }).check();
    await page.getByRole('button', { name: 'Ga door' }).click();
    await page.locator('[data-foutoverzicht]').getByText('Schrijf op hoe').waitFor();
    await page.getByLabel('Hoe gaf de deelnemer akkoord?').fill('Belde vanmorgen');
    await page.getByRole('button', { name: 'Ga door' }).click();
    await verwachtMelding(page, 'Overgezet, met een plaats.');
    await page.getByText('akkoord@school.example').waitFor({ state: 'attached' });
    await verwachtGaaf(proef.academie);
  });
});
