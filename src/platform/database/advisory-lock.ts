import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Sets our locks apart from those of other programs on the same database. */
const SPACE = 7_318_002;

// A machine that vanishes without a word gives its lock back after a minute, not after the two hours of the system.
const keepalive = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

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
  const client = new pg.Client({ connectionString: url, options: keepalive, application_name: names[0] });
  // Without a listener a connection that breaks would end the process; the work may run twice, so it goes on.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const index = await firstFree(client, names);
    return index === undefined ? undefined : { result: await work(index) };
  } finally {
    await client.end();
  }
}

async function firstFree(client: pg.Client, names: readonly string[]): Promise<number | undefined> {
  for (const [index, name] of names.entries()) {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine',
      [SPACE, name],
    );
    if (rows[0]!.mine) return index;
  }
  return undefined;
}
