import pg from 'pg';
import {
  DataSource,
  type DataSourceOptions,
  type EntityTarget,
  type MigrationInterface,
  type ObjectLiteral,
} from 'typeorm';
import { SnakeNaming } from './naming.js';

// A DATE is a day, not a moment: node-postgres would make it midnight of the machine's zone.
const DATE = 1082;
pg.types.setTypeParser(DATE, (text) => text);

export interface Model {
  entities: EntityTarget<ObjectLiteral>[] | unknown[];
  migrations: (new () => MigrationInterface)[];
}

/** How the code reaches PostgreSQL. `poolSize` is the number of connections of this process. */
export function dataSourceOptions(url: string, model: Model, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: model.entities as DataSourceOptions['entities'],
    migrations: model.migrations,
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    // Ids come from gen_random_uuid(), which PostgreSQL has by itself.
    installExtensions: false,
    // Its log of a failed query holds the values, and those are names and addresses.
    logging: false,
    extra: { max: poolSize, application_name: 'academie', options: '-c timezone=UTC' },
  };
}

const MIGRATION_LOCK = 7_318_001;

/** Brings the schema up to date; processes that start together wait for each other. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
