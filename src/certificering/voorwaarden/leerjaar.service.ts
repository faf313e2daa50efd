import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { leerjaarOnbekend } from '../certificering.errors.js';
import { leerjaarbeeld, type Leerjaarbeeld } from './leerjaarbeeld.js';
import { LeerjaarQueries } from './leerjaar.queries.js';

/** Who qualifies in the leerjaren of a cohort. */
@Injectable()
export class LeerjaarService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly queries: LeerjaarQueries,
  ) {}

  /** In order. @throws DomainError `cohort-onbekend` */
  async alle(cohortId: string): Promise<Leerjaarbeeld[]> {
    const { manager } = this.dataSource;
    const cohort = await manager.findOneBy(Cohort, { id: cohortId });
    if (!cohort) throw cohortOnbekend();
    const jaren: Leerjaarbeeld[] = [];
    for (const leerjaar of await this.queries.leerjaren(manager, cohortId))
      jaren.push(leerjaarbeeld(await this.queries.van(manager, cohort, leerjaar), this.clock.now()));
    return jaren;
  }

  /** @throws DomainError `cohort-onbekend`, `leerjaar-onbekend` */
  async een(cohortId: string, leerjaar: number): Promise<Leerjaarbeeld> {
    const jaar = (await this.alle(cohortId)).find((beeld) => beeld.leerjaar === leerjaar);
    if (!jaar) throw leerjaarOnbekend(leerjaar);
    return jaar;
  }
}
