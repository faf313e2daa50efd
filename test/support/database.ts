import crypto from 'node:crypto';
import { setTimeout as wacht } from 'node:timers/promises';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  /** Removes the database, cutting off whoever is still connected. */
  sluit: () => Promise<void>;
}

const IN_GEBRUIK = '55006';

/** An empty database of your own with all migrations in it: a copy of the template, with a name nobody else has. */
export async function maakTestDatabase(): Promise<TestDatabase> {
  const naam = `test_${process.env.JEST_WORKER_ID ?? '0'}_${crypto.randomBytes(6).toString('hex')}`;
  await opServer((client) => kopieer(client, naam));
  return {
    url: databaseUrl(naam),
    sluit: () =>
      opServer(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${naam} WITH (FORCE)`))),
  };
}

async function kopieer(client: pg.Client, naam: string): Promise<void> {
  const opdracht = `CREATE DATABASE ${naam} TEMPLATE ${uitOmgeving('TEST_SJABLOON')} STRATEGY FILE_COPY`;
  for (let poging = 1; ; poging++) {
    try {
      await client.query(opdracht);
      return;
    } catch (fout) {
      // Somebody looks into the template for a moment, autovacuum for instance.
      if ((fout as { code?: string }).code !== IN_GEBRUIK || poging === 50) throw fout;
      await wacht(20 + Math.random() * 80);
    }
  }
}

async function opServer(werk: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(databaseUrl('postgres'));
  await client.connect();
  try {
    await werk(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(naam: string): string {
  const url = new URL(uitOmgeving('TEST_PG'));
  url.pathname = `/${naam}`;
  return url.href;
}

function uitOmgeving(naam: string): string {
  const waarde = process.env[naam];
  if (!waarde) throw new Error(`${naam} ontbreekt: deze test hoort met npm test te worden gestart.`);
  return waarde;
}
