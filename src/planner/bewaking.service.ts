import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
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
    private readonly dataSource: DataSource,
    private readonly queries: PlannerQueries,
    private readonly clock: Clock,
  ) {
    super();
    this.begonnen = clock.now();
  }

  override async teLaat(): Promise<{ taak: string; klaarOp: Date | null }[]> {
    const minuten = (this.clock.now().getTime() - this.begonnen.getTime()) / 60_000;
    const namen = await this.queries.teLaat(minuten);
    if (namen.length === 0) return [];
    const rows = await this.dataSource.query<{ taak: string; klaarOp: Date | null }[]>(
      `SELECT naam AS taak, (SELECT max(geeindigd_op) FROM taak_run WHERE taak = naam) AS "klaarOp"
         FROM unnest($1::text[]) AS naam ORDER BY naam`,
      [namen],
    );
    return rows;
  }
}
