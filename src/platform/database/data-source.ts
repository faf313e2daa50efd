import pg from 'pg';
import {
  type DataSource,
  type DataSourceOptions,
  type EntityTarget,
  type MigrationInterface,
  type ObjectLiteral,
} from 'typeorm';
import { Connections } from './connections.js';
import { SnakeNaming } from './naming.js';

export { migrate } from './migrate.js';

// A DATE is a day, not a moment: node-postgres would make it midnight of the machine's zone.
const DATE = 1082;
pg.types.setTypeParser(DATE, (text) => text);

export interface Model {
  entities: EntityTarget<ObjectLiteral>[] | unknown[];
  migrations: (new () => MigrationInterface)[];
}

/**
 * How the code reaches PostgreSQL: over connections of our own, whose number and patience depend on the work.
 * @param most connections for each kind of work, when not as many as `terms` says.
 */
export function dataSourceOptions(url: string, model: Model, most?: number): DataSourceOptions {
  class Pool extends Connections {
    constructor() {
      super(url, most);
    }
  }
  return {
    type: 'postgres',
    url,
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

/** The connections of this data source, once it is initialized. */
export const connectionsOf = (dataSource: DataSource): Connections =>
  (dataSource.driver as unknown as { master: Connections }).master;
