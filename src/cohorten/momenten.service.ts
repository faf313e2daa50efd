import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { Moment } from './moment.entity.js';
import { verdeelMomenten, type RijpMoment, type Verdeeld } from './momenten.rules.js';
import { CLAIM, LEG_BIJ, RIJPE_COHORTEN, SCHEEF, VERSCHUIF, VERVAL } from './momenten.sql.js';
import { PlaatsenService } from './plaatsen.service.js';

/** Cohorten that are locked together when moments are set right. */
const PER_KEER = 500;

/**
 * Keeps the planned moments (reminders, go/no-go) as the plan of the cohort has them. Every transaction that changes
 * the state, the bijeenkomsten or the go/no-go date of a cohort calls `leg`. See docs/levensloop.md.
 */
@Injectable()
export class MomentenService {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
  ) {}

  /** A step, after the change: what is not done yet moves along, what no longer belongs lapses. Needs the cohort locked. */
  async leg(m: EntityManager, cohortId: string): Promise<void> {
    await this.legVan(m, [cohortId], false);
  }

  /**
   * A step of the tasks: lays what nobody laid, such as what came in with a file.
   * @returns how many cohorten were set right; as long as it is not 0 there may be more.
   */
  async legAlle(m: EntityManager): Promise<number> {
    const rows = await m.query<{ id: string }[]>(SCHEEF, [this.clock.now(), PER_KEER]);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await this.plaatsen.vergrendel(m, ids);
    await this.legVan(m, ids, true);
    return ids.length;
  }

  /** Ids of the cohorten that have a moment of this soort to do, in order of locking. */
  async rijpeCohorten(m: EntityManager, soort: Moment['soort']): Promise<string[]> {
    const rows = await m.query<{ id: string }[]>(RIJPE_COHORTEN, [soort, this.clock.now()]);
    return rows.map(({ id }) => id);
  }

  /**
   * A step, with the cohort locked: takes the moments that have come and marks each as done or as missed. The caller
   * writes what belongs to them in the same transaction.
   */
  async neem(m: EntityManager, cohortId: string, soort: Moment['soort']): Promise<Verdeeld<RijpMoment>> {
    const nu = this.clock.now();
    const momenten = await m.query<RijpMoment[]>(CLAIM, [cohortId, soort, nu]);
    const verdeeld = verdeelMomenten(momenten, nu, this.clock.reallyNow());
    for (const [status, rows] of [
      ['gedaan', verdeeld.doen],
      ['gemist', verdeeld.gemist],
    ] as const) {
      if (rows.length > 0)
        await m.update(
          Moment,
          rows.map(({ id }) => id),
          { status, gedaanOp: nu },
        );
    }
    return verdeeld;
  }

  private async legVan(m: EntityManager, ids: string[], ookWatKwam: boolean): Promise<void> {
    const nu = this.clock.now();
    await m.query(VERVAL, [ids]);
    await m.query(VERSCHUIF, [ids, nu]);
    await m.query(LEG_BIJ, [ids, nu, ookWatKwam]);
  }
}
