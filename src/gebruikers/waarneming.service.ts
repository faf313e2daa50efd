import { Injectable } from '@nestjs/common';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { eindeVoorBegin, eindeVoorbij, isUitgeschakeld, nietsWaarTeNemen } from './gebruikers.errors.js';
import { waarneemperiode } from './gebruikers.rules.js';
import { Gebruikerswacht } from './gebruikerswacht.service.js';
import { RollenService } from './rollen.service.js';

export interface Waarneming {
  /** Id of who takes the place. */
  aan: string;
  /** First and last day, YYYY-MM-DD. */
  vanaf: string;
  tot: string;
}

/** Deputies: somebody else has the roles of who is away, for a while. */
@Injectable()
export class WaarnemingService {
  constructor(
    private readonly clock: Clock,
    private readonly wacht: Gebruikerswacht,
    private readonly rollen: RollenService,
  ) {}

  /**
   * The roles that are somebody's own, as far as they last; what they do for another is not handed on.
   * @throws DomainError `einde-voor-begin`, `einde-voorbij`, `niets-waar-te-nemen`, and when either of them is not
   * theirs to change.
   */
  laatWaarnemen(wie: Wie, id: string, { aan, vanaf, tot }: Waarneming): Promise<void> {
    return this.wacht.wijzigSamen(wie, [id, aan], async (m, beeld, waarnemer) => {
      if (waarnemer.uitgeschakeldOp) throw isUitgeschakeld();
      if (tot < vanaf) throw eindeVoorBegin('tot');
      if (tot < dateOf(this.clock.now())) throw eindeVoorbij('tot');
      const ids: string[] = [];
      for (const eigen of beeld.rollen.filter(({ waarneemtVoorId }) => waarneemtVoorId === null)) {
        const periode = waarneemperiode(eigen, vanaf, tot);
        if (!periode) continue;
        const { rol, schoolId } = eigen;
        const bestuurId = rol === 'bestuur' ? eigen.bestuurId : null;
        const rij = { gebruikerId: aan, rol, bestuurId, schoolId, ...periode, waarneemtVoorId: id };
        ids.push(await this.rollen.bewaar(m, wie, rij));
      }
      if (ids.length === 0) throw nietsWaarTeNemen();
      await this.rollen.meld(m, waarnemer, ids);
    });
  }
}
