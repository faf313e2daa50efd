import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Taakbewaking } from '../platform/taak.js';
import { PlannerQueries } from './planner.queries.js';

/**
 * Tells the coördinator of tasks that are too late, also where this process does not run the schedule itself: then
 * another one should. Nothing is too late before somebody has had the time for it since this process began.
 */
@Injectable()
export class BewakingService extends Taakbewaking {
  private readonly begonnen: Date;

  constructor(
    private readonly queries: PlannerQueries,
    private readonly clock: Clock,
  ) {
    super();
    this.begonnen = clock.now();
  }

  override async teLaat(): Promise<{ taak: string; klaarOp: Date | null }[]> {
    const minuten = (this.clock.now().getTime() - this.begonnen.getTime()) / 60_000;
    return this.queries.teLaat(minuten);
  }
}
