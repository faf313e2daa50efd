import crypto from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseUrls } from '../../src/platform/database/connections.js';
import { during } from '../../src/platform/database/work.js';
import { searchPathSql } from './begin.mjs';

export interface TestDatabase {
  /** As the owner of the tables, who may do everything. */
  url: string;
  /** As the product has it: the server's own role beside the owner. */
  urls: DatabaseUrls;
  /** Removes the database, cutting off whoever is still connected. */
  sluit: () => Promise<void>;
}

const IN_USE = '55006';

/** An empty database of your own with all migrations in it: a copy of the template, with a name nobody else has. */
export async function maakTestDatabase(): Promise<TestDatabase> {
  const name = `test_${process.env.JEST_WORKER_ID ?? '0'}_${crypto.randomBytes(6).toString('hex')}`;
  await onServer(async (client) => {
    await copyTemplate(client, name);
    const shifted = searchPathSql(name);
    if (shifted) await client.query(shifted);
  });
  const url = databaseUrl(name);
  return {
    url,
    urls: rollenVan(url),
    sluit: () =>
      onServer(async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

async function copyTemplate(client: pg.Client, name: string): Promise<void> {
  const statement = `CREATE DATABASE ${name} TEMPLATE ${fromEnvironment('TEST_TEMPLATE')} STRATEGY FILE_COPY`;
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      // Somebody looks into the template for a moment, autovacuum for instance.
      if ((error as { code?: string }).code !== IN_USE || attempt === 50) throw error;
      await sleep(20 + Math.random() * 80);
    }
  }
}

/** The same database over two roles, from the address of the owner. */
export function rollenVan(url: string): DatabaseUrls {
  const { username, password } = new URL(fromEnvironment('TEST_PG_SERVER'));
  return { owner: url, server: Object.assign(new URL(url), { username, password }).href };
}

/** Does something in a test as the owner of the tables: what the server itself may not, or for which it lacks the rights. */
export const alsEigenaar = <T>(work: () => Promise<T>): Promise<T> => during('upkeep', work);

/**
 * Breaks the other connections with this database, or only those of one name, as an administrator would. Those of other
 * databases stay: a test that runs at the same time has connections of the same name.
 */
export async function verbreekVerbindingen(
  database: { query(sql: string, values: unknown[]): Promise<unknown> },
  naam?: string,
): Promise<void> {
  await alsEigenaar(() =>
    database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
          AND application_name = coalesce($1, application_name)`,
      [naam ?? null],
    ),
  );
}

async function onServer(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(databaseUrl('postgres'));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(fromEnvironment('TEST_PG'));
  url.pathname = `/${name}`;
  return url.href;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} ontbreekt: deze test hoort met npm test te worden gestart.`);
  return value;
}
