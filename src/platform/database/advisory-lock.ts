import pg from 'pg';
import type { DataSource } from 'typeorm';

/** Sets our locks apart from those of other programs on the same database. */
const SPACE = 7_318_002;

// A machine that vanishes without a word gives its lock back after a minute, not after the two hours of the system.
const keepalive = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

/**
 * Does the work while no other process does work under the same name. The lock hangs on a connection of its own, so
 * PostgreSQL takes it back whatever becomes of this process.
 * @returns undefined when somebody else is at it; then nothing was done.
 */
export async function withAdvisoryLock<T>(
  dataSource: DataSource,
  name: string,
  work: () => Promise<T>,
): Promise<{ result: T } | undefined> {
  const { url } = dataSource.options as { url: string };
  const client = new pg.Client({ connectionString: url, options: keepalive, application_name: name });
  // Without a listener a connection that breaks would end the process; the work may run twice, so it goes on.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine',
      [SPACE, name],
    );
    return rows[0]!.mine ? { result: await work() } : undefined;
  } finally {
    await client.end();
  }
}
