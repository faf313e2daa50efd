import type { DataSource } from 'typeorm';
import { to } from 'pg-copy-streams';
import type { Readable } from 'node:stream';
import type { Client } from './connections.js';
import { connectionsOf } from './connections.js';

/** Asks something of the database as it was at one moment. */
export type Ask = <T extends object>(sql: string, values: readonly unknown[]) => Promise<T[]>;

/** Bytes of what is given in one go. PostgreSQL sends eight kilobytes at a time, each with some work for all who handle it. */
const PIECE = 64 * 1024;

/**
 * Reads what `COPY … TO STDOUT` gives, as fast as it is asked for. Who stops in the middle ends it.
 * @param prepare is called first, and gives the statement; what it asks is of the same moment as what is copied.
 */
export async function* copyOut(
  dataSource: DataSource,
  prepare: (ask: Ask) => Promise<string>,
): AsyncGenerator<Uint8Array> {
  const client = await connectionsOf(dataSource).one();
  let whole = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const ask: Ask = async <T extends object>(sql: string, values: readonly unknown[]) =>
      (await client.query<T>(sql, [...values])).rows;
    const statement = await prepare(ask);
    yield* gathered(
      piecesOf(client as unknown as Client, client.query(to(statement, { highWaterMark: PIECE }))),
    );
    await client.query('COMMIT');
    whole = true;
  } finally {
    // A connection that was left in the middle is still sending, and would give that to whoever has it next.
    client.release(!whole);
  }
}

async function* piecesOf(client: Client, copy: Readable): AsyncGenerator<Uint8Array> {
  const pieces = copy[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const piece = await client.watch(pieces.next());
      if (piece.done) return;
      yield piece.value;
    }
  } finally {
    copy.destroy();
  }
}

async function* gathered(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    pieces.push(piece);
    size += piece.length;
    if (size < PIECE) continue;
    yield Buffer.concat(pieces);
    [pieces, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(pieces);
}
