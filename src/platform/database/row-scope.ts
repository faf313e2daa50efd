import { createHash } from 'node:crypto';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { connectionsOf } from './connections.js';
import type { RowScope } from './reach.js';
import { sqlstate } from './sql-error.js';

const FORBIDDEN = '42501';
/** Somebody else makes the same role at this moment, or has just done so. */
const THERE_ALREADY = ['42710', '23505'];

/**
 * Makes the rules by which PostgreSQL itself leaves out rows, when they are not there as they should be. Where the
 * database does not let us make the role, reading goes on as before, by the conditions in the statements alone.
 * @param report gets a Dutch sentence when that is so, with what an administrator can do.
 */
export async function guardRows(
  dataSource: DataSource,
  runner: QueryRunner,
  report: (sentence: string) => void,
): Promise<void> {
  const connections = connectionsOf(dataSource);
  const { rowScope: scope, serverRole } = connections;
  if (!scope) return;
  const lacking = await lackingOf(runner, scope, serverRole ?? (await ownName(runner)));
  try {
    for (const statement of lacking) await orThereAlready(runner.manager.query(statement));
  } catch (error) {
    if (sqlstate(error) !== FORBIDDEN) throw error;
    connections.withoutRowScope();
    report(
      `De rijbeveiliging staat uit, omdat deze rol van PostgreSQL geen rollen mag maken of geven. Laat een beheerder van de database dit draaien, en start opnieuw: ${lacking.join('; ')};`,
    );
  }
  // Also where we could do nothing about the roles: rules that stand may leave no server blind.
  const readers = await readersOf(runner, scope);
  const statements = (await isRole(runner, scope)) ? rulesOf(scope, readers) : withoutRules(scope);
  const version = createHash('sha256').update(statements.join(';')).digest('hex').slice(0, 32);
  const [now] = await runner.manager.query<{ version: string | null }[]>(
    `SELECT obj_description(to_regprocedure('public.bereik()'), 'pg_proc') AS version`,
  );
  if (now?.version === version) return;
  await runner.manager.transaction(async (m) => {
    for (const statement of statements) await m.query(statement);
    await m.query(`COMMENT ON FUNCTION public.bereik() IS '${version}'`);
  });
}

async function ownName(runner: QueryRunner): Promise<string> {
  const [row] = await runner.manager.query<{ name: string }[]>('SELECT current_user::text AS name');
  return row!.name;
}

/**
 * The roles that may read these tables, besides their owner and the narrow one: each server's own, also that of a server
 * that runs beside a command of the owner.
 */
async function readersOf(runner: QueryRunner, { role, own }: RowScope): Promise<string[]> {
  const rows = await runner.manager.query<{ name: string }[]>(
    `SELECT DISTINCT r.rolname AS name
       FROM pg_class c CROSS JOIN aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY($1) AND a.privilege_type = 'SELECT'
        AND a.grantee <> c.relowner AND r.rolname <> $2
      ORDER BY 1`,
    [Object.keys(own), role],
  );
  return rows.map(({ name }) => name);
}

/** Without which nobody can read in the role. @param reader who takes it on; being its member is not enough for that. */
async function lackingOf(runner: QueryRunner, { role }: RowScope, reader: string): Promise<string[]> {
  const [name, to] = [role, reader].map(pg.escapeIdentifier);
  const [there] = await runner.manager.query<{ role: boolean; reader: boolean }[]>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = $1)
              THEN pg_has_role($2, $1, CASE WHEN current_setting('server_version_num')::integer < 160000 THEN 'MEMBER'
                                            ELSE 'SET' END)
              ELSE false END AS reader`,
    [role, reader],
  );
  return [
    ...(there!.role ? [] : [`CREATE ROLE ${name} NOLOGIN`]),
    ...(there!.reader ? [] : [`GRANT ${name} TO ${to}`]),
  ];
}

async function isRole(runner: QueryRunner, { role }: RowScope): Promise<boolean> {
  const rows = await runner.manager.query<object[]>('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  return rows.length > 0;
}

/** Where the role is not, as in a copy of the database on another server: every row for everybody who may read the table. */
const withoutRules = ({ setting, own }: RowScope): string[] => [
  functionOf(setting),
  ...Object.keys(own).flatMap((table) => [
    `DROP POLICY IF EXISTS bereik ON ${table}`,
    `DROP POLICY IF EXISTS server ON ${table}`,
    `ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`,
  ]),
];

const functionOf = (setting: string): string =>
  `CREATE OR REPLACE FUNCTION public.bereik() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
     AS $$ SELECT nullif(current_setting('${setting}', true), '')::uuid $$`;

async function orThereAlready(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!THERE_ALREADY.includes(sqlstate(error) ?? '')) throw error;
  }
}

/**
 * All that has to be there. A server itself reads every row: a policy that is always true costs its plans nothing.
 * @param readers the roles of servers; none when the server owns the tables, which no policy binds.
 */
function rulesOf({ role, setting, own, open }: RowScope, readers: readonly string[]): string[] {
  const narrow = pg.escapeIdentifier(role);
  return [
    functionOf(setting),
    `GRANT USAGE ON SCHEMA public TO ${narrow}`,
    `DO $$
     DECLARE een regclass;
     BEGIN
       FOR een IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
         AND relowner = current_user::regrole
       LOOP EXECUTE format('REVOKE ALL ON %s FROM ${narrow}', een); END LOOP;
     END $$`,
    `GRANT SELECT ON ${[...open, ...Object.keys(own)].join(', ')} TO ${narrow}`,
    ...Object.entries(own).flatMap(([table, condition]) => [
      `DROP POLICY IF EXISTS bereik ON ${table}`,
      `CREATE POLICY bereik ON ${table} FOR SELECT TO ${narrow} USING (${condition})`,
      `DROP POLICY IF EXISTS server ON ${table}`,
      ...(readers.length > 0
        ? [
            `CREATE POLICY server ON ${table} TO ${readers.map(pg.escapeIdentifier).join(', ')} USING (true) WITH CHECK (true)`,
          ]
        : []),
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    ]),
  ];
}
