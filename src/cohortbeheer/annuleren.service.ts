import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../aanmeldingen/aanmeldingen.mails.js';
import { Overzetvoorstellen } from '../aanmeldingen/overzetvoorstellen.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../audit/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { cohortovergangNietMogelijk } from '../cohorten/cohorten.errors.js';
import { cohortovergangen } from '../cohorten/cohorten.rules.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';

export interface Annulering {
  /** Everybody who had a place or waited reads this in the mail. */
  reden: string;
  /** Ids of at most three other cohorten that each of them may move to with one click. */
  alternatieven?: string[];
}

/** Calling a whole cohort off. Nobody is moved without their own click. */
@Injectable()
export class AnnulerenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly voorstellen: Overzetvoorstellen,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * @returns how many people heard of it.
   * @throws DomainError `overgang-niet-mogelijk` from `afgerond` on, `alternatief-*` for a cohort that nobody could move to.
   */
  annuleer(wie: Wie, id: string, { reden, alternatieven = [] }: Annulering): Promise<number> {
    return inTransaction(this.dataSource, async (m) => {
      const stand = await this.plaatsen.vergrendelEen(m, id);
      await this.voorstellen.controleer(m, id, alternatieven);
      await this.wachtlijst.laatVerlopen(m, stand);
      await this.sluitCohort(m, stand, reden);
      const actief = await this.beeindig(m, wie, id, reden);
      await this.voorstellen.naarCohortVervallen(m, id);
      await this.voorstellen.stelVoor(m, wie, actief, alternatieven);
      await this.mails.geannuleerd(m, id, actief, 'cohort');
      const onderwerp = { soort: 'cohort' as const, id };
      const gegevens = { reden, aantal: actief.length };
      await this.audit.noteer(m, { wie, code: 'cohort.geannuleerd', onderwerp, gegevens });
      return actief.length;
    });
  }

  /** A step, with the cohort locked: it is called off; what becomes of its people is up to the caller. */
  async sluitCohort(m: EntityManager, { cohort }: Cohortstand, reden: string): Promise<void> {
    const { id, status, versie } = cohort;
    if (!cohortovergangen[status].includes('geannuleerd'))
      throw cohortovergangNietMogelijk(status, 'geannuleerd');
    await m.update(
      Cohort,
      { id },
      {
        status: 'geannuleerd',
        annuleringsreden: reden,
        geannuleerdOp: this.clock.now(),
        versie: versie + 1,
      },
    );
  }

  private async beeindig(m: EntityManager, wie: Wie, cohortId: string, reden: string): Promise<Aanmelding[]> {
    const actief = await m.findBy(Aanmelding, {
      cohortId,
      status: In(['voorlopig', 'geplaatst', 'wachtlijst']),
    });
    const regels = actief.map(({ id, status, wachtOp }) => ({
      wie,
      code: 'aanmelding.geannuleerd' as const,
      onderwerp: { soort: 'aanmelding' as const, id },
      gegevens: { van: status, door: 'academie', reden, wachtteOp: wachtOp },
    }));
    for (const a of actief) {
      a.gaNaar('geannuleerd', this.clock.now());
      Object.assign(a, { reden, beeindigdDoor: 'academie' });
    }
    await this.plaatsen.bewaar(m, actief);
    await this.audit.noteerAlle(m, regels);
    return actief;
  }
}
