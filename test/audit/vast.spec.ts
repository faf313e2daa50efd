import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { alleMigraties } from '../../migrations/index.js';
import type { DatabaseUrls } from '../../src/platform/database/connections.js';
import { dataSourceOptions, migrate } from '../../src/platform/database/data-source.js';
import { AuditService } from '../../src/audit/audit.service.js';
import { during, type Work } from '../../src/platform/database/work.js';
import { sqlstate } from '../../src/platform/database/sql-error.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar, rollenVan } from '../support/database.js';

const GEEN_RECHT = '42501';
const BUIGINGEN = [
  `UPDATE auditregel SET gegevens = '{}'`,
  `DELETE FROM auditregel`,
  `TRUNCATE auditregel`,
  `ALTER TABLE auditregel DISABLE TRIGGER ALL`,
  `DROP TABLE auditregel`,
  `SET academie.onderhoud = 'aan'; DELETE FROM auditregel`,
  `INSERT INTO auditregel SELECT * FROM auditregel LIMIT 1 ON CONFLICT (id) DO UPDATE SET code = 'x'`,
  `INSERT INTO auditregel (op, wie_soort, code, onderwerp_soort, onderwerp_id, dagsleutel)
   VALUES (now(), 'systeem', 'x', 'bericht', 'x', 'vooruit')`,
  `DELETE FROM migrations`,
  `UPDATE opruimverslag SET totaal = 0`,
  `DELETE FROM opruimverslag`,
];

let huis: Academie;
const regels = () => huis.dataSource.query<{ id: string }[]>('SELECT * FROM auditregel ORDER BY id');

async function probeer(query: (sql: string) => Promise<unknown>, sql: string): Promise<string | undefined> {
  try {
    await query(sql);
    return 'gelukt';
  } catch (error) {
    return sqlstate(error);
  }
}

beforeAll(async () => {
  huis = await startAcademie();
  await huis.app.get(AuditService).noteer(huis.dataSource.manager, {
    wie: systeem,
    code: 'berichten.hervat',
    onderwerp: { soort: 'bericht', id: 'alle' },
    gegevens: {},
  });
});
afterAll(() => huis.sluit());

describe.each(['read', 'write', 'list', 'task'] as Work[])('als %s', (werk) => {
  test.each(BUIGINGEN)('kan de server niet: %s', async (sql) => {
    const ervoor = await regels();
    expect(ervoor).toHaveLength(1);
    expect(await during(werk, () => probeer((q) => huis.dataSource.query(q), sql))).toBe(GEEN_RECHT);
    expect(await regels()).toEqual(ervoor);
  });
});

test('wie met de rol van de server zelf inlogt, kan het ook niet', async () => {
  const client = new pg.Client(rollenVan(huis.databaseUrl).server);
  await client.connect();
  try {
    const ervoor = await regels();
    for (const sql of BUIGINGEN)
      expect([sql, await probeer((q) => client.query(q), sql)]).toEqual([sql, GEEN_RECHT]);
    expect(await regels()).toEqual(ervoor);
  } finally {
    await client.end();
  }
});

test('ook de eigenaar verandert niets zonder te zeggen dat hij daarvoor komt', async () => {
  const client = new pg.Client(huis.databaseUrl);
  await client.connect();
  try {
    const ervoor = await regels();
    for (const sql of BUIGINGEN.slice(0, 3))
      expect([sql, await probeer((q) => client.query(q), sql)]).toEqual([sql, GEEN_RECHT]);
    expect(await regels()).toEqual(ervoor);
  } finally {
    await client.end();
  }
});

const tel = (academie: DataSource, aantal: number) =>
  new AuditService(huis.clock).tel(academie.manager, {
    wie: systeem,
    code: 'deelnemerslijst.bekeken',
    onderwerp: { soort: 'bestuur', id: 'x' },
    gegevens: { aantal, filter: {} },
  });
const geteld = (academie: DataSource) =>
  academie.query<{ gegevens: unknown }[]>(
    `SELECT gegevens FROM auditregel WHERE code = 'deelnemerslijst.bekeken'`,
  );

test('de functie die per dag telt, kan alleen tellen', async () => {
  await tel(huis.dataSource, 3);
  await tel(huis.dataSource, 3);
  await expect(tel(huis.dataSource, -6)).rejects.toThrow();
  await expect(tel(huis.dataSource, 2_147_483_647)).rejects.toThrow();
  expect(await geteld(huis.dataSource)).toMatchObject([{ gegevens: { keer: 2, aantal: 6 } }]);
  const { server } = rollenVan(huis.databaseUrl);
  const [rechten] = await huis.dataSource.query<unknown[]>(
    `SELECT has_function_privilege('public', p.oid, 'EXECUTE') AS iedereen, p.proconfig AS vast,
            has_any_column_privilege($1, 'auditregel', 'INSERT') AS erbij, has_table_privilege($1, 'auditregel', 'UPDATE') AS anders,
            has_column_privilege($1, 'auditregel', 'dagsleutel', 'INSERT') AS sleutel
       FROM pg_proc p WHERE proname = 'tel_auditregel'`,
    [new URL(server).username],
  );
  expect(rechten).toEqual({
    iedereen: false,
    vast: ['search_path=pg_catalog, pg_temp'],
    erbij: true,
    anders: false,
    sleutel: false,
  });
});

test('een eigen tijdelijke tabel vangt geen regels weg', async () => {
  const ervoor = await regels();
  const runner = huis.dataSource.createQueryRunner();
  try {
    await runner.query('CREATE TEMP TABLE auditregel (LIKE public.auditregel INCLUDING ALL)');
    await huis.app.get(AuditService).noteer(runner.manager, {
      wie: systeem,
      code: 'berichten.hervat',
      onderwerp: { soort: 'bericht', id: 'alle' },
      gegevens: {},
    });
    await runner.query('DROP TABLE pg_temp.auditregel');
  } finally {
    await runner.release();
  }
  expect(await regels()).toHaveLength(ervoor.length + 1);
});

describe('met een eigenaar die geen superuser is, en iets van een ander in het schema', () => {
  const naam = `vast_${randomUUID().replaceAll('-', '')}`;
  const bij = (rol: string, database = naam) =>
    Object.assign(new URL(huis.databaseUrl), { username: rol, password: 'geheim', pathname: `/${database}` })
      .href;
  const open = (urls: DatabaseUrls) =>
    new DataSource(dataSourceOptions(urls, { entities: [], migrations: alleMigraties })).initialize();
  const beheer = async (...statements: string[]): Promise<void> => {
    for (const sql of statements) await alsEigenaar(() => huis.dataSource.query(sql));
  };

  beforeAll(() =>
    beheer(
      ...[`"${naam}-eigenaar"`, `"${naam}-Server"`].map(
        (rol) => `CREATE ROLE ${rol} LOGIN PASSWORD 'geheim'`,
      ),
      `CREATE DATABASE ${naam} OWNER "${naam}-eigenaar"`,
    ),
  );
  afterAll(() =>
    beheer(
      `DROP DATABASE ${naam} WITH (FORCE)`,
      ...[`"${naam}-eigenaar"`, `"${naam}-Server"`].map((rol) => `DROP ROLE ${rol}`),
    ),
  );

  test('gaat de opbouw goed, telt de server, en kan hij niets buigen', async () => {
    const ander = new pg.Client(Object.assign(new URL(huis.databaseUrl), { pathname: `/${naam}` }).href);
    await ander.connect();
    await ander.query('CREATE TABLE public.van_een_ander (x serial)');
    await ander.end();
    const bron = await open({ owner: bij(`${naam}-eigenaar`), server: bij(`${naam}-Server`) });
    try {
      await migrate(bron, () => undefined);
      await migrate(bron, () => undefined);
      await tel(bron, 1);
      await tel(bron, 1);
      expect(await geteld(bron)).toMatchObject([{ gegevens: { keer: 2, aantal: 2 } }]);
      for (const sql of BUIGINGEN)
        expect([sql, await probeer((q) => bron.query(q), sql)]).toEqual([sql, GEEN_RECHT]);
    } finally {
      await bron.destroy();
    }
  });

  test('wordt geweigerd als de twee adressen naar twee databases wijzen', async () => {
    const bron = await open({ owner: bij(`${naam}-eigenaar`), server: rollenVan(huis.databaseUrl).server });
    try {
      await expect(migrate(bron, () => undefined)).rejects.toThrow('niet naar dezelfde database');
    } finally {
      await bron.destroy();
    }
  });
});
