import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-error.js';
import { identityOf } from './processes.js';

// Longer than the longest start (initdb, then a minute of crash recovery), so that only a real fault reaches it.
const PATIENCE_MS = 120_000;
const PREFIX = 'start.slot.';
const FREE = 'vrij';

/**
 * Does `work` while no other process on this machine does its own for the same folder.
 *
 * The lock is the file `start.slot.<n>` with the highest n; it says whose it is, or `vrij`. Taking it over means
 * creating n+1, which only one can do; the highest file is never removed. So two processes that both find the lock
 * of a dead one cannot remove each other's, as they could with a single file that is deleted and made again.
 */
export async function withStartLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = await takeLock(folder);
  try {
    return await work();
  } finally {
    await writeAtomically(lock, FREE, (from, to) => fs.rename(from, to));
  }
}

async function takeLock(folder: string): Promise<string> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const sequence = await highestLock(folder);
    const holder = sequence === 0 ? undefined : await livingHolder(lockFile(folder, sequence));
    if (holder === undefined) {
      const lock = await tryLock(folder, sequence + 1);
      if (lock) return lock;
    } else if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        `Proces ${holder} is al langer dan ${PATIENCE_MS / 1000} seconden bezig de database in ${folder} te starten of te stoppen; beëindig dat proces en probeer het opnieuw.`,
      );
    }
    await sleep(25);
  }
}

async function tryLock(folder: string, sequence: number): Promise<string | undefined> {
  const lock = lockFile(folder, sequence);
  const content = `${process.pid} ${await identityOf(process.pid)}`;
  // link(), because it fails when the file exists and because the file is never seen without its content.
  const succeeded = await writeAtomically(lock, content, (from, to) => fs.link(from, to)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
  if (!succeeded) return undefined;
  if ((await highestLock(folder)) > sequence) {
    // Others went on while we were slow; ours is a number of the past.
    await fs.rm(lock, { force: true });
    return undefined;
  }
  await removeLower(folder, sequence);
  return lock;
}

async function livingHolder(lock: string): Promise<number | undefined> {
  const content = await fs.readFile(lock, 'utf8').catch(() => FREE);
  const [pid, identity] = content.split(' ');
  if (!identity || (await identityOf(Number(pid))) !== content.slice(content.indexOf(' ') + 1))
    return undefined;
  return Number(pid);
}

async function highestLock(folder: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(folder)));
}

async function removeLower(folder: string, sequence: number): Promise<void> {
  for (const lower of await lockNumbers(folder)) {
    if (lower < sequence) await fs.rm(lockFile(folder, lower), { force: true });
  }
}

async function lockNumbers(folder: string): Promise<number[]> {
  const names = await fs.readdir(folder);
  return names
    .filter((name) => /^start\.slot\.\d+$/.test(name))
    .map((name) => Number(name.slice(PREFIX.length)));
}

async function writeAtomically(
  file: string,
  content: string,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${process.pid}.${crypto.randomBytes(4).toString('hex')}`;
  await fs.writeFile(temporary, content);
  try {
    await place(temporary, file);
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

function lockFile(folder: string, sequence: number): string {
  return path.join(folder, `${PREFIX}${sequence}`);
}
