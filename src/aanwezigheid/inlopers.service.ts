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
import { inhalenKanNiet, inhalerOnbekend, nogNietBegonnen } from './aanwezigheid.errors.js';
import { AanwezigheidMails } from './aanwezigheid.mails.js';
import { magVastleggen } from './aanwezigheid.rules.js';
import { AanwezigheidService } from './aanwezigheid.service.js';
import { houdtPlaats } from '../aanmeldingen/aanmeldingen.rules.js';
import { AuditService } from '../audit/audit.service.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { Aanwezigheid } from './aanwezigheid.entity.js';

/**
 * Those who come without being on the list. Who wants in is enrolled as far as there is a place, and present in any
 * case: that locks the cohort before the bijeenkomst, always in this order. Who makes up keeps the place elsewhere.
 */
@Injectable()
export class InlopersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly inloop: InloopService,
    private readonly aanwezigheid: AanwezigheidService,
    private readonly mails: AanwezigheidMails,
    private readonly audit: AuditService,
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

  /**
   * Making up: who missed a bijeenkomst comes to one of another cohort of the same opleiding instead.
   * @param bijeenkomstId where they came.
   * @param haaltInId the bijeenkomst of their own cohort that this makes up for. Asking the same again changes nothing.
   * @throws DomainError `inhalen-kan-niet` when it was attended or made up already, or is not of the same leerjaar.
   */
  async haalIn(wie: Wie, bijeenkomstId: string, aanmeldingId: string, haaltInId: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      const hier = await this.aanwezigheid.bijeenkomst(wie, bijeenkomstId, m);
      const vast = await this.aanwezigheid.lock(m, [bijeenkomstId, haaltInId]);
      const gemist = vast.find(({ id }) => id === haaltInId);
      await this.controleer(m, hier, aanmeldingId, gemist);
      if (!magVastleggen('aanwezig', hier.begint, this.clock.now())) throw nogNietBegonnen();
      const eerder = await m.findOneBy(Aanwezigheid, { bijeenkomstId, aanmeldingId });
      if (eerder?.haaltInId === haaltInId) return;
      await this.controleerGemist(m, aanmeldingId, haaltInId);
      await m.save(Aanwezigheid, {
        bijeenkomstId,
        aanmeldingId,
        stand: 'aanwezig',
        haaltInId,
        op: this.clock.now(),
      });
      await this.noteer(m, wie, eerder?.stand ?? null, 'aanwezig', {
        bijeenkomstId,
        aanmeldingId,
        haaltInId,
      });
    });
  }

  /** It was a mistake: they did not make up for anything here. @throws DomainError `inhaler-onbekend` */
  async trekIn(wie: Wie, bijeenkomstId: string, aanmeldingId: string): Promise<void> {
    await inTransaction(this.dataSource, async (m) => {
      await this.aanwezigheid.vergrendel(m, wie, bijeenkomstId);
      const eerder = await m.findOneBy(Aanwezigheid, { bijeenkomstId, aanmeldingId });
      if (!eerder?.haaltInId) throw inhalerOnbekend();
      const { haaltInId } = eerder;
      await m.delete(Aanwezigheid, { bijeenkomstId, aanmeldingId });
      await this.noteer(m, wie, 'aanwezig', null, { bijeenkomstId, aanmeldingId, haaltInId });
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

  private async controleer(
    m: EntityManager,
    hier: Bijeenkomst,
    aanmeldingId: string,
    gemist: Bijeenkomst | undefined,
  ): Promise<void> {
    const a = await m.findOneBy(Aanmelding, { id: aanmeldingId });
    if (!a || !(await zelfdeOpleiding(m, a.cohortId, hier.cohortId))) throw aanmeldingOnbekend();
    if (a.cohortId === hier.cohortId)
      throw inhalenKanNiet('Deze persoon hoort bij dit cohort. Inhalen kan alleen in een ander cohort.');
    if (!houdtPlaats(a.status)) throw inhalenKanNiet('Deze persoon heeft geen plaats in het eigen cohort.');
    if (gemist?.cohortId !== a.cohortId)
      throw inhalenKanNiet('Kies een bijeenkomst uit het eigen cohort van deze persoon.');
    if (gemist.leerjaar !== hier.leerjaar)
      throw inhalenKanNiet('Inhalen kan alleen met een bijeenkomst van hetzelfde leerjaar.');
  }

  private async controleerGemist(m: EntityManager, aanmeldingId: string, haaltInId: string): Promise<void> {
    const eigen = await m.findOneBy(Aanwezigheid, { bijeenkomstId: haaltInId, aanmeldingId });
    if (eigen?.stand === 'aanwezig')
      throw inhalenKanNiet('Deze persoon was bij die bijeenkomst. Er is niets in te halen.');
    if (await m.existsBy(Aanwezigheid, { aanmeldingId, haaltInId }))
      throw inhalenKanNiet('Die bijeenkomst is al ingehaald.');
  }

  private async noteer(
    m: EntityManager,
    wie: Wie,
    van: string | null,
    naar: string | null,
    wat: { bijeenkomstId: string; aanmeldingId: string; haaltInId: string },
  ): Promise<void> {
    await this.audit.noteer(m, {
      wie,
      code: 'aanmelding.aanwezigheid',
      onderwerp: { soort: 'aanmelding', id: wat.aanmeldingId },
      gegevens: { bijeenkomst: wat.bijeenkomstId, van, naar, inhalen: wat.haaltInId },
    });
  }
}

async function zelfdeOpleiding(m: EntityManager, ...cohortIds: [string, string]): Promise<boolean> {
  const [een, ander] = await Promise.all(cohortIds.map((id) => m.findOneByOrFail(Cohort, { id })));
  return een!.opleidingId === ander!.opleidingId;
}
