import { Injectable } from '@nestjs/common';
import type { Wie } from '../toegang/wie.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { CohortenQueries, type CohortBeeld } from '../cohorten/cohorten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { Page } from '../platform/web/page.js';
import { AanwezigheidQueries, type Aanwezige } from './aanwezigheid.queries.js';
import { bijeenkomstOnbekend } from './aanwezigheid.errors.js';
import { Bijeenkomsttoegang } from './bijeenkomsttoegang.js';
import { zaalbeeld, type Geweigerd } from './zaalbeeld.js';

export interface Zaal {
  bijeenkomst: Bijeenkomst;
  cohort: CohortBeeld;
}

/** The screen in the room, as it is or with a refused form on it. */
@Injectable()
export class Zaalscherm {
  constructor(
    private readonly toegang: Bijeenkomsttoegang,
    private readonly queries: AanwezigheidQueries,
    private readonly cohorten: CohortenQueries,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `bijeenkomst-onbekend` for who may not know of it. */
  async zaal(wie: Wie, id: string): Promise<Zaal> {
    const bijeenkomst = await this.toegang.een(wie, id);
    const cohort = await this.cohorten.een(bijeenkomst.cohortId, false);
    if (!cohort) throw bijeenkomstOnbekend();
    return { bijeenkomst, cohort };
  }

  lijst({ bijeenkomst }: Zaal): Promise<Aanwezige[]> {
    return this.queries.lijst(bijeenkomst.id, bijeenkomst.cohortId);
  }

  async toon(wie: Wie, id: string, geweigerd?: Geweigerd & { status: number }): Promise<Page> {
    const zaal = await this.zaal(wie, id);
    const lijst = await this.lijst(zaal);
    const context = zaalbeeld(wie, zaal.cohort, zaal.bijeenkomst, lijst, this.clock.now(), geweigerd);
    const titel = `Aanwezigheid: ${zaal.cohort.opleiding}`;
    return new Page('aanwezigheid/zaal', context, { titel, status: geweigerd?.status ?? 200 });
  }
}
