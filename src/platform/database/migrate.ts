import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { connectionsOf } from './connections.js';
import { guardRows } from './row-scope.js';
import { sqlstate } from './sql-error.js';
import { during } from './work.js';

const MIGRATION_LOCK = 7_318_001;
const LOCKED = '55P03';

/** Milliseconds between two attempts: short at first, and never longer than the last of these. */
const pauses = [500, 1000, 2000, 5000, 10_000];
/** Milliseconds after which the first look is taken at who is in the way; sooner than `terms.upkeep.lock`. */
const LOOK = 500;

interface Blocker {
  pid: number;
  naam: string;
  gebruiker: string;
  stand: string;
  seconden: number;
}

type Report = (sentence: string) => void;

/**
 * Brings the schema up to date; processes that start together wait for each other. A statement that finds its table in
 * use gives up after two seconds: as long as it waits, everybody else who wants that table waits behind it. So it tries
 * briefly, lets the others through, and tries again, for as long as it takes.
 * @param report gets a Dutch sentence each time, with who is in the way.
 */
export function migrate(dataSource: DataSource, report: Report = console.log): Promise<void> {
  return during('upkeep', async () => {
    const runner = dataSource.createQueryRunner();
    try {
      await takeTurn(dataSource, runner, report);
      try {
        await untilDone(dataSource, runner, report);
        await grant(dataSource, runner);
        await patiently(dataSource, runner, report, () => guardRows(dataSource, runner, report));
      } finally {
        await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      }
    } finally {
      await runner.release();
    }
  });
}

/**
 * Gives the server's role what it needs of the tables that are ours: all but to change a line of the audit, what was
 * migrated, or the report of what was erased. Where nothing lacks nothing is done, so that a server that starts beside others disturbs nobody.
 */
async function grant(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const { serverRole } = connectionsOf(dataSource);
  if (!serverRole) return;
  await checkPlace(dataSource, runner);
  const tables = await runner.manager.query<{ name: string; lacks: boolean }[]>(TABLES, [serverRole]);
  if (!tables.some(({ lacks }) => lacks)) return;
  const role = pg.escapeIdentifier(serverRole);
  await runner.manager.transaction(async (m) => {
    await m.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
    await m.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    for (const { name } of await m.query<{ name: string }[]>(SEQUENCES))
      await m.query(`GRANT USAGE, SELECT ON SEQUENCE public.${name} TO ${role}`);
    for (const { name } of tables) {
      await m.query(`REVOKE ALL ON public.${name} FROM ${role}`);
      await m.query(
        `GRANT ${rightsOn[name] ?? 'SELECT, INSERT, UPDATE, DELETE'} ON public.${name} TO ${role}`,
      );
    }
    await m.query(`GRANT EXECUTE ON FUNCTION public.tel_auditregel TO ${role}`);
  });
}

/** The key of what is counted per day is the database's own: see the migration of its guard. */
const rightsOn: Record<string, string> = {
  auditregel: 'SELECT, INSERT (op, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens)',
  migrations: 'SELECT',
  opruimverslag: 'SELECT',
};
const KEPT = Object.keys(rightsOn)
  .map((name) => pg.escapeLiteral(name))
  .join(', ');

const TABLES = `
  SELECT quote_ident(c.relname) AS name,
         NOT has_table_privilege($1, c.oid, 'SELECT')
           OR has_table_privilege($1, c.oid, 'UPDATE') = (c.relname IN (${KEPT}))
           OR has_table_privilege($1, c.oid, 'DELETE') = (c.relname IN (${KEPT}))
           OR has_table_privilege($1, c.oid, 'INSERT') = (c.relname IN (${KEPT})) AS lacks
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relowner = current_user::regrole`;

const SEQUENCES = `
  SELECT quote_ident(relname) AS name FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind = 'S' AND relowner = current_user::regrole`;

const PLACE = 'SELECT current_database() AS name, pg_postmaster_start_time() AS since';

/** @throws Error when the server and the owner look at two databases: what one reads, the other would erase. */
async function checkPlace(dataSource: DataSource, runner: QueryRunner): Promise<void> {
  const own = await runner.manager.query<object[]>(PLACE);
  const servers = await during('read', () => dataSource.query<object[]>(PLACE));
  if (JSON.stringify(own) !== JSON.stringify(servers))
    throw new Error('DATABASE_URL en DATABASE_URL_ONDERHOUD wijzen niet naar dezelfde database.');
}

async function takeTurn(dataSource: DataSource, runner: QueryRunner, report: Report): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await telling(dataSource, runner, report, () =>
        runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]),
      );
    } catch (error) {
      // The process that holds it is at work, and hinders nobody while we wait: no pause is needed.
      if (sqlstate(error) !== LOCKED) throw error;
    }
  }
}

function untilDone(dataSource: DataSource, runner: QueryRunner, report: Report): Promise<void> {
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'each';
  return patiently(dataSource, runner, report, () => executor.executePendingMigrations());
}

/** Tries until it is not kept from it any more. */
async function patiently(
  dataSource: DataSource,
  runner: QueryRunner,
  report: Report,
  work: () => Promise<unknown>,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await telling(dataSource, runner, report, work);
      return;
    } catch (error) {
      if (sqlstate(error) !== LOCKED) throw error;
      await pause(pauses[Math.min(attempt, pauses.length - 1)]);
    }
  }
}

/** Says who is in the way when this waits for somebody. */
async function telling(
  dataSource: DataSource,
  runner: QueryRunner,
  report: Report,
  work: () => Promise<unknown>,
): Promise<void> {
  const [own] = await runner.manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
  const over = new AbortController();
  const looking = look(dataSource, own!.pid, report, over.signal);
  try {
    await work();
  } finally {
    over.abort();
    await looking;
  }
}

async function look(dataSource: DataSource, pid: number, report: Report, over: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await pause(LOOK, undefined, { signal: over });
      const blockers = await dataSource.query<Blocker[]>(BLOCKERS, [pid]);
      if (blockers.length === 0) continue;
      report(`De migratie wacht op ${blockers.map(inWords).join(' en ')}. Ze probeert het steeds even.`);
      return;
    }
  } catch {
    // It was over, or could not be seen; the migration itself says what is wrong.
  }
}

const BLOCKERS = `
  SELECT a.pid, coalesce(nullif(a.application_name, ''), 'onbekend programma') AS naam,
         coalesce(a.usename, '') AS gebruiker, coalesce(a.state, '') AS stand,
         round(extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.query_start, a.backend_start)))::integer
           AS seconden
    FROM pg_stat_activity a WHERE a.pid = ANY (pg_blocking_pids($1)) ORDER BY a.xact_start`;

const inWords = ({ pid, naam, gebruiker, stand, seconden }: Blocker): string =>
  `${naam} van ${gebruiker} (proces ${pid} van PostgreSQL, ${stand}, al ${seconden} s)`;
