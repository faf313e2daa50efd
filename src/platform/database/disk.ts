import type { DataSource } from 'typeorm';
import { connectionsOf } from './data-source.js';
import { isDiskFull } from './sql-error.js';
import { inTransaction } from './transaction.js';

/** Makes a file of about half a megabyte, which is gone when the transaction ends. */
const FILL = `
  CREATE TEMPORARY TABLE schijfproef ON COMMIT DROP AS
  SELECT repeat(md5(nummer::text), 16) AS tekst FROM generate_series(1, 1000) AS nummer`;

/**
 * Whether the database can write. Asked as often as somebody likes, so it looks only when a statement failed for it
 * before: from then on it tries, until it goes well.
 */
export async function diskHasRoom(dataSource: DataSource): Promise<boolean> {
  const connections = connectionsOf(dataSource);
  if (!connections.diskFull) return true;
  try {
    await inTransaction(dataSource, (m) => m.query(FILL));
  } catch (error) {
    if (isDiskFull(error)) return false;
    throw error;
  }
  connections.diskHasRoom();
  return true;
}
