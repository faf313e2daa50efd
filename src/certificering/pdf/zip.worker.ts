import type { PassThrough } from 'node:stream';
import { setImmediate as beurt } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import type { Pdfbron } from './certificaat.worker.js';
import { certificaatpdf } from './certificaatpdf.js';

/** One file in the zip, still to be made. */
export interface Zipdeel extends Pdfbron {
  naam: string;
}

/**
 * A zip that goes out while it is made: a file is asked for when the one before it has been taken. What is in it is
 * packed already, so it is stored as it is.
 * @param dag `YYYY-MM-DD`, the date that every file gets.
 */
export default async function* zip(
  { dag }: { dag: string },
  happen: AsyncIterable<Zipdeel[]>,
): AsyncGenerator<Uint8Array> {
  const bestand = new ZipFile();
  const uit = bestand.outputStream as PassThrough;
  const [jaar, maand, dagnummer] = dag.split('-').map(Number) as [number, number, number];
  // A zip holds the time of a clock on the wall: noon, whatever the zone of this machine.
  const mtime = new Date(jaar, maand - 1, dagnummer, 12);
  const kenmerken = { mtime, compress: false, forceDosTimestamp: true, mode: 0o100644 };
  for await (const hap of happen)
    for (const { naam, blad, moment, bijlage } of hap) {
      bestand.addBuffer(certificaatpdf(blad, moment, bijlage), naam, kenmerken);
      yield* gereed(uit);
      laatLos(bestand);
    }
  bestand.end();
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

/** yazl keeps hold of what it has written until the end, and 500 files are 26 MB. */
function laatLos(bestand: ZipFile): void {
  const { entries } = bestand as unknown as { entries: { doFileDataPump: unknown }[] };
  entries.at(-1)!.doFileDataPump = undefined;
}
