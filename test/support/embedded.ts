import { ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import { stopAbandonedPostgres } from '../../src/platform/database/embedded/embedded-postgres.js';
import { findPostmaster } from '../../src/platform/database/embedded/processes.js';
export const asRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const run = promisify(execFile);
const build = process.env.TEST_BUILD ?? '';
const program = path.resolve(import.meta.dirname, 'embedded-process.mjs');

export interface Outcome {
  url: string;
  error?: string;
  kind?: string;
  reports: string[];
}

/** A living process that uses the embedded database of a folder. */
export interface Launched {
  child: ChildProcess;
  outcome: Promise<Outcome>;
  /** Lets it stop in the ordinary way. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
}

const children: ChildProcess[] = [];
const folders: string[] = [];

export interface Start {
  options?: { durable?: boolean; patienceMs?: number; watchMs?: number };
  /** The account to run as, when the tests run as root. */
  uid?: number;
  program?: string;
  build?: string;
}

export function launch(folder: string, start: Start = {}): Launched {
  const options = JSON.stringify({ folder, ...start.options });
  const child = spawn(process.execPath, [start.program ?? program, start.build ?? build, options], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    ...(start.uid === undefined ? {} : { uid: start.uid, gid: start.uid, cwd: '/' }),
  });
  children.push(child);
  const outcome = once(createInterface(child.stdout), 'line').then(
    ([line]) => JSON.parse(String(line)) as Outcome,
  );
  return {
    child,
    outcome,
    stop: async () => {
      await endProcess(child, () => child.stdin.end('\n'));
      if (child.exitCode !== 0) throw new Error('Het stoppen is mislukt; zie de uitvoer hierboven.');
    },
    kill9: () => endProcess(child, () => child.kill('SIGKILL')),
  };
}

/** Starts, lets `work` run on the database and stops again. */
export async function withDatabase<T>(
  folder: string,
  work: (outcome: Outcome) => T | Promise<T>,
): Promise<T> {
  const launched = launch(folder);
  try {
    return await work(await launched.outcome);
  } finally {
    await launched.stop();
  }
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A new folder that everybody may enter, unless `mode` says otherwise; belongs to `uid` if given. */
export async function newFolder({
  mode = 0o755,
  uid,
}: { mode?: number; uid?: number } = {}): Promise<string> {
  const folder = await fs.mkdtemp(path.join(process.env.TEST_WORKSPACE ?? '', 'folder-'));
  folders.push(folder);
  await fs.chmod(folder, mode);
  if (uid !== undefined) await fs.chown(folder, uid, uid);
  return fs.realpath(folder);
}

let original: Promise<string> | undefined;

/** A new folder with a database in it: a copy, because initdb takes longer than all the rest of a start. */
export async function filledFolder(): Promise<string> {
  const folder = await newFolder();
  await copyInto(folder, `${await (original ??= fillFolder())}/.`);
  return folder;
}

async function fillFolder(): Promise<string> {
  const folder = await newFolder();
  const launched = launch(folder, { options: { durable: false } });
  await launched.outcome;
  await launched.stop();
  return folder;
}

/** Keeps owners and links, which `fs.cp` does not. */
export async function copyInto(folder: string, ...sources: string[]): Promise<void> {
  await run('cp', ['-a', ...sources, folder]);
}

export async function postmasterPid(folder: string): Promise<number | undefined> {
  return (await findPostmaster(path.join(folder, 'postgres')))?.pid;
}

/** An account without rights for a process of a test; as a plain user there is only ourselves. */
export const UNPRIVILEGED = asRoot ? NOBODY : undefined;

/** Ends whatever a test left running and removes its folders. */
export async function cleanUp(): Promise<void> {
  await Promise.all(children.splice(0).map((child) => endProcess(child, () => child.kill('SIGKILL'))));
  for (const folder of folders.splice(0)) {
    await stopAbandonedPostgres(folder).catch(() => undefined);
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function endProcess(child: ChildProcess, act: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  act();
  await exited;
}
