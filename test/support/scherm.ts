import { expect } from '@jest/globals';
import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { Stylesheets } from '../../src/platform/web/stylesheet.js';

const axe = await fs.readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const eigen = await fs.readFile(path.join(import.meta.dirname, 'in-page.mjs'), 'utf8');

/** Phone and desk. */
const breedtes = [390, 1280];
/** A tablet, and the narrowest that WCAG asks for (1.4.10). */
const anderebreedtes = [820, 320];
/** Colours are the same at every width, and looking at them takes longest: once a screen is enough. */
const zonderKleur = `{ 'color-contrast': { enabled: false } }`;
const axeMet = (keuze: string): string => `axe.run(document, {
  ${keuze},
  resultTypes: ['violations'],
}).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
  nodes.map(({ target, failureSummary }) => id + ': ' + help + ' ' + target.join(' ') + ' ' + failureSummary)))`;
const axeVan = (breedte: number): string =>
  axeMet(`rules: ${breedte === breedtes.at(-1) ? '{}' : zonderKleur},
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`);
/** The other scheme has the same screen in other colours. */
const axeInDonker = axeMet(`runOnly: { type: 'rule', values: ['color-contrast'] }`);

/** What only the style of staff has: a page for everybody that uses it looks like nothing. */
function alleenVoorMedewerkers(): string[] {
  const { everybody, staff } = new Stylesheets();
  const klassen = (css: Buffer): string[] => [...new Set(css.toString().match(/(?<=\.)ula-[\w-]+/g))];
  const vanIedereen = new Set(klassen(everybody.text.body));
  return klassen(staff.text.body).filter((klasse) => !vanIedereen.has(klasse));
}
const medewerkersklassen = alleenVoorMedewerkers();

/** This screen as it stands: axe and our own checks, on a phone and on a desk, and nothing falls off at 320 px. @param behalve what cannot hold here. */
export async function verwachtToegankelijk(page: Page, behalve: RegExp = /(?!)/): Promise<void> {
  const mis: string[] = [];
  const meld = (breedte: number, zinnen: string[]) =>
    mis.push(
      ...zinnen.map((zin) => `${page.url()} at ${breedte}: ${zin}`).filter((zin) => !behalve.test(zin)),
    );
  for (const breedte of breedtes) {
    await page.setViewportSize({ width: breedte, height: 800 });
    await laadIn(page);
    meld(breedte, await page.evaluate<string[]>(axeVan(breedte)));
    meld(breedte, await page.evaluate<string[]>('bekijkPagina()'));
  }
  meld(
    breedtes.at(-1)!,
    await page.evaluate<string[]>(`bekijkKlassen(${JSON.stringify(medewerkersklassen)})`),
  );
  await page.emulateMedia({ colorScheme: 'dark' });
  meld(
    breedtes.at(-1)!,
    (await page.evaluate<string[]>(axeInDonker)).map((zin) => `in the dark ${zin}`),
  );
  await page.emulateMedia({ colorScheme: 'light' });
  for (const breedte of anderebreedtes) {
    await page.setViewportSize({ width: breedte, height: 800 });
    meld(breedte, await page.evaluate<string[]>('bekijkPagina()'));
  }
  await page.setViewportSize({ width: breedtes[0]!, height: 800 });
  const groot = await page.evaluate<string[]>('bekijkBreedte(2)');
  meld(
    breedtes[0]!,
    groot.map((zin) => `with text of 200 % ${zin}`),
  );
  expect(mis).toEqual([]);
}

/** Tab goes through this screen from top to bottom, begins at the skip link, and is seen wherever it is. */
export async function verwachtTabvolgorde(page: Page): Promise<void> {
  await laadIn(page);
  const stappen: Focus[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stap = await page.evaluate<Focus>('bekijkFocus()');
    if (stap.begin || stappen.some(({ plek }) => plek === stap.plek)) break;
    stappen.push(stap);
  }
  expect(stappen[0]?.naam).toContain('Naar de inhoud');
  expect(stappen.map(({ plek }) => plek)).toEqual(stappen.map(({ plek }) => plek).sort((a, b) => a - b));
  expect(stappen.filter(({ zichtbaar }) => !zichtbaar)).toEqual([]);
}

interface Focus {
  naam: string;
  plek: number;
  begin: boolean;
  zichtbaar: boolean;
}

/** Not with a script tag: the CSP would, rightly, refuse it. */
async function laadIn(page: Page): Promise<void> {
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(`${axe};void 0`);
  await page.evaluate(`{${eigen}}void 0`);
}
