import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { Overloaded } from '../errors/domain-error.js';

interface PgError {
  code?: string;
  constraint?: string;
}

/** The connection to the database was lost or could not be made, and the system gave no code of its own for it. */
export class NoConnection extends Error {
  readonly code = 'NO_CONNECTION';
}

function pgError(error: Error): PgError {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause as PgError;
}

/** The SQLSTATE of a failed statement, for example `23505`; of a broken connection the code of the system. */
export function sqlstate(error: unknown): string | undefined {
  return error instanceof Error ? pgError(error).code : undefined;
}

/** The SQLSTATE of who waited longer for a lock than it may. */
export const LOCKED = '55P03';

/** Whether PostgreSQL refused the statement because of this constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && pgError(error).constraint === constraint;
}

/** `busy`: it will be over in a moment. `down`: somebody has to look at it, or it takes a while. */
export type Trouble = 'busy' | 'down';

/**
 * Everything that says nothing about what was asked, only about how the database is at this moment: SQLSTATEs
 * (PostgreSQL, appendix A), or two characters for the whole class, and codes of the system.
 */
const troubles: Record<string, Trouble> = {
  // Somebody else held it for too long.
  '55P03': 'busy', // lock_not_available
  '57014': 'busy', // query_canceled: statement_timeout
  '40001': 'busy', // serialization_failure
  '40P01': 'busy', // deadlock_detected
  '25P03': 'busy', // idle_in_transaction_session_timeout
  '25P04': 'busy', // transaction_timeout
  '53300': 'busy', // too_many_connections
  // It has no room, or its disk does not answer.
  '53': 'down', // insufficient_resources: disk_full, out_of_memory
  '58': 'down', // system_error: io_error
  // It is starting or stopping, or is a copy that only reads.
  '57P': 'down', // admin_shutdown, crash_shutdown, cannot_connect_now
  '25006': 'down', // read_only_sql_transaction
  // Nobody answers.
  '08': 'down', // connection_exception
  NO_CONNECTION: 'down',
  ECONNREFUSED: 'down',
  ECONNRESET: 'down',
  EPIPE: 'down',
  ETIMEDOUT: 'down',
  EHOSTUNREACH: 'down',
  ENETUNREACH: 'down',
  ENOTFOUND: 'down',
  EAI_AGAIN: 'down',
};

/** How the database is, if that is why it failed. What this gives is never the fault of who asked. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof Overloaded) return 'busy';
  // TypeORM gave the connection back when it broke, while somebody was still using it.
  if (error instanceof QueryRunnerAlreadyReleasedError) return 'down';
  const code = sqlstate(error);
  return code === undefined
    ? undefined
    : (troubles[code] ?? troubles[code.slice(0, 3)] ?? troubles[code.slice(0, 2)]);
}

/** Whether a text has a character that PostgreSQL does not store: NUL, as text or within JSON. */
export const isUnstorable = (error: unknown): boolean => ['22021', '22P05'].includes(sqlstate(error) ?? '');

/** Whether there is no room for what has to be written. */
export const isDiskFull = (error: unknown): boolean => ['53100', '58030'].includes(sqlstate(error) ?? '');
