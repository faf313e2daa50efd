// Jest's global setup runs outside Jest's transform, and the tests that kill processes need programs to start: both
// use this copy of the source in JavaScript. It lies under node_modules, where its imports of packages resolve.
import { transformFile } from '@swc/core';
import fs from 'node:fs/promises';
import path from 'node:path';
import { procesLeeft } from './processen.mjs';

const project = path.resolve(import.meta.dirname, '../..');
const cache = path.join(project, 'node_modules/.cache/utrecht-leert-academie');

/** Compiles these folders of the project and answers where; every test run has a copy of its own. */
export async function compileer(mappen) {
  const doel = path.join(cache, `test-${process.pid}`);
  await ruimVerlatenKopieen();
  await fs.rm(doel, { recursive: true, force: true });
  await fs.mkdir(doel, { recursive: true });
  await fs.writeFile(path.join(doel, 'package.json'), '{ "type": "module" }\n');
  await fs.symlink(path.join(project, 'templates'), path.join(doel, 'templates'));
  const bestanden = (await Promise.all(mappen.map(bronnen))).flat();
  await Promise.all(bestanden.map((bestand) => compileerBestand(bestand, doel)));
  return doel;
}

async function compileerBestand(bestand, doel) {
  const uitvoer = path.join(doel, bestand.replace(/\.ts$/, '.js'));
  const { code } = await transformFile(path.join(project, bestand), { sourceMaps: 'inline' });
  await fs.mkdir(path.dirname(uitvoer), { recursive: true });
  await fs.writeFile(uitvoer, code);
}

async function bronnen(map) {
  const bestanden = await fs.readdir(path.join(project, map), { recursive: true });
  return bestanden.filter((bestand) => bestand.endsWith('.ts')).map((bestand) => path.join(map, bestand));
}

async function ruimVerlatenKopieen() {
  for (const naam of await fs.readdir(cache).catch(() => [])) {
    const pid = Number(/^test-(\d+)$/.exec(naam)?.[1] ?? process.pid);
    if (!procesLeeft(pid)) await fs.rm(path.join(cache, naam), { recursive: true, force: true });
  }
}
