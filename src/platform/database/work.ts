import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * The use that a connection is wanted for. `read` and `write` are a visitor's request, `list` a file that takes a while to
 * make, `task` the planner and what somebody runs by hand, `erase` what makes people unknown, also in the audit, `upkeep`
 * the migrations and the first filling.
 */
export type Work = 'read' | 'write' | 'list' | 'task' | 'erase' | 'upkeep';

/** What is done as the owner of the tables; all else as a role that cannot change or delete what the audit says. */
export const asOwner: readonly Work[] = ['erase', 'upkeep'];

/** Limits of one kind of work: what it may use and how long it may wait; all times in milliseconds. */
export interface Terms {
  /** Connections of this process that are kept for it. */
  connections: number;
  /** How long it waits for one, and how many may wait. */
  connect: number;
  queue: number;
  /** How long a statement waits for a lock, and how long it may take in all; 0 is as long as it likes. */
  lock: number;
  statement: number;
  /** How long a transaction may do nothing. */
  idle: number;
  /** For how long a transaction that met a lock is tried again. */
  patience: number;
}

/**
 * The kinds have connections of their own, so that none of them can keep another waiting. A visitor has an answer
 * within five seconds, whatever happens. Of the lock, see `transaction.ts`.
 */
export const terms: Record<Work, Terms> = {
  read: { connections: 5, connect: 2000, queue: 200, lock: 1000, statement: 4000, idle: 10_000, patience: 0 },
  write: {
    ...{ connections: 10, connect: 2000, queue: 200, lock: 400, statement: 4000, idle: 10_000 },
    patience: 2500,
  },
  list: {
    ...{ connections: 3, connect: 15_000, queue: 50, lock: 2000, statement: 30_000, idle: 60_000 },
    patience: 5000,
  },
  task: {
    ...{ connections: 6, connect: 30_000, queue: 500, lock: 2000, statement: 60_000, idle: 60_000 },
    patience: 0,
  },
  erase: {
    ...{ connections: 2, connect: 30_000, queue: 50, lock: 2000, statement: 60_000, idle: 60_000 },
    patience: 0,
  },
  upkeep: {
    ...{ connections: 3, connect: 10_000, queue: 50, lock: 2000, statement: 0, idle: 0 },
    patience: 600_000,
  },
};

const current = new AsyncLocalStorage<Work>();

/** Does something as work of this kind; what it asks of the database goes over the connections of that kind. */
export const during = <T>(work: Work, act: () => T): T => current.run(work, act);

/** The kind that is under way here. Who says nothing reads for a visitor, with the least patience. */
export const workNow = (): Work => current.getStore() ?? 'read';
