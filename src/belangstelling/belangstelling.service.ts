import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Cohort } from '../cohorten/cohort.entity.js';
import { normaliseerEmail } from '../personen/personen.rules.js';
import { PersonenService } from '../personen/personen.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { Belangstelling } from './belangstelling.entity.js';
import { belangstellingOnbekend, belangstellingVoorbij } from './belangstelling.errors.js';
import { BelangstellingMails } from './belangstelling.mails.js';
import { standVan } from './belangstelling.rules.js';
import {
  adresIsBewezen,
  doelVan,
  nieuweBelangstelling,
  type Doel,
  type Verzoek,
} from './belangstellingsverzoek.js';
import { Opening } from './opening.js';

/** What became of a request. Who did not prove the address learns nothing about it. */
export type Gemeld = { status: 'bevestigd'; token: string } | { status: 'onbevestigd' };

/** Who wants to hear when something opens; it never holds a place. */
@Injectable()
export class BelangstellingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly personen: PersonenService,
    private readonly mails: BelangstellingMails,
    private readonly opening: Opening,
    private readonly audit: AuditService,
  ) {}

  /**
   * Leaves interest, once per person and opleiding or cohort; who does so again gets the link once more.
   * @throws DomainError `geen-peiling` when it is not polled, or for a school that is not known.
   */
  geef(wie: Wie, doel: Doel, verzoek: Verzoek): Promise<Gemeld> {
    return inTransaction(this.dataSource, async (m) => {
      const bewezen = adresIsBewezen(wie, verzoek.email);
      const { opleiding, cohort } = await doelVan(m, doel);
      const rij = await nieuweBelangstelling(m, wie, verzoek, { opleiding, cohort });
      const personen = await this.personen.zoekOfMaak(m, [{ ...verzoek, bevestigd: bewezen }]);
      const nu = this.clock.now();
      rij.persoonId = personen.get(normaliseerEmail(verzoek.email))!.id;
      rij.aangemaaktOp = nu;
      rij.bevestigdOp = bewezen ? nu : null;
      const toegevoegd = await m
        .createQueryBuilder()
        .insert()
        .into(Belangstelling)
        .values(rij)
        .orIgnore()
        .execute();
      const isNieuw = (toegevoegd.raw as unknown[]).length > 0;
      const b = isNieuw ? await this.noteer(m, wie, rij) : await this.nogEens(m, wie, rij);
      return bewezen ? { status: 'bevestigd', token: b.token } : { status: 'onbevestigd' };
    });
  }

  /** The one with the link says that the address is theirs. A second time changes nothing. */
  bevestig(token: string, wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const b = await this.vergrendel(m, token);
      const stand = standVan(b);
      if (stand === 'bevestigd') return;
      if (stand !== 'onbevestigd') throw belangstellingVoorbij();
      await m.update(
        Persoon,
        { id: b.persoonId, emailBevestigdOp: IsNull() },
        { emailBevestigdOp: this.clock.now() },
      );
      await this.zetBevestigd(m, wie, b);
      const onderwerp = { soort: 'belangstelling' as const, id: b.id };
      await this.audit.noteer(m, { wie, code: 'belangstelling.bevestigd', onderwerp, gegevens: {} });
    });
  }

  trekIn(token: string, wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const b = await this.vergrendel(m, token);
      if (b.ingetrokkenOp) return;
      if (b.gemeldOp) throw belangstellingVoorbij();
      await m.update(Belangstelling, { id: b.id }, { ingetrokkenOp: this.clock.now() });
      const onderwerp = { soort: 'belangstelling' as const, id: b.id };
      await this.audit.noteer(m, { wie, code: 'belangstelling.ingetrokken', onderwerp, gegevens: {} });
    });
  }

  /**
   * A step of opening a cohort: tells everybody with a confirmed interest in it or in its opleiding, once, and thereby
   * ends that interest. Somebody who waits for both gets one mail.
   * @param m the transaction that opens the cohort.
   * @returns how many people were told.
   */
  meldOpening(m: EntityManager, cohortId: string): Promise<number> {
    return this.opening.meld(m, cohortId);
  }

  private async noteer(m: EntityManager, wie: Wie, b: Belangstelling): Promise<Belangstelling> {
    await this.audit.noteer(m, {
      wie,
      code: 'belangstelling.gegeven',
      onderwerp: { soort: 'belangstelling', id: b.id },
      gegevens: { opleiding: b.opleidingId, cohort: b.cohortId },
    });
    if (b.bevestigdOp) await this.opening.wilHoren(m, wie, b.persoonId);
    await this.mails.ontvangen(m, b);
    return b;
  }

  /** Known already. Who proves the address this time confirms it; the link goes to the mailbox in any case. */
  private async nogEens(m: EntityManager, wie: Wie, rij: Belangstelling) {
    const { opleidingId, cohortId, persoonId, bevestigdOp } = rij;
    const open = { ingetrokkenOp: IsNull(), gemeldOp: IsNull() };
    const b = await m.findOneByOrFail(Belangstelling, {
      opleidingId,
      cohortId: cohortId ?? IsNull(),
      persoonId,
      ...open,
    });
    if (bevestigdOp && !b.bevestigdOp) await this.zetBevestigd(m, wie, b);
    await this.mails.alBekend(m, b);
    return b;
  }

  /** Whoever confirms after the cohort opened is told at once. */
  private async zetBevestigd(m: EntityManager, wie: Wie, b: Belangstelling): Promise<void> {
    b.bevestigdOp = this.clock.now();
    await this.opening.wilHoren(m, wie, b.persoonId);
    await m.update(Belangstelling, { id: b.id }, { bevestigdOp: b.bevestigdOp });
    if (!b.cohortId) return;
    const { status } = await m.findOneByOrFail(Cohort, { id: b.cohortId });
    if (status === 'open' || status === 'bevestigd') await this.opening.meld(m, b.cohortId, [b.id]);
  }

  private async vergrendel(m: EntityManager, token: string): Promise<Belangstelling> {
    const b = await m.findOne(Belangstelling, { where: { token }, lock: { mode: 'pessimistic_write' } });
    if (!b) throw belangstellingOnbekend();
    return b;
  }
}
