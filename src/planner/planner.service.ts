import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { withAdvisoryLock } from '../platform/database/advisory-lock.js';
import { during } from '../platform/database/work.js';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { isAanDeBeurt } from './rooster.rules.js';
import type { Aanleiding } from './taak-run.entity.js';
import { TakenService } from './taken.service.js';
import { slotVan, VerslagService } from './verslag.service.js';

/** `bezet`: the task is running already, here or in another process. `niet-nodig`: another process did this turn. */
export interface Taakuitkomst extends Taakresultaat {
  resultaat: 'gelukt' | 'mislukt' | 'bezet' | 'niet-nodig';
  fout?: string;
}

interface Draaiopties {
  proef: boolean;
  door: Aanleiding;
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
    private readonly taken: TakenService,
    private readonly verslag: VerslagService,
  ) {}

  /**
   * Runs one task now and keeps a record of it. What the task throws is in the answer and the record.
   * @param opties with `proef` nothing is changed or recorded.
   * @throws taak-onbekend
   */
  async draai(naam: string, { proef, door }: Draaiopties): Promise<Taakuitkomst> {
    const { taak } = this.taken.vind(naam);
    if (proef) return during('task', () => this.probeer(taak, true));
    return this.metSlot(taak, 0, () => this.metVerslag(taak, door, 0));
  }

  /**
   * Runs a task because the schedule says so: not when another process did it a moment ago. While another is at it, a
   * task that may be done together is helped along.
   */
  async draaiOpTijd(naam: string): Promise<Taakuitkomst> {
    const { taak, elke } = this.taken.vind(naam);
    return this.metSlot(taak, taak.samen ? HELPERS : 0, async (hulp) => {
      if (hulp === 0 && !isAanDeBeurt(elke, await this.verslag.beurten(naam)))
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

  private async metVerslag(taak: Taak, door: Aanleiding, hulp: number): Promise<Taakuitkomst> {
    const run = await this.verslag.begin({ taak: taak.naam, door, nu: this.clock.asOf(), hulp });
    const uitkomst = await this.probeer(taak, false);
    await this.verslag.eindig(run, uitkomst);
    return uitkomst;
  }

  private async probeer(taak: Taak, proef: boolean): Promise<Taakuitkomst> {
    try {
      return { resultaat: 'gelukt', ...(await taak.voerUit({ proef })) };
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
