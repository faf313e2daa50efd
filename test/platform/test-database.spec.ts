import { afterAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { maakTestDatabase, verbreekVerbindingen, type TestDatabase } from '../support/database.js';

const open: TestDatabase[] = [];
afterAll(() => Promise.all(open.map((database) => database.sluit())));

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('een testdatabase heeft alle migraties, Nederlandse sortering en geen buren', async () => {
  const [one, two] = await Promise.all([maakTestDatabase(), maakTestDatabase()]);
  open.push(one, two);
  await query(one.url, `INSERT INTO bestuur (naam) VALUES ('Alleen hier')`);
  expect(await query(two.url, 'SELECT naam FROM bestuur')).toEqual([]);
  const [facts] = await query(
    one.url,
    `SELECT 'ë' < 'f' AS sorted, current_setting('server_encoding') AS encoding`,
  );
  expect(facts).toEqual({ sorted: true, encoding: 'UTF8' });
});

test('twintig kopieën tegelijk lukken allemaal', async () => {
  const databases = await Promise.all(Array.from({ length: 20 }, () => maakTestDatabase()));
  open.push(...databases);
  expect(new Set(databases.map(({ url }) => url)).size).toBe(20);
});

test('sluiten lukt ook met een verbinding die nog openstaat', async () => {
  const { url, sluit } = await maakTestDatabase();
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  await sluit();
  await expect(query(url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
});

test('wie de verbindingen van de ene database verbreekt, laat die van een andere staan', async () => {
  const databases = await Promise.all([maakTestDatabase(), maakTestDatabase()]);
  open.push(...databases);
  const [zelf, hier, daar] = [databases[0], ...databases].map(
    ({ url }) => new pg.Client({ connectionString: url, application_name: 'zelfde naam' }),
  ) as [pg.Client, pg.Client, pg.Client];
  hier.on('error', () => undefined);
  await Promise.all([zelf, hier, daar].map((client) => client.connect()));
  await verbreekVerbindingen(zelf, 'een andere naam');
  await hier.query('SELECT 1');
  await verbreekVerbindingen(zelf, 'zelfde naam');
  await expect(hier.query('SELECT 1')).rejects.toThrow();
  expect((await daar.query('SELECT 1 AS leeft')).rows).toEqual([{ leeft: 1 }]);
  await Promise.all([zelf.end(), daar.end()]);
});

test('geen test verbreekt verbindingen op een andere manier: de server is van allemaal', () => {
  const tests = path.resolve(import.meta.dirname, '..');
  const zelf = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((naam) => /\.m?ts$|\.mjs$/.test(naam))
    .filter((naam) =>
      readFileSync(path.join(tests, naam), 'utf8').includes(['pg_terminate', 'backend'].join('_')),
    );
  expect(zelf).toEqual(['support/database.ts']);
});
