import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import type { Afgerond } from './pe.queries.js';

/** The mail that asks for a registernummer. */
@Injectable()
export class PeMails {
  constructor(
    private readonly clock: Clock,
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
  ) {}

  /** @returns how many mails were written. */
  vraagNummer(
    m: EntityManager,
    cohortId: string,
    opleiding: string,
    aan: readonly Pick<Afgerond, 'aanmeldingId' | 'persoonId' | 'voornaam' | 'email'>[],
  ): Promise<number> {
    const vandaag = dateOf(this.clock.now());
    const link = `${this.settings.BASE_URL}/mijn/certificaten#register`;
    return this.berichten.schrijf(
      m,
      aan.map(({ aanmeldingId, persoonId, voornaam, email }) => ({
        sleutel: `vraag-registernummer:${persoonId}:${vandaag}`,
        sjabloon: 'certificering/vraag-registernummer' as const,
        aan: email,
        gegevens: { voornaam, opleiding: { naam: opleiding }, link },
        aanmeldingId,
        cohortId,
        persoonId,
      })),
    );
  }
}
