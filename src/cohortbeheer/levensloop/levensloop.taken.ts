import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { systeem } from '../../toegang/wie.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { begint } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inSteps } from '../../platform/database/rehearsal.js';
import type { Taak, Taakresultaat } from '../../platform/taak.js';
import { perCohort } from '../../cohorten/momenten.stappen.js';
import { IN_NEEMT_AANMELDINGEN } from '../../cohorten/standen.js';

const BEGONNEN = `
  SELECT c.id FROM cohort c
   WHERE c.status ${IN_NEEMT_AANMELDINGEN}
     AND EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id AND b.begint <= $1)
   ORDER BY c.id`;

/** Task `levensloop`: a cohort whose first bijeenkomst has begun is gestart, whether somebody looks or not. */
@Injectable()
export class LevensloopTaak implements Taak {
  readonly naam = 'levensloop';
  readonly omschrijving = 'Zet cohorten op gestart als hun eerste bijeenkomst is begonnen';

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly audit: AuditService,
  ) {}

  voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    return inSteps(this.dataSource, proef, async (step) => {
      const rows = await step((m) => m.query<{ id: string }[]>(BEGONNEN, [this.clock.now()]));
      const ids = rows.map(({ id }) => id);
      return perCohort(step, ids, (m, id) => this.start(m, id));
    });
  }

  /** The state is looked at again under the lock: another process, or a coördinator, may have been first. */
  private async start(m: EntityManager, id: string): Promise<string[]> {
    const { cohort, eerste } = await this.plaatsen.vergrendelEen(m, id);
    if (!begint(cohort.status, eerste, this.clock.now())) return [];
    await m.update(Cohort, { id }, { status: 'gestart' });
    const onderwerp = { soort: 'cohort' as const, id };
    await this.audit.noteer(m, { wie: systeem, code: 'cohort.gestart', onderwerp, gegevens: {} });
    await this.momenten.leg(m, id);
    return [`${cohort.code}: gestart`];
  }
}
