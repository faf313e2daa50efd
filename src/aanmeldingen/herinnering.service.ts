import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { Aanmelding } from './aanmelding.entity.js';
import { AanmeldingenMails } from './aanmeldingen.mails.js';
import { AanmeldingenQueries, type AanmeldingBeeld } from './aanmeldingen.queries.js';

/** For who enrols again: the link to the aanmelding they have, to their own mailbox. */
@Injectable()
export class HerinneringService {
  constructor(
    private readonly clock: Clock,
    private readonly queries: AanmeldingenQueries,
    private readonly mails: AanmeldingenMails,
  ) {}

  /** A step, with the cohort locked. @param emails addresses that are in this cohort. */
  async stuurLink(m: EntityManager, cohortId: string, emails: string[]): Promise<void> {
    for (const email of new Set(emails.map(normaliseerEmail))) {
      const beeld = await this.queries.actieveVan(m, cohortId, email);
      if (!beeld) continue;
      const a = await m.findOneByOrFail(Aanmelding, { id: beeld.id });
      await this.mails.alAangemeld(m, cohortId, a, standInWoorden(beeld), this.clock.now());
    }
  }
}

/** "Je hebt een plaats", "Je staat op plaats 3 van de wachtlijst". */
export function standInWoorden(a: AanmeldingBeeld): string {
  if (a.wachtOp.includes('emailbevestiging')) return 'Je e-mailadres is nog niet bevestigd';
  if (a.status === 'wachtlijst') return `Je staat op plaats ${a.wachtlijstpositie} van de wachtlijst`;
  if (a.wachtOp.includes('aanbod')) return 'Er is een plaats voor je vrij: laat weten of je komt';
  if (a.wachtOp.includes('akkoord')) return 'Je bestuur moet nog akkoord geven';
  return woorden[a.status];
}

const woorden: Record<AanmeldingBeeld['status'], string> = {
  voorlopig: 'Je plaats wordt vastgehouden',
  geplaatst: 'Je hebt een plaats',
  wachtlijst: 'Je staat op de wachtlijst',
  verlopen: 'Je aanmelding is verlopen',
  geannuleerd: 'Je aanmelding is geannuleerd',
  afgewezen: 'Je aanmelding is afgewezen',
  voltooid: 'Je hebt deze opleiding voltooid',
  'niet-voltooid': 'Deze opleiding is niet voltooid',
};
