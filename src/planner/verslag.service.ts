import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../platform/database/transaction.js';
import type { Beurten } from './rooster.rules.js';
import type { Aanleiding } from './taak-run.entity.js';

interface Afloop {
  resultaat: string;
  aantal: number;
  fout?: string;
}

/** How long the record of a run is kept; the last one of each task stays. */
const BEWAARDAGEN = 90;

const AFGEBROKEN = 'Afgebroken: het proces stopte midden in deze taak.';

const BEURTEN = `
  SELECT clock_timestamp() AS nu,
         (SELECT max(begonnen_op) FROM taak_run WHERE taak = $1 AND door = 'planner' AND nu IS NULL
             AND resultaat = 'gelukt') AS gelukt,
         (SELECT max(begonnen_op) FROM taak_run WHERE taak = $1 AND door = 'planner' AND nu IS NULL
             AND geeindigd_op IS NOT NULL AND fout IS DISTINCT FROM '${AFGEBROKEN}') AS poging`;

// Runs that had nothing to do: only the last stays, for a task of every ten seconds would bury the others. Of a row of
// runs with the same fault the first and the last stay. And nothing stays for ever.
const OPGERUIMD = [
  `DELETE FROM taak_run oud USING taak_run nieuw
    WHERE nieuw.id = $1 AND oud.taak = nieuw.taak AND oud.id < nieuw.id AND oud.door = nieuw.door
      AND (oud.nu IS NULL) = (nieuw.nu IS NULL) AND oud.resultaat = 'gelukt' AND oud.aantal = 0`,
  `DELETE FROM taak_run WHERE id IN (
     SELECT id FROM (
       SELECT r.id, row_number() OVER (ORDER BY r.id DESC) AS n, count(*) OVER () AS aantal,
              bool_and(r.resultaat = 'mislukt' AND r.fout = nieuw.fout) OVER () AS zelfde
         FROM taak_run nieuw
         CROSS JOIN LATERAL (SELECT * FROM taak_run WHERE taak = nieuw.taak AND id <= nieuw.id
                              ORDER BY id DESC LIMIT 3) r
        WHERE nieuw.id = $1) drie
      WHERE aantal = 3 AND zelfde AND n = 2)`,
  `DELETE FROM taak_run oud USING taak_run nieuw
    WHERE nieuw.id = $1 AND oud.taak = nieuw.taak AND oud.id < nieuw.id
      AND oud.begonnen_op < nieuw.begonnen_op - interval '${BEWAARDAGEN} days'`,
];

/**
 * Keeps the record of each run, for the one who holds the lock of the task. The times are the database's: they say when
 * a run really was, also for one that `npm run taak -- … --nu` has done as of another moment.
 */
@Injectable()
export class VerslagService {
  constructor(private readonly dataSource: DataSource) {}

  /** When the schedule ran this task. */
  async beurten(taak: string): Promise<Beurten> {
    const [row] = await this.dataSource.query<Beurten[]>(BEURTEN, [taak]);
    return row!;
  }

  /**
   * @param nu the moment as of which the task runs, when that is not the present one.
   * @returns the id of the run.
   */
  begin(taak: string, door: Aanleiding, nu: Date | null): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      // Who has the lock is the only one running, so a run without an end belongs to a process that died.
      await m.query(
        `UPDATE taak_run SET geeindigd_op = clock_timestamp(), resultaat = 'mislukt', fout = $2
          WHERE taak = $1 AND geeindigd_op IS NULL`,
        [taak, AFGEBROKEN],
      );
      const [run] = await m.query<{ id: string }[]>(
        `INSERT INTO taak_run (taak, door, nu, begonnen_op) VALUES ($1, $2, $3, clock_timestamp()) RETURNING id`,
        [taak, door, nu],
      );
      return run!.id;
    });
  }

  async eindig(id: string, { resultaat, aantal, fout }: Afloop): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await m.query(
        `UPDATE taak_run SET geeindigd_op = clock_timestamp(), resultaat = $2, aantal = $3, fout = $4 WHERE id = $1`,
        [id, resultaat, aantal, fout ?? null],
      );
      await ruimOp(m, id);
    });
  }
}

async function ruimOp(m: EntityManager, id: string): Promise<void> {
  for (const weg of OPGERUIMD) await m.query(weg, [id]);
}
