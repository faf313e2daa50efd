import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { alleMigraties } from '../../migrations/index.js';
import { alleEntiteiten } from '../../src/entiteiten.js';
import { dataSourceOptions, migrate } from '../../src/platform/database/data-source.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await maakTestDatabase();
  const model = { entities: alleEntiteiten, migrations: alleMigraties };
  dataSource = await new DataSource(dataSourceOptions(database.url, model)).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.sluit();
});

/** Everything in the schema, as PostgreSQL itself would write it down. */
async function schema(): Promise<string[]> {
  const rows = await dataSource.query<{ regel: string }[]>(`
    SELECT format('%s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(d.adbin, d.adrelid)) AS regel
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
       AND c.relname <> 'migrations'
    UNION ALL
    SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND conrelid <> 'migrations'::regclass
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
    UNION ALL
    SELECT format('functie %s', p.oid::regprocedure) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
     ORDER BY 1`);
  return rows.map(({ regel }) => regel);
}

test('de entiteiten zijn precies het schema', async () => {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('heen, helemaal terug tot niets, en weer heen geeft hetzelfde schema', async () => {
  const voor = await schema();
  expect(voor.length).toBeGreaterThan(100);
  for (const _migratie of alleMigraties) await dataSource.undoLastMigration();
  expect(await schema()).toEqual([]);
  await migrate(dataSource);
  expect(await schema()).toEqual(voor);
  expect(await dataSource.showMigrations()).toBe(false);
});

/** Wants a table for itself, as most changes of one do. */
class Proef1999999999999 implements MigrationInterface {
  up = (runner: QueryRunner): Promise<unknown> =>
    runner.query('ALTER TABLE opleiding ADD COLUMN proef integer');
  down = (runner: QueryRunner): Promise<unknown> => runner.query('ALTER TABLE opleiding DROP COLUMN proef');
}

describe('een migratie achter iemand die leest', () => {
  const bronnen: DataSource[] = [];
  let lezer: pg.Client;
  beforeAll(async () => {
    const model = { entities: [], migrations: [...alleMigraties, Proef1999999999999] };
    for (let i = 0; i < 2; i += 1)
      bronnen.push(await new DataSource(dataSourceOptions(database.url, model)).initialize());
    lezer = new pg.Client({ connectionString: database.url, application_name: 'rapport van Piet' });
    await lezer.connect();
  });
  afterAll(async () => {
    await lezer?.end();
    for (const bron of bronnen) await bron.destroy();
  });

  test('probeert het steeds even, laat de oude versie door, zegt op wie ze wacht, en doet het daarna één keer', async () => {
    await lezer.query('BEGIN; SELECT FROM opleiding LIMIT 1');
    const gezegd: string[] = [];
    let klaar = 0;
    const samen = Promise.all(
      bronnen.map((bron) => migrate(bron, (zin) => gezegd.push(zin)).then(() => (klaar += 1))),
    );
    const opLezer =
      /^De migratie wacht op rapport van Piet van \S+ \(proces \d+ van PostgreSQL, idle in transaction, al \d+ s\)/;
    const opElkaar = /^De migratie wacht op academie upkeep/;
    while (gezegd.filter((zin) => opLezer.test(zin)).length < 2 || !gezegd.some((zin) => opElkaar.test(zin)))
      await dataSource.query('SELECT code FROM opleiding LIMIT 1');
    expect(klaar).toBe(0);
    await lezer.query('COMMIT');
    await samen;
    const [row] = await dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM migrations WHERE name LIKE 'Proef%'`,
    );
    expect(row!.n).toBe(1);
    await dataSource.query('SELECT proef FROM opleiding');
    await bronnen[0]!.undoLastMigration();
  });
});

test('elke migratie staat in volgorde in de lijst, met haar tijd in de naam', () => {
  const namen = alleMigraties.map(({ name }) => name);
  const tijden = namen.map((naam) => Number(/\d{13}$/.exec(naam)?.[0]));
  expect(tijden).toEqual(tijden.toSorted((a, b) => a - b));
  expect(new Set(tijden).size).toBe(namen.length);
});
