import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IN_LOPEND } from '../aanmeldingen/standen.js';
import { AuditService } from '../audit/audit.service.js';
import { OP_SLOT } from '../berichten/berichten.rules.js';
import { PlaatsenService } from '../cohorten/plaatsen.service.js';
import { persoonOnbekend } from '../personen/personen.errors.js';
import { Clock } from '../platform/clock/clock.js';
import { inTransaction } from '../platform/database/transaction.js';
import { Persoon } from '../toegang/persoon.entity.js';
import type { Wie } from '../toegang/wie.js';
import { WachtlijstService } from '../wachtlijst/wachtlijst.service.js';
import { alBeperkt, nietBeperkt } from './privacyverzoeken.errors.js';
import { PrivacyverzoekenMails } from './privacyverzoeken.mails.js';

/** Stands with a mail that was written before and does not leave any more. */
const NIET_GEBRUIKEN = 'de gegevens staan op slot: dit bericht ging niet weg';

/** What is held is kept and not used: see docs/besluiten/030-erased-or-kept-unused.md for what that means where. */
@Injectable()
export class BeperkingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly plaatsen: PlaatsenService,
    private readonly wachtlijst: WachtlijstService,
    private readonly mails: PrivacyverzoekenMails,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `persoon-onbekend` or `al-beperkt`. */
  beperk(wie: Wie, persoonId: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const persoon = await this.vergrendel(m, persoonId);
      if (persoon.beperktOp) throw alBeperkt();
      const nu = this.clock.now();
      await m.query('UPDATE persoon SET beperkt_op = $2 WHERE id = $1 OR samengevoegd_met_id = $1', [
        persoon.id,
        nu,
      ]);
      const aanmeldingen = await this.zet(m, persoon.id, true);
      await this.laatLiggen(m, persoon.id);
      const doorId = wie.soort === 'gebruiker' ? wie.id : null;
      await m.query(
        `UPDATE privacyverzoek SET status = 'uitgevoerd', afgehandeld_op = $2, door_id = $3
          WHERE persoon_id = $1 AND soort = 'beperking' AND status = 'open'`,
        [persoon.id, nu, doorId],
      );
      await this.noteer(m, wie, persoon.id, 'persoon.beperkt', aanmeldingen);
      await this.mails.beperkt(m, persoon);
    });
  }

  /**
   * What is held may be used again; who stood in line takes part in it from where they stood.
   * @throws DomainError `persoon-onbekend` or `niet-beperkt`.
   */
  hefOp(wie: Wie, persoonId: string): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      const standen = await this.plaatsen.vergrendel(m, await this.cohortenVan(m, persoonId));
      const persoon = await this.vergrendel(m, persoonId);
      if (!persoon.beperktOp) throw nietBeperkt();
      await m.query('UPDATE persoon SET beperkt_op = NULL WHERE id = $1 OR samengevoegd_met_id = $1', [
        persoon.id,
      ]);
      const aanmeldingen = await this.zet(m, persoon.id, false);
      await this.noteer(m, wie, persoon.id, 'persoon.beperking-opgeheven', aanmeldingen);
      await this.mails.opgeheven(m, { ...persoon, beperktOp: null });
      for (const stand of standen) await this.wachtlijst.werkBij(m, stand);
    });
  }

  private async vergrendel(m: EntityManager, id: string): Promise<Persoon> {
    const gevraagd = await m.findOneBy(Persoon, { id });
    const hoofd = gevraagd?.samengevoegdMetId ?? id;
    const persoon = await m.findOne(Persoon, { where: { id: hoofd }, lock: { mode: 'for_no_key_update' } });
    if (!persoon || persoon.gewistOp) throw persoonOnbekend();
    return persoon;
  }

  private async cohortenVan(m: EntityManager, persoonId: string): Promise<string[]> {
    const rows = await m.query<{ id: string }[]>(
      `SELECT DISTINCT cohort_id AS id FROM aanmelding WHERE persoon_id = $1 AND status ${IN_LOPEND} ORDER BY id`,
      [persoonId],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns of how many aanmeldingen. */
  private async zet(m: EntityManager, persoonId: string, beperkt: boolean): Promise<number> {
    const [, aantal] = await m.query<[unknown, number]>(
      `UPDATE aanmelding SET beperkt = $2 WHERE beperkt <> $2
          AND persoon_id IN (SELECT id FROM persoon WHERE id = $1 OR samengevoegd_met_id = $1)`,
      [persoonId, beperkt],
    );
    return aantal;
  }

  /** What was written and has not left yet does not leave; the name is on no public page. */
  private async laatLiggen(m: EntityManager, persoonId: string): Promise<void> {
    await m.query(
      `UPDATE bericht SET status = 'vervallen', fout = $2
        WHERE status IN ('wacht', 'opnieuw') AND soort !~ '${OP_SLOT}'
          AND (persoon_id = $1 OR aanmelding_id IN (SELECT id FROM aanmelding WHERE persoon_id = $1))`,
      [persoonId, NIET_GEBRUIKEN],
    );
    await m.query(
      `UPDATE certificaat SET naam_openbaar_op = NULL
        WHERE naam_openbaar_op IS NOT NULL AND aanmelding_id IN (SELECT id FROM aanmelding WHERE persoon_id = $1)`,
      [persoonId],
    );
  }

  private async noteer(
    m: EntityManager,
    wie: Wie,
    id: string,
    code: 'persoon.beperkt' | 'persoon.beperking-opgeheven',
    aanmeldingen: number,
  ): Promise<void> {
    await this.audit.noteer(m, {
      wie,
      code,
      onderwerp: { soort: 'persoon', id },
      gegevens: { aanmeldingen },
    });
  }
}
