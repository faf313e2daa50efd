import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Readable } from 'node:stream';
import type { RegelsPerBestuur } from '../audit/meegenomen.service.js';
import { copyOut } from '../platform/database/copy.js';
import { type Value, withValues } from '../platform/database/literals.js';
import { during } from '../platform/database/work.js';
import { Lists } from '../platform/lists.js';
import { spooled } from '../platform/spool.js';
import { BOM, csvLines, withLineEnds } from '../platform/table/csv.js';
import { Workers } from '../platform/workers.js';
import type { Formaat } from './formaten.rules.js';
import { csvKopie, type Kolom, tekstKopie } from './kolommen.rules.js';

type Werkboek = typeof import('./werkboek.worker.js');

export type Bestandsformaat = Exclude<Formaat, 'json'>;

/** A list that is asked for as a file. */
export interface Lijst {
  /** Of the sheet of a workbook. */
  naam: string;
  kolommen: readonly Kolom[];
  vraag: Lijstvraag;
  /** Whether a program reads the file, and gets what systems made up as it was sent. */
  voorSysteem: boolean;
  /** Writes down that it leaves, in a transaction that is committed when this returns. */
  noteer: (aantal: number, besturen: RegelsPerBestuur) => Promise<void>;
}

/** SQL of a whole list, and of its number of rows `n` and how many of these each bestuur has, with the values of both. */
export interface Lijstvraag {
  rijen: string;
  telling: string;
  waarden: readonly Value[];
}

/**
 * Makes lists into files: PostgreSQL writes the cells, and they go out while it does. Counted, written down and copied
 * as they were at one moment; without the writing down nothing goes out.
 */
@Injectable()
export class LijstbestandenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lists: Lists,
    private readonly workers: Workers,
  ) {}

  /** @throws Overloaded, and what `noteer` throws. */
  maak(lijst: Lijst, formaat: Bestandsformaat): Promise<Readable> {
    return this.lists.stream(formaat === 'csv' ? this.csv(lijst) : this.xlsx(lijst));
  }

  /** In UTF-8 with a byte order mark, as `csvLines` writes it. */
  private async *csv(lijst: Lijst): AsyncGenerator<Uint8Array> {
    const { kolommen, voorSysteem } = lijst;
    const kop = Buffer.from(BOM + csvLines([kolommen.map((kolom) => kolom.kop)]));
    let begonnen = false;
    for await (const stuk of withLineEnds(
      this.kopie(lijst, (rijen) => csvKopie(kolommen, rijen, voorSysteem)),
    )) {
      // Not before: what goes wrong until then is still an answer, and no broken file.
      if (!begonnen) yield kop;
      begonnen = true;
      yield stuk;
    }
    if (!begonnen) yield kop;
  }

  /** A workbook takes ten times as long as its rows, so these wait for it in a spool and not on a connection. */
  private async *xlsx(lijst: Lijst): AsyncGenerator<Uint8Array> {
    const { naam, kolommen } = lijst;
    const { spool } = await spooled(this.kopie(lijst, (rijen) => tekstKopie(kolommen, rijen)));
    try {
      yield* this.workers.run<Werkboek>('deelnemerslijsten/werkboek', { naam, kolommen }, spool);
    } finally {
      spool.destroy();
    }
  }

  private kopie({ vraag, noteer }: Lijst, opdracht: (rijen: string) => string): AsyncGenerator<Uint8Array> {
    return copyOut(this.dataSource, async (ask) => {
      const [telling] = await ask<{ n: number; besturen: RegelsPerBestuur }>(vraag.telling, vraag.waarden);
      // Not over a connection of lists: each of those may belong to one that waits here for one more.
      await during('write', () => noteer(telling!.n, telling!.besturen));
      return opdracht(withValues(vraag.rijen, vraag.waarden));
    });
  }
}
