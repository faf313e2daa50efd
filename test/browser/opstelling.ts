import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { AfterAnswer } from '../../src/platform/web/after-answer.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { DemoService } from '../../src/demo/demo.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { startMailCatcher, type MailCatcher, type Ontvangen } from '../support/mail.js';
import { demowachtwoord } from '../../src/inloggen/inloggen.rules.js';
import { BerichtenTaak } from '../../src/berichten/berichten.taken.js';

export interface Proef {
  academie: Academie;
  post: MailCatcher;
  sluit: () => Promise<void>;
}

/** The demo as a new user starts it, with a mail server that keeps what it gets and links that lead here. */
export async function startDemo(): Promise<Proef> {
  const post = await startMailCatcher();
  const academie = await startAcademie({ DEMO_DATA: true, SMTP_URL: post.url });
  academie.settings.BASE_URL = academie.url;
  await academie.app.get(DemoService).laadAlsLeeg();
  return {
    academie,
    post,
    sluit: async () => {
      await academie.sluit();
      await post.sluit();
    },
  };
}

/** The mails to this address, after what was begun is done and all that waits has been sent. */
export async function mailsAan({ academie, post }: Proef, adres: string): Promise<Ontvangen[]> {
  await academie.app.get(AfterAnswer, { strict: false }).settled();
  await academie.app.get(BerichtenTaak).verzend();
  return post.naar(adres);
}

/** The newest mail to this address about this; mails that leave together may come in any order. */
export async function mailAan(proef: Proef, adres: string, onderwerp: RegExp): Promise<Ontvangen> {
  const mails = await mailsAan(proef, adres);
  const mail = mails.findLast((m) => onderwerp.test(m.mail.subject ?? ''));
  if (!mail)
    throw new Error(`${adres} got: ${mails.map((m) => m.mail.subject).join(' | ')}; no ${onderwerp.source}`);
  return mail;
}

/** Where the (first) button of a mail leads; the plain text has the same link. */
export function knopIn({ mail }: Ontvangen): string {
  const href = /<a class="knop" href="([^"]+)"/.exec(mail.html ?? '')?.[1]?.replaceAll('&#x3D;', '=');
  expect(href).toBeDefined();
  expect(mail.text).toContain(href);
  return href!;
}

export const cohortId = async ({ academie }: Proef, code: string): Promise<string> =>
  (await academie.dataSource.manager.findOneByOrFail(Cohort, { code })).id;

/** Logs in with the password of the demo, through the form. */
export async function logDemoIn(page: Page, email: string, terug = ''): Promise<void> {
  await page.goto(`/inloggen${terug ? `?terug=${terug}` : ''}`);
  const formulier = page.locator('form[action="/inloggen"]');
  await formulier.getByLabel('E-mailadres').fill(email);
  await formulier.getByLabel('Wachtwoord').fill(demowachtwoord);
  await formulier.getByRole('button', { name: 'Log in' }).click();
}

/** Opens the menu of who is logged in; on a phone the whole main menu stands in it. */
export const openMenu = (page: Page): Promise<void> => page.locator('.ula-menu--ik > summary').click();

/** Opens what of the main menu is behind one word: what is set up seldom. */
export const openInrichting = (page: Page): Promise<void> =>
  page.getByRole('navigation').getByText('Inrichting', { exact: true }).click();

export async function logUit(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('button', { name: 'Uitloggen' }).click();
}

export const kop = (page: Page) => page.getByRole('heading', { level: 1 });

/** Waits until this screen is there. */
export async function verwachtKop(page: Page, naam: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name: naam }).waitFor();
}

/** What the screen says after an action. */
export async function verwachtMelding(page: Page, tekst: string): Promise<void> {
  await page.locator('main [role="status"], main [role="alert"]').getByText(tekst).first().waitFor();
}
