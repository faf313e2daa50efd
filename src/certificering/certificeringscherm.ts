import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cohortkop } from '../cohorten/cohortkop.js';
import { cohortOnbekend } from '../cohorten/cohorten.errors.js';
import { CohortenQueries } from '../cohorten/cohorten.queries.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { Page } from '../platform/web/page.js';
import { CertificatenQueries } from './certificaten.queries.js';
import { certificeringbeeld, type Geweigerd } from './certificeringbeeld.js';
import { leerjaarbeeld } from './leerjaarbeeld.js';
import { LeerjaarQueries } from './leerjaar.queries.js';

/** The tab Certificering of a cohort. */
@Injectable()
export class Certificeringscherm {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly cohorten: CohortenQueries,
    private readonly queries: LeerjaarQueries,
    private readonly certificaten: CertificatenQueries,
  ) {}

  /** @throws DomainError `cohort-onbekend` */
  async toon(id: string, geweigerd?: Geweigerd): Promise<Page> {
    const cohort = await this.cohorten.een(id, false);
    if (!cohort) throw cohortOnbekend();
    const { manager } = this.dataSource;
    const rij = await manager.findOneByOrFail(Cohort, { id });
    const jaren = [];
    for (const leerjaar of await this.queries.leerjaren(manager, id))
      jaren.push(leerjaarbeeld(await this.queries.van(manager, rij, leerjaar)));
    const context = {
      ...cohortkop(cohort, 'certificering'),
      ...certificeringbeeld(jaren, await this.certificaten.vanCohort(id), this.clock.now(), geweigerd),
    };
    const titel = `Certificering: ${cohort.opleiding}, ${cohort.naam}`;
    return new Page('certificering/cohort', context, { titel, status: geweigerd ? 422 : 200 });
  }
}
