import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortGewijzigd, cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { AfrondingDto } from './afronding.dto.js';
import { geenBijeenkomsten, nogNietVoorbij } from './afronding.errors.js';
import { Afrondingsstappen } from './afronding.stappen.js';

/** Finishing a cohort after its last bijeenkomst: for everybody it is decided whether they completed it. */
@Injectable()
export class AfrondingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly stappen: Afrondingsstappen,
    private readonly audit: AuditService,
  ) {}

  /**
   * Who has a place completes it or not, by their attendance or by the coördinator's own judgement; who still waits is
   * told that it is over.
   * @throws DomainError `nog-niet-voorbij` while a bijeenkomst lies ahead, `geen-bijeenkomsten`,
   *   `overgang-niet-mogelijk`, `cohort-gewijzigd`.
   * @throws InputError for an afwijking of somebody without a place here.
   */
  async rondAf(wie: Wie, id: string, { afwijkingen = [], versie }: AfrondingDto): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const { cohort } = await this.plaatsen.vergrendelEen(m, id);
      if (versie !== undefined && versie !== cohort.versie) throw cohortGewijzigd();
      await this.controleer(m, cohort);
      const uitkomst = await this.stappen.beoordeel(m, wie, id, afwijkingen);
      await this.stappen.sluitRij(m, wie, id);
      await m.update(Cohort, { id }, { status: 'afgerond', versie: cohort.versie + 1 });
      const onderwerp = { soort: 'cohort' as const, id };
      await this.audit.noteer(m, { wie, code: 'cohort.afgerond', onderwerp, gegevens: uitkomst });
      await this.momenten.leg(m, id);
    });
  }

  private async controleer(m: EntityManager, { id, status }: Cohort): Promise<void> {
    if (!cohortovergangen[status].includes('afgerond')) throw cohortovergangNietMogelijk(status, 'afgerond');
    const [{ laatste }] = await m.query<[{ laatste: Date | null }]>(
      'SELECT max(eindigt) AS laatste FROM bijeenkomst WHERE cohort_id = $1',
      [id],
    );
    if (!laatste) throw geenBijeenkomsten();
    if (laatste > this.clock.now()) throw nogNietVoorbij(laatste);
  }
}
