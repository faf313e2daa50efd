import type { DataSource, EntityManager } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { Gate } from '../gate.js';
import { LOCKED, sqlstate } from './sql-error.js';
import { during, terms, workNow } from './work.js';

const collision = new Set(['40001', '40P01']);
const attempts = 5;

/**
 * A transaction that met a lock waits for it again together with at most one other, so that those who all want the same hold two
 * connections and not all of them.
 */
const again = new Gate({ what: 'locks', atOnce: 2, queue: 200, patience: 2000, retryAfter: 5 });

/**
 * Runs a whole use case in one transaction, and again from the start when PostgreSQL ends it for a deadlock or a
 * serialization failure, or when somebody else holds what it needs; for the latter no longer than its kind of work
 * has the patience. So `work` must not do anything outside the database.
 * @param patience milliseconds for which a lock is tried again, when not as long as its kind of work has.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (m: EntityManager) => Promise<T>,
  patience?: number,
): Promise<T> {
  const outside = workNow();
  const kind = outside === 'read' ? 'write' : outside;
  // Reading beside the transaction goes over other connections, or all could wait for each other.
  const once = (): Promise<T> =>
    during(kind, () => dataSource.transaction((m) => during(outside, () => work(m))));
  const until = performance.now() + (patience ?? terms[kind].patience);
  let wait = once;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await wait();
    } catch (error) {
      const state = sqlstate(error) ?? '';
      if (state === LOCKED && performance.now() < until)
        wait = () => again.run(once, Math.max(0, until - performance.now()));
      else if (attempt >= attempts || !collision.has(state)) throw error;
      await pause(Math.random() * 20 * 2 ** Math.min(attempt, attempts));
    }
  }
}
