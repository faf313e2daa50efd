import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Verzendstand } from './verzendstand.entity.js';

/** All mail is stopped: since when, by whom, why, and how much waits. */
export interface Mailstop {
  op: Date;
  door: string;
  reden: string;
  wachtend: number;
}

const onderwerp = { soort: 'bericht', id: 'alle' } as const;

/** The one switch for all mail. What is written while it is off leaves when it is on again, unless it lapsed. */
@Injectable()
export class MailstopService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /** Null while mail goes. */
  async stand(): Promise<Mailstop | null> {
    const [row] = await this.dataSource.query<(Mailstop & { op: Date | null })[]>(
      `SELECT gestopt_op AS op, gestopt_door AS door, stopreden AS reden, CASE WHEN gestopt_op IS NOT NULL THEN
                (SELECT count(*)::integer FROM bericht WHERE status IN ('wacht', 'opnieuw')) END AS wachtend
         FROM verzendstand`,
    );
    return row?.op ? row : null;
  }

  /** No process begins another mail after this; a mail that is under way arrives. Who stops again changes nothing. */
  stop(wie: Wie, reden: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      if ((await this.vergrendel(m)).gestoptOp) return;
      const gestoptDoor = 'naam' in wie ? wie.naam : 'het platform';
      await m.update(
        Verzendstand,
        { id: true },
        { gestoptOp: this.clock.now(), gestoptDoor, stopreden: reden },
      );
      await this.audit.noteer(m, { wie, code: 'berichten.gestopt', onderwerp, gegevens: { reden } });
    });
  }

  /** Mail goes again; when it was going, nothing changes. */
  hervat(wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      if (!(await this.vergrendel(m)).gestoptOp) return;
      await m.update(Verzendstand, { id: true }, { gestoptOp: null, gestoptDoor: null, stopreden: null });
      await this.audit.noteer(m, { wie, code: 'berichten.hervat', onderwerp, gegevens: {} });
    });
  }

  private vergrendel(m: EntityManager): Promise<Verzendstand> {
    return m.findOneOrFail(Verzendstand, { where: { id: true }, lock: { mode: 'pessimistic_write' } });
  }
}
