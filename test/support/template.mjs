// The template database: the migrations run into it once, every test file gets a copy of it.
import crypto from 'node:crypto';
import pg from 'pg';
import { searchPathSql, shiftedSql } from './begin.mjs';

/** On a server of your own: the role that the product has there, which owns nothing. */
export async function makeRole(url, tasks) {
  const [role, password] = [`academie_test_${crypto.randomBytes(4).toString('hex')}`, crypto.randomUUID()];
  await onServer(url, `CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
  tasks.push(() => onServer(url, `DROP ROLE ${role}`));
  const serverUrl = Object.assign(new URL(url), { username: role, password }).href;
  return { url, serverUrl };
}

/**
 * Makes the template on this server; the answer has its name and how to remove it.
 * @param serverUrl as the owner. @param lesserUrl as the role that the product has.
 */
export async function makeTemplate(serverUrl, lesserUrl, runMigrations) {
  // Not a fixed name, because a server of your own (TEST_DATABASE_URL) may serve several test runs at once.
  const name = `template_${crypto.randomBytes(4).toString('hex')}`;
  await onServer(
    serverUrl,
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'nl-NL'`,
  );
  const shifted = shiftedSql();
  if (shifted) {
    await onServer(serverUrl, searchPathSql(name));
    await onServer(serverUrl, shifted, name);
  }
  await runMigrations({ owner: databaseUrl(serverUrl, name), server: databaseUrl(lesserUrl, name) });
  // Nobody can connect to it any more, so that no copy fails because somebody is looking.
  await onServer(serverUrl, `ALTER DATABASE ${name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  return {
    name,
    async cleanUp() {
      await onServer(serverUrl, `ALTER DATABASE ${name} WITH IS_TEMPLATE false`);
      await onServer(serverUrl, `DROP DATABASE ${name}`);
    },
  };
}

export function databaseUrl(serverUrl, name) {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(serverUrl, statement, database = 'postgres') {
  const client = new pg.Client(databaseUrl(serverUrl, database));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
