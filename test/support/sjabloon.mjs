// The template database: the migrations run into it once, every test file gets a copy of it.
import crypto from 'node:crypto';
import pg from 'pg';

/** Makes the template on this server; the answer has its name and how to remove it. */
export async function maakSjabloon(serverUrl, migreer) {
  // Not a fixed name, because a server of your own (TEST_DATABASE_URL) may serve several test runs at once.
  const naam = `sjabloon_${crypto.randomBytes(4).toString('hex')}`;
  await opServer(
    serverUrl,
    `CREATE DATABASE ${naam} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE 'nl-NL'`,
  );
  await migreer(databaseUrl(serverUrl, naam));
  // Nobody can connect to it any more, so that no copy fails because somebody is looking.
  await opServer(serverUrl, `ALTER DATABASE ${naam} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  return {
    naam,
    async ruimOp() {
      await opServer(serverUrl, `ALTER DATABASE ${naam} WITH IS_TEMPLATE false`);
      await opServer(serverUrl, `DROP DATABASE ${naam}`);
    },
  };
}

export function databaseUrl(serverUrl, naam) {
  const url = new URL(serverUrl);
  url.pathname = `/${naam}`;
  return url.href;
}

async function opServer(serverUrl, opdracht) {
  const client = new pg.Client(databaseUrl(serverUrl, 'postgres'));
  await client.connect();
  try {
    await client.query(opdracht);
  } finally {
    await client.end();
  }
}
