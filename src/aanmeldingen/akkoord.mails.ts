import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BerichtenService } from '../berichten/berichten.service.js';
import { Bestuur } from '../besturen/bestuur.entity.js';
import { School } from '../besturen/school.entity.js';
import { cohortInMail } from '../cohorten/cohort-in-mail.js';
import type { Cohortstand } from '../cohorten/plaatsen.service.js';
import { Settings } from '../platform/config/settings.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import type { Aanmelding } from './aanmelding.entity.js';

/** The mail to a bestuur that wants to agree first. */
@Injectable()
export class AkkoordMails {
  constructor(
    private readonly settings: Settings,
    private readonly berichten: BerichtenService,
  ) {}

  /** To the role mailbox of each bestuur; a bestuur without one sees it in its portal. */
  async gevraagd(
    m: EntityManager,
    { cohort }: Cohortstand,
    aanmeldingen: Aanmelding[],
    opnieuw: string,
  ): Promise<void> {
    if (aanmeldingen.length === 0) return;
    const opleiding = await m.findOneByOrFail(Opleiding, { id: cohort.opleidingId });
    const gedeeld = await cohortInMail(m, cohort.id, this.settings.BASE_URL);
    const kosten = opleiding.kostenCent === null ? null : opleiding.kostenCent / 100;
    for (const a of aanmeldingen) {
      const ontvanger = await this.bestuurMetPostbus(m, a);
      if (!ontvanger) continue;
      const gegevens = { ...gedeeld, ...ontvanger.gegevens, kosten, vergoeding: vergoedingVan(opleiding) };
      const bericht = {
        sleutel: `akkoord-gevraagd:${a.id}${opnieuw}`,
        sjabloon: 'aanmeldingen/akkoord-gevraagd',
      } as const;
      await this.berichten.schrijf(m, [
        {
          ...{ ...bericht, aan: ontvanger.aan, gegevens, aanmeldingId: a.id, cohortId: cohort.id },
          vervaltOp: a.vervaltOp,
        },
      ]);
    }
  }

  private async bestuurMetPostbus(m: EntityManager, a: Aanmelding) {
    const bestuur = a.bestuurId && (await m.findOneBy(Bestuur, { id: a.bestuurId }));
    if (!bestuur || !bestuur.email) return undefined;
    const persoon = await m.findOneByOrFail(Persoon, { id: a.persoonId });
    const school = a.schoolId && (await m.findOneBy(School, { id: a.schoolId }));
    return {
      aan: bestuur.email,
      gegevens: {
        bestuur: { naam: bestuur.naam ?? bestuur.nummer },
        deelnemer: { naam: volledigeNaam(persoon), functie: a.functie, school: school ? school.naam : null },
        vervaltOp: a.vervaltOp,
        link: `${this.settings.BASE_URL}/bestuur`,
      },
    };
  }
}

/** "50% vergoed voor Utrechtse basisscholen"; null when nothing is reimbursed. */
export function vergoedingVan(opleiding: Pick<Opleiding, 'vergoedingPct' | 'vergoedingVoor'>): string | null {
  if (!opleiding.vergoedingPct) return null;
  const voor = opleiding.vergoedingVoor ? ` voor ${opleiding.vergoedingVoor}` : '';
  return `${opleiding.vergoedingPct}% vergoed${voor}`;
}
