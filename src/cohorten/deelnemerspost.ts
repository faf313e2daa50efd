import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { BerichtenService, type NieuwBericht } from '../berichten/berichten.service.js';
import { Settings } from '../platform/config/settings.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Bijeenkomst } from './bijeenkomst.entity.js';
import { Cohort } from './cohort.entity.js';
import { aanmeldpaden } from '../aanmeldingen/paden.js';
import { cohortpaden } from './paden.js';

/** What every mail about a cohort tells of it. */
export interface CohortInMail {
  opleiding: { naam: string; href: string };
  cohort: {
    id: string;
    naam: string;
    eerste: Date | null;
    locatie: string | null;
    bijeenkomsten: Pick<Bijeenkomst, 'begint' | 'eindigt' | 'locatie'>[];
  };
}

/** @param baseUrl the address of the site, for the link to the opleiding. */
export async function cohortInMail(
  m: EntityManager,
  cohortId: string,
  baseUrl: string,
): Promise<CohortInMail> {
  const cohort = await m.findOneByOrFail(Cohort, { id: cohortId });
  const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
  const bijeenkomsten = await m.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } });
  return {
    opleiding: { naam: opleiding.naam, href: `${baseUrl}${cohortpaden.opleiding(opleiding.code)}` },
    cohort: {
      id: cohort.id,
      naam: cohort.naam,
      eerste: bijeenkomsten[0]?.begint ?? null,
      locatie: cohort.locatie ?? bijeenkomsten[0]?.locatie ?? null,
      // Without the link of what is online: most of these mails go to people who have no place.
      bijeenkomsten: bijeenkomsten.map(({ begint, eindigt, locatie }) => ({ begint, eindigt, locatie })),
    },
  };
}

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
      const link = `${this.settings.BASE_URL}${aanmeldpaden.een(a.token)}`;
      const kern = { aanmeldingId: a.id, cohortId, persoonId: a.persoonId };
      return { ...maak(a, email, { ...gedeeld, voornaam, voor, link }), ...kern };
    });
    await this.berichten.schrijf(m, berichten);
  }
}
