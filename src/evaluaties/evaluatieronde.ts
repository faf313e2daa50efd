import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { legMomenten, MomentenService, perCohort } from '../cohorten/momenten.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inSteps, type Step } from '../platform/database/rehearsal.js';
import type { Taakresultaat } from '../platform/taak.js';
import type { Evaluatiesoort } from './evaluatie.entity.js';
import { EvaluatiesService } from './evaluaties.service.js';
import { TE_OPENEN } from './evaluaties.sql.js';
import { OpeningService } from './opening.service.js';
import { OpvolgingService } from './opvolging.service.js';

/** One run of a task: open, ask who came later, remind, close; each cohort a step of its own. */
@Injectable()
export class Evaluatieronde {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly momenten: MomentenService,
    private readonly opening: OpeningService,
    private readonly opvolging: OpvolgingService,
    private readonly evaluaties: EvaluatiesService,
  ) {}

  draai(soort: Evaluatiesoort, proef: boolean): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      await legMomenten(step, this.momenten);
      const { opening, opvolging, evaluaties } = this;
      if (soort === 'evaluatie') await step((m) => opvolging.schuifSluiting(m));
      return samen([
        () =>
          this.voor(
            step,
            (m) => this.teOpenen(m, soort),
            (m, id) => opening.open(m, soort, id),
          ),
        () =>
          soort === 'evaluatie'
            ? this.voor(
                step,
                (m) => opvolging.metNakomers(m),
                (m, id) => opvolging.vraagNakomers(m, id),
              )
            : Promise.resolve({ aantal: 0, regels: [] }),
        () =>
          this.voor(
            step,
            (m) => opvolging.teHerinneren(m, soort),
            (m, id) => opvolging.herinner(m, soort, id),
          ),
        () =>
          this.voor(
            step,
            (m) => evaluaties.teSluiten(m, soort),
            (m, id) => evaluaties.sluitRijpe(m, soort, id),
          ),
        async () => {
          const regels = await step((m) => evaluaties.bundel(m));
          return { aantal: regels.length, regels };
        },
      ]);
    });
  }

  private async voor(
    step: Step,
    vind: (m: EntityManager) => Promise<string[]>,
    doe: (m: EntityManager, id: string) => Promise<string[]>,
  ): Promise<Taakresultaat> {
    return perCohort(step, await step(vind), doe);
  }

  private async teOpenen(m: EntityManager, soort: Evaluatiesoort): Promise<string[]> {
    const rijp = await this.momenten.rijpeCohorten(m, soort);
    const rows = await m.query<{ id: string }[]>(TE_OPENEN(soort), [rijp, this.clock.now()]);
    return rows.map(({ id }) => id);
  }
}

/** Does all parts, also when one of them fails: a cohort that can not be asked must not keep others from being closed. */
async function samen(delen: (() => Promise<Taakresultaat>)[]): Promise<Taakresultaat> {
  const regels: string[] = [];
  const fouten: unknown[] = [];
  for (const deel of delen) {
    try {
      regels.push(...(await deel()).regels);
    } catch (fout) {
      fouten.push(fout);
    }
  }
  if (fouten.length > 0) throw fouten.length === 1 ? fouten[0] : new AggregateError(fouten);
  return { aantal: regels.length, regels };
}
