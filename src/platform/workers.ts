import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AsyncResource } from 'node:async_hooks';
import { ReadableStream, TransformStream } from 'node:stream/web';
import type { Piscina } from 'piscina';
import { Overloaded } from './errors/domain-error.js';
import { Once } from './once.js';
import { compiledFile } from './project-root.js';
import type { Task } from './worker-thread.js';

/**
 * The default export of a `*.worker.ts`. It runs in a thread of its own and imports only what it needs: no Nest, no
 * database, no settings. What comes in and `params` are copied (structured clone). Pieces of some tens of kB are best:
 * each costs a message, and others on the thread get their turn in between.
 */
export type Job<Params = unknown, Item = Uint8Array> = (
  params: Params,
  input: AsyncIterable<Item>,
) => AsyncGenerator<Uint8Array>;

/** The type of a file with a job in it, as `typeof import('./x.worker.js')` says it without loading it. */
interface JobFile {
  default: Job<never, never>;
}
type ParamsOf<File extends JobFile> = Parameters<File['default']>[0];
type ItemOf<File extends JobFile> =
  Parameters<File['default']>[1] extends AsyncIterable<infer Item> ? Item : never;

/** A thread that waits for a slow reader does something else meanwhile, so each has several jobs at once. */
const limits = {
  threads: 2,
  jobsPerThread: 16,
  queue: 64,
  /** Milliseconds after its last job that a thread stays. */
  idle: 10_000,
  /** Of a thread; what needs more ends with an error. */
  memory: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
  /** Pages and the database go first when there are not enough cores for all. */
  nice: 5,
};

/** Work that would keep everybody waiting, PDF and spreadsheets, is done by threads beside the one that answers. */
@Injectable()
export class Workers implements OnApplicationShutdown {
  private readonly logger = new Logger('Workers');
  private readonly pool = new Once(() => this.start());
  private stopped = false;

  /**
   * What the job makes, a piece or two ahead of who reads it. Who stops reading ends the job. A thread that dies takes
   * the jobs on it along, and the next one gets a new thread.
   * @param name of the file under `src/`, without `.worker.ts`.
   * @param input is read in the context of the first `next()`, so with its connections.
   * @throws Overloaded when too many are waiting; what the job throws, as a plain Error.
   */
  async *run<File extends JobFile>(
    name: string,
    params: ParamsOf<File>,
    input: AsyncIterable<ItemOf<File>> = nothing(),
  ): AsyncGenerator<Buffer> {
    const pool = await this.open();
    if (pool.queueSize >= limits.queue) throw new Overloaded('worker threads', 10);
    const source = input[Symbol.asyncIterator]();
    const stream = streamOf(source);
    const output = new TransformStream<Uint8Array, Uint8Array>();
    const reader = output.readable.getReader();
    const task: Task = {
      file: compiledFile(`${name}.worker`),
      params,
      input: stream,
      output: output.writable,
    };
    let failure: Error | undefined;
    const ended = pool
      .run(task, { transferList: [stream, output.writable] })
      .catch((error: Error) => ((failure = error), reader.cancel()));
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (!done) yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
        else break;
      }
      await ended;
      if (failure) throw failure;
    } finally {
      // The input is let go with it. Not waited for: what the thread is at ends in its own time.
      void reader.cancel().catch(() => undefined);
    }
  }

  /** After the last answers: what is still under way is cut off. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await (await this.pool.present?.catch(() => undefined))?.destroy();
  }

  private open(): Promise<Piscina> {
    if (this.stopped) throw new Error('Stopping: nothing is started any more.');
    return this.pool.get();
  }

  /** Few processes make such a file soon, so even the pool is loaded for the first one. */
  private async start(): Promise<Piscina> {
    const { Piscina } = await import('piscina');
    const pool = new Piscina({
      filename: compiledFile('platform/worker-thread'),
      minThreads: 0,
      maxThreads: limits.threads,
      concurrentTasksPerWorker: limits.jobsPerThread,
      loadBalancer: (_job, threads) => leastBusy(threads),
      idleTimeout: limits.idle,
      resourceLimits: limits.memory,
      niceIncrement: limits.nice,
      recordTiming: false,
      // Secrets, and what a debugger or a test loads into this process, are none of a job's business.
      env: {},
      execArgv: ['--enable-source-maps'],
    });
    pool.on('error', (error) => this.logger.error(error));
    return pool;
  }
}

interface Thread {
  currentUsage: number;
}

/** A second thread is started before the first gets a second job. */
function leastBusy<T extends Thread>(threads: T[]): T | null {
  const [first] = threads.toSorted((a, b) => a.currentUsage - b.currentUsage);
  if (!first || first.currentUsage >= limits.jobsPerThread) return null;
  return first.currentUsage === 0 || threads.length >= limits.threads ? first : null;
}

/** As a stream that can be handed to a thread; each item is asked for when the thread wants it. */
function streamOf<Item>(source: AsyncIterator<Item, unknown>): ReadableStream<never> {
  const next = AsyncResource.bind(() => source.next());
  const stream = new ReadableStream<Item>(
    {
      async pull(controller) {
        const { done, value } = await next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await source.return?.()),
    },
    { highWaterMark: 0 },
  );
  return stream as ReadableStream<never>;
}

async function* nothing(): AsyncGenerator<never> {}
