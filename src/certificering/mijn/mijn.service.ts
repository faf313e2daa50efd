import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import type { Wie } from '../../toegang/wie.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { Certificaat } from '../certificaat/certificaat.entity.js';
import { certificaatOnbekend } from '../certificering.errors.js';

/** What a holder decides about the own certificaten. */
@Injectable()
export class MijnService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * The name on the public page, on or off. Asking for what is so already changes nothing.
   * @throws DomainError `certificaat-onbekend` also for one of somebody else.
   */
  zetNaamOpenbaar(wie: Wie, persoonId: string, nummer: string, aan: boolean): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const [eigen] = await m.query<{ id: string; aanmeldingId: string; openbaar: boolean }[]>(
        `SELECT k.id, k.aanmelding_id AS "aanmeldingId", k.naam_openbaar_op IS NOT NULL AS openbaar
           FROM certificaat k JOIN aanmelding a ON a.id = k.aanmelding_id
          WHERE k.nummer = $1 AND a.persoon_id = $2 FOR UPDATE OF k`,
        [nummer, persoonId],
      );
      if (!eigen) throw certificaatOnbekend();
      if (eigen.openbaar === aan) return;
      await m.update(Certificaat, { id: eigen.id }, { naamOpenbaarOp: aan ? this.clock.now() : null });
      await this.audit.noteer(m, {
        wie,
        code: 'certificaat.naam-openbaar',
        onderwerp: { soort: 'aanmelding', id: eigen.aanmeldingId },
        gegevens: { nummer, aan },
      });
    });
  }
}
