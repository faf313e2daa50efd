// The moment at which a test run begins, when `TEST_BEGIN` says another than now. See docs/testen.md.
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const CLOCKS = ['now', 'clock_timestamp', 'statement_timestamp', 'transaction_timestamp'];

/** Puts the shift in the environment of everything that is started from here on. */
export async function shiftClock(workspace) {
  const { TEST_BEGIN, NODE_OPTIONS = '' } = process.env;
  if (!TEST_BEGIN) return;
  const shift = Date.parse(TEST_BEGIN) - Date.now();
  if (Number.isNaN(shift)) throw new Error(`TEST_BEGIN is no moment: ${TEST_BEGIN}`);
  // In the workspace, because some of those processes run as an account that may not read this project.
  const preload = path.join(workspace, 'verschoven-klok.mjs');
  await fs.copyFile(path.join(import.meta.dirname, 'verschoven-klok.mjs'), preload);
  process.env.TEST_SHIFT_MS = String(shift);
  process.env.NODE_OPTIONS = `${NODE_OPTIONS} --import=${pathToFileURL(preload)}`.trim();
  console.log(`\nThese tests begin at ${new Date(Date.parse(TEST_BEGIN)).toISOString()}.`);
}

/** SQL after which PostgreSQL's own clock has the same shift in a database; undefined when there is none. */
export function shiftedSql() {
  const shift = Number(process.env.TEST_SHIFT_MS ?? 0);
  if (!shift) return undefined;
  const functions = CLOCKS.map(
    (name) => `CREATE FUNCTION klok.${name}() RETURNS timestamptz LANGUAGE sql
      ${name === 'clock_timestamp' ? 'VOLATILE' : 'STABLE'} PARALLEL SAFE
      AS $$ SELECT pg_catalog.${name}() + interval '${shift} milliseconds' $$`,
  );
  return ['CREATE SCHEMA klok', ...functions].join(';\n');
}

/** SQL after which a database finds the functions of `shiftedSql` before PostgreSQL's own; undefined when not shifted. */
export function searchPathSql(name) {
  return process.env.TEST_SHIFT_MS && `ALTER DATABASE ${name} SET search_path = public, klok, pg_catalog`;
}
