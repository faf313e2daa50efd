import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { BelangstellingService } from '../../belangstelling/belangstelling.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { cohortovergangen, isVensterVoorbij } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Opleiding } from '../../opleidingen/opleiding.entity.js';
import { VersiesService } from '../../opleidingen/versies.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { plaatsenOnbekend, vensterVoorbij } from '../cohortbeheer.errors.js';

/** Showing a cohort to the world: first to see who would come, then to enrol. Its opleiding is published with it. */
@Injectable()
export class PublicatieService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly belangstelling: BelangstellingService,
    private readonly versies: VersiesService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Everybody sees it and can show interest; there are no places yet. */
  async peil(wie: Wie, id: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await this.toon(m, wie, id, 'peiling');
      const onderwerp = { soort: 'cohort' as const, id };
      await this.audit.noteer(m, { wie, code: 'cohort.peiling', onderwerp, gegevens: {} });
    });
  }

  /**
   * Opens it for enrolling, and tells who showed interest.
   * @returns how many people were told.
   */
  publiceer(wie: Wie, id: string): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      await this.toon(m, wie, id, 'open');
      const onderwerp = { soort: 'cohort' as const, id };
      await this.audit.noteer(m, { wie, code: 'cohort.gepubliceerd', onderwerp, gegevens: {} });
      await this.momenten.leg(m, id);
      return this.belangstelling.meldOpening(m, id);
    });
  }

  private async toon(m: EntityManager, wie: Wie, id: string, status: 'peiling' | 'open'): Promise<void> {
    const { cohort } = await this.plaatsen.vergrendelEen(m, id);
    if (!cohortovergangen[cohort.status].includes(status))
      throw cohortovergangNietMogelijk(cohort.status, status);
    if (status === 'open' && cohort.capaciteit === null) throw plaatsenOnbekend();
    if (status === 'open' && isVensterVoorbij(cohort, dateOf(this.clock.now()))) throw vensterVoorbij();
    await m.update(Cohort, { id }, { status, versie: cohort.versie + 1 });
    const opleiding = await m.findOneOrFail(Opleiding, {
      where: { id: cohort.opleidingId },
      lock: { mode: 'pessimistic_write' },
    });
    await this.versies.wijzig(m, wie, opleiding, { gepubliceerd: true });
  }
}
