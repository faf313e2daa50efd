import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import type { UitreikingDto } from './certificering.dto.js';
import type { Kandidaat, Leerjaarbeeld } from '../voorwaarden/leerjaarbeeld.js';

/** What the certificaten of the last leerjaar bring along. The steps need the cohort locked. */
@Injectable()
export class Afsluiting {
  constructor(
    private readonly plaatsen: PlaatsenService,
    private readonly audit: AuditService,
  ) {}

  /** The cohort is gecertificeerd. */
  async cohort(
    m: EntityManager,
    { cohort, leerjaar, leerjaren }: Leerjaarbeeld,
    { datum, plaats }: UitreikingDto,
  ): Promise<void> {
    const laatste = leerjaar === leerjaren.at(-1);
    if (!laatste || !cohortovergangen[cohort.status].includes('gecertificeerd')) return;
    await m.update(
      Cohort,
      { id: cohort.id },
      {
        status: 'gecertificeerd',
        versie: cohort.versie + 1,
        certificeringOp: datum,
        certificeringLocatie: plaats ?? cohort.certificeringLocatie,
      },
    );
  }

  /** Who had not completed it as the cohort was finished, or was added since, has completed it now. */
  async deelnemers(
    m: EntityManager,
    wie: Wie,
    { leerjaar, leerjaren }: Leerjaarbeeld,
    nieuw: readonly Kandidaat[],
    nu: Date,
  ): Promise<void> {
    if (leerjaar !== leerjaren.at(-1)) return;
    const nog = nieuw.filter(({ status }) => status !== 'voltooid').map(({ aanmeldingId }) => aanmeldingId);
    const aanmeldingen = await m.findBy(Aanmelding, { id: In(nog) });
    for (const aanmelding of aanmeldingen) aanmelding.gaNaar('voltooid', nu);
    await this.plaatsen.bewaar(m, aanmeldingen);
    await this.audit.noteerAlle(
      m,
      aanmeldingen.map(({ id, status }) => ({
        wie,
        code: 'aanmelding.afgerond' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { status },
      })),
    );
  }
}
