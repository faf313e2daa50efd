import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import path from 'node:path';
import { readIfPresent } from './files.js';

const run = promisify(execFile);

/**
 * An identity that tells one run of a process from every other, also after its pid has been given to another process or the
 * machine has restarted. Undefined when the process does not live; a zombie does not live.
 */
export async function identityOf(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

/** The command line of a process, words separated by spaces; empty when it does not live. */
export async function commandLineOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return ps(pid, 'args=');
  const line = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.split('\0').join(' ').trim();
}

/** Undefined where the system does not tell: outside Linux, and of another account in a container without rights. */
export async function isWorkingFolderOf(pid: number, folder: string): Promise<boolean | undefined> {
  const workingFolder = await fs.stat(`/proc/${pid}/cwd`).catch(() => undefined);
  if (!workingFolder) return undefined;
  const { dev, ino } = await fs.stat(folder);
  return workingFolder.dev === dev && workingFolder.ino === ino;
}

/** Asks until the answer is true; false when it stays false for `milliseconds`. */
export async function waitUntil(question: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    if (await question()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(20);
  }
}

async function identityFromProc(pid: number): Promise<string | undefined> {
  try {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program name in brackets and may hold spaces and brackets itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const bootId = (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    return `${bootId}:${fields[19]}`;
  } catch {
    return undefined;
  }
}

async function identityFromPs(pid: number): Promise<string | undefined> {
  const line = await ps(pid, 'stat=,lstart=');
  const [state, ...started] = line.split(/\s+/);
  return !state || state.startsWith('Z') ? undefined : started.join(' ');
}

async function ps(pid: number, fields: string): Promise<string> {
  const output = run('ps', ['-ww', '-o', fields, '-p', String(pid)], {
    env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
  });
  return output.then(({ stdout }) => stdout.trim()).catch(() => '');
}

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
