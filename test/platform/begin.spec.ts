import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { maakTestDatabase } from '../support/database.js';

const DAG = 86_400_000;

test('een test, zijn database en zijn processen hebben één klok, en die begint bij TEST_BEGIN', async () => {
  const database = await maakTestDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query<Record<string, Date>>(
    'SELECT now() AS now, clock_timestamp() AS clock, statement_timestamp() AS statement',
  );
  await client.end();
  await database.sluit();
  const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'Date.now()']);
  const begin = new Date(process.env.TEST_BEGIN ?? Date.now());
  // A day is longer than a run of all tests takes; a clock that stood at now would be further off.
  for (const klok of [...Object.values(rows[0]!), new Date(Number(stdout)), new Date()]) {
    expect(klok).toBeInstanceOf(Date);
    expect(Math.abs(klok.getTime() - begin.getTime())).toBeLessThan(DAG);
  }
  expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
});
