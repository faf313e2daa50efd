// The page of all components: `npm run scherm -- onderdelen`.
import fs from 'node:fs/promises';
import path from 'node:path';
import { importTest } from './toetsbestand.mjs';

const SITE = 'http://onderdelen.test';

/** On one long picture nothing stays in sight. */
const FLAT = '.utrecht-skip-link { display: none } th { position: static !important }';

const readPage = () => importTest('test/gezicht/pagina.ts');

/** The components by what they are about. */
export const readComponents = async () => (await importTest('test/gezicht/onderdelen.ts')).onderdelen;

/**
 * Writes the page with all that it needs, so that it opens from a folder, and a picture of each part of it.
 * @param widths in pixels.
 */
export async function toonOnderdelen(target, browser, widths) {
  const { antwoord } = await readPage();
  await writeSite(antwoord, target);
  if (!browser) return;
  for (const width of widths) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme,
        reducedMotion: 'reduce',
      });
      await page.route(`${SITE}/**`, (route) => {
        const answer = antwoord(new URL(route.request().url()).pathname);
        return answer ? route.fulfill(answer) : route.abort();
      });
      await page.goto(`${SITE}/`);
      for (const part of await page.locator('section.proef').all()) {
        const name = [await part.getAttribute('data-naam'), width, colorScheme === 'dark' && 'donker'];
        await part.screenshot({
          style: FLAT,
          path: path.join(target, `${name.filter(Boolean).join('-')}.png`),
        });
      }
      await page.close();
    }
  }
}

async function writeSite(antwoord, target) {
  const html = antwoord('/').body.toString();
  const put = async (pad, body) => {
    const file = path.join(target, pad);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, body);
  };
  await put('index.html', html.replaceAll('"/assets/', '"assets/'));
  for (const [, pad] of html.matchAll(/"(\/assets\/[^"]+)"/g)) {
    const { body } = antwoord(pad);
    if (!pad.endsWith('.css')) await put(pad, body);
    else await writeStyle(antwoord, body.toString(), pad, put);
  }
}

/** A style, and the letters that it asks for. */
async function writeStyle(antwoord, css, pad, put) {
  await put(pad, css.replaceAll('/assets/', './'));
  for (const [letters] of css.matchAll(/\/assets\/vendor\/[^")]+/g))
    await put(letters, antwoord(letters).body);
}
