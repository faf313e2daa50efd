import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { IN_ZEKER } from '../../aanmeldingen/standen.js';
import { AuditService } from '../../audit/audit.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { onderdeelOnbekend } from '../certificering.errors.js';
import { onderdelenVan } from './leerjaar.queries.js';
import { Onderdeel, OnderdeelVoltooid } from './onderdeel.entity.js';

/** Records who completed the onderdelen that a leerjaar asks besides coming. */
@Injectable()
export class OnderdelenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Of everybody in the cohort at once: who is named has completed it, the others have not. Ids of people who are not in
   * the cohort are passed over.
   * @returns how many changed.
   * @throws DomainError `onderdeel-onbekend`
   */
  async markeer(
    wie: Wie,
    cohortId: string,
    leerjaar: number,
    onderdeelId: string,
    voltooid: readonly string[],
  ): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, cohortId);
      const onderdelen = await onderdelenVan(m, cohort.opleidingId, leerjaar);
      const onderdeel = onderdelen.find(({ id }) => id === onderdeelId);
      if (!onderdeel) throw onderdeelOnbekend();
      const was = await this.stand(m, cohortId, leerjaar, onderdeelId);
      const erbij = [...was].filter(([id, klaar]) => !klaar && voltooid.includes(id)).map(([id]) => id);
      const eraf = [...was].filter(([id, klaar]) => klaar && !voltooid.includes(id)).map(([id]) => id);
      await this.bewaar(m, onderdeelId, erbij, eraf);
      await this.noteer(m, wie, onderdeel, [
        ...erbij.map((id) => ({ id, voltooid: true })),
        ...eraf.map((id) => ({ id, voltooid: false })),
      ]);
      return erbij.length + eraf.length;
    });
  }

  private async bewaar(
    m: EntityManager,
    onderdeelId: string,
    erbij: readonly string[],
    eraf: readonly string[],
  ): Promise<void> {
    const op = dateOf(this.clock.now());
    const rijen = erbij.map((aanmeldingId) => ({ onderdeelId, aanmeldingId, op }));
    if (rijen.length > 0) await m.insert(OnderdeelVoltooid, rijen);
    if (eraf.length > 0) await m.delete(OnderdeelVoltooid, { onderdeelId, aanmeldingId: In([...eraf]) });
  }

  /** Everybody with a place and without the certificaat, and whether they completed it. */
  private async stand(
    m: EntityManager,
    cohortId: string,
    leerjaar: number,
    onderdeelId: string,
  ): Promise<Map<string, boolean>> {
    const rows = await m.query<{ id: string; klaar: boolean }[]>(
      `SELECT a.id, v.aanmelding_id IS NOT NULL AS klaar FROM aanmelding a
         LEFT JOIN onderdeel_voltooid v ON v.aanmelding_id = a.id AND v.onderdeel_id = $3
        WHERE a.cohort_id = $1 AND a.status ${IN_ZEKER}
          AND NOT EXISTS (SELECT 1 FROM certificaat t WHERE t.aanmelding_id = a.id AND t.leerjaar = $2)`,
      [cohortId, leerjaar, onderdeelId],
    );
    return new Map(rows.map(({ id, klaar }) => [id, klaar]));
  }

  private noteer(
    m: EntityManager,
    wie: Wie,
    { naam, leerjaar }: Onderdeel,
    gewijzigd: readonly { id: string; voltooid: boolean }[],
  ): Promise<void> {
    return this.audit.noteerAlle(
      m,
      gewijzigd.map(({ id, voltooid }) => ({
        wie,
        code: 'aanmelding.onderdeel' as const,
        onderwerp: { soort: 'aanmelding' as const, id },
        gegevens: { onderdeel: naam, leerjaar, voltooid },
      })),
    );
  }
}
