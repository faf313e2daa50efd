import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { availableParallelism, tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { during } from './database/work.js';
import { Overloaded } from './errors/domain-error.js';
import { Gate } from './gate.js';
import { spooled } from './spool.js';

/**
 * One for every two cores: the database works on one of them for a list, and a page needs the other. On two cores a dozen
 * lists are as soon ready one by one, and a page waits a quarter as long meanwhile.
 */
export const listsAtOnce = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));

/** So many that are made may still be on their way to whoever asked; each may hold a file as large as the list. */
const MOST_UNDER_WAY = 40;

/**
 * Files that take a while to make: lists, bundles, archives. One or two are made at a time and a dozen is taken in, so that
 * whoever asks for a page is not kept waiting; they have connections of their own.
 */
@Injectable()
export class Lists implements OnApplicationBootstrap {
  private readonly logger = new Logger('Lists');
  private underway = 0;
  private readonly gate = new Gate({
    what: 'lists',
    atOnce: listsAtOnce,
    queue: 12 - listsAtOnce,
    patience: 30_000,
    retryAfter: 20,
  });

  /** Says at the start what would else be known when the first list is asked for. */
  async onApplicationBootstrap(): Promise<void> {
    try {
      const { spool } = await spooled(nothing());
      spool.destroy();
    } catch (error) {
      const reden = (error as Error).message;
      this.logger.error(
        `In ${tmpdir()} kan dit proces niet schrijven (${reden}): lijsten gaan niet. Zet TMPDIR op een map waar dat kan.`,
      );
    }
  }

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
    if (this.underway >= MOST_UNDER_WAY) return Promise.reject(new Overloaded('lists under way', 20));
    return new Promise((resolve, reject) => {
      this.make(async () => {
        const { spool, filled } = await spooled(source);
        this.underway += 1;
        spool.once('close', () => (this.underway -= 1));
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

async function* nothing(): AsyncGenerator<never> {}

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
