import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { aanmeldstand } from '../cohorten/cohorten.rules.js';
import { Deelnemerspost } from '../cohorten/deelnemerspost.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf } from '../platform/clock/dates.js';
import { eersteReden, type Wachtreden } from '../aanmeldingen/standen.js';

/** The mails of the line: an offer, and a hold that ran out. */
@Injectable()
export class WachtlijstMails {
  constructor(
    private readonly clock: Clock,
    private readonly post: Deelnemerspost,
  ) {}

  async aanbod(m: EntityManager, cohortId: string, aangeboden: Aanmelding[]): Promise<void> {
    await this.post.schrijf(m, cohortId, aangeboden, (a, aan, gegevens) => ({
      sleutel: `aanbod:${a.id}:${a.aanbodNummer}`,
      sjabloon: 'wachtlijst/aanbod',
      aan,
      vervaltOp: a.vervaltOp,
      gegevens: {
        ...gegevens,
        vervaltOp: a.vervaltOp,
        accepteerLink: `${gegevens.link}?doe=accepteren`,
        wijsAfLink: `${gegevens.link}?doe=afwijzen`,
      },
    }));
  }

  async verlopen(
    m: EntityManager,
    { cohort, eerste }: Cohortstand,
    verlopen: Aanmelding[],
    wachttenOp: Map<string, Wachtreden[]>,
  ): Promise<void> {
    const nu = this.clock.now();
    const stand = aanmeldstand(cohort, dateOf(nu), eerste !== null && eerste <= nu);
    await this.post.schrijf(m, cohort.id, verlopen, (a, aan, gegevens) => ({
      sleutel: `verlopen:${a.id}:${a.statusSinds.toISOString()}`,
      sjabloon: 'wachtlijst/verlopen',
      aan,
      gegevens: {
        ...gegevens,
        reden: eersteReden(wachttenOp.get(a.id) ?? []) ?? 'aanbod',
        kanHerleven: stand === 'open',
        aanmeldenTotEnMet: cohort.aanmeldenVoor && addDays(cohort.aanmeldenVoor, -1),
        opleidingLink: gegevens.opleiding.href,
      },
    }));
  }
}
