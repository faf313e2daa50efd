import { setImmediate as gather } from 'node:timers/promises';
import { troubleOf } from './database/sql-error.js';

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

type Work<Item, Result> = (key: string, items: Item[]) => Promise<(Result | Error)[]>;

/**
 * One lane per key: what arrives together, or while a batch is under way, goes together in the next, in order of
 * arrival. `work` answers one result or error per item. When it fails as a whole, each half is tried by itself and so
 * on, so that one bad item never takes others down and costs few tries more; but when it is the database that is in
 * trouble, all who wait in the lane hear so at once: to try each would keep the last of them waiting for the sum of it.
 */
export class Batcher<Item, Result> {
  private readonly lanes = new Map<string, Waiting<Item, Result>[]>();

  constructor(
    private readonly work: Work<Item, Result>,
    private readonly max = 64,
  ) {}

  /** Whether somebody waits in this lane, or is being decided on. */
  has(key: string): boolean {
    return this.lanes.has(key);
  }

  add(key: string, item: Item): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      const lane = this.lanes.get(key);
      if (lane) lane.push({ item, resolve, reject });
      else {
        this.lanes.set(key, [{ item, resolve, reject }]);
        void this.drive(key);
      }
    });
  }

  private async drive(key: string): Promise<void> {
    const lane = this.lanes.get(key)!;
    while (lane.length > 0) {
      // Requests that are on their way in at this moment need not wait for a second turn.
      await gather();
      await this.run(key, lane.splice(0, this.max));
    }
    this.lanes.delete(key);
  }

  private refuse(key: string, batch: Waiting<Item, Result>[], error: unknown): void {
    for (const { reject } of [...batch, ...this.lanes.get(key)!.splice(0)]) reject(error);
  }

  private async run(key: string, batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(
        key,
        batch.map(({ item }) => item),
      );
      batch.forEach((waiting, i) => settle(waiting, results[i]!));
    } catch (error) {
      if (troubleOf(error)) this.refuse(key, batch, error);
      else if (batch.length === 1) batch[0]!.reject(error);
      else {
        const half = Math.ceil(batch.length / 2);
        await this.run(key, batch.slice(0, half));
        await this.run(key, batch.slice(half));
      }
    }
  }
}

function settle<Item, Result>({ resolve, reject }: Waiting<Item, Result>, result: Result | Error): void {
  if (result instanceof Error) reject(result);
  else resolve(result);
}
