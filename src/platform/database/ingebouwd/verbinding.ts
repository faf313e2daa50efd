import pg from 'pg';
import { IngebouwdePostgresFout } from './fout.js';
import { ROL } from './datamap.js';

export const DATABASE = 'academie';

export function adresVan(poort: number, wachtwoord: string, database: string): string {
  return `postgresql://${ROL}:${wachtwoord}@127.0.0.1:${poort}/${database}`;
}

/**
 * Makes the application's database if it is not there yet. Logging in proves both ways that this is our server: it
 * knows our password, and it says which data directory it serves.
 */
export async function zorgVoorDatabase(poort: number, wachtwoord: string, dataMap: string): Promise<void> {
  const client = new pg.Client({
    connectionString: adresVan(poort, wachtwoord, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ map: string; aanwezig: boolean }>(
      `SELECT current_setting('data_directory') AS map,
              EXISTS (SELECT FROM pg_database WHERE datname = $1) AS aanwezig`,
      [DATABASE],
    );
    if (rows[0]?.map !== dataMap) {
      throw new IngebouwdePostgresFout(
        `Op poort ${poort} antwoordt een andere database dan die in ${dataMap}.`,
      );
    }
    if (!rows[0].aanwezig) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
