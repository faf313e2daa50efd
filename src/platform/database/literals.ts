import pg from 'pg';

/** What a statement may be asked with. */
export type Value = string | Date | readonly string[] | null;

/**
 * A statement of ours with its values written into it: for COPY, which takes no parameters. The database reads each
 * as a literal of unknown type, as it reads a parameter, and plans with it. Nothing else builds SQL out of values.
 * @param sql with `$1` where the first value goes; not within quotes.
 */
export const withValues = (sql: string, values: readonly Value[]): string =>
  sql.replace(/\$(\d+)/g, (_all, number) => literal(values[Number(number) - 1]));

function literal(value: Value | undefined): string {
  if (value === undefined) throw new Error('A statement asks for a value that it was not given');
  if (value === null) return 'NULL';
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (typeof value !== 'string') return `ARRAY[${value.map(literal).join(', ')}]::text[]`;
  // PostgreSQL stores no such text, and would take it for the end of the statement.
  if (value.includes('\0')) throw new Error('A value has a character that no statement can hold');
  return pg.escapeLiteral(value);
}
