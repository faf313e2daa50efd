import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import fs from 'node:fs/promises';
import path from 'node:path';
import { type BrowserContext, type Page } from 'playwright-core';
import { startBrowser } from './chromium.mjs';

/**
 * Without a Chromium the tests in test/browser are skipped, with one line that says how to get one. In CI a skip is a
 * failure.
 */
const HOW =
  'The tests in a real browser were skipped: no Chromium starts here. On Debian or Ubuntu: ' +
  'apt-get install libnss3 libnspr4 libexpat1 (for the one from npm) or apt-get install chromium; ' +
  'or set CHROMIUM_PATH to the program.';

const browser = await startBrowser();

// Each spec runs in a process of its own; the first one says it.
if (!browser && !process.env.CI) {
  const said = path.join(process.env.TEST_WORKSPACE ?? '.', 'no-browser');
  await fs.writeFile(said, '', { flag: 'wx' }).then(
    () => process.stderr.write(`\n${HOW}\n`),
    () => undefined,
  );
}

/** `describe` for what needs a browser. */
export function metBrowser(naam: string, body: () => void): void {
  if (browser) return describe(naam, body);
  if (!process.env.CI) return describe.skip(naam, body);
  test(naam, () => {
    throw new Error(HOW);
  });
}

export interface Bezoek {
  /** `http://127.0.0.1:<port>` */
  url: string;
  breedte?: number;
  /** Off: as in a browser that runs no scripts. */
  js?: boolean;
  /** Another site that this visitor may be sent to. */
  ook?: string;
}

const open = new Set<BrowserContext>();
const mis: string[] = [];

/** A visitor with a browser of their own: no cookies yet. Whatever goes wrong in it fails the test. */
export async function bezoek({ url, breedte = 1280, js = true, ook }: Bezoek): Promise<Page> {
  const context = await browser!.newContext({
    baseURL: url,
    javaScriptEnabled: js,
    viewport: { width: breedte, height: 800 },
    hasTouch: breedte < 600,
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  open.add(context);
  bewaak(context, ook ? [url, ook] : [url]);
  return context.newPage();
}

/** Errors of scripts, breaches of the CSP, broken parts, errors of the server and requests to elsewhere. */
function bewaak(context: BrowserContext, sites: string[]): void {
  context.on('console', (message) => {
    // The answer itself is judged below, where it is known what was asked for.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    mis.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => mis.push(`script: ${error.error().message}`));
  context.on('request', (request) => {
    const bekend = sites.some((site) => request.url().startsWith(`${site}/`));
    if (!bekend && !/^(data|about|blob):/.test(request.url())) mis.push(`elsewhere: ${request.url()}`);
  });
  context.on('response', (response) => {
    const document = response.request().resourceType() === 'document';
    if (response.status() >= 500 || (response.status() >= 400 && !document))
      mis.push(`${response.status()}: ${response.url()}`);
  });
}

afterEach(async () => {
  for (const context of open) await context.close();
  open.clear();
  expect(mis.splice(0)).toEqual([]);
});

afterAll(() => browser?.close());
