import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { inTransaction } from '../platform/database/transaction.js';
import { changes } from '../platform/records.js';
import type { Wie } from '../toegang/wie.js';
import {
  bestuurOnbekend,
  contactDagLeeg,
  contactpersoonOnbekend,
  contactVanGesloten,
  datumInToekomst,
} from './besturen.errors.js';
import { Bestuur } from './bestuur.entity.js';
import { Contactpersoon } from './contactpersoon.entity.js';

/** What a person says of a contactpersoon; what is absent is nothing. */
export interface Contactgegevens {
  naam: string;
  rol?: string | null;
  email?: string | null;
  telefoon?: string | null;
  opmerking?: string | null;
  /** `YYYY-MM-DD` */
  laatstOp?: string | null;
  laatstOver?: string | null;
}

/** Who speaks for a bestuur. The audit says that they were changed, never what was typed. */
@Injectable()
export class ContactpersonenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `bestuur-onbekend`, `bestuur-gesloten`, `datum-in-toekomst`, `contactdag-leeg` */
  async voegToe(wie: Wie, bestuurId: string, gegevens: Contactgegevens): Promise<void> {
    const nieuw = this.volledig(gegevens);
    await inTransaction(this.dataSource, async (m) => {
      const bestuur = await m.findOne(Bestuur, {
        where: { id: bestuurId },
        lock: { mode: 'pessimistic_read' },
      });
      if (!bestuur) throw bestuurOnbekend();
      if (bestuur.geslotenOp) throw contactVanGesloten();
      const { id } = await m.save(m.create(Contactpersoon, { ...nieuw, bestuurId }));
      await this.audit.noteer(m, {
        wie,
        code: 'bestuur.contact-toegevoegd',
        onderwerp: { soort: 'bestuur', id: bestuurId },
        gegevens: { contactpersoon: id },
      });
    });
  }

  /** @throws DomainError `contactpersoon-onbekend`, `datum-in-toekomst`, `contactdag-leeg` */
  async wijzig(wie: Wie, bestuurId: string, id: string, gegevens: Contactgegevens): Promise<void> {
    const nieuw = this.volledig(gegevens);
    await this.metContact(bestuurId, id, async (m, contact) => {
      const wat = Object.keys(changes(contact, nieuw));
      if (wat.length === 0) return;
      await m.update(Contactpersoon, id, nieuw);
      await this.audit.noteer(m, {
        wie,
        code: 'bestuur.contact-gewijzigd',
        onderwerp: { soort: 'bestuur', id: bestuurId },
        gegevens: { contactpersoon: id, wat },
      });
    });
  }

  /** Spoken with them today; without `over` what the last time was about goes. @throws DomainError `contactpersoon-onbekend` */
  gesproken(wie: Wie, bestuurId: string, id: string, over: string | null): Promise<void> {
    return this.metContact(bestuurId, id, async (m) => {
      await m.update(Contactpersoon, id, { laatstOp: dateOf(this.clock.now()), laatstOver: over });
      await this.audit.noteer(m, {
        wie,
        code: 'bestuur.contact-gesproken',
        onderwerp: { soort: 'bestuur', id: bestuurId },
        gegevens: { contactpersoon: id },
      });
    });
  }

  /** @throws DomainError `contactpersoon-onbekend` */
  verwijder(wie: Wie, bestuurId: string, id: string): Promise<void> {
    return this.metContact(bestuurId, id, async (m) => {
      await m.delete(Contactpersoon, id);
      await this.audit.noteer(m, {
        wie,
        code: 'bestuur.contact-verwijderd',
        onderwerp: { soort: 'bestuur', id: bestuurId },
        gegevens: { contactpersoon: id },
      });
    });
  }

  private volledig(gegevens: Contactgegevens): Omit<Contactpersoon, 'id' | 'bestuurId'> {
    const { naam, rol = null, email = null, telefoon = null, opmerking = null } = gegevens;
    const { laatstOp = null, laatstOver = null } = gegevens;
    if (laatstOver && !laatstOp) throw contactDagLeeg();
    if (laatstOp && laatstOp > dateOf(this.clock.now())) throw datumInToekomst('laatstOp');
    return { naam, rol, email, telefoon, opmerking, laatstOp, laatstOver };
  }

  private metContact(
    bestuurId: string,
    id: string,
    daad: (m: EntityManager, contact: Contactpersoon) => Promise<void>,
  ): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const contact = await m.findOne(Contactpersoon, {
        where: { id, bestuurId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!contact) throw contactpersoonOnbekend();
      await daad(m, contact);
    });
  }
}
