import { ZipFile } from 'yazl';
import { PassThrough } from 'node:stream';
import { setImmediate as beurt } from 'node:timers/promises';

export interface Zipdeel {
  naam: string;
  inhoud: Buffer;
}

/**
 * A zip that goes out while it is made: a file is asked for when the one before it has been taken. What is in it is
 * packed already, so it is stored as it is.
 * @param dag `YYYY-MM-DD`, the date that every file gets.
 */
export async function* zipbestand(delen: AsyncIterable<Zipdeel>, dag: string): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const uit = zip.outputStream as PassThrough;
  const [jaar, maand, dagnummer] = dag.split('-').map(Number) as [number, number, number];
  // A zip holds the time of a clock on the wall: noon, whatever the zone of this machine.
  const mtime = new Date(jaar, maand - 1, dagnummer, 12);
  for await (const { naam, inhoud } of delen) {
    zip.addBuffer(inhoud, naam, { mtime, compress: false, forceDosTimestamp: true, mode: 0o100644 });
    yield* gereed(uit);
  }
  zip.end();
  yield* gereed(uit);
}

async function* gereed(uit: PassThrough): AsyncGenerator<Buffer> {
  for (;;) {
    const deel = uit.read() as Buffer | null;
    if (deel !== null) yield deel;
    else if (uit.writableLength === 0 && uit.readableLength === 0) return;
    else await beurt();
  }
}
