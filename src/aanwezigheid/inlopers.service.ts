import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { aanmeldingOnbekend } from '../aanmeldingen/aanmeldingen.errors.js';
import type { Aanmeldverzoek } from '../aanmeldingen/aanvraag.rules.js';
import { InloopService } from '../aanmeldingen/inloop.service.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import type { Wie } from '../toegang/wie.js';
import { nogNietBegonnen } from './aanwezigheid.errors.js';
import { AanwezigheidMails } from './aanwezigheid.mails.js';
import { magVastleggen } from './aanwezigheid.rules.js';
import { AanwezigheidService } from './aanwezigheid.service.js';

/**
 * Lets in those who are not on the list: enrolled as far as there is a place, and present in any case. The cohort is
 * locked before the bijeenkomst, always in this order.
 */
@Injectable()
export class InlopersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly inloop: InloopService,
    private readonly aanwezigheid: AanwezigheidService,
    private readonly mails: AanwezigheidMails,
  ) {}

  /** Somebody new. @returns the aanmelding, on the line when there was no place. */
  meldNieuw(wie: Wie, bijeenkomstId: string, verzoek: Aanmeldverzoek): Promise<Aanmelding> {
    return this.laatBinnen(wie, bijeenkomstId, (m, { cohortId }) =>
      this.inloop.meldAan(m, cohortId, verzoek, wie),
    );
  }

  /** Somebody of this cohort who waits or whose aanmelding ended. */
  meldBekend(wie: Wie, bijeenkomstId: string, aanmeldingId: string): Promise<Aanmelding> {
    return this.laatBinnen(wie, bijeenkomstId, async (m, { cohortId }) => {
      const a = await m.findOneBy(Aanmelding, { id: aanmeldingId, cohortId });
      if (!a) throw aanmeldingOnbekend();
      return this.inloop.laatToe(m, a, wie);
    });
  }

  private laatBinnen(
    wie: Wie,
    bijeenkomstId: string,
    stap: (m: EntityManager, bijeenkomst: Bijeenkomst) => Promise<Aanmelding>,
  ): Promise<Aanmelding> {
    return inTransaction(this.dataSource, async (m) => {
      const bijeenkomst = await this.aanwezigheid.bijeenkomst(wie, bijeenkomstId, m);
      if (!magVastleggen('aanwezig', bijeenkomst.begint, this.clock.now())) throw nogNietBegonnen();
      const a = await stap(m, bijeenkomst);
      await this.aanwezigheid.vergrendel(m, wie, bijeenkomstId);
      const rij = { aanmelding: a.id, stand: 'aanwezig' as const };
      await this.aanwezigheid.bewaar(m, wie, bijeenkomst, [rij], true);
      if (a.status === 'wachtlijst') await this.mails.inloperZonderPlaats(m, wie, a, bijeenkomst);
      return a;
    });
  }
}
