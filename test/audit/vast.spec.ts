import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { AuditService } from '../../src/audit/audit.service.js';
import { during, type Work } from '../../src/platform/database/work.js';
import { sqlstate } from '../../src/platform/database/sql-error.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { rollenVan } from '../support/database.js';

const GEEN_RECHT = '42501';
const BUIGINGEN = [
  `UPDATE auditregel SET gegevens = '{}'`,
  `DELETE FROM auditregel`,
  `TRUNCATE auditregel`,
  `ALTER TABLE auditregel DISABLE TRIGGER ALL`,
  `DROP TABLE auditregel`,
  `SET academie.onderhoud = 'aan'; DELETE FROM auditregel`,
  `INSERT INTO auditregel SELECT * FROM auditregel LIMIT 1 ON CONFLICT (id) DO UPDATE SET code = 'x'`,
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

test('de functie die per dag telt, kan alleen tellen', async () => {
  const tel = () =>
    huis.app.get(AuditService).tel(huis.dataSource.manager, {
      wie: systeem,
      code: 'deelnemerslijst.bekeken',
      onderwerp: { soort: 'bestuur', id: 'x' },
      gegevens: { aantal: 3, filter: {} },
    });
  await tel();
  await tel();
  const geteld = await huis.dataSource.query<{ gegevens: unknown }[]>(
    `SELECT gegevens FROM auditregel WHERE code = 'deelnemerslijst.bekeken'`,
  );
  expect(geteld).toMatchObject([{ gegevens: { keer: 2, aantal: 6 } }]);
  const { server } = rollenVan(huis.databaseUrl);
  const [rechten] = await huis.dataSource.query<unknown[]>(
    `SELECT has_function_privilege('public', 'tel_auditregel(timestamptz, text, text, text, text, text, jsonb, text)', 'EXECUTE') AS iedereen,
            has_table_privilege($1, 'auditregel', 'INSERT') AS erbij, has_table_privilege($1, 'auditregel', 'UPDATE') AS anders,
            has_table_privilege($1, 'auditregel', 'TRUNCATE') AS leeg`,
    [new URL(server).username],
  );
  expect(rechten).toEqual({ iedereen: false, erbij: true, anders: false, leeg: false });
});
