import type { DataSource, EntityManager } from 'typeorm';
import { sqlstate } from './sql-error.js';

const collision = new Set(['40001', '40P01']);
const attempts = 5;

/**
 * Runs a whole use case in one transaction, and again from the start when PostgreSQL ends it for a deadlock or a
 * serialization failure. So `work` must not do anything outside the database.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (m: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      if (attempt === attempts || !collision.has(sqlstate(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}
