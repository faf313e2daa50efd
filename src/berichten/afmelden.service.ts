import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import { persoonUit } from './afmeldlink.rules.js';
import { afmeldlinkOnbekend } from './berichten.errors.js';
import { afgemeld, uitnodigingen } from './berichten.rules.js';

/** Lets people refuse mail that is not about an own place, and ask for it again. */
@Injectable()
export class AfmeldenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
  ) {}

  /** Finds the person of a link, as the page shows it. @throws afmeldlink-onbekend */
  async vind(token: string): Promise<Pick<Persoon, 'email' | 'geenUitnodigingenOp'>> {
    return this.lees(this.dataSource.manager, token);
  }

  /** The one with the link; a second time changes nothing. @throws afmeldlink-onbekend */
  kies(token: string, wil: boolean): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const { id, voornaam: naam, email } = await this.lees(m, token);
      await this.zet(m, { soort: 'persoon', id, naam, email }, id, wil);
    });
  }

  /** A step. @param wil whether invitations are wanted. */
  async zet(m: EntityManager, wie: Wie, persoonId: string, wil: boolean): Promise<void> {
    const [rows] = await m.query<[unknown[], number]>(
      `UPDATE persoon SET geen_uitnodigingen_op = $2
        WHERE id = $1 AND (geen_uitnodigingen_op IS NULL) <> ($2::timestamptz IS NULL) RETURNING id`,
      [persoonId, wil ? null : this.clock.now()],
    );
    if (rows.length === 0) return;
    const onderwerp = { soort: 'persoon' as const, id: persoonId };
    await this.audit.noteer(m, {
      wie,
      code: 'persoon.geen-uitnodigingen',
      onderwerp,
      gegevens: { aan: !wil },
    });
    if (!wil) await this.trekTerug(m, persoonId);
  }

  /** Withdraws invitations that were written before and have not left yet. */
  private async trekTerug(m: EntityManager, persoonId: string): Promise<void> {
    await m.query(
      `UPDATE bericht SET status = 'vervallen', fout = $3
        WHERE persoon_id = $1 AND soort = ANY($2) AND status IN ('wacht', 'opnieuw')`,
      [persoonId, uitnodigingen, afgemeld],
    );
  }

  private async lees(m: EntityManager, token: string): Promise<Persoon> {
    const id = persoonUit(this.settings, token);
    const persoon = id && (await m.findOneBy(Persoon, { id }));
    if (!persoon) throw afmeldlinkOnbekend();
    const { samengevoegdMetId } = persoon;
    return samengevoegdMetId ? m.findOneByOrFail(Persoon, { id: samengevoegdMetId }) : persoon;
  }
}
