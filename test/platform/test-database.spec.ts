import { afterAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';

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
