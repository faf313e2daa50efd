import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { AanmeldingenMails } from '../aanmeldingen/aanmeldingen.mails.js';
import { AanmeldingenService } from '../aanmeldingen/aanmeldingen.service.js';
import { OPEN_EINDE } from '../aanmeldingen/standen.js';
import { PlaatsenService, type Cohortstand } from '../cohorten/plaatsen.service.js';

/** What an aanmelding waits for, when it turns out to be of another bestuur than was known. */
@Injectable()
export class BestuurswisselService {
  constructor(
    private readonly plaatsen: PlaatsenService,
    private readonly aanmeldingen: AanmeldingenService,
    private readonly mails: AanmeldingenMails,
  ) {}

  /**
   * A step, with the cohort locked. The akkoord of the bestuur before is not that of this one: whoever is not placed yet waits
   * for this one, if it is asked at all. A certain place stays.
   * @param a has its new bestuur. @returns whether it waits for an akkoord from now on.
   */
  async na(m: EntityManager, a: Aanmelding, stand: Cohortstand, vraagtAkkoord: boolean): Promise<boolean> {
    if (!OPEN_EINDE.includes(a.status)) return false;
    const wachtte = a.wachtOp.includes('akkoord');
    if (!vraagtAkkoord && !wachtte) return false;
    if (!vraagtAkkoord) {
      a.vervul('akkoord');
      await this.aanmeldingen.naVervulling(m, a, stand);
    } else if (!wachtte) a.wachtOp = [...a.wachtOp, 'akkoord'];
    else if (a.status === 'voorlopig' && a.wachtOp.length === 1)
      await this.mails.akkoordGevraagd(m, stand, [a], `:${a.bestuurId}`);
    await this.plaatsen.bewaar(m, [a]);
    return vraagtAkkoord;
  }
}
