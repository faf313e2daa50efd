import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { aanmeldstand } from '../cohorten/cohorten.rules.js';
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

/** The other cohorten that people may choose. Steps only: the cohort that they leave is locked by the caller. */
@Injectable()
export class Overzetvoorstellen {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * Whether people of cohort `van` can be pointed to these.
   * @throws DomainError `alternatief-…` naming what is wrong; a cohort that nobody can join now is no alternative.
   */
  async controleer(m: EntityManager, van: string, alternatieven: string[]): Promise<void> {
    if (alternatieven.length === 0) return;
    if (new Set(alternatieven).size > MEESTE_ALTERNATIEVEN) throw teVeelAlternatieven(MEESTE_ALTERNATIEVEN);
    if (alternatieven.includes(van)) throw alternatiefIsZelf();
    const cohorten = await m.findBy(Cohort, { id: In(alternatieven) });
    if (cohorten.length < new Set(alternatieven).size) throw alternatiefOnbekend();
    const begonnen = await this.begonnen(m, alternatieven);
    const vandaag = dateOf(this.clock.now());
    for (const cohort of cohorten)
      if (aanmeldstand(cohort, vandaag, begonnen.has(cohort.id)) !== 'open')
        throw alternatiefDicht(cohort.naam);
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

  private async begonnen(m: EntityManager, ids: string[]): Promise<Set<string>> {
    const rows = await m.query<{ id: string }[]>(
      'SELECT DISTINCT cohort_id AS id FROM bijeenkomst WHERE cohort_id = ANY($1) AND begint <= $2',
      [ids, this.clock.now()],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
