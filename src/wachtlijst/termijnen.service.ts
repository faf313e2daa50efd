import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Schoolvakantie } from '../cohorten/schoolvakantie.entity.js';
import { regio } from '../cohorten/schoolvakanties.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { termijnVervaltOp } from './wachtlijst.rules.js';
import type { Wachtreden } from '../aanmeldingen/standen.js';

/** Until when somebody may do what is asked of them. One rule for all of it, see docs/wachtlijst.md. */
@Injectable()
export class TermijnenService {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * When a hold that begins now ends. Who confirms an address enrolled a moment ago and so reads mail, in a holiday
   * too; a place that a stranger holds must not stay shut for a whole summer.
   * @param wachtOp what it waits for; the answer to an offer comes first, then the address, then the akkoord.
   */
  async vervaltOp(m: EntityManager, wachtOp: readonly Wachtreden[], eerste: Date | null): Promise<Date> {
    const { AANBOD_UREN, BEVESTIGING_UREN, AKKOORD_UREN } = this.settings;
    const nu = this.clock.now();
    if (wachtOp.includes('emailbevestiging')) return termijnVervaltOp(nu, BEVESTIGING_UREN, [], eerste);
    const uren = wachtOp.includes('aanbod') ? AANBOD_UREN : AKKOORD_UREN;
    return termijnVervaltOp(nu, uren, await m.findBy(Schoolvakantie, { regio }), eerste);
  }
}
