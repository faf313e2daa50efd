import { expect, test } from '@jest/globals';
import fs from 'node:fs';

/** What may go along with a work under the EUPL, or serves only to make it: everything else is looked at first. */
const GOED = new Set([
  ...[
    '0BSD',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'CC-BY-4.0',
    'CC0-1.0',
    'EUPL-1.2',
  ],
  ...['ISC', 'MIT', 'MIT-0', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'Zlib'],
]);

/** Say it in other words than SPDX has, or only in the file LICENSE; looked up by hand, with the version. */
const BEKEKEN: Record<string, string> = {
  'node_modules/png-js@2.0.0': 'MIT',
  'node_modules/slick@1.12.2': 'MIT',
  'node_modules/svg-tags@1.0.0': 'MIT',
};

interface Pakket {
  version: string;
  license?: string;
}

/** Every one of "A AND B", one of "A OR B". */
const mag = (licentie: string): boolean =>
  licentie
    .replace(/[()]/g, '')
    .split(' AND ')
    .every((deel) => deel.split(' OR ').some((keuze) => GOED.has(keuze.trim())));

const { packages } = JSON.parse(
  fs.readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
) as { packages: Record<string, Pakket> };
const pakketten = Object.entries(packages).filter(([plaats]) => plaats !== '');

test('van elk pakket is de licentie er een die met de onze samengaat', () => {
  expect(pakketten.length).toBeGreaterThan(500);
  const fout = pakketten
    .map(([plaats, { version, license }]) => [`${plaats}@${version}`, license ?? 'geen'] as const)
    .filter(([naam, licentie]) => !mag(BEKEKEN[naam] ?? licentie));
  expect(fout).toEqual([]);
});

test('wat met de hand is bekeken, is er nog', () => {
  const namen = new Set(pakketten.map(([plaats, { version }]) => `${plaats}@${version}`));
  expect(Object.keys(BEKEKEN).filter((naam) => !namen.has(naam))).toEqual([]);
});
