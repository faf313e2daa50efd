import fs from 'node:fs/promises';
import path from 'node:path';
import { Binaries, findBinaries } from './binaries.js';
import { checkVersion, isComplete, makeDataFolder, setIncompleteAside } from './data-folder.js';
import { asClearError } from './embedded-error.js';
import { baseOf, determineLocation, Location } from './location.js';
import { hasParticipants, join, leave } from './participants.js';
import {
  connectionUrl,
  DATABASE,
  ensureDatabase,
  findOrStartServer,
  passwordFor,
  SERVER_ROLE,
  ServerLog,
  serverPassword,
  stopServer,
} from './server.js';
import { withStartLock } from './start-lock.js';
import { findPostmaster } from './processes.js';

export interface EmbeddedPostgres {
  /** Connection string of the database `academie`, as the owner of its tables. */
  url: string;
  /** The same for the server, which may do less. */
  serverUrl: string;
  /** Leaves the server; whoever leaves last stops it. */
  stop(): Promise<void>;
}

export interface Options {
  /** Folder for the data, the password and the log; made when it is not there. */
  folder: string;
  /** False gives up crash safety for speed, for tests whose data may be lost. */
  durable?: boolean;
  maxConnections?: number;
  /** Milliseconds the server may take to become ready, recovery after a crash included. */
  patienceMs?: number;
  /** Milliseconds between two looks whether the server still runs; one that was killed is started again. */
  watchMs?: number;
  /** Receives a sentence for the user when something unusual was put right. */
  report?: (sentence: string) => void;
}

type FilledOptions = Required<Options>;

// Recovery takes seconds on a database of this size; a minute means that something is wrong.
const PATIENCE_MS = 60_000;

const WATCH_MS = 1_000;

// Errors go to the client; in a file they would keep names and addresses from the statements that failed.
const QUIET = { log_min_messages: 'log', log_min_error_statement: 'panic', log_checkpoints: 'off' };

const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts PostgreSQL on this folder, or joins the one that another process started on it.
 *
 * @throws EmbeddedPostgresError with one Dutch sentence, whatever goes wrong
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  try {
    await fs.mkdir(options.folder, { recursive: true });
    const folder = await fs.realpath(options.folder);
    return await withStartLock(folder, () => startOrJoin(withDefaults(options, folder)));
  } catch (error) {
    throw asClearError(error, path.resolve(options.folder));
  }
}

/**
 * Stops the server that users who were killed left running on this folder; false when a living process uses it.
 */
export async function stopAbandonedPostgres(folder: string): Promise<boolean> {
  return withStartLock(folder, async () => {
    if (await hasParticipants(folder)) return false;
    await stopServer(path.join(await baseOf(folder), 'postgres'));
    return true;
  });
}

function withDefaults(options: Options, folder: string): FilledOptions {
  const {
    durable = true,
    maxConnections = 100,
    patienceMs = PATIENCE_MS,
    watchMs = WATCH_MS,
    report = () => undefined,
  } = options;
  return { folder, durable, maxConnections, patienceMs, watchMs, report };
}

/** The caller holds the start lock. */
async function startOrJoin(options: FilledOptions): Promise<EmbeddedPostgres> {
  await setIncompleteAside(path.join(await baseOf(options.folder), 'postgres'), options.report);
  const location = await determineLocation(options.folder);
  const binaries = await findBinaries(location.account);
  const password = await ensureDataFolder(location, binaries, options);
  const settings = {
    ...QUIET,
    max_connections: options.maxConnections,
    ...(options.durable ? {} : NOT_DURABLE),
  };
  const log = new ServerLog(options.folder);
  const server = { settings, log, patienceMs: options.patienceMs };
  const port = await findOrStartServer(location, binaries, server);
  const name = await join(options.folder);
  try {
    await ensureDatabase(port, password);
  } catch (error) {
    await depart(options.folder, name, location.dataFolder);
    throw error;
  }
  const again = async (): Promise<void> => {
    // On the port that everybody who uses it knows; the lock lets one of them do it.
    await findOrStartServer(location, binaries, { ...server, port });
    options.report('De ingebouwde database was gestopt en is opnieuw gestart.');
  };
  const endWatch = watch(options, location.dataFolder, again);
  let stopped: Promise<void> | undefined;
  return {
    url: connectionUrl(port, password, DATABASE),
    serverUrl: connectionUrl(port, serverPassword(password), DATABASE, SERVER_ROLE),
    stop: () => (stopped ??= stop(options.folder, name, location.dataFolder, endWatch)),
  };
}

function watch(
  { folder, watchMs, report }: FilledOptions,
  dataFolder: string,
  again: () => Promise<void>,
): EndWatch {
  const runs = async (): Promise<boolean> => (await findPostmaster(dataFolder)) !== undefined;
  return keepRunning(
    watchMs,
    runs,
    () => withStartLock(folder, async () => void ((await runs()) || (await again()))),
    (error) => report(asClearError(error, folder).message),
  );
}

async function stop(folder: string, name: string, dataFolder: string, endWatch: EndWatch): Promise<void> {
  try {
    await endWatch();
    await withStartLock(folder, () => depart(folder, name, dataFolder));
  } catch (error) {
    throw asClearError(error, folder);
  }
}

async function ensureDataFolder(
  location: Location,
  binaries: Binaries,
  options: FilledOptions,
): Promise<string> {
  const complete = await isComplete(location.dataFolder);
  if (complete) await checkVersion(location.dataFolder, binaries);
  const password = await passwordFor(options.folder, complete);
  if (!complete) await makeDataFolder(location, binaries, { password, durable: options.durable });
  return password;
}

/** The caller holds the start lock, so that nobody joins a server that is about to stop. */
async function depart(folder: string, name: string, dataFolder: string): Promise<void> {
  await leave(folder, name);
  if (!(await hasParticipants(folder))) await stopServer(dataFolder);
}

/** Ends the watch, and waits for what it is doing. */
type EndWatch = () => Promise<void>;

/**
 * Looks every so often whether something still runs, and starts it again when it does not. A start that fails is
 * reported once and tried again at the next look.
 */
function keepRunning(
  everyMs: number,
  runs: () => Promise<boolean>,
  startAgain: () => Promise<void>,
  report: (error: unknown) => void,
): EndWatch {
  let busy: Promise<void> | undefined;
  let reported = false;
  const look = async (): Promise<void> => {
    try {
      if (await runs()) return;
      await startAgain();
      reported = false;
    } catch (error) {
      if (!reported) report(error);
      reported = true;
    }
  };
  const timer = setInterval(() => {
    busy ??= look().finally(() => (busy = undefined));
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await busy;
  };
}
