import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService } from '../../berichten/berichten.service.js';
import { vrijVan, type CohortBeeld } from '../../cohorten/cohorten.queries.js';
import { addDays } from '../../platform/clock/dates.js';
import { Settings } from '../../platform/config/settings.js';
import type { Uitgenodigde } from './vervolg.queries.js';

/** The invitation to what follows. */
@Injectable()
export class VervolgMails {
  constructor(
    private readonly berichten: BerichtenService,
    private readonly settings: Settings,
  ) {}

  /**
   * @param gedaan name of the opleiding that they finished.
   * @param open cohorten of the one that follows, all with a free place.
   */
  async schrijf(
    m: EntityManager,
    gedaan: string,
    open: readonly CohortBeeld[],
    aan: readonly Uitgenodigde[],
  ): Promise<void> {
    const { opleidingId, opleiding: naam } = open[0]!;
    await this.berichten.schrijf(
      m,
      aan.map((u) => ({
        sleutel: `vervolg:${u.aanmeldingId}:${opleidingId}`,
        sjabloon: 'certificering/vervolg' as const,
        aan: u.email,
        gegevens: {
          voornaam: u.voornaam,
          gedaan: { naam: gedaan },
          opleiding: { naam },
          cohorten: open.map((cohort) => this.cohort(cohort, u)),
        },
        persoonId: u.persoonId,
      })),
    );
  }

  private cohort(c: CohortBeeld, u: Uitgenodigde) {
    return {
      naam: c.naam,
      eerste: c.eerste,
      laatste: c.laatste,
      bijeenkomsten: c.bijeenkomsten.length,
      locatie: c.locatie ?? c.bijeenkomsten[0]?.locatie ?? null,
      vrij: vrijVan(c),
      aanmeldenTotEnMet: c.aanmeldenVoor && addDays(c.aanmeldenVoor, -1),
      link: `${this.settings.BASE_URL}/cohorten/${c.id}/aanmelden?${vooringevuld(u)}`,
    };
  }
}

/** What the form takes from its address, so that nobody types it twice. */
function vooringevuld({ voornaam, tussenvoegsel, achternaam, email, functie, vestigingscode }: Uitgenodigde) {
  const velden = { voornaam, tussenvoegsel, achternaam, email, functie, vestigingscode };
  return new URLSearchParams(
    Object.entries(velden).filter((paar): paar is [string, string] => Boolean(paar[1])),
  ).toString();
}
