import type { DataSource } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, lasting, KEEPALIVE } from './connections.js';

/** Sets our locks apart from those of other programs on the same database. */
const SPACE = 7_318_002;

/** Milliseconds that the other side gets to answer, and to say goodbye. */
const PATIENCE = 10_000;
const GOODBYE = 1000;

/** SQL for whether some process holds the lock of this name. @param name SQL for the name. */
export const isHeldSql = (name: string): string => `EXISTS (
  SELECT FROM pg_locks
   WHERE locktype = 'advisory' AND granted AND classid = ${SPACE} AND objsubid = 2
     AND objid = (hashtext(${name})::bigint & 4294967295)::oid
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/**
 * Does the work while no other process does work under the same name. The lock hangs on a connection of its own, so
 * PostgreSQL takes it back whatever becomes of this process.
 * @param names the first of these that is free is taken.
 * @param work gets the index of that name.
 * @returns undefined when somebody else is at each of them; then nothing was done.
 */
export async function withAdvisoryLock<T>(
  dataSource: DataSource,
  names: readonly string[],
  work: (index: number) => Promise<T>,
): Promise<{ result: T } | undefined> {
  const { url } = dataSource.options as { url: string };
  const client = new Client({
    ...lasting,
    connectionString: url,
    options: KEEPALIVE,
    application_name: names[0],
    connectionTimeoutMillis: PATIENCE,
  });
  client.answerWithin = PATIENCE;
  // Without a listener a connection that breaks would end the process; the work may run twice, so it goes on.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const index = await firstFree(client, names);
    return index === undefined ? undefined : { result: await work(index) };
  } finally {
    await Promise.race([client.end(), pause(GOODBYE, undefined, { ref: false })]);
    client.break();
  }
}

async function firstFree(client: Client, names: readonly string[]): Promise<number | undefined> {
  for (const [index, name] of names.entries()) {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine',
      [SPACE, name],
    );
    if (rows[0]!.mine) return index;
  }
  return undefined;
}
