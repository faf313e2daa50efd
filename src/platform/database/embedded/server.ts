import { ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Binaries, BINARY_ENVIRONMENT } from './binaries.js';
import { EmbeddedPostgresError } from './embedded-error.js';
import { Location } from './location.js';
import { findPostmaster, Postmaster, removePidFile, waitUntil } from './processes.js';
import pg from 'pg';
import { ROLE } from './data-folder.js';
import crypto from 'node:crypto';
import path from 'node:path';
import { exists, readIfPresent } from './files.js';

const SHUTDOWN_MS = 30_000;

export interface ServerOptions {
  /** Names and values of postgresql.conf; they override ours. */
  settings: Record<string, string | number>;
  log: ServerLog;
  /** The port to start on; any free one when absent. */
  port?: number;
  /** Milliseconds a server may take to become ready. */
  patienceMs: number;
}

/** The port of a server that is ready: the one that runs on this data directory already, or one started now. */
export async function findOrStartServer(
  location: Location,
  binaries: Binaries,
  options: ServerOptions,
): Promise<number> {
  const deadline = performance.now() + options.patienceMs;
  for (;;) {
    const remaining = deadline - performance.now();
    const running = await findPostmaster(location.dataFolder);
    const ready = running ? await waitUntilReady(location.dataFolder, remaining, options) : undefined;
    if (ready) return ready.port;
    const port = await startServer(location, binaries, options, remaining);
    if (port) return port;
    if (performance.now() > deadline) throw notReady(options);
    await sleep(200);
  }
}

/** Stops the server on this data directory, if there is one; clients that are still connected are cut off. */
export async function stopServer(dataFolder: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', SHUTDOWN_MS],
    ['SIGQUIT', 5_000],
  ] as const) {
    const running = await findPostmaster(dataFolder);
    if (!running) return;
    sendSignal(running.pid, signal);
    if (await waitUntil(async () => (await findPostmaster(dataFolder)) === undefined, patience)) return;
  }
  throw new EmbeddedPostgresError(
    `De ingebouwde database in ${dataFolder} stopt niet; beëindig het proces postgres zelf.`,
  );
}

/** Undefined when it failed in a way that passes: the port was just taken, or an old server is not quite gone. */
async function startServer(
  location: Location,
  binaries: Binaries,
  options: ServerOptions,
  patience: number,
): Promise<number | undefined> {
  const port = options.port ?? (await freePort());
  await removePidFile(location.dataFolder);
  await options.log.begin();
  const child = await startProcess(location, binaries, options, port);
  const ready = await waitUntilReady(location.dataFolder, patience, options, child);
  if (ready) return ready.port;
  const tail = await options.log.sinceBegin();
  if (
    /could not bind|could not create any TCP|lock file .* already exists|pre-existing shared memory/.test(
      tail,
    )
  ) {
    return undefined;
  }
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(tail)?.[1] ?? 'zonder opgaaf van reden';
  throw new EmbeddedPostgresError(`De ingebouwde database start niet (${reason}); lees ${options.log.file}.`);
}

/**
 * Detached, so in a session of its own: Ctrl-C in the terminal reaches us and not the server, and the server outlives
 * us when another process still uses it.
 */
async function startProcess(
  { dataFolder, account }: Location,
  binaries: Binaries,
  { settings, log }: ServerOptions,
  port: number,
): Promise<ChildProcess> {
  const all = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const output = await fs.open(log.file, 'a');
  try {
    const child = spawn(binaries.postgres, ['-D', dataFolder, ...flags], {
      ...account,
      cwd: '/',
      env: BINARY_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output.fd, output.fd],
    });
    await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    child.unref();
    return child;
  } finally {
    await output.close();
  }
}

/** Undefined when the server ends before it is ready. */
async function waitUntilReady(
  dataFolder: string,
  patience: number,
  options: ServerOptions,
  child?: ChildProcess,
): Promise<Postmaster | undefined> {
  let running: Postmaster | undefined;
  const decided = await waitUntil(async () => {
    running = await findPostmaster(dataFolder);
    if (running?.state === 'ready') return true;
    // A process of our own may not have come to writing its postmaster.pid yet.
    return child ? child.exitCode !== null || child.signalCode !== null : running === undefined;
  }, patience);
  if (!decided) throw notReady(options);
  return running?.state === 'ready' ? running : undefined;
}

function notReady({ patienceMs, log }: ServerOptions): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `De ingebouwde database is na ${patienceMs / 1000} seconden nog niet gereed; lees ${log.file} en probeer het daarna opnieuw.`,
  );
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // Gone in the meantime is what we wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as net.AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export const DATABASE = 'academie';
/** What the server is to the database: no owner. */
export const SERVER_ROLE = 'academie_server';

export function connectionUrl(port: number, password: string, database: string, role = ROLE): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** The password of the server's role: another than the owner's, so that one does not give away the other. */
export const serverPassword = (password: string): string =>
  crypto.createHash('sha256').update(`${SERVER_ROLE}:${password}`).digest('hex');

/** Makes the database, and the role that the server uses, when they are not there. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({
    connectionString: connectionUrl(port, password, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
    const role = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [SERVER_ROLE]);
    if (!role.rowCount)
      await client.query(`CREATE ROLE ${SERVER_ROLE} LOGIN PASSWORD '${serverPassword(password)}'`);
  } finally {
    await client.end();
  }
}

export async function passwordFor(folder: string, dataExists: boolean): Promise<string> {
  const file = path.join(folder, 'wachtwoord');
  const existing = (await readIfPresent(file))?.trim();
  if (existing) return existing;
  if (dataExists) {
    throw new EmbeddedPostgresError(
      `Het wachtwoord van de ingebouwde database ontbreekt; zet het bestand ${file} terug of verwijder ${folder} om met een lege database te beginnen.`,
    );
  }
  const password = crypto.randomBytes(24).toString('hex');
  // Written aside and renamed, because half a password locks the database for good.
  await fs.writeFile(`${file}.nieuw`, password, { mode: 0o600 });
  await fs.rename(`${file}.nieuw`, file);
  return password;
}

const LARGE = 5_000_000;

/** `postgres.log`: what the server says, over all its starts; a large one makes room at the next start. */
export class ServerLog {
  readonly file: string;
  private start = 0;

  constructor(folder: string) {
    this.file = path.join(folder, 'postgres.log');
  }

  /** Marks where the next start begins. */
  async begin(): Promise<void> {
    this.start = (await exists(this.file)) ? (await fs.stat(this.file)).size : 0;
    if (this.start < LARGE) return;
    await fs.rename(this.file, `${this.file}.1`);
    this.start = 0;
  }

  async sinceBegin(): Promise<string> {
    return (await fs.readFile(this.file)).subarray(this.start).toString('utf8');
  }
}
