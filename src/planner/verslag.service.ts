import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../platform/database/transaction.js';
import type { Aanleiding } from './taak-run.entity.js';

interface Afloop {
  resultaat: string;
  aantal: number;
  fout?: string;
}

/**
 * Keeps the record of each run, for the one who holds the lock of the task. The times are the database's: they say when
 * a run really was, also for one that `npm run taak -- … --nu` has done as of another moment.
 */
@Injectable()
export class VerslagService {
  constructor(private readonly dataSource: DataSource) {}

  /** @returns the id of the run. */
  begin(taak: string, door: Aanleiding): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      // Who has the lock is the only one running, so a run without an end belongs to a process that died.
      await m.query(
        `UPDATE taak_run SET geeindigd_op = clock_timestamp(), resultaat = 'mislukt',
           fout = 'Afgebroken: het proces stopte midden in deze taak.'
         WHERE taak = $1 AND geeindigd_op IS NULL`,
        [taak],
      );
      const [run] = await m.query<{ id: string }[]>(
        'INSERT INTO taak_run (taak, door, begonnen_op) VALUES ($1, $2, clock_timestamp()) RETURNING id',
        [taak, door],
      );
      return run!.id;
    });
  }

  /** Of the runs that had nothing to do only the last stays: a task of every ten seconds would bury the others. */
  async eindig(id: string, { resultaat, aantal, fout }: Afloop): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await m.query(
        `UPDATE taak_run SET geeindigd_op = clock_timestamp(), resultaat = $2, aantal = $3, fout = $4 WHERE id = $1`,
        [id, resultaat, aantal, fout ?? null],
      );
      await m.query(
        `DELETE FROM taak_run oud USING taak_run nieuw
         WHERE nieuw.id = $1 AND oud.taak = nieuw.taak AND oud.id < nieuw.id
           AND oud.resultaat = 'gelukt' AND oud.aantal = 0`,
        [id],
      );
    });
  }
}
