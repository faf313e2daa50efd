import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { finished } from 'node:stream/promises';
import { Draining } from './draining.js';

/**
 * Work that begins when the answer has left, so that how long the answer took tells nothing about it. A stop of the
 * server waits for it; when the process is killed it is lost, so it is only for what somebody can simply ask again.
 */
@Injectable()
export class AfterAnswer implements BeforeApplicationShutdown {
  private readonly logger = new Logger('AfterAnswer');
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly draining: Draining) {}

  do(reply: FastifyReply, work: () => Promise<unknown>): void {
    const run = this.run(reply, work);
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  async beforeApplicationShutdown(): Promise<void> {
    // Each answer that is still to come may bring more.
    await this.draining.done();
    await this.settled();
  }

  private async run({ raw }: FastifyReply, work: () => Promise<unknown>): Promise<void> {
    // Somebody who hangs up asked for it all the same.
    await finished(raw).catch(() => undefined);
    try {
      await work();
    } catch (error) {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }
}
