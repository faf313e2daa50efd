import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wacht } from 'node:timers/promises';
import pg from 'pg';
import { stopVerlatenPostgres } from '../../src/platform/database/ingebouwd/ingebouwde-postgres.js';
import { vindPostmaster } from '../../src/platform/database/ingebouwd/postmaster.js';

export const alsRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const bouw = process.env.TEST_BOUW ?? '';
const programma = path.resolve(import.meta.dirname, 'ingebouwd-proces.mjs');

export interface Uitkomst {
  url: string;
  fout?: string;
  soort?: string;
  meldingen: string[];
  milliseconden: number;
}

/** A living process that uses the embedded database of a folder. */
export interface Gebruik {
  proces: ChildProcess;
  uitkomst: Promise<Uitkomst>;
  /** Lets it stop in the ordinary way. */
  stop(): Promise<void>;
  kill9(): Promise<void>;
}

const processen: ChildProcess[] = [];
const mappen: string[] = [];

export interface Start {
  opties?: { duurzaam?: boolean; geduldMs?: number };
  /** The account to run as, when the tests run as root. */
  uid?: number;
  programma?: string;
  bouw?: string;
}

export function gebruik(map: string, start: Start = {}): Gebruik {
  const opties = JSON.stringify({ map, ...start.opties });
  const proces = spawn(process.execPath, [start.programma ?? programma, start.bouw ?? bouw, opties], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    ...(start.uid === undefined ? {} : { uid: start.uid, gid: start.uid, cwd: '/' }),
  });
  processen.push(proces);
  const uitkomst = once(createInterface(proces.stdout), 'line').then(
    ([regel]) => JSON.parse(String(regel)) as Uitkomst,
  );
  return {
    proces,
    uitkomst,
    stop: async () => {
      await eindig(proces, () => proces.stdin.end('\n'));
      if (proces.exitCode !== 0) throw new Error('Het stoppen is mislukt; zie de uitvoer hierboven.');
    },
    kill9: () => eindig(proces, () => proces.kill('SIGKILL')),
  };
}

/** Starts, lets `werk` run on the database and stops again. */
export async function metDatabase<T>(map: string, werk: (uitkomst: Uitkomst) => T | Promise<T>): Promise<T> {
  const proces = gebruik(map);
  try {
    return await werk(await proces.uitkomst);
  } finally {
    await proces.stop();
  }
}

export async function vraag(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A new folder that everybody may enter, unless `mode` says otherwise; belongs to `uid` if given. */
export async function nieuweMap({
  mode = 0o755,
  uid,
}: { mode?: number; uid?: number } = {}): Promise<string> {
  const map = await fs.mkdtemp(path.join(process.env.TEST_WERKMAP ?? '', 'map-'));
  mappen.push(map);
  await fs.chmod(map, mode);
  if (uid !== undefined) await fs.chown(map, uid, uid);
  return fs.realpath(map);
}

export async function postmasterPid(map: string): Promise<number | undefined> {
  return (await vindPostmaster(path.join(map, 'postgres')))?.pid;
}

/** An account without rights for a process of a test; as a plain user there is only ourselves. */
export const GEWOON = alsRoot ? NOBODY : undefined;

export async function wachtOp<T>(vraag: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let poging = 0; poging < 1500; poging++) {
    const antwoord = await vraag();
    if (antwoord) return antwoord;
    await wacht(10);
  }
  throw new Error('Dit gebeurde niet binnen 15 seconden.');
}

/** Ends whatever a test left running and removes its folders. */
export async function ruimOp(): Promise<void> {
  await Promise.all(processen.splice(0).map((proces) => eindig(proces, () => proces.kill('SIGKILL'))));
  for (const map of mappen.splice(0)) {
    await stopVerlatenPostgres(map).catch(() => undefined);
    await fs.rm(map, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function eindig(proces: ChildProcess, doe: () => unknown): Promise<void> {
  if (proces.exitCode !== null || proces.signalCode !== null) return;
  const einde = once(proces, 'exit');
  doe();
  await einde;
}
