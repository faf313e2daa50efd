import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-error.js';
import { readIfPresent } from './files.js';

/** The password of the server on this folder; made once, before there is a data directory that needs it. */
export async function passwordFor(folder: string, dataExists: boolean): Promise<string> {
  const file = path.join(folder, 'wachtwoord');
  const existing = (await readIfPresent(file))?.trim();
  if (existing) return existing;
  if (dataExists) {
    throw new EmbeddedPostgresError(
      `Het wachtwoord van de ingebouwde database ontbreekt; zet het bestand ${file} terug of verwijder ${folder} om met een lege database te beginnen.`,
    );
  }
  const password = crypto.randomBytes(24).toString('hex');
  // Written aside and renamed, because half a password locks the database for good.
  await fs.writeFile(`${file}.nieuw`, password, { mode: 0o600 });
  await fs.rename(`${file}.nieuw`, file);
  return password;
}
