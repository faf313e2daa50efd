import pg from 'pg';
import {
  type DataSource,
  type DataSourceOptions,
  DefaultNamingStrategy,
  type EntityTarget,
  type MigrationInterface,
  type ObjectLiteral,
  type Table,
} from 'typeorm';
import { Connections, connectionsOf, type DatabaseUrls } from './connections.js';
import type { RowScope } from './reach.js';
import { isDiskFull } from './sql-error.js';
import { inTransaction } from './transaction.js';

/** PostgreSQL hands out `numeric` as text; the columns that use this hold small decimals that a number keeps exactly. */
export const decimal = {
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
  to: (value: number | null): number | null => value,
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names tables, columns and constraints as PostgreSQL itself does, so that migrations can leave names out. */
class SnakeNaming extends DefaultNamingStrategy {
  override tableName(className: string, given: string | undefined): string {
    return given ?? snake(className).replace(/^_/, '');
  }

  override columnName(property: string, given: string | undefined): string {
    return given ?? snake(property);
  }

  override primaryKeyName(table: Table | string): string {
    return `${this.getTableName(table)}_pkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_key`;
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_fkey`;
  }

  override indexName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_idx`;
  }
}
export { migrate } from './migrate.js';

// A DATE is a day, not a moment: node-postgres would make it midnight of the machine's zone.
const DATE = 1082;
pg.types.setTypeParser(DATE, (text) => text);

export interface Model {
  entities: EntityTarget<ObjectLiteral>[] | unknown[];
  migrations: (new () => MigrationInterface)[];
  /** Of which rows somebody reads only their own. */
  rowScope?: RowScope;
}

/** @param url of the one role that there is, or those of the server and of the owner. */
const urlsOf = (url: string | DatabaseUrls): DatabaseUrls =>
  typeof url === 'string' ? { server: url, owner: url } : url;

/**
 * How the code reaches PostgreSQL: over connections of our own, whose number and patience depend on the work.
 * @param most connections for each kind of work, when not as many as `terms` says.
 */
export function dataSourceOptions(
  url: string | DatabaseUrls,
  model: Model,
  most?: number,
): DataSourceOptions {
  const urls = urlsOf(url);
  class Pool extends Connections {
    constructor() {
      super(urls, model.rowScope, most);
    }
  }
  return {
    type: 'postgres',
    url: urls.server,
    driver: { ...pg, Pool },
    entities: model.entities as DataSourceOptions['entities'],
    migrations: model.migrations,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    // Ids come from gen_random_uuid(), which PostgreSQL has by itself.
    installExtensions: false,
    // Its log of a failed query holds the values, and those are names and addresses.
    logging: false,
  };
}

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
