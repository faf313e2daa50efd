import { Injectable, Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { during } from './database/work.js';
import { Gate } from './gate.js';
import { spooled } from './spool.js';

/**
 * Files that take a while to make: lists, bundles, archives. Two are made at a time and ten may wait, so that whoever
 * asks for a page is not kept waiting; they have connections of their own.
 */
@Injectable()
export class Lists {
  private readonly logger = new Logger(Lists.name);
  private readonly gate = new Gate({
    what: 'lists',
    atOnce: 2,
    queue: 10,
    patience: 20_000,
    retryAfter: 20,
  });

  /** @throws Overloaded when it would take too long before this one has its turn. */
  make<T>(work: () => Promise<T>): Promise<T> {
    return this.gate.run(() => during('list', work));
  }

  /**
   * A file that goes out from its first bytes on, in one turn: it is made at its own speed whoever reads it, and then
   * the turn and what it held are free. When it goes wrong half-way the file breaks off, so that nobody takes it for whole.
   * @returns when there is something to read; what is thrown before that can still be answered.
   * @throws Overloaded
   */
  stream(source: AsyncIterable<Uint8Array>): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.make(async () => {
        const { spool, filled } = await spooled(source);
        resolve(spool);
        await filled.catch((error: Error) =>
          this.logger.error(`A file broke off: ${error.stack ?? error.message}`),
        );
      }).catch(reject);
    });
  }

  /**
   * A file that goes out while it is made. It takes a turn for each piece, so that a slow reader keeps nobody waiting.
   * Once it has begun it is not refused any more.
   */
  async *pieces<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
    try {
      for (;;) {
        const piece = await this.gate.run(() => during('list', () => source.next()), Infinity);
        if (piece.done) return;
        yield piece.value;
      }
    } finally {
      await source.return(undefined);
    }
  }
}

/** The items per key, in their order; `Map.groupBy`, which Node 20 does not have. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
