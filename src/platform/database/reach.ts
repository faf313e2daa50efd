import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Rows of which somebody reads only their own, whatever a statement asks: reading for them goes over connections in a
 * role for which PostgreSQL leaves out the rest. It stands beside the condition in the statement, for when that is forgotten.
 */
export interface RowScope {
  /** Of PostgreSQL. It cannot log in, and may read these tables and no others. */
  role: string;
  /** Says on a connection whose rows they are. Without it there are none. */
  setting: string;
  /** Per table which rows are theirs, in SQL, where `bereik()` is who it is about. */
  own: Readonly<Record<string, string>>;
  /** Tables in which nothing is anybody's in particular. */
  open: readonly string[];
}

const current = new AsyncLocalStorage<{ of: string | null }>();

/** What follows from this request may read everybody's rows, until `narrowTo` says otherwise. */
export const withReach = (request: () => void): void => current.run({ of: null }, request);

/**
 * From here on this request reads only rows of this one, or of everybody for null.
 * @throws Error outside of `withReach`: what should be narrow may never silently be wide.
 */
export function narrowTo(of: string | null): void {
  const reach = current.getStore();
  if (!reach) throw new Error('There is no request whose reach could be narrowed');
  reach.of = of;
}

/** Does something that reads only rows of this one, or of everybody for null. */
export const within = <T>(of: string | null, act: () => T): T => current.run({ of }, act);

/** Whose rows are read here; null for everybody's. */
export const reachNow = (): string | null => current.getStore()?.of ?? null;
