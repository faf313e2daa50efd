import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../../aanmeldingen/aanmeldingen.mails.js';
import { alternatievenInMail } from '../../aanmeldingen/overzetten.mails.js';
import { OverzetvoorstellenService } from '../../aanmeldingen/overzetvoorstellen.service.js';
import { LOPEND } from '../../aanmeldingen/standen.js';
import { AuditService } from '../../audit/audit.service.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { type Cohortstand, PlaatsenService } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import type { Wie } from '../../toegang/wie.js';
import { WachtlijstService } from '../../wachtlijst/wachtlijst.service.js';

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
    private readonly wachtlijst: WachtlijstService,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly mails: AanmeldingenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * @returns how many people heard of it.
   * @throws DomainError `overgang-niet-mogelijk` from `afgerond` on, `alternatief-*` for a cohort that nobody could
   *   move to now.
   */
  annuleer(wie: Wie, id: string, annulering: Annulering): Promise<number> {
    return inTransaction(this.dataSource, (m) => this.annuleerIn(m, wie, id, annulering));
  }

  /** The same as a step of a larger decision. */
  async annuleerIn(
    m: EntityManager,
    wie: Wie,
    id: string,
    { reden, alternatieven = [] }: Annulering,
  ): Promise<number> {
    const stand = await this.voorstellen.vergrendel(m, id, alternatieven);
    await this.wachtlijst.laatVerlopen(m, stand);
    await this.sluit(m, stand, reden);
    const actief = await this.beeindig(m, wie, id, reden);
    await this.voorstellen.stelVoor(m, wie, actief, alternatieven);
    await this.mails.geannuleerd(m, id, actief, 'cohort', await alternatievenInMail(m, alternatieven));
    return actief.length;
  }

  /**
   * A step, with the cohort locked: it is called off, its planned moments lapse, and nobody can be moved into it any more.
   * @throws DomainError `overgang-niet-mogelijk` from `afgerond` on.
   */
  async sluit(m: EntityManager, { cohort }: Cohortstand, reden: string): Promise<void> {
    const { id, status, versie } = cohort;
    if (!cohortovergangen[status].includes('geannuleerd'))
      throw cohortovergangNietMogelijk(status, 'geannuleerd');
    const einde = { annuleringsreden: reden, geannuleerdOp: this.clock.now() };
    await m.update(Cohort, { id }, { status: 'geannuleerd', ...einde, versie: versie + 1 });
    await this.momenten.leg(m, id);
    await this.voorstellen.naarCohortVervallen(m, id);
  }

  /** Ends what everybody of this cohort had. @returns whose aanmelding that was. */
  private async beeindig(m: EntityManager, wie: Wie, cohortId: string, reden: string): Promise<Aanmelding[]> {
    const actief = await m.findBy(Aanmelding, {
      cohortId,
      status: In([...LOPEND]),
    });
    const regels = actief.map(({ id, status, wachtOp }) => ({
      wie,
      code: 'aanmelding.geannuleerd' as const,
      onderwerp: { soort: 'aanmelding' as const, id },
      gegevens: { van: status, door: 'academie', reden, wachtteOp: wachtOp },
    }));
    for (const a of actief) {
      a.gaNaar('geannuleerd', this.clock.now());
      a.reden = reden;
      a.beeindigdDoor = 'academie';
    }
    await this.plaatsen.bewaar(m, actief);
    const onderwerp = { soort: 'cohort' as const, id: cohortId };
    const gegevens = { reden, aantal: actief.length };
    await this.audit.noteerAlle(m, regels);
    await this.audit.noteer(m, { wie, code: 'cohort.geannuleerd', onderwerp, gegevens });
    return actief;
  }
}
