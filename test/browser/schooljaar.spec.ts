import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { systeem } from '../../src/toegang/wie.js';
import { meldLosAan, verwachtGaaf } from '../support/aanmeldingen.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { verwachtToegankelijk } from '../support/scherm.js';
import {
  cohortId,
  knopIn,
  logDemoIn,
  mailAan,
  openMenu,
  startDemo,
  verwachtKop,
  verwachtMelding,
  type Proef,
} from './opstelling.js';

let proef: Proef;
let page: Page;

const knop = (naam: string | RegExp, in_: Page = page) => in_.getByRole('button', { name: naam }).click();
const link = (naam: string | RegExp) => page.getByRole('link', { name: naam }).first().click();
const mens = (wie: string) => ({ email: `${wie.toLowerCase()}@schooljaar.example`, voornaam: wie });

async function logIn(breedte = 1280): Promise<void> {
  page = await bezoek({ url: proef.academie.url, breedte });
  await logDemoIn(page, 'coordinator@demo.example', '/beheer');
  await verwachtKop(page, 'Vandaag');
}

/** LAS II of next year from this year's; somebody else's code and a moved day are corrected on the way. */
async function plan(): Promise<string> {
  await page.goto(`/beheer/cohorten/${await cohortId(proef, 'LAS2-A')}/plan`);
  await link('Kopieer naar volgend jaar');
  await page.locator('[name=code]').fill('LAS2-A');
  await page.getByLabel('Aanmelden: eerste dag').fill('2026-09-01');
  await page.getByLabel('Dag', { exact: true }).nth(1).fill('2027-10-27');
  await knop('Maak de kopie');
  await page.getByText('Er is al een cohort met code LAS2-A. Kies een andere.').first().waitFor();
  expect(await page.getByLabel('Dag', { exact: true }).nth(1).inputValue()).toBe('2027-10-27');
  await page.locator('[name=code]').fill('LAS2-2027');
  await page.getByRole('button', { name: 'Maak de kopie' }).dblclick();
  await verwachtMelding(page, 'Het cohort is gemaakt, als concept.');
  await verwachtToegankelijk(page);
  await link('Zet op de website');
  await knop('Zet open voor aanmelden');
  await verwachtMelding(page, 'Dit cohort staat nu open.');
  return cohortId(proef, 'LAS2-2027');
}

/** One by hand, a team of a school, and a file from a spreadsheet of which a row is wrong at first. */
async function vul(pad: string): Promise<void> {
  await page.goto(`${pad}/deelnemers/nieuw`);
  await page.getByLabel('Voornaam').fill('Femke');
  await page.getByLabel('Achternaam').fill('Bos');
  await page.getByLabel('E-mailadres').fill(mens('Femke').email);
  await page.getByRole('combobox', { name: /^School/ }).fill('overvecht');
  await page.getByRole('option').first().click();
  await page.getByLabel('Functie', { exact: true }).selectOption('schoolleider');
  await knop('Meld aan');
  await verwachtMelding(page, 'Aangemeld. Deze deelnemer heeft een plaats.');

  await link('Team aanmelden');
  await page.getByLabel('School van het team').fill('overvecht');
  await page.getByRole('option').first().click();
  await page.getByLabel('Functie', { exact: true }).selectOption('leraar');
  await page
    .getByLabel('Wie meld je aan?')
    .fill('Anna Team <anna@schooljaar.example>\nBo Team; bo@schooljaar.example');
  await knop('Bekijk wat er gebeurt');
  await knop('Meld 2 mensen aan');
  await verwachtMelding(page, '2 mensen hebben nu een plaats.');

  await link('Bestand inlezen');
  await kies('geen adres');
  await page.getByText('Dit is geen e-mailadres.').first().waitFor();
  await kies('chloe@schooljaar.example');
  await page.getByText('Chloë Één').waitFor();
  await knop('Meld 2 mensen aan');
  await verwachtMelding(page, '2 mensen hebben nu een plaats.');
  await link('Bestand inlezen');
  await kies('chloe@schooljaar.example');
  await page.getByText('Iedereen in dit bestand is al aangemeld.').waitFor();
  expect(await page.getByRole('button', { name: /^Meld/ }).count()).toBe(0);
  await verwachtToegankelijk(page);
}

async function kies(adres: string): Promise<void> {
  const inhoud = `Naam;E-mail;Functie\r\nChloë Één;${adres};leraar\r\nTwee Bestand;twee@schooljaar.example;leraar\r\n`;
  const bestand = { name: 'las2.csv', mimeType: 'text/csv', buffer: Buffer.from(inhoud, 'latin1') };
  await page.getByLabel('Bestand').setInputFiles(bestand);
  await knop('Bekijk wat er gebeurt');
}

/** The screen was open for an hour, in which the session ended: what was typed is sent after all. */
async function verzet(pad: string): Promise<void> {
  await page.clock.install();
  await page.goto(`${pad}/plan`);
  await page.getByLabel('Dag', { exact: true }).nth(2).fill('2027-11-25');
  await page.getByLabel('Waarom wijzig je dit?').fill('De zaal is bezet');
  await page.context().clearCookies();
  await page.clock.fastForward('01:00:00');
  await knop('Bewaar het plan');
  await page.getByText('Je bent niet meer ingelogd. Wat je typte staat er nog.').waitFor();
  await verwachtToegankelijk(page);
  const [tweede] = await Promise.all([page.context().waitForEvent('page'), link(/^Log in \(opent/)]);
  const formulier = tweede.locator('form[action="/inloggen"]');
  await formulier.getByLabel('E-mailadres').fill('coordinator@demo.example');
  await formulier.getByLabel('Wachtwoord').fill('demo-academie');
  await knop('Log in', tweede);
  await verwachtKop(tweede, 'Cohorten');
  await knop('Bewaar het plan');
  await verwachtMelding(page, 'Het plan is bewaard. 5 mensen krijgen bericht.');
  const { mail } = await mailAan(proef, mens('Femke').email, /^Gewijzigd/);
  expect(mail.text).toContain('De zaal is bezet');
  expect(mail.attachments.map(({ mimeType }) => mimeType)).toEqual(['text/calendar']);
  // On with a browser whose clock is its own.
  await logIn();
}

/** Another cohort is called off: one steps over by the link in the mail, one is moved, one declines. */
async function annuleer(): Promise<void> {
  const van = await cohortId(proef, 'LAS2-B');
  const [, direct] = [
    await meldLosAan(proef.academie, van, systeem, mens('Klik')),
    await meldLosAan(proef.academie, van, systeem, mens('Akkoord')),
    await meldLosAan(proef.academie, van, systeem, mens('Nee')),
  ];
  await page.goto(`/beheer/cohorten/${van}`);
  await link('Dit cohort annuleren');
  await knop('Bekijk wie welke mail krijgt');
  await page.locator('[data-foutoverzicht]').waitFor();
  await page.getByLabel('Waarom gaat het niet door?').fill('De trainer is ziek');
  await page.getByRole('checkbox', { name: /2027-2028/ }).check();
  await knop('Bekijk wie welke mail krijgt');
  await knop('Ja, annuleer het cohort');
  await verwachtMelding(page, '3 mensen krijgen een mail.');
  for (const [wie, antwoord, na] of [
    ['Klik', /^Zet mij over/, 'Je bent overgezet.'],
    ['Nee', /Nee, bedankt/, 'We zetten je niet over.'],
  ] as const) {
    const telefoon = await bezoek({ url: proef.academie.url, breedte: 390, js: false });
    await telefoon.goto(knopIn(await mailAan(proef, mens(wie).email, /^Gaat niet door/)));
    await knop(antwoord, telefoon);
    await verwachtMelding(telefoon, na);
  }
  await page.goto(`/beheer/aanmeldingen/${direct.id}/overzetting`);
  await page.getByRole('radio', { name: /2027-2028/ }).check();
  await page.getByRole('radio', { name: /Is akkoord/ }).check();
  await page.getByLabel('Hoe gaf de deelnemer akkoord?').fill('Belde vanmorgen');
  await knop('Ga door');
  await verwachtMelding(page, 'Overgezet, met een plaats.');
  await verwachtGaaf(proef.academie);
}

/** From the start screen straight to the names; somebody walks in, somebody makes up. */
async function neemOp(): Promise<void> {
  await page.goto('/beheer');
  const taak = page.getByRole('listitem').filter({ hasText: /LAS II, lopende groep.*Bijeenkomst van/s });
  await taak.first().getByRole('link').first().click();
  await verwachtKop(page, 'Wie is er?');
  await page.setViewportSize({ width: 390, height: 800 });
  await knop('Iedereen aanwezig');
  await page
    .locator('[data-status]')
    .getByText(/^Bewaard/)
    .waitFor();
  await link('Iemand staat er niet bij');
  await page.getByRole('searchbox').fill('Femke');
  await knop('Zoek');
  await knop(/^Is er.*Femke/);
  await verwachtMelding(page, 'Deze bijeenkomst telt als ingehaald.');
  await link('Iemand staat er niet bij');
  await page.getByRole('searchbox').fill('nergens');
  await knop('Zoek');
  await page.getByLabel('Voornaam').fill('Inge');
  await page.getByLabel('Achternaam').fill('Loper');
  await page.getByLabel('E-mailadres van het werk').fill(mens('Inge').email);
  await page.getByLabel('Functie', { exact: true }).selectOption('leraar');
  await knop('Is er, en meld aan');
  await verwachtMelding(page, 'Aanwezig en aangemeld.');
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** One cohort goes on; of another it is decided that it does not, and only then people are told. */
async function beslis(): Promise<void> {
  const besluit = async (code: string, wat: string, waarom: string) => {
    await page.goto(`/beheer/cohorten/${await cohortId(proef, code)}/voortgang`);
    await knop('Leg het besluit vast');
    await page.getByText('Kies wat je besluit.').first().waitFor();
    await page.getByLabel(wat).check();
    await page.getByLabel('Waarom?').fill(waarom);
    await knop('Leg het besluit vast');
  };
  await besluit('LAS1-A', 'Het gaat door', 'Elf is genoeg');
  await verwachtMelding(page, 'Dit cohort gaat door.');
  await besluit('VREEDZAAM-A', 'Het gaat niet door', 'Te weinig mensen');
  await verwachtMelding(page, 'Kies nu wat je mensen aanbiedt');
  expect(await page.getByLabel('Waarom gaat het niet door?').inputValue()).toBe('Te weinig mensen');
  await page.goto('/beheer');
  const besloten = 'Besloten: het gaat niet door. Nog niemand heeft bericht gekregen.';
  await page.getByRole('listitem').filter({ hasText: besloten }).getByRole('link').first().click();
  await link('Ga verder met annuleren');
  await knop('Bekijk wie welke mail krijgt');
  await verwachtToegankelijk(page);
  await knop('Ja, annuleer het cohort');
  await verwachtMelding(page, 'Dit cohort gaat niet door.');
}

/** After the last bijeenkomst: a reason without the tick is not passed over. */
async function rondAf(): Promise<void> {
  proef.academie.clock.set(new Date('2027-04-01T09:00:00Z'));
  await logIn();
  await page.goto('/beheer/werklijst/af-te-ronden');
  await link(/LAS II, lopende groep/);
  await link('Rond het cohort af');
  await page.getByText('Anders beslissen').first().click();
  await page.getByLabel('Reden').first().fill('Rest thuis gedaan');
  await knop('Rond het cohort af');
  await page
    .getByText(/^Kruis ook “Toch/)
    .first()
    .waitFor();
  await verwachtToegankelijk(page);
  await page
    .getByLabel(/^Toch /)
    .first()
    .check();
  await knop('Rond het cohort af');
  await verwachtMelding(page, 'Het cohort is afgerond.');
}

/** When did Femke hear what? */
async function vertel(): Promise<void> {
  // The screen is a phone since the last look at it.
  await openMenu(page);
  await link('Personen');
  await page.getByRole('searchbox').fill('Femke Bos');
  await knop('Zoek');
  await link('Femke Bos');
  const gehoord = page.getByRole('main');
  for (const mail of [/Je hebt een plek: Opleiding Schoolleider/, /Gewijzigd: Opleiding Schoolleider/])
    await gehoord.getByText(mail).first().waitFor();
  await verwachtToegankelijk(page);
}

metBrowser('a school year of a new coördinator', () => {
  beforeAll(async () => {
    proef = await startDemo();
  });
  afterAll(() => proef.sluit());

  test('wordt gepland, gevuld, gewijzigd, gehouden, afgerond en verteld', async () => {
    await logIn();
    const pad = `/beheer/cohorten/${await plan()}`;
    await vul(pad);
    await verzet(pad);
    await annuleer();
    await neemOp();
    await beslis();
    await verwachtGaaf(proef.academie);
    await rondAf();
    await vertel();
  });
});
