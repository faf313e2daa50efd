import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { aanmeldstand } from '../cohorten/cohorten.rules.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import type { Aanmelding } from './aanmelding.entity.js';
import {
  alternatiefDicht,
  alternatiefIsZelf,
  alternatiefOnbekend,
  teVeelAlternatieven,
} from './overzetten.errors.js';

/** More choices than this help nobody to choose. */
export const MEESTE_ALTERNATIEVEN = 3;

const STEL_VOOR = `
  INSERT INTO overzetvoorstel (aanmelding_id, naar_cohort_id, status, gemaakt_op)
  SELECT a, c, 'open', $3 FROM unnest($1::uuid[]) a CROSS JOIN unnest($2::uuid[]) c
  ON CONFLICT (aanmelding_id, naar_cohort_id) DO UPDATE
    SET status = 'open', gemaakt_op = excluded.gemaakt_op, beantwoord_op = NULL`;

/** The other cohorten that people may choose, kept per aanmelding. */
@Injectable()
export class Overzetvoorstellen {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Locks the cohort that people leave together with those they may choose, so that none of these closes unseen.
   * @returns the cohort that they leave.
   * @throws DomainError `alternatief-…` naming what is wrong; a cohort that nobody can join now is no alternative.
   */
  async vergrendel(m: EntityManager, van: string, alternatieven: string[]): Promise<Cohortstand> {
    const naar = [...new Set(alternatieven)];
    if (naar.length > MEESTE_ALTERNATIEVEN) throw teVeelAlternatieven(MEESTE_ALTERNATIEVEN);
    if (naar.includes(van)) throw alternatiefIsZelf();
    if ((await m.countBy(Cohort, { id: In(naar) })) < naar.length) throw alternatiefOnbekend();
    const standen = await this.plaatsen.vergrendel(m, [van, ...naar]);
    for (const stand of standen)
      if (stand.cohort.id !== van && !this.isOpen(stand)) throw alternatiefDicht(stand.cohort.naam);
    return standen.find(({ cohort }) => cohort.id === van)!;
  }

  isOpen(stand: Cohortstand): boolean {
    return this.standVan(stand) === 'open';
  }

  standVan({ cohort, eerste }: Cohortstand) {
    const nu = this.clock.now();
    return aanmeldstand(cohort, dateOf(nu), eerste !== null && eerste <= nu);
  }

  /** Gives each of them the choice of each cohort; what was answered before is asked anew. */
  async stelVoor(m: EntityManager, wie: Wie, aanmeldingen: Aanmelding[], cohortIds: string[]): Promise<void> {
    const naar = [...new Set(cohortIds)];
    if (naar.length === 0 || aanmeldingen.length === 0) return;
    const ids = aanmeldingen.map(({ id }) => id);
    await m.query(STEL_VOOR, [ids, naar, this.clock.now()]);
    await this.audit.noteerAlle(
      m,
      ids.map((id) => ({
        wie,
        code: 'aanmelding.overzetting-voorgesteld' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { naar },
      })),
    );
  }

  /** Nobody can move to this cohort any more. */
  async naarCohortVervallen(m: EntityManager, cohortId: string): Promise<void> {
    await m.query(
      `UPDATE overzetvoorstel SET status = 'vervallen', beantwoord_op = $2
        WHERE naar_cohort_id = $1 AND status = 'open'`,
      [cohortId, this.clock.now()],
    );
  }

  /** Somebody has moved: the choice that was made is aanvaard, the others lapse. */
  async besluit(m: EntityManager, aanmeldingIds: string[], naar: string): Promise<void> {
    await m.query(
      `UPDATE overzetvoorstel
          SET status = CASE WHEN naar_cohort_id = $2 THEN 'aanvaard' ELSE 'vervallen' END, beantwoord_op = $3
        WHERE aanmelding_id = ANY($1) AND status = 'open'`,
      [aanmeldingIds, naar, this.clock.now()],
    );
  }
}
