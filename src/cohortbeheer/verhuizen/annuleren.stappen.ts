import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Aanmelding } from '../../aanmeldingen/aanmelding.entity.js';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortovergangNietMogelijk } from '../../cohorten/cohorten.errors.js';
import { cohortovergangen } from '../../cohorten/cohorten.rules.js';
import { MomentenService } from '../../cohorten/momenten.service.js';
import { PlaatsenService, type Cohortstand } from '../../cohorten/plaatsen.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { LOPEND } from '../../aanmeldingen/standen.js';
import { OverzetvoorstellenService } from '../../aanmeldingen/overzetvoorstellen.service.js';

/** The steps of a cohort that does not go on. All need it locked. */
@Injectable()
export class Annuleringsstappen {
  constructor(
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly momenten: MomentenService,
    private readonly voorstellen: OverzetvoorstellenService,
    private readonly audit: AuditService,
  ) {}

  /**
   * The cohort is called off, its planned moments lapse, and nobody can be moved into it any more.
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
  async beeindig(m: EntityManager, wie: Wie, cohortId: string, reden: string): Promise<Aanmelding[]> {
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
      Object.assign(a, { reden, beeindigdDoor: 'academie' });
    }
    await this.plaatsen.bewaar(m, actief);
    const onderwerp = { soort: 'cohort' as const, id: cohortId };
    const gegevens = { reden, aantal: actief.length };
    await this.audit.noteerAlle(m, regels);
    await this.audit.noteer(m, { wie, code: 'cohort.geannuleerd', onderwerp, gegevens });
    return actief;
  }
}
