import fs from 'node:fs/promises';
import path from 'node:path';
import { readIfPresent } from './files.js';
import { commandLineOf, identityOf, isWorkingFolderOf } from './processes.js';

/** A living server, as it describes itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping`; empty while the file is still being written. */
  state: string;
}

/**
 * The server that runs on this data directory, or undefined. A `postmaster.pid` of a dead one may name a pid that
 * another process has by now, so the process itself is asked which data directory it serves.
 */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const text = (await readIfPresent(pidFile(dataFolder))) ?? '';
  // Its lines: pid, data directory, start time, port, socket directory, address, shared memory, state.
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !(await isPostgresOf(pid, dataFolder))) return undefined;
  return { pid, port: Number(lines[3] ?? 0), state: lines[7] ?? '' };
}

/**
 * Removes the file of a dead server. PostgreSQL does so itself, except when the pid belongs to a living process of
 * the same account; then it refuses to start. Processes of the old server that still hold its memory stop a new one
 * also without this file.
 */
export async function removePidFile(dataFolder: string): Promise<void> {
  await fs.rm(pidFile(dataFolder), { force: true });
}

async function isPostgresOf(pid: number, dataFolder: string): Promise<boolean> {
  if ((await identityOf(pid)) === undefined) return false;
  const line = await commandLineOf(pid);
  if (!line.includes('postgres -D ')) return false;
  // The working directory of a server is its data directory, also when that was moved under it.
  return (await isWorkingFolderOf(pid, dataFolder)) ?? `${line} `.includes(` -D ${dataFolder} `);
}

function pidFile(dataFolder: string): string {
  return path.join(dataFolder, 'postmaster.pid');
}
