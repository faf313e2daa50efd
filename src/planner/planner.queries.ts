import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { paged, sliceOf, type Paged, type PagingQuery } from '../platform/web/paging.js';
import { TaakRun } from './taak-run.entity.js';
import { TakenService } from './taken.service.js';

/** What the planner has been doing; read only. */
@Injectable()
export class PlannerQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly taken: TakenService,
  ) {}

  /** The last run of each task, finished or not. */
  async laatstePerTaak(): Promise<Map<string, TaakRun>> {
    const namen = this.taken.alle().map(({ taak }) => taak.naam);
    const runs = await Promise.all(
      namen.map((taak) =>
        this.dataSource.getRepository(TaakRun).findOne({
          where: { taak },
          order: { begonnenOp: 'DESC', id: 'DESC' },
        }),
      ),
    );
    return new Map(runs.flatMap((run) => (run ? [[run.taak, run]] : [])));
  }

  /** The runs of all tasks together, newest first. */
  async lijst(query: PagingQuery): Promise<Paged<TaakRun>> {
    const { skip, take } = sliceOf(query);
    const [items, totaal] = await this.dataSource
      .getRepository(TaakRun)
      .findAndCount({ order: { id: 'DESC' }, skip, take });
    return paged(items, totaal, query);
  }

  /**
   * The tasks that have not finished a run for too long.
   * @param minuten how long somebody has been there to run them; before that nothing is too late.
   */
  async teLaat(minuten: number): Promise<string[]> {
    const kandidaten = this.taken.alle().filter(({ teLaatNa }) => minuten > teLaatNa);
    const rows = await this.dataSource.query<{ naam: string }[]>(
      `SELECT kandidaat.naam FROM unnest($1::text[], $2::int[]) AS kandidaat (naam, minuten)
       WHERE NOT EXISTS (SELECT 1 FROM taak_run WHERE taak = kandidaat.naam
         AND geeindigd_op > now() - make_interval(mins => kandidaat.minuten))`,
      [kandidaten.map(({ taak }) => taak.naam), kandidaten.map(({ teLaatNa }) => teLaatNa)],
    );
    return rows.map(({ naam }) => naam);
  }
}
