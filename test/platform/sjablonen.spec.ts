import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fs from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../../src/platform/project-root.js';
import { Templates } from '../../src/platform/web/templates.js';

const MERK = 'uit de pagina eromheen';

let map: string;
let onderdelen: { naam: string; namen: string[] }[];
beforeAll(async () => {
  map = await fs.mkdtemp(path.join(process.env['TEST_WORKSPACE'] ?? projectRoot, 'sjablonen-'));
  await fs.cp(path.join(projectRoot, 'templates'), map, { recursive: true });
  const bestanden = await fs.readdir(path.join(map, 'partials'));
  onderdelen = await Promise.all(
    bestanden.map(async (bestand) => {
      const bron = await fs.readFile(path.join(map, 'partials', bestand), 'utf8');
      return { naam: bestand.replace('.hbs', ''), namen: [...new Set(bron.match(/[a-zA-Z][\w]*/g))] };
    }),
  );
  await fs.mkdir(path.join(map, 'pages/proef'));
  for (const { naam } of onderdelen)
    await fs.writeFile(path.join(map, `pages/proef/${naam}.hbs`), `{{> ${naam} niets=1}}`);
});
afterAll(() => fs.rm(map, { recursive: true, force: true }));

test('een onderdeel ziet van de pagina eromheen alleen wat het krijgt', () => {
  expect(onderdelen.length).toBeGreaterThan(40);
  const sjablonen = new Templates(map);
  const lek = onderdelen.filter(({ naam, namen }) => {
    const pagina = Object.fromEntries(namen.map((woord) => [woord, MERK]));
    // The token of a form is the one thing that a partial takes from the root, and says so.
    return sjablonen.render(`pages/proef/${naam}`, { ...pagina, csrfToken: '' }).includes(MERK);
  });
  expect(lek.map(({ naam }) => naam)).toEqual([]);
});
