import { EventEmitter } from 'node:events';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { Overloaded } from '../errors/domain-error.js';
import { reachNow, type RowScope } from './reach.js';
import { isDiskFull, NoConnection } from './sql-error.js';
import { asOwner, terms, workNow, type Work } from './work.js';

type Callback = (error?: Error, client?: pg.PoolClient, release?: (error?: Error | boolean) => void) => void;

/** Members that node-postgres gives a client without naming them in its types. */
interface Insides {
  connection: { stream: { destroy(error?: Error): void } };
}

/** Milliseconds more than PostgreSQL allows a statement: who has no answer by then will never have one. */
const GRACE = 400;
/** Milliseconds in which an answer is read that came while this process itself was at a standstill. */
const READING = 100;
/** Milliseconds that connections get to say goodbye. */
const GOODBYE = 1000;

// A machine that vanishes without a word gives its locks back after a minute, not after the two hours of the system.
export const KEEPALIVE = '-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3';

/** Where the database is: for the server, and for whoever owns its tables. They are the same where there is one role. */
export interface DatabaseUrls {
  server: string;
  owner: string;
}

/** The setting without which nobody changes or deletes a line of the audit; see the migration of its guard. */
const AUDIT_OPEN = '-c academie.onderhoud=aan';

/** Options of every connection of ours, to whichever database. */
export const lasting = { keepAlive: true, keepAliveInitialDelayMillis: 30_000 };

/** A connection that is given up when an answer stays away: the network may have swallowed it without a word. */
export class Client extends pg.Client {
  readonly since = performance.now();
  /** Milliseconds; 0 waits for ever. */
  answerWithin = 0;
  onError: (error: unknown) => void = () => undefined;

  constructor(config: pg.ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as (...all: unknown[]) => unknown;
    this.query = ((...all: unknown[]) => {
      const result = ask(...all);
      return result instanceof Promise ? this.watch<unknown>(result) : result;
    }) as typeof this.query;
  }

  /** Ends it without waiting for the other side. */
  break(error?: Error): void {
    (this as unknown as Insides).connection.stream.destroy(error);
  }

  /** Waits for something that the other side sends, for as long as it may take for an answer. */
  async watch<T>(result: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const silence = (): void => this.break(new NoConnection('the database does not answer'));
    const late = (): void => void (timer = setTimeout(silence, READING));
    if (this.answerWithin > 0) timer = setTimeout(late, this.answerWithin);
    try {
      return await result;
    } catch (error) {
      const known = named(error);
      this.onError(known);
      throw known;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** node-postgres has only words for a connection that breaks. */
function named(error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  return code ? error : new NoConnection(message, { cause: error });
}

/**
 * The connections of one process, in a pool for each kind of work; TypeORM takes this for its pool. After one answer
 * that stayed away every connection from before is doubted: it is replaced when somebody wants it.
 */
export class Connections extends EventEmitter {
  private readonly pools: Record<Work, pg.Pool>;
  /** For reading on behalf of somebody who may see only their own rows; the others never serve them, nor these the others. */
  private readonly narrow: Partial<Record<Work, pg.Pool>> = {};
  private readonly open = new Set<Client>();
  private doubted = 0;
  private full = false;

  /** @param most connections of each kind, when not as many as `terms` says. */
  constructor(
    private readonly urls: DatabaseUrls,
    private scope: RowScope | undefined,
    private readonly most?: number,
  ) {
    super();
    const kinds = Object.keys(terms) as Work[];
    this.pools = Object.fromEntries(kinds.map((work) => [work, this.pool(work)])) as typeof this.pools;
    if (scope) this.narrow = { read: this.pool('read', scope.role), list: this.pool('list', scope.role) };
  }

  /** How PostgreSQL leaves out what is not theirs; undefined where it does not. */
  get rowScope(): RowScope | undefined {
    return this.scope;
  }

  /** For a database that cannot do it. */
  withoutRowScope(): void {
    this.scope = undefined;
  }

  /** The role of the server, when it is not the owner's. */
  get serverRole(): string | undefined {
    const [server, owner] = [this.urls.server, this.urls.owner].map((url) => new URL(url).username);
    return server === owner ? undefined : decodeURIComponent(server!);
  }

  /** Whether a statement failed lately because the disk is full, and none has shown since that it is not. */
  get diskFull(): boolean {
    return this.full;
  }

  diskHasRoom(): void {
    this.full = false;
  }

  /** One statement by itself, for a library that keeps counters of its own: it may write. */
  async query(statement: pg.QueryConfig): Promise<pg.QueryResult> {
    const work = workNow();
    const client = await this.one(work === 'read' ? 'write' : work);
    try {
      return await client.query(statement);
    } finally {
      client.release();
    }
  }

  /** A connection to be released, with `true` when it may not be used again. */
  one(work = workNow()): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) =>
      this.reserve(work, (error, client) => (error ? reject(error) : resolve(client!))),
    );
  }

  connect(callback: Callback): void {
    this.reserve(workNow(), callback);
  }

  /** Gives every connection time to finish, and breaks those that do not. */
  end(callback: (error?: Error) => void): void {
    const breaking = setTimeout(() => this.open.forEach((client) => client.break()), GOODBYE);
    Promise.all([...Object.values(this.pools), ...Object.values(this.narrow)].map((pool) => pool.end()))
      .finally(() => clearTimeout(breaking))
      .then(() => callback(), callback);
  }

  private reserve(work: Work, callback: Callback): void {
    const of = this.scope ? reachNow() : null;
    const narrow = of === null ? undefined : this.narrow[work];
    if (narrow) return this.offer(work, narrow, narrowed(this.scope!.setting, of!, callback));
    this.offer(work, this.pools[work], callback);
  }

  private offer(work: Work, pool: pg.Pool, callback: Callback): void {
    if (pool.waitingCount >= terms[work].queue) return callback(new Overloaded(`connections for ${work}`, 5));
    this.take(work, pool, callback);
  }

  private take(work: Work, pool: pg.Pool, callback: Callback): void {
    pool.connect((error, client, release) => {
      if (error) return callback(refusal(error, work));
      if ((client as unknown as Client).since >= this.doubted) return callback(undefined, client, release);
      release(true);
      this.take(work, pool, callback);
    });
  }

  private pool(work: Work, role?: string): pg.Pool {
    const owner = asOwner.includes(work);
    const { connections, connect, lock, statement, idle } = terms[work];
    const limits = {
      lock_timeout: lock,
      statement_timeout: statement,
      idle_in_transaction_session_timeout: idle,
    };
    const pool = new pg.Pool({
      ...lasting,
      connectionString: owner ? this.urls.owner : this.urls.server,
      Client: Client as unknown as typeof pg.Client,
      max: this.most ?? connections,
      connectionTimeoutMillis: connect,
      application_name: work === 'read' || work === 'write' ? 'academie' : `academie ${work}`,
      options: [
        ...['-c timezone=UTC', KEEPALIVE, ...settings(limits)],
        ...(owner ? [AUDIT_OPEN] : []),
        ...(role ? [`-c role=${role}`] : []),
      ].join(' '),
    });
    pool.on('error', (error) => this.emit('error', error));
    pool.on('connect', (client) => this.watch(client as unknown as Client, statement));
    pool.on('remove', (client) => this.open.delete(client as unknown as Client));
    return pool;
  }

  private watch(client: Client, statement: number): void {
    client.answerWithin = statement > 0 ? statement + GRACE : 0;
    client.onError = (error) => {
      if (error instanceof NoConnection) this.doubted = performance.now();
      if (isDiskFull(error)) this.full = true;
    };
    // Without a listener a connection that breaks would end the process; who uses it hears of it from the statement.
    client.on('error', () => undefined);
    this.open.add(client);
  }
}

/** Says on the connection whose rows are read, before anybody gets it. */
const narrowed =
  (setting: string, of: string, callback: Callback): Callback =>
  (error, client, release) => {
    if (error || !client) return callback(error);
    client.query(`SELECT set_config($1, $2, false)`, [setting, of]).then(
      () => callback(undefined, client, release),
      (trouble: Error) => {
        release?.(true);
        callback(trouble);
      },
    );
  };

const settings = (values: Record<string, number>): string[] =>
  Object.entries(values).map(([name, value]) => `-c ${name}=${value}`);

/** Says that the database is busy, not that it is down, when waiting ended while others used the connections. */
function refusal(error: Error, work: Work): Error {
  if ('code' in error) return error;
  return /timeout exceeded/.test(error.message)
    ? new Overloaded(`connections for ${work}`, 5)
    : new NoConnection(error.message, { cause: error });
}

/** The connections of this data source, once it is initialized. */
export const connectionsOf = (dataSource: DataSource): Connections =>
  (dataSource.driver as unknown as { master: Connections }).master;
