import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService, type NieuwBericht } from '../berichten/berichten.service.js';
import { cohortInMail } from '../cohorten/cohort-in-mail.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';

/** Somebody who asked to hear when it opens. */
export interface Geinteresseerde {
  id: string;
  persoonId: string;
  voornaam: string;
  email: string;
}

/** The mails to who left interest, one function each. */
@Injectable()
export class BelangstellingMails {
  constructor(
    private readonly clock: Clock,
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
  ) {}

  /** Enrolling opens; one mail each, and the end of the interest. */
  async opening(m: EntityManager, cohortId: string, aan: Geinteresseerde[]): Promise<void> {
    const { aanmeldenVanaf, aanmeldenVoor } = await m.findOneByOrFail(Cohort, { id: cohortId });
    const later = aanmeldenVanaf !== null && aanmeldenVanaf > dateOf(this.clock.now());
    const gedeeld = {
      ...(await cohortInMail(m, cohortId, this.settings.BASE_URL)),
      link: `${this.settings.BASE_URL}/cohorten/${cohortId}/aanmelden`,
      aanmeldenVanaf: later ? aanmeldenVanaf : null,
      aanmeldenTotEnMet: aanmeldenVoor && addDays(aanmeldenVoor, -1),
    };
    const berichten = aan.map(({ id, persoonId, voornaam, email }): NieuwBericht => ({
      sleutel: `belangstelling-opening:${id}`,
      sjabloon: 'belangstelling/opening',
      aan: email,
      gegevens: { ...gedeeld, voornaam },
      cohortId,
      persoonId,
    }));
    await this.berichten.schrijf(m, berichten);
  }
}
