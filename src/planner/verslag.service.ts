import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { isHeldSql } from '../platform/database/advisory-lock.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Beurten } from './rooster.rules.js';
import type { TaakRun } from './taak-run.entity.js';

interface Afloop {
  resultaat: string;
  aantal: number;
  fout?: string;
}

/** How long the record of a run is kept; the last one of each task stays. */
const BEWAARDAGEN = 90;

const AFGEBROKEN = 'Afgebroken: het proces stopte midden in deze taak.';

/** Name of the lock that a process holds while it runs a task. @param hulp 0 for who has the turn, then its helpers. */
export const slotVan = (taak: string, hulp: number): string =>
  hulp ? `taak ${taak} ${hulp}` : `taak ${taak}`;

const SLOT = `'taak ' || taak || CASE hulp WHEN 0 THEN '' ELSE ' ' || hulp END`;

// Who has a lock is the only one running under it, so a run without an end is of a process that died when it was under
// the lock that is mine now ($3), or under one that nobody holds.
const RUIM_DODEN_OP = `
  UPDATE taak_run SET geeindigd_op = clock_timestamp(), resultaat = 'mislukt', fout = $2
   WHERE taak = $1 AND geeindigd_op IS NULL AND (hulp = $3 OR NOT ${isHeldSql(SLOT)})`;

const BEURTEN = `
  SELECT clock_timestamp() AS nu,
         (SELECT max(begonnen_op) FROM taak_run WHERE taak = $1 AND door = 'planner' AND nu IS NULL AND hulp = 0
             AND resultaat = 'gelukt') AS gelukt,
         (SELECT max(begonnen_op) FROM taak_run WHERE taak = $1 AND door = 'planner' AND nu IS NULL AND hulp = 0
             AND geeindigd_op IS NOT NULL AND fout IS DISTINCT FROM '${AFGEBROKEN}') AS poging`;

// Runs that had nothing to do: only the last stays, for a task of every ten seconds would bury the others. Of a row of
// runs with the same fault the first and the last stay. And nothing stays for ever.
const OPGERUIMD = [
  `DELETE FROM taak_run oud USING taak_run nieuw
    WHERE nieuw.id = $1 AND oud.taak = nieuw.taak AND oud.id < nieuw.id AND oud.door = nieuw.door
      AND oud.hulp = nieuw.hulp AND (oud.nu IS NULL) = (nieuw.nu IS NULL) AND oud.resultaat = 'gelukt' AND oud.aantal = 0`,
  `DELETE FROM taak_run WHERE id IN (
     SELECT id FROM (
       SELECT r.id, row_number() OVER (ORDER BY r.id DESC) AS n, count(*) OVER () AS aantal,
              bool_and(r.resultaat = 'mislukt' AND r.fout = nieuw.fout) OVER () AS zelfde
         FROM taak_run nieuw
         CROSS JOIN LATERAL (SELECT * FROM taak_run WHERE taak = nieuw.taak AND id <= nieuw.id
                                AND hulp = nieuw.hulp ORDER BY id DESC LIMIT 3) r
        WHERE nieuw.id = $1) drie
      WHERE aantal = 3 AND zelfde AND n = 2)`,
  `DELETE FROM taak_run oud USING taak_run nieuw
    WHERE nieuw.id = $1 AND oud.taak = nieuw.taak AND oud.id < nieuw.id
      AND oud.begonnen_op < nieuw.begonnen_op - interval '${BEWAARDAGEN} days'`,
];

/**
 * Keeps the record of each run, for whoever holds a lock of the task. The times are the database's: they say when
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

  /** @returns the id of the run. */
  begin({ taak, door, nu, hulp }: Pick<TaakRun, 'taak' | 'door' | 'nu' | 'hulp'>): Promise<string> {
    return inTransaction(this.dataSource, async (m) => {
      await m.query(RUIM_DODEN_OP, [taak, AFGEBROKEN, hulp]);
      const [run] = await m.query<{ id: string }[]>(
        `INSERT INTO taak_run (taak, door, nu, hulp, begonnen_op) VALUES ($1, $2, $3, $4, clock_timestamp())
         RETURNING id`,
        [taak, door, nu, hulp],
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
