import { setTimeout as pause } from 'node:timers/promises';
import { SettingsError } from './config/settings.js';
import { EmbeddedPostgresError } from './database/embedded/embedded-error.js';

/** Milliseconds from the signal within which the process is gone: its work, and after that what it stood on. */
export const stopLimits = { work: 8_000, whole: 9_500 };
export type StopLimits = typeof stopLimits;

interface Part {
  stop: () => Promise<unknown>;
  limit: keyof StopLimits;
}

/** The parts that were started; they are stopped in the other order, each part once the one that stands on it has stopped. */
export class Running {
  private readonly parts: Part[] = [];
  private stopped?: Promise<boolean>;

  constructor(private readonly limits: StopLimits = stopLimits) {}

  get isStopping(): boolean {
    return this.stopped !== undefined;
  }

  /**
   * Starts a part; when its start fails there is nothing to stop.
   * @param limit how long stopping may take; what is not done by then is left.
   * @throws Error when all is being stopped already: then nothing new begins.
   */
  async start<T>(
    start: () => Promise<T>,
    stop: (part: T) => Promise<unknown>,
    limit: keyof StopLimits,
  ): Promise<T> {
    if (this.isStopping) throw new Error('Stopping: nothing is started any more.');
    const starting = start();
    const stopIt = (): Promise<unknown> =>
      starting.then(
        (part) => stop(part),
        () => undefined,
      );
    this.parts.push({ stop: stopIt, limit });
    return starting;
  }

  /** @returns whether everything stopped in time and without an error. */
  stop(): Promise<boolean> {
    return (this.stopped ??= this.stopAll());
  }

  private async stopAll(): Promise<boolean> {
    const begin = performance.now();
    let clean = true;
    for (let part = this.parts.pop(); part; part = this.parts.pop()) {
      const left = Math.max(0, begin + this.limits[part.limit] - performance.now());
      const done = part.stop().then(
        () => true,
        (error: unknown) => (console.error(error), false),
      );
      const inTime = await Promise.race([done, pause(left, null, { ref: false })]);
      clean &&= inTime === true;
    }
    return clean;
  }
}

/**
 * SIGTERM and Ctrl-C finish what is under way and end the process, within the limits. A second signal changes nothing:
 * npm passes on the one that the terminal has given to all.
 * @param code of a process that stopped in time.
 */
export function stopOnSignal(running: Running, code: (signal: NodeJS.Signals) => number = () => 0): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      void running.stop().then((clean) => {
        if (!clean) console.error('Niet alles was op tijd klaar; het proces stopt toch.');
        process.exit(clean ? code(signal) : 1);
      });
    });
  }
}

/** The end of a process that has done its work, or could not start: stops everything, and lets nothing hold it. */
export async function leave(running: Running): Promise<void> {
  await running.stop();
  // Not at once: what was printed may still be on its way out.
  setTimeout(() => process.exit(), 500).unref();
}

interface SystemError {
  code?: string;
  port?: number;
  message: string;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ECONNRESET',
  'NO_CONNECTION',
]);

/** Says what went wrong at a start: in one Dutch sentence where we know it, else as the error itself. */
export function explain(error: unknown): unknown {
  if (error instanceof SettingsError || error instanceof EmbeddedPostgresError) return error.message;
  const { code, port, message } = (error ?? {}) as SystemError;
  if (code === 'EADDRINUSE')
    return `Poort ${port} is al in gebruik. Kies een andere, bijvoorbeeld: PORT=${Number(port) + 1} npm start`;
  if (code && unreachable.has(code))
    return `De database van DATABASE_URL is niet te bereiken (${message || code}).`;
  return error;
}
