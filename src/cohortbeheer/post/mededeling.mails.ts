import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { cohortInMail, Deelnemerspost } from '../../cohorten/deelnemerspost.js';
import { Settings } from '../../platform/config/settings.js';
import type { Gebruiker } from '../../toegang/gebruiker.entity.js';
import type { Mededeling } from './mededeling.entity.js';
import { opgemaakt } from '../../berichten/berichten.rules.js';

export type Mededelingtekst = Pick<Mededeling, 'id' | 'onderwerp' | 'tekst'>;

/** To whom a mededeling goes. */
export interface Ontvangers {
  aanmeldingen: Aanmelding[];
  trainers: Gebruiker[];
}

/** A mail that a coördinator wrote to a cohort. */
@Injectable()
export class MededelingMails {
  constructor(
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
    private readonly post: Deelnemerspost,
  ) {}

  /** One to each person, with the same words. */
  async schrijf(
    m: EntityManager,
    cohortId: string,
    { id, onderwerp, tekst }: Mededelingtekst,
    { aanmeldingen, trainers }: Ontvangers,
  ): Promise<void> {
    const vast = { sjabloon: 'cohortbeheer/mededeling', eigenWoorden: true } as const;
    const woorden = { titel: onderwerp, tekst, opmaak: opgemaakt(tekst) };
    await this.post.schrijf(m, cohortId, aanmeldingen, (a, aan, gegevens) => ({
      ...vast,
      sleutel: `mededeling:${id}:${a.id}`,
      aan,
      gegevens: { ...gegevens, ...woorden },
    }));
    if (trainers.length === 0) return;
    const gedeeld = await cohortInMail(m, cohortId, this.settings.BASE_URL);
    const aanTrainers = trainers.map((trainer) => ({
      ...vast,
      sleutel: `mededeling:${id}:gebruiker:${trainer.id}`,
      aan: trainer.email,
      gegevens: { ...gedeeld, ...woorden, voornaam: trainer.naam, link: null },
      cohortId,
    }));
    await this.berichten.schrijf(m, aanTrainers);
  }
}
