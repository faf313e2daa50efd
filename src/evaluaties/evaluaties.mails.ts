import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Deelnemerspost } from '../cohorten/deelnemerspost.js';
import { addDays, dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import type { Evaluatie, EvaluatieUitnodiging } from './evaluatie.entity.js';
import { evaluatiepaden } from './paden.js';

/** Somebody who is written to. */
export type Gevraagde = Pick<EvaluatieUitnodiging, 'id' | 'aanmeldingId' | 'token'>;

const sjablonen = {
  evaluatie: { vraag: 'evaluaties/uitnodiging', herinnering: 'evaluaties/herinnering' },
  nameting: { vraag: 'evaluaties/nameting', herinnering: 'evaluaties/nameting-herinnering' },
} as const;

/** The mails of an evaluatie and of a nameting: the question, and one reminder of it. */
@Injectable()
export class EvaluatiesMails {
  constructor(
    private readonly settings: Settings,
    private readonly post: Deelnemerspost,
  ) {}

  async vraag(m: EntityManager, evaluatie: Evaluatie, gevraagden: Gevraagde[]): Promise<void> {
    await this.schrijf(m, evaluatie, gevraagden, 'vraag', ({ id }) => `evaluatie:${id}`);
  }

  async herinnering(m: EntityManager, evaluatie: Evaluatie, gevraagden: Gevraagde[]): Promise<void> {
    await this.schrijf(m, evaluatie, gevraagden, 'herinnering', ({ id }) => `evaluatie-herinnering:${id}`);
  }

  private async schrijf(
    m: EntityManager,
    { cohortId, soort, sluitOp }: Evaluatie,
    gevraagden: Gevraagde[],
    mail: 'vraag' | 'herinnering',
    sleutel: (gevraagde: Gevraagde) => string,
  ): Promise<void> {
    const van = new Map(gevraagden.map((gevraagde) => [gevraagde.aanmeldingId, gevraagde]));
    const aanmeldingen = await m.findBy(Aanmelding, { id: In([...van.keys()]) });
    const totEnMet = addDays(dateOf(sluitOp), -1);
    await this.post.schrijf(m, cohortId, aanmeldingen, (a, aan, { voornaam, opleiding, cohort }) => {
      const gevraagde = van.get(a.id)!;
      const link = `${this.settings.BASE_URL}${evaluatiepaden.formulier(gevraagde.token)}`;
      return {
        sleutel: sleutel(gevraagde),
        sjabloon: sjablonen[soort][mail],
        aan,
        gegevens: { voornaam, opleiding, cohort: { naam: cohort.naam }, link, totEnMet },
      };
    });
  }
}
