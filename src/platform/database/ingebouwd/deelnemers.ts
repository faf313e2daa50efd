import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { kenmerkVan } from './processen.js';

/*
 * The register of who uses the server: one file per user in `gebruikers/`, named after its process and holding what
 * identifies that process. Whoever was killed stays in it until the next one looks, and does not count.
 * Call these only while holding the start lock.
 */

/** Enters this process; the answer is the name to sign off with. */
export async function meldAan(map: string): Promise<string> {
  const naam = `${process.pid}-${crypto.randomBytes(4).toString('hex')}`;
  await fs.mkdir(register(map), { recursive: true });
  await fs.writeFile(path.join(register(map), naam), (await kenmerkVan(process.pid)) ?? '');
  return naam;
}

export async function meldAf(map: string, naam: string): Promise<void> {
  await fs.rm(path.join(register(map), naam), { force: true });
}

/** Whether a living process uses the server; strikes the dead ones off. */
export async function zijnErDeelnemers(map: string): Promise<boolean> {
  let levend = false;
  for (const naam of await fs.readdir(register(map)).catch(() => [])) {
    if (await leeft(map, naam)) levend = true;
    else await meldAf(map, naam);
  }
  return levend;
}

async function leeft(map: string, naam: string): Promise<boolean> {
  const kenmerk = await fs.readFile(path.join(register(map), naam), 'utf8').catch(() => '');
  return kenmerk !== '' && (await kenmerkVan(Number.parseInt(naam, 10))) === kenmerk;
}

function register(map: string): string {
  return path.join(map, 'gebruikers');
}
