import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { BerichtenService, type NieuwBericht } from '../berichten/berichten.service.js';
import { cohortInMail, type CohortInMail } from '../cohorten/cohort-in-mail.js';
import { aanmeldstand } from '../cohorten/cohorten.rules.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf } from '../platform/clock/dates.js';
import { Settings } from '../platform/config/settings.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import type { Wachtreden } from '../aanmeldingen/standen.js';

/** What every mail about an aanmelding begins with. */
export interface AanmeldingInMail extends CohortInMail {
  voornaam: string;
  /** For whom it is; null until the address is confirmed, because then it is only what somebody typed. */
  voor: string | null;
  /** The page of this aanmelding, where everything can be done. */
  link: string;
}

/** The mails of the line: an offer, and a hold that ran out. */
@Injectable()
export class WachtlijstMails {
  constructor(
    private readonly clock: Clock,
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
  ) {}

  async aanbod(m: EntityManager, cohortId: string, aangeboden: Aanmelding[]): Promise<void> {
    await this.schrijf(m, cohortId, aangeboden, (a, aan, gegevens) => ({
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
    await this.schrijf(m, cohort.id, verlopen, (a, aan, gegevens) => ({
      sleutel: `verlopen:${a.id}:${a.statusSinds.toISOString()}`,
      sjabloon: 'wachtlijst/verlopen',
      aan,
      gegevens: {
        ...gegevens,
        reden: redenVan(wachttenOp.get(a.id) ?? []),
        kanHerleven: stand === 'open',
        aanmeldenTotEnMet: cohort.aanmeldenVoor && addDays(cohort.aanmeldenVoor, -1),
        opleidingLink: gegevens.opleiding.href,
      },
    }));
  }

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

/** Why a hold ran out, when it waited for more than one thing: what its owner could do something about. */
function redenVan(wachtteOp: Wachtreden[]): Wachtreden {
  return (
    (['aanbod', 'emailbevestiging', 'akkoord'] as const).find((reden) => wachtteOp.includes(reden)) ??
    'aanbod'
  );
}
