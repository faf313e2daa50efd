import pg from 'pg';
import { ROLE } from './data-folder.js';
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-error.js';
import { readIfPresent } from './files.js';

export const DATABASE = 'academie';

export function connectionUrl(port: number, password: string, database: string): string {
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`;
}

/** Makes the application's database if it is not there yet. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({
    connectionString: connectionUrl(port, password, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

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
