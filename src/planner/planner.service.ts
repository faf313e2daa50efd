import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { isHeldSql, withAdvisoryLock } from '../platform/database/advisory-lock.js';
import { during } from '../platform/database/work.js';
import type { Opdrachtgever, Taak, Taakresultaat } from '../platform/taak.js';
import { type Beurten, isAanDeBeurt } from './rooster.rules.js';
import type { Aanleiding, TaakRun } from './taak-run.entity.js';
import { inTransaction } from '../platform/database/transaction.js';
import { ModuleRef } from '@nestjs/core';
import { type Gepland, schedule } from './schedule.js';
import { DomainError } from '../platform/errors/domain-error.js';

/** `bezet`: the task is running already, here or in another process. `niet-nodig`: another process did this turn. */
export interface Taakuitkomst extends Taakresultaat {
  resultaat: 'gelukt' | 'mislukt' | 'bezet' | 'niet-nodig';
  fout?: string;
}

interface Draaiopties {
  proef: boolean;
  door: Aanleiding;
  /** Who did it by hand. */
  gebruikerId?: string | null;
}

const niets = { aantal: 0, regels: [] };

/** Processes that may help the one that has the turn. */
const HELPERS = 9;

/** Runs the tasks of the schedule, each in one process at a time unless it says `samen`. See docs/planner.md. */
@Injectable()
export class PlannerService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Planner');
  private readonly lopend = new Set<Promise<unknown>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
  ) {}

  /** The tasks of the schedule, each made by the feature it belongs to. */
  taken(): GeplandeTaak[] {
    return schedule.map((gepland) => ({
      ...gepland,
      taak: this.modules.get(gepland.taak, { strict: false }),
    }));
  }

  /** @throws taak-onbekend */
  taakMet(naam: string): GeplandeTaak {
    const gepland = this.taken().find(({ taak }) => taak.naam === naam);
    if (!gepland) throw taakOnbekend(naam);
    return gepland;
  }

  /**
   * Runs one task now and keeps a record of it. What the task throws is in the answer and the record.
   * @param opties with `proef` nothing is changed or recorded.
   * @throws taak-onbekend
   */
  async draai(naam: string, { proef, door, gebruikerId = null }: Draaiopties): Promise<Taakuitkomst> {
    const { taak } = this.taakMet(naam);
    if (proef) return during('task', () => this.probeer(taak, true));
    return this.metSlot(taak, 0, () => this.metVerslag(taak, door, 0, gebruikerId));
  }

  /**
   * Runs a task because the schedule says so: not when another process did it a moment ago. While another is at it, a
   * task that may be done together is helped along.
   */
  async draaiOpTijd(naam: string): Promise<Taakuitkomst> {
    const { taak, elke } = this.taakMet(naam);
    return this.metSlot(taak, taak.samen ? HELPERS : 0, async (hulp) => {
      if (hulp === 0 && !isAanDeBeurt(elke, await this.beurten(naam)))
        return { resultaat: 'niet-nodig', ...niets };
      return this.metVerslag(taak, 'planner', hulp);
    });
  }

  /** Waits for what is under way, while the database is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.lopend);
  }

  /** @param werk gets 0 when nobody is at this task, and otherwise the how-manieth helper this is. */
  private async metSlot(
    { naam }: Taak,
    helpers: number,
    werk: (hulp: number) => Promise<Taakuitkomst>,
  ): Promise<Taakuitkomst> {
    const namen = Array.from({ length: helpers + 1 }, (_, hulp) => slotVan(naam, hulp));
    const run = during('task', () => withAdvisoryLock(this.dataSource, namen, werk));
    this.lopend.add(run);
    try {
      return (await run)?.result ?? { resultaat: 'bezet', ...niets };
    } finally {
      this.lopend.delete(run);
    }
  }

  private async metVerslag(
    taak: Taak,
    door: Aanleiding,
    hulp: number,
    gebruikerId: string | null = null,
  ): Promise<Taakuitkomst> {
    const run = await this.beginVerslag({ taak: taak.naam, door, nu: this.clock.asOf(), hulp });
    const uitkomst = await this.probeer(taak, false, { aanleiding: door, gebruikerId });
    await this.eindigVerslag(run, uitkomst);
    return uitkomst;
  }

  /** When the schedule ran this task. */
  async beurten(taak: string): Promise<Beurten> {
    const [row] = await this.dataSource.query<Beurten[]>(BEURTEN, [taak]);
    return row!;
  }

  /**
   * A record of the run, kept by whoever holds a lock of the task. The times are the database's: they say when a run
   * really was, also for one that `npm run taak -- … --nu` has done as of another moment.
   * @returns the id of the run.
   */
  private beginVerslag({
    taak,
    door,
    nu,
    hulp,
  }: Pick<TaakRun, 'taak' | 'door' | 'nu' | 'hulp'>): Promise<string> {
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

  private async eindigVerslag(id: string, { resultaat, aantal, fout }: Afloop): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await m.query(
        `UPDATE taak_run SET geeindigd_op = clock_timestamp(), resultaat = $2, aantal = $3, fout = $4 WHERE id = $1`,
        [id, resultaat, aantal, fout ?? null],
      );
      await ruimOp(m, id);
    });
  }

  private async probeer(taak: Taak, proef: boolean, door?: Opdrachtgever): Promise<Taakuitkomst> {
    try {
      return { resultaat: 'gelukt', ...(await taak.voerUit({ proef, door })) };
    } catch (error) {
      this.logger.error({ taak: taak.naam, fout: error instanceof Error ? error.stack : String(error) });
      return { resultaat: 'mislukt', ...niets, fout: inWoorden(error) };
    }
  }
}

function inWoorden(error: unknown): string {
  const causes = error instanceof AggregateError ? (error.errors as unknown[]).slice(0, 5) : [];
  const text = [error, ...causes].map((e) => (e instanceof Error ? e.message : String(e))).join('\n');
  return text.slice(0, 2000);
}

interface Afloop {
  resultaat: string;
  aantal: number;
  fout?: string;
}

/** How long the record of a run is kept; the last one of each task stays. */
const BEWAARDAGEN = 90;

const AFGEBROKEN = 'Afgebroken: het proces stopte midden in deze taak.';

/** Name of the lock that a process holds while it runs a task. @param hulp 0 for who has the turn, then its helpers. */
const slotVan = (taak: string, hulp: number): string => (hulp ? `taak ${taak} ${hulp}` : `taak ${taak}`);

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

async function ruimOp(m: EntityManager, id: string): Promise<void> {
  for (const weg of OPGERUIMD) await m.query(weg, [id]);
}

export type GeplandeTaak = Omit<Gepland, 'taak'> & { taak: Taak };

const taakOnbekend = (naam: string): DomainError =>
  new DomainError('niet-gevonden', 'taak-onbekend', `Er is geen taak ${naam}.`);
