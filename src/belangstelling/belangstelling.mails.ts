import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { belangstellingpaden } from './paden.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService, type NieuwBericht } from '../berichten/berichten.service.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Belangstelling } from './belangstelling.entity.js';
import { cohortInMail } from '../cohorten/deelnemerspost.js';

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

  /** Right after it was left: with a button to confirm the address, or, where that is proven, what was noted. */
  async ontvangen(m: EntityManager, b: Belangstelling): Promise<void> {
    const gegevens = await this.gegevens(m, b);
    const bericht: NieuwBericht = b.bevestigdOp
      ? { ...gegevens, sleutel: `belangstelling-genoteerd:${b.id}`, sjabloon: 'belangstelling/genoteerd' }
      : { ...gegevens, sleutel: `belangstelling-bevestig:${b.id}`, sjabloon: 'belangstelling/bevestig' };
    await this.berichten.schrijf(m, [bericht]);
  }

  /** The link once more, for who does it again; at most one an hour, so that nobody can flood a mailbox. */
  async alBekend(m: EntityManager, b: Belangstelling): Promise<void> {
    const { gegevens, ...rest } = await this.gegevens(m, b);
    const uur = this.clock.now().toISOString().slice(0, 13);
    await this.berichten.schrijf(m, [
      {
        ...rest,
        sleutel: `belangstelling-al-bekend:${b.id}:${uur}`,
        sjabloon: 'belangstelling/al-bekend',
        gegevens: { ...gegevens, bevestigd: b.bevestigdOp !== null },
      },
    ]);
  }

  private async gegevens(m: EntityManager, b: Belangstelling) {
    const { voornaam, email } = await m.findOneByOrFail(Persoon, { id: b.persoonId });
    const { naam } = await m.findOneByOrFail(Opleiding, { id: b.opleidingId });
    const cohort = b.cohortId ? await m.findOneByOrFail(Cohort, { id: b.cohortId }) : null;
    const link = this.settings.BASE_URL + belangstellingpaden.een(b.token);
    return {
      aan: email,
      persoonId: b.persoonId,
      ...(b.cohortId ? { cohortId: b.cohortId } : {}),
      gegevens: { voornaam, opleiding: { naam }, cohort: cohort && { naam: cohort.naam }, link },
    };
  }

  /** Enrolling opens; one mail each, and the end of the interest. @returns how many were written. */
  async opening(m: EntityManager, cohortId: string, aan: Geinteresseerde[]): Promise<number> {
    const { aanmeldenVanaf, aanmeldenVoor } = await m.findOneByOrFail(Cohort, { id: cohortId });
    const later = aanmeldenVanaf !== null && aanmeldenVanaf > dateOf(this.clock.now());
    const gedeeld = {
      ...(await cohortInMail(m, cohortId, this.settings.BASE_URL)),
      link: this.settings.BASE_URL + aanmeldpaden.aanmelden(cohortId),
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
      vervaltOp: aanmeldenVoor ? momentAt(aanmeldenVoor) : null,
    }));
    return this.berichten.schrijf(m, berichten);
  }
}
