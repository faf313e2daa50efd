// Makes the pictures of the README from a demo that runs: `npm start` in one window, `node docs/beelden/maak.mjs` in
// another. The address is BASE_URL (http://localhost:3000), the browser CHROMIUM_PATH or the one that comes from npm.
import chromium from '@sparticuz/chromium';
import fs from 'node:fs/promises';
import path from 'node:path';
import { chromium as playwright } from 'playwright-core';

const baseURL = process.env.BASE_URL ?? 'http://localhost:3000';
const executablePath = process.env.CHROMIUM_PATH ?? (await chromium.executablePath());
const browser = await playwright.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

async function neem(page, naam, height) {
  await page.setViewportSize({ width: 1280, height });
  await page.evaluate('document.fonts.ready');
  const file = path.join(import.meta.dirname, `${naam}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  console.log(`${file}: ${Math.round((await fs.stat(file)).size / 1024)} kB`);
}

try {
  const page = await browser.newPage({ baseURL, locale: 'nl-NL', viewport: { width: 1280, height: 900 } });
  await page.goto('/');
  await neem(page, 'catalogus', 1000);

  await page.goto('/inloggen?terug=/beheer');
  const formulier = page.locator('form[action="/inloggen"]');
  await formulier.getByLabel('E-mailadres').fill('coordinator@demo.example');
  await formulier.getByLabel('Wachtwoord').fill('demo-academie');
  await formulier.getByRole('button').click();
  await page.getByRole('heading', { level: 1, name: 'Vandaag' }).waitFor();
  await neem(page, 'vandaag', 1100);

  await page.goto('/beheer/cohorten');
  await page
    .getByRole('table')
    .getByRole('link', { name: /^Basistraining co-teaching/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /^Basistraining co-teaching/ }).waitFor();
  await neem(page, 'cohort', 1000);
} finally {
  await browser.close();
}
