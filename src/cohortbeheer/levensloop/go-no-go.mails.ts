import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { addDays, dateOf, daysBetween, momentAt } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import { gebruikersMetRol } from '../../toegang/rollen.queries.js';
import type { Besluitstand } from './besluit.queries.js';

/** To the coördinatoren: a cohort asks for a decision. */
@Injectable()
export class GoNoGoMails {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
  ) {}

  /** @returns how many coördinatoren there are to tell. */
  async schrijf(
    m: EntityManager,
    stand: Besluitstand & { goNoGoOp: string },
    dagen: number,
  ): Promise<number> {
    const coordinatoren = await gebruikersMetRol(m, 'coordinator', dateOf(this.clock.now()));
    const link = `${this.settings.BASE_URL}/beheer/cohorten/${stand.id}/voortgang`;
    const gegevens = {
      ...stand,
      minimumGehaald: stand.bezet >= (stand.minimum ?? 0),
      overDagen: daysBetween(dateOf(this.clock.now()), stand.goNoGoOp),
      link,
    };
    // "Vandaag beslissen" is true for one day; after the first bijeenkomst there is nothing to decide.
    const vervaltOp = gegevens.overDagen === 0 ? momentAt(addDays(stand.goNoGoOp, 1)) : stand.eerste;
    await this.berichten.schrijf(
      m,
      coordinatoren.map(({ id, naam, email }) => ({
        sleutel: `go-no-go:${id}:${stand.id}:${stand.goNoGoOp}:${dagen}`,
        sjabloon: 'cohortbeheer/go-no-go' as const,
        aan: email,
        gegevens: { ...gegevens, ontvanger: naam },
        cohortId: stand.id,
        vervaltOp,
      })),
    );
    return coordinatoren.length;
  }
}
