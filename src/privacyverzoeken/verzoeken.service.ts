import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Clock } from '../platform/clock/clock.js';
import { addMonths, dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { Privacyverzoek } from './privacyverzoek.entity.js';
import { PrivacyverzoekenMails } from './privacyverzoeken.mails.js';
import { alBeperkt, verzoekAlAfgehandeld, verzoekLoopt, verzoekOnbekend } from './privacyverzoeken.errors.js';
import type { Verzoeksoort } from './standen.js';

type Deelnemer = Wie & { soort: 'persoon' };

/** Months in which the AVG wants an answer, by the calendar of Amsterdam. */
const MAANDEN = 1;

/** Asking, taking back and refusing; doing what was asked is of `WissenService` and `BeperkingService`. */
@Injectable()
export class PrivacyverzoekenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mails: PrivacyverzoekenMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * One open request of each kind: who asks again is told of the first.
   * @throws DomainError `verzoek-loopt-al`, `al-beperkt` or `persoon-onbekend`.
   */
  vraag(wie: Deelnemer, soort: Verzoeksoort, toelichting: string | null): Promise<Privacyverzoek> {
    return inTransaction(this.dataSource, async (m) => {
      // Who asks twice at once waits here for the first.
      const lock = { mode: 'for_no_key_update' as const };
      const persoon = await m.findOne(Persoon, { where: { id: wie.id }, lock });
      // Erased while we waited.
      if (!persoon) throw persoonOnbekend();
      const al = await m.findOneBy(Privacyverzoek, { persoonId: wie.id, soort, status: 'open' });
      if (al) throw verzoekLoopt(soort, al.ontvangenOp);
      if (soort === 'beperking' && persoon.beperktOp) throw alBeperkt();
      const nu = this.clock.now();
      const verzoek = await m.save(Privacyverzoek, {
        ...{ persoonId: wie.id, soort, toelichting, status: 'open', ontvangenOp: nu },
        termijnOp: dateOf(addMonths(nu, MAANDEN)),
      } as Privacyverzoek);
      await this.audit.noteer(m, {
        wie,
        code: 'persoon.verzoek-gedaan',
        onderwerp: over(wie.id),
        gegevens: { soort },
      });
      await this.mails.ontvangen(m, persoon, verzoek);
      return verzoek;
    });
  }

  /** @throws DomainError `verzoek-onbekend`, also for that of somebody else, or `verzoek-afgehandeld`. */
  trekIn(wie: Deelnemer, id: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const verzoek = await this.open(m, id, wie.id);
      await m.update(Privacyverzoek, { id }, { status: 'ingetrokken', afgehandeldOp: this.clock.now() });
      await this.audit.noteer(m, {
        wie,
        code: 'persoon.verzoek-ingetrokken',
        onderwerp: over(wie.id),
        gegevens: { soort: verzoek.soort },
      });
    });
  }

  /** @param reden as the person reads it. @throws DomainError `verzoek-onbekend` or `verzoek-afgehandeld`. */
  wijsAf(wie: Wie, id: string, reden: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const verzoek = await this.open(m, id);
      const persoonId = verzoek.persoonId!;
      const doorId = wie.soort === 'gebruiker' ? wie.id : null;
      const afgehandeldOp = this.clock.now();
      await m.update(Privacyverzoek, { id }, { status: 'afgewezen', afgehandeldOp, doorId, reden });
      await this.audit.noteer(m, {
        wie,
        code: 'persoon.verzoek-afgewezen',
        onderwerp: over(persoonId),
        gegevens: { soort: verzoek.soort, reden },
      });
      const persoon = await m.findOneByOrFail(Persoon, { id: persoonId });
      await this.mails.afgewezen(m, persoon, { ...verzoek, reden });
    });
  }

  private async open(m: EntityManager, id: string, vanPersoon?: string): Promise<Privacyverzoek> {
    const lock = { mode: 'pessimistic_write' as const };
    const verzoek = await m.findOne(Privacyverzoek, { where: { id }, lock });
    if (!verzoek || (vanPersoon && verzoek.persoonId !== vanPersoon)) throw verzoekOnbekend();
    if (verzoek.status !== 'open' || !verzoek.persoonId) throw verzoekAlAfgehandeld();
    return verzoek;
  }
}

const over = (id: string) => ({ soort: 'persoon' as const, id });
