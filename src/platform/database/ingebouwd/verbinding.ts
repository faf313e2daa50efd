import pg from 'pg';
import { ROL } from './datamap.js';

export const DATABASE = 'academie';

export function adresVan(poort: number, wachtwoord: string, database: string): string {
  return `postgresql://${ROL}:${wachtwoord}@127.0.0.1:${poort}/${database}`;
}

/** Makes the application's database if it is not there yet. */
export async function zorgVoorDatabase(poort: number, wachtwoord: string): Promise<void> {
  const client = new pg.Client({
    connectionString: adresVan(poort, wachtwoord, 'postgres'),
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
