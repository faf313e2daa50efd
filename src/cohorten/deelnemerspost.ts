import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { BerichtenService, type NieuwBericht } from '../berichten/berichten.service.js';
import { Settings } from '../platform/config/settings.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { cohortInMail, type CohortInMail } from './cohort-in-mail.js';

/** What every mail about an aanmelding begins with. */
export interface AanmeldingInMail extends CohortInMail {
  voornaam: string;
  /** For whom it is; null until the address is confirmed, because then it is only what somebody typed. */
  voor: string | null;
  /** The page of this aanmelding, where everything can be done. */
  link: string;
}

/** Mail to the people of one cohort, whatever it is about. */
@Injectable()
export class Deelnemerspost {
  constructor(
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
  ) {}

  /** Writes one mail for each aanmelding of one cohort. */
  async schrijf(
    m: EntityManager,
    cohortId: string,
    aanmeldingen: Aanmelding[],
    maak: (a: Aanmelding, aan: string, gegevens: AanmeldingInMail) => NieuwBericht,
  ): Promise<void> {
    if (aanmeldingen.length === 0) return;
    const gedeeld = await cohortInMail(m, cohortId, this.settings.BASE_URL);
    const personen = await m.findBy(Persoon, { id: In(aanmeldingen.map((a) => a.persoonId)) });
    const persoonVan = new Map(personen.map((persoon) => [persoon.id, persoon]));
    const berichten = aanmeldingen.map((a) => {
      const persoon = persoonVan.get(a.persoonId)!;
      const { voornaam, email } = persoon;
      const voor = persoon.emailBevestigdOp ? volledigeNaam(persoon) : null;
      const link = `${this.settings.BASE_URL}/a/${a.token}`;
      const kern = { aanmeldingId: a.id, cohortId, persoonId: a.persoonId };
      return { ...maak(a, email, { ...gedeeld, voornaam, voor, link }), ...kern };
    });
    await this.berichten.schrijf(m, berichten);
  }
}
