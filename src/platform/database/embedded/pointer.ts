import fs from 'node:fs/promises';
import path from 'node:path';
import { exists, readIfPresent } from './files.js';

const POINTER = 'GEGEVENS-STAAN-ELDERS.txt';
const ORIGIN = 'hoort-bij.txt';

/**
 * The place outside `folder` that holds its data, if there is one. A clone that was moved takes its data along; a clone
 * that was copied does not share them with the original, since two servers cannot run on one data directory.
 */
export async function readPointer(folder: string): Promise<string | undefined> {
  const text = (await readIfPresent(path.join(folder, POINTER))) ?? '';
  const elsewhere = /^gegevens=(.+)$/m.exec(text)?.[1];
  if (!elsewhere) return undefined;
  const owner = await readIfPresent(path.join(elsewhere, ORIGIN));
  if (owner === undefined) return undefined;
  if (owner.trim() !== folder) {
    if (await exists(owner.trim())) return undefined;
    await writePointer(folder, elsewhere);
  }
  return elsewhere;
}

export async function writePointer(folder: string, elsewhere: string): Promise<void> {
  await fs.writeFile(path.join(elsewhere, ORIGIN), `${folder}\n`);
  await fs.writeFile(path.join(folder, POINTER), explanation(elsewhere));
}

function explanation(elsewhere: string): string {
  return `De ingebouwde database is als root gestart. PostgreSQL weigert als root te draaien en draait daarom onder een
account zonder rechten, dat niet in deze map kan komen. De gegevens staan daarom hier:

gegevens=${elsewhere}

Wil je de database echt weggooien, verwijder dan die map én deze map. Bewaar anders dit bestand.
`;
}
