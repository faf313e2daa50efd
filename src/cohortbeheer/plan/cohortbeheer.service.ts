import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Wijzigingen } from '../../audit/auditcodes.rules.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import type { WijzigCohortDto } from '../../cohorten/cohortbeheer.dto.js';
import { cohortGewijzigd } from '../../cohorten/cohorten.errors.js';
import { controleerPlan } from '../../cohorten/cohortplan.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { changes } from '../../platform/changes.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';
import { planwijziging, verandertNiets, type Planverschil } from './wijziging.rules.js';
import { WijzigingService } from './wijziging.service.js';

/** Changes of a cohort that touch its aanmeldingen: its plan and capacity. */
@Injectable()
export class CohortbeheerService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly audit: AuditService,
    private readonly momenten: MomentenService,
    private readonly wijziging: WijzigingService,
  ) {}

  /**
   * What is left out stays. A raised capacity is offered to the line at once, and who counts on the plan is told what
   * changes in it. Without any change nothing happens.
   * @returns how many people were told.
   * @throws DomainError `capaciteit-te-laag` below the places held, `cohort-gewijzigd` when `versie` is not the present one.
   */
  async wijzig(wie: Wie, id: string, dto: WijzigCohortDto): Promise<number> {
    const { versie, bijeenkomsten, reden, ...velden } = dto;
    return inTransaction(this.dataSource, async (m) => {
      const stand = await this.plaatsen.vergrendelEen(m, id);
      const { cohort } = stand;
      if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
      await this.wachtlijst.laatVerlopen(m, stand);
      if (velden.capaciteit !== undefined) await this.plaatsen.maakPassend(m, id, velden.capaciteit);
      const bestaand = await this.wijziging.bijeenkomsten(m, id);
      controleerPlan(
        { ...cohort, ...velden, bijeenkomsten: bijeenkomsten ?? bestaand },
        { ...cohort, bijeenkomsten: bestaand },
      );
      const verschil = await this.wijziging.verschil(m, bestaand, bijeenkomsten);
      const gewijzigd = changes<Cohort>(cohort, velden);
      const anders = Object.keys(gewijzigd).length > 0 || !verandertNiets(verschil);
      const gemeld = anders
        ? await this.voerWijzigingUit(m, wie, cohort, gewijzigd, verschil, reden ?? null)
        : 0;
      await this.wachtlijst.bied(m, await this.plaatsen.vergrendelEen(m, id));
      return gemeld;
    });
  }

  private async voerWijzigingUit(
    m: EntityManager,
    wie: Wie,
    cohort: Cohort,
    gewijzigd: Wijzigingen,
    verschil: Planverschil,
    reden: string | null,
  ): Promise<number> {
    const { id } = cohort;
    const nieuw = Object.fromEntries(Object.entries(gewijzigd).map(([veld, { naar }]) => [veld, naar]));
    const na: Cohort = { ...cohort, ...nieuw, versie: cohort.versie + 1 };
    await m.update(Cohort, { id }, { ...nieuw, versie: na.versie });
    await this.wijziging.voerUit(m, id, verschil);
    await this.audit.noteer(m, {
      wie,
      code: 'cohort.gewijzigd',
      onderwerp: { soort: 'cohort', id },
      gegevens: {
        velden: gewijzigd,
        ...(verandertNiets(verschil) ? {} : { bijeenkomsten: planwijziging(verschil) }),
        ...(reden ? { reden } : {}),
      },
    });
    await this.momenten.leg(m, id);
    return this.wijziging.meld(m, cohort, na, verschil, reden);
  }
}
