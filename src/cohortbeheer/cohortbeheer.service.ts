import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import type { WijzigCohortDto } from '../cohorten/cohortbeheer.dto.js';
import { cohortGewijzigd } from '../cohorten/cohorten.errors.js';
import { bewaarBijeenkomsten } from '../cohorten/cohorten.service.js';
import { controleerPlan } from '../cohorten/cohortplan.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { changes } from '../platform/changes.js';
import { inTransaction } from '../platform/database/transaction.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';

/** Changes of a cohort that touch its aanmeldingen: its plan and capacity. */
@Injectable()
export class CohortbeheerService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly audit: AuditService,
  ) {}

  /**
   * What is left out stays. A raised capacity is offered to the line at once.
   * @throws DomainError `capaciteit-te-laag` below the places held, `cohort-gewijzigd` when `versie` is not the present one.
   */
  async wijzig(wie: Wie, id: string, dto: WijzigCohortDto): Promise<void> {
    const { versie, bijeenkomsten, ...velden } = dto;
    await inTransaction(this.dataSource, async (m) => {
      const stand = await this.plaatsen.vergrendelEen(m, id);
      const { cohort } = stand;
      if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
      await this.wachtlijst.laatVerlopen(m, stand);
      if (velden.capaciteit !== undefined) await this.plaatsen.maakPassend(m, id, velden.capaciteit);
      controleerPlan({ ...cohort, ...velden, ...(bijeenkomsten ? { bijeenkomsten } : {}) });
      const gewijzigd = changes<Cohort>(cohort, velden);
      const nieuw = Object.fromEntries(Object.entries(gewijzigd).map(([veld, { naar }]) => [veld, naar]));
      await m.update(Cohort, { id }, { ...nieuw, versie: cohort.versie + 1 });
      if (bijeenkomsten) await this.vervang(m, id, bijeenkomsten);
      await this.noteer(m, wie, id, gewijzigd);
      await this.wachtlijst.bied(m, await this.plaatsen.vergrendelEen(m, id));
    });
  }

  private async vervang(
    m: EntityManager,
    cohortId: string,
    bijeenkomsten: NonNullable<WijzigCohortDto['bijeenkomsten']>,
  ): Promise<void> {
    await m.delete(Bijeenkomst, { cohortId });
    await bewaarBijeenkomsten(m, cohortId, bijeenkomsten);
  }

  private async noteer(
    m: EntityManager,
    wie: Wie,
    id: string,
    velden: Record<string, { van: unknown; naar: unknown }>,
  ): Promise<void> {
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.gewijzigd',
      onderwerp: { soort: 'cohort', id },
      gegevens: { velden },
    });
  }
}
