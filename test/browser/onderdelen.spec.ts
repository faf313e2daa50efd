import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/platform/project-root.js';
import { geenOnderdeel, onderdelen } from '../gezicht/onderdelen.js';
import type { Onderdelen } from '../gezicht/onderdeel.js';
import { antwoord, toestand } from '../gezicht/pagina.js';
import { bezoek, metBrowser } from '../support/browser.js';
import { verwachtToegankelijk } from '../support/scherm.js';

const alle = Object.assign({}, ...Object.values(onderdelen)) as Onderdelen;
const partials = readdirSync(path.join(projectRoot, 'templates/partials')).map((bestand) =>
  path.basename(bestand, '.hbs'),
);

test('elk onderdeel staat erop met zijn toestanden, of het is geen onderdeel', () => {
  expect(
    Object.keys({ ...alle, ...geenOnderdeel })
      .filter((naam) => !naam.includes('/'))
      .sort(),
  ).toEqual(partials.sort());
});

test.each(Object.keys(alle))(
  '%s is in elke toestand te zien, en elke toestand heeft een eigen naam',
  (naam) => {
    const { staten } = alle[naam]!;
    const namen = staten.map(({ wat }) => wat);
    expect([...new Set(namen)]).toEqual(namen);
    // A state that shows nothing says so.
    const leeg = staten.filter(
      ({ context }) => toestand(naam, { ...alle[naam]!, in: undefined }, context).trim() === '',
    );
    expect(leeg.map(({ wat }) => wat).filter((wat) => !wat.endsWith(': niets'))).toEqual([]);
  },
);

metBrowser('de pagina van alle onderdelen', () => {
  test('is toegankelijk, in licht en donker, op elke breedte en met grote letters', async () => {
    const url = 'http://onderdelen.test';
    const page = await bezoek({ url });
    await page.route(`${url}/**`, (route) => {
      const gevonden = antwoord(new URL(route.request().url()).pathname);
      return gevonden ? route.fulfill(gevonden) : route.fulfill({ status: 404 });
    });
    await page.goto('/');
    // Each is here as often as it has states: landmarks of one name, and titles that begin anew.
    await verwachtToegankelijk(page, /landmark-unique|heading-order/);
  });
});
