import { QueryFailedError } from 'typeorm';

interface PgError {
  code?: string;
  constraint?: string;
}

function pgError(error: Error): PgError {
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause as PgError;
}

/** The SQLSTATE of a failed statement, for example `23505`; undefined for any other error. */
export function sqlstate(error: unknown): string | undefined {
  return error instanceof Error ? pgError(error).code : undefined;
}

/** Whether PostgreSQL refused the statement because of this constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && pgError(error).constraint === constraint;
}
