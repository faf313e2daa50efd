import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { DataSource, Not, type MigrationInterface, type QueryRunner } from 'typeorm';
import { AdressenMetHttps1765300000000 } from '../../migrations/1765300000000-adressen-met-https.js';
import { alleMigraties } from '../../migrations/index.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { alleEntiteiten } from '../../src/entiteiten.js';
import { bereikVanBestuur } from '../../src/toegang/bereik.rules.js';
import { Opleiding, OpleidingVersie } from '../../src/opleidingen/opleiding.entity.js';
import { dataSourceOptions, migrate } from '../../src/platform/database/data-source.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';
import { maakCohort, maakOpleiding } from '../support/makers.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await maakTestDatabase();
  const model = { entities: alleEntiteiten, migrations: alleMigraties, rowScope: bereikVanBestuur };
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

test('een adres waar mensen op klikken begint ook in oude rijen met https:, of het is weg', async () => {
  for (const _migratie of alleMigraties.slice(alleMigraties.indexOf(AdressenMetHttps1765300000000)))
    await dataSource.undoLastMigration();
  // The entity of today has it; the migration that is tested knows nothing of it.
  await dataSource.query(`ALTER TABLE opleiding ADD COLUMN sectoren text[] NOT NULL DEFAULT '{}'`);
  const oud = {
    'http://school.example/les': 'https://school.example/les',
    'HTTP://school.example': 'https://school.example',
    'school.example/les?dag=1': 'https://school.example/les?dag=1',
    'HTTPS://school.example': 'HTTPS://school.example',
    'javascript:alert(1)': null,
    'JavaScript:alert(document.domain)': null,
    '//school.example': null,
    'data:text/html,x': null,
    onzin: null,
  };
  const nieuw: Record<string, (string | null)[]> = {};
  for (const externUrl of Object.keys(oud)) {
    const opleiding = await maakOpleiding(dataSource, { externUrl });
    const cohort = await maakCohort(dataSource, { opleidingId: opleiding.id });
    await dataSource.manager.update(Bijeenkomst, { cohortId: cohort.id }, { link: externUrl });
    const versie = { opleidingId: opleiding.id, nummer: 1, geldigTot: new Date(), gegevens: opleiding };
    await dataSource.manager.insert(OpleidingVersie, versie);
    nieuw[externUrl] = [opleiding.id, cohort.id];
  }
  await dataSource.query('ALTER TABLE opleiding DROP COLUMN sectoren');
  await migrate(dataSource);
  for (const [adres, [opleidingId, cohortId]] of Object.entries(nieuw)) {
    const { externUrl } = await dataSource.manager.findOneByOrFail(Opleiding, { id: opleidingId! });
    const { link } = await dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohortId! });
    const { gegevens } = await dataSource.manager.findOneByOrFail(OpleidingVersie, {
      opleidingId: opleidingId!,
    });
    const goed = oud[adres as keyof typeof oud];
    expect([adres, externUrl, link, gegevens.externUrl]).toEqual([adres, goed, goed, goed]);
  }
  const slecht = { externUrl: 'javascript:alert(1)' };
  await expect(dataSource.manager.update(Opleiding, { code: Not('') }, slecht)).rejects.toThrow(
    'opleiding_extern_url_https',
  );
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
