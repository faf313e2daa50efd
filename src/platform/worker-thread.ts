import type { ReadableStream, WritableStream } from 'node:stream/web';
import { setImmediate as nextRound } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Job } from './workers.js';

/** What `Workers` hands over: the compiled file of a job, and the streams in and out, which hold each other back. */
export interface Task {
  file: string;
  params: unknown;
  input: ReadableStream<never>;
  output: WritableStream<Uint8Array>;
}

/** Runs in the worker thread: gives what the job makes, until it ends, fails, or nobody wants more of it. */
export default async function work({ file, params, input, output }: Task): Promise<void> {
  const writer = output.getWriter();
  try {
    const { default: job } = (await import(pathToFileURL(file).href)) as { default: Job<unknown, never> };
    await toBegin();
    for await (const piece of job(params, input)) {
      await writer.write(whole(piece));
      await nextRound();
    }
    await writer.close();
  } catch (error) {
    // When it was the reader who left, there is nobody to tell.
    await writer.abort(error instanceof Error ? error : new Error(String(error))).catch(() => undefined);
  } finally {
    if (!input.locked) await input.cancel().catch(() => undefined);
  }
}

/** A copy goes over with all of the memory that it is a view of, and small Buffers are views of a large one. */
const whole = (piece: Uint8Array): Uint8Array =>
  piece.byteLength === piece.buffer.byteLength ? piece : new Uint8Array(piece);

let begun = Promise.resolve();

/** One job begins in a round, and in each what is ready leaves: else all who came together are answered together. */
const toBegin = (): Promise<void> => (begun = begun.then(() => nextRound()));
