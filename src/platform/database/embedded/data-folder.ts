import { execFile } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Account } from './account.js';
import { Binaries, BINARY_ENVIRONMENT } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-error.js';
import { exists } from './files.js';
import { Location } from './location.js';

const run = promisify(execFile);
const HALF = '.nieuw-';

/** The superuser of the embedded server, and the one the application logs in as. */
export const ROLE = 'academie';

/** Only initdb that ran to its end leaves both files; without them there is nothing to start. */
export async function isComplete(dataFolder: string): Promise<boolean> {
  const parts = await Promise.all(
    ['PG_VERSION', 'global/pg_control'].map((part) => exists(path.join(dataFolder, part))),
  );
  return parts.every(Boolean);
}

export async function checkVersion(dataFolder: string, binaries: Binaries): Promise<void> {
  const version = (await fs.readFile(path.join(dataFolder, 'PG_VERSION'), 'utf8')).trim();
  if (version === binaries.majorVersion) return;
  throw new EmbeddedPostgresError(
    `De databasemap ${dataFolder} is van PostgreSQL ${version} en dit is PostgreSQL ${binaries.majorVersion}; er is niets gewijzigd: installeer de oude versie, of zet de gegevens over met pg_dump.`,
  );
}

/** Moves what cannot be a data directory to another name; it is kept, as it may hold what somebody misses. */
export async function setIncompleteAside(
  dataFolder: string,
  report: (sentence: string) => void,
): Promise<void> {
  if (!(await exists(dataFolder)) || (await isComplete(dataFolder))) return;
  const aside = `${dataFolder}.onvolledig-${crypto.randomBytes(4).toString('hex')}`;
  await fs.rename(dataFolder, aside);
  report(
    `De databasemap ${dataFolder} was onvolledig en staat nu in ${aside}; er wordt een nieuwe, lege database gemaakt.`,
  );
}

/**
 * Makes the data directory in a temporary one beside it and gives it its name when it is complete, so that whoever is
 * killed halfway never leaves a data directory that looks real.
 */
export async function makeDataFolder(
  { dataFolder, account }: Location,
  binaries: Binaries,
  options: { password: string; durable: boolean },
): Promise<void> {
  await removeHalfDataFolders(dataFolder);
  const half = `${dataFolder}${HALF}${crypto.randomBytes(4).toString('hex')}`;
  const passwordFile = `${half}.wachtwoord`;
  try {
    await fs.mkdir(half, { mode: 0o700 });
    await fs.writeFile(passwordFile, options.password, { mode: 0o600 });
    await giveTo(account, half, passwordFile);
    await runInitdb(binaries, half, passwordFile, { account, durable: options.durable });
    await fs.rename(half, dataFolder);
  } finally {
    await removeHalfDataFolders(dataFolder);
  }
}

async function runInitdb(
  binaries: Binaries,
  folder: string,
  passwordFile: string,
  { account, durable }: { account?: Account; durable: boolean },
): Promise<void> {
  const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=nl-NL'];
  flags.push(`--pgdata=${folder}`, `--username=${ROLE}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`);
  if (!durable) flags.push('--no-sync');
  try {
    await run(binaries.initdb, flags, { ...account, cwd: '/', env: BINARY_ENVIRONMENT });
  } catch (error) {
    const { stderr = '', code } = error as { stderr?: string; code?: unknown };
    const reason =
      /(?:error|FATAL|PANIC): +(.*)/.exec(stderr)?.[1] ?? (stderr.trim().split('\n')[0] || String(code));
    throw new EmbeddedPostgresError(
      `Het aanmaken van de ingebouwde database in ${path.dirname(folder)} is mislukt (${reason}); zie je niet waarom, zet dan DATABASE_URL.`,
      { cause: error },
    );
  }
}

async function removeHalfDataFolders(dataFolder: string): Promise<void> {
  const base = path.dirname(dataFolder);
  const prefix = `${path.basename(dataFolder)}${HALF}`;
  for (const name of await fs.readdir(base)) {
    // Retries, because an initdb whose parent was killed may still be writing in it.
    if (name.startsWith(prefix))
      await fs.rm(path.join(base, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

async function giveTo(account: Account | undefined, ...paths: string[]): Promise<void> {
  if (account) await Promise.all(paths.map((item) => fs.chown(item, account.uid, account.gid)));
}
