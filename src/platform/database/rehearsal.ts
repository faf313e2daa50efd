import type { DataSource, EntityManager } from 'typeorm';
import { sqlstate } from './sql-error.js';
import { inTransaction } from './transaction.js';

/** Runs one step of a task in a transaction. */
export type Step = <T>(work: (m: EntityManager) => Promise<T>) => Promise<T>;

class Undo extends Error {}

/** Why a rehearsal gave up, in Dutch, for people. */
export class RehearsalStopped extends Error {}

/** Milliseconds that a rehearsal may wait for somebody else, and that it may hold what it locked in all. */
export const patience = { lock: 2000, whole: 10_000 };

const gaveUp: Record<string, string> = {
  '55P03':
    'De proef is gestopt: iemand anders is nu bezig met een van de cohorten. Er is niets veranderd. Probeer het straks nog eens.',
  '57014':
    'De proef duurde te lang en is gestopt. Zolang een proef duurt kan niemand zich aanmelden bij de cohorten waar hij over gaat. Er is niets veranderd.',
};

/**
 * Runs the steps of a task: each in a transaction of its own, or in a rehearsal all in one that is undone at the end.
 * A rehearsal holds what it locks, so it gives up soon.
 * @param work gets the way to run a step.
 * @throws RehearsalStopped
 */
export async function inSteps<T>(
  dataSource: DataSource,
  rehearsal: boolean,
  work: (step: Step) => Promise<T>,
): Promise<T> {
  if (!rehearsal) return work((step) => inTransaction(dataSource, step));
  let result!: T;
  try {
    await dataSource.transaction(async (m) => {
      result = await inOne(m, work);
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return result;
}

async function inOne<T>(m: EntityManager, work: (step: Step) => Promise<T>): Promise<T> {
  const until = performance.now() + patience.whole;
  let tooLong: Error | undefined;
  const step: Step = async (one) => {
    try {
      if (performance.now() >= until) tooLong ??= new RehearsalStopped(gaveUp['57014']);
      if (tooLong) throw tooLong;
      await m.query(`SET LOCAL lock_timeout = ${patience.lock}`);
      await m.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(until - performance.now()))}`);
      // A step of its own within the whole, so that one that fails leaves the others as they would be.
      return await m.transaction(one);
    } catch (error) {
      const words = gaveUp[sqlstate(error) ?? ''];
      if (words) tooLong ??= new RehearsalStopped(words);
      throw tooLong ?? error;
    }
  };
  try {
    return await work(step);
  } catch (error) {
    // The task goes on after a step that fails, and then tells of all of them; this is why.
    throw tooLong ?? error;
  }
}
