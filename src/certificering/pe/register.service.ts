import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { persoonOnbekend } from '../../personen/personen.errors.js';
import { Clock } from '../../platform/clock/clock.js';
import { dateOf } from '../../platform/clock/dates.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Persoon } from '../../toegang/persoon.entity.js';
import type { Wie } from '../../toegang/wie.js';
import { periodeInToekomst, registernummerBezet, registernummerKanNiet } from './pe.errors.js';
import { leesRegisternummer } from './register.rules.js';

/** As typed; an empty one takes it away, one that is absent stays. */
interface Registergegevens {
  registernummer?: string;
  /** `YYYY-MM-DD` or empty. */
  periodeBegin?: string | null;
}

/** Keeps what people tell about their place in the schoolleidersregister. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `registernummer-kan-niet`, `registernummer-bezet`, `periode-in-toekomst` or `persoon-onbekend` */
  bewaar(wie: Wie, persoonId: string, gegevens: Registergegevens): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const persoon = await m.findOne(Persoon, {
        where: { id: persoonId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!persoon) throw persoonOnbekend();
      const nieuw = {
        registernummer: await this.nummer(m, persoon, gegevens.registernummer),
        registerperiodeBegin: this.begin(persoon, gegevens.periodeBegin),
      };
      const velden = (Object.keys(nieuw) as (keyof typeof nieuw)[]).filter(
        (veld) => nieuw[veld] !== persoon[veld],
      );
      if (velden.length === 0) return;
      await m.update(Persoon, { id: persoonId }, nieuw);
      const onderwerp = { soort: 'persoon' as const, id: persoonId };
      await this.audit.noteer(m, { wie, code: 'persoon.gewijzigd', onderwerp, gegevens: { velden } });
    });
  }

  private async nummer(m: EntityManager, persoon: Persoon, getypt?: string): Promise<string | null> {
    if (getypt === undefined) return persoon.registernummer;
    if (getypt.trim() === '') return null;
    const registernummer = leesRegisternummer(getypt);
    if (!registernummer) throw registernummerKanNiet();
    if (await m.existsBy(Persoon, { registernummer, id: Not(persoon.id) })) throw registernummerBezet();
    return registernummer;
  }

  private begin({ registerperiodeBegin }: Persoon, gegeven?: string | null): string | null {
    if (gegeven === undefined) return registerperiodeBegin;
    if (gegeven && gegeven > dateOf(this.clock.now())) throw periodeInToekomst();
    return gegeven || null;
  }
}
