import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from './transaction.js';

/** Runs one step of a task in a transaction. */
export type Step = <T>(work: (m: EntityManager) => Promise<T>) => Promise<T>;

class Undo extends Error {}

/**
 * Runs the steps of a task: each in a transaction of its own, or in a rehearsal all in one that is undone at the end.
 * @param work gets the way to run a step.
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
      result = await work((step) => step(m));
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  return result;
}
