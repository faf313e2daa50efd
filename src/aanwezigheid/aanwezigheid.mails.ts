import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { BerichtenService } from '../berichten/berichten.service.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { cohortpaden } from '../cohorten/paden.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { gebruikersMetRol } from '../toegang/rollen.queries.js';
import { isAcademie, type Wie } from '../toegang/wie.js';

@Injectable()
export class AanwezigheidMails {
  constructor(
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Tells every coördinator that somebody came for whom there was no place; not when one of them entered it. */
  async inloperZonderPlaats(m: EntityManager, wie: Wie, a: Aanmelding, b: Bijeenkomst): Promise<void> {
    if (isAcademie(wie)) return;
    const cohort = await m.findOneByOrFail(Cohort, { id: a.cohortId });
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const persoon = await m.findOneByOrFail(Persoon, { id: a.persoonId });
    const ontvangers = await gebruikersMetRol(m, 'coordinator', dateOf(this.clock.now()));
    await this.berichten.schrijf(
      m,
      ontvangers.map((coordinator) => ({
        sleutel: `inloper-zonder-plaats:${a.id}:${b.id}:${coordinator.id}`,
        sjabloon: 'aanwezigheid/inloper-zonder-plaats',
        aan: coordinator.email,
        gegevens: {
          naam: volledigeNaam(persoon),
          door: 'naam' in wie ? wie.naam : null,
          opleiding: opleiding.naam,
          cohort: cohort.naam,
          begint: b.begint,
          capaciteit: cohort.capaciteit,
          link: `${this.settings.BASE_URL}${cohortpaden.een(cohort.id)}`,
        },
        cohortId: cohort.id,
      })),
    );
  }
}
