import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import type { Toestemmingsdoel } from './standen.js';
import { Toestemming } from './toestemming.entity.js';

/** The name on the public page of every own certificaat that is valid. $1 persoon, $2 when, or null for not any more. */
const NAAM_OP_CERTIFICATEN = `
  UPDATE certificaat SET naam_openbaar_op = $2::timestamptz
   WHERE aanmelding_id IN (SELECT id FROM aanmelding WHERE persoon_id = $1) AND (naam_openbaar_op IS NULL) = ($2::timestamptz IS NOT NULL)
     AND gegevens ->> 'naam' <> 'Gewist'`;

/** What somebody agrees to: given and taken back, by the person or by who noted it for them. */
@Injectable()
export class ToestemmingenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  /**
   * Asking for what is so already changes nothing.
   * @throws DomainError `persoon-onbekend`
   */
  zet(wie: Wie, persoonId: string, doel: Toestemmingsdoel, aan: boolean): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const persoon = await m.findOne(Persoon, {
        where: { id: persoonId, samengevoegdMetId: IsNull(), gewistOp: IsNull() },
        lock: { mode: 'for_no_key_update' },
      });
      if (!persoon) throw persoonOnbekend();
      const door = wie.soort === 'persoon' ? 'zelf' : 'medewerker';
      const nu = this.clock.now();
      const lopend = { persoonId, doel, ingetrokkenOp: IsNull() };
      const was = await m.existsBy(Toestemming, lopend);
      if (was === aan) return;
      if (aan) await m.insert(Toestemming, { persoonId, doel, gegevenOp: nu, gegevenDoor: door });
      else await m.update(Toestemming, lopend, { ingetrokkenOp: nu, ingetrokkenDoor: door });
      await this.werkUit(m, persoonId, doel, aan ? nu : null);
      await this.audit.noteer(m, {
        wie,
        code: 'toestemming.gewijzigd',
        onderwerp: { soort: 'persoon', id: persoonId },
        gegevens: { doel, aan },
      });
    });
  }

  /** A step: what already shows the name shows it from now on, or no more. */
  private async werkUit(
    m: EntityManager,
    persoonId: string,
    doel: Toestemmingsdoel,
    sinds: Date | null,
  ): Promise<void> {
    if (doel === 'certificaatcontrole') await m.query(NAAM_OP_CERTIFICATEN, [persoonId, sinds]);
  }
}
