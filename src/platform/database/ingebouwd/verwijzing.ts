import fs from 'node:fs/promises';
import path from 'node:path';
import { bestaat, leesAlsAanwezig } from './bestanden.js';

const VERWIJZING = 'GEGEVENS-STAAN-ELDERS.txt';
const HERKOMST = 'hoort-bij.txt';

/**
 * The folder outside `map` that holds its data, if there is one. A clone that was moved takes its data along; a clone
 * that was copied does not share them with the original, since two servers cannot run on one data directory.
 */
export async function leesVerwijzing(map: string): Promise<string | undefined> {
  const tekst = (await leesAlsAanwezig(path.join(map, VERWIJZING))) ?? '';
  const elders = /^gegevens=(.+)$/m.exec(tekst)?.[1];
  if (!elders) return undefined;
  const eigenaar = await leesAlsAanwezig(path.join(elders, HERKOMST));
  if (eigenaar === undefined) return undefined;
  if (eigenaar.trim() !== map) {
    if (await bestaat(eigenaar.trim())) return undefined;
    await schrijfVerwijzing(map, elders);
  }
  return elders;
}

export async function schrijfVerwijzing(map: string, elders: string): Promise<void> {
  await fs.writeFile(path.join(elders, HERKOMST), `${map}\n`);
  await fs.writeFile(path.join(map, VERWIJZING), uitleg(elders));
}

function uitleg(elders: string): string {
  return `De ingebouwde database is als root gestart. PostgreSQL weigert als root te draaien en draait daarom onder een
account zonder rechten, dat niet in deze map kan komen. De gegevens staan daarom hier:

gegevens=${elders}

Wil je de database echt weggooien, verwijder dan die map én deze map. Bewaar anders dit bestand.
`;
}
