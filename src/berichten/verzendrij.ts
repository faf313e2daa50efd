import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { systeem } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { teLaat, wachttijd } from './berichten.rules.js';
import type { Post } from './mailserver.js';
import { houdtVast, NOTEER, OVER, RUIM_OP, VERSTUURD, LAAT_LOS, claimSql, STAND } from './verzendrij.sql.js';

export interface Geclaimd extends Post {
  pogingen: number;
  vervaltOp: Date | null;
  /** Milliseconds of this process's own clock until which a new attempt may begin. */
  beginVoor: number;
}

export interface Afloop {
  status: 'verzonden' | 'opnieuw' | 'mislukt' | 'vervallen';
  fout: string | null;
  vanAdres?: boolean;
}

/** `wacht`: milliseconds until there is room for the next; null when there is nothing to wait for. */
export type Claim = { berichten: Geclaimd[]; wacht: number | null };

/** A link that lets somebody in is for its receiver alone: once it has left, nobody reads it in the outbox. Null: nothing to hide. */
function zonderInlogsleutel(inhoud: string): string | null {
  const kort = inhoud.replace(/(\/(?:inloggen\/link|inloggen\/oidc\/koppelen|uitnodiging)\/)[\w-]+/g, '$1…');
  return kort === inhoud ? null : kort;
}

/** The outbox as senders see it: what they take, give back and write down. Every process shares it. */
@Injectable()
export class Verzendrij {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
    private readonly audit: AuditService,
  ) {}

  /** How many berichten would be sent now. */
  async telRijp(): Promise<number> {
    const [row] = await this.dataSource.query<{ aantal: number }[]>(OVER, [this.clock.now()]);
    return row!.aantal;
  }

  /** What came too late to be of use goes to nobody; also while all mail is stopped. @returns how many those were. */
  async ruimOp(): Promise<number> {
    const [, aantal] = await this.dataSource.query<[unknown, number]>(RUIM_OP, [this.clock.now(), teLaat]);
    return aantal;
  }

  /** Takes at most this many; one at a time where a pace is set, each in its own turn. */
  async claim(hoogstens: number): Promise<Claim> {
    const tempo = this.settings.VERZEND_PER_MINUUT;
    const beginVoor = performance.now() + (houdtVast / 2) * 60_000;
    const waarden = tempo ? [this.clock.now(), 1, 60 / tempo] : [this.clock.now(), hoogstens];
    const [rows] = await this.dataSource.query<[Geclaimd[], number]>(claimSql(tempo !== undefined), waarden);
    const berichten = rows.map((row) => ({ ...row, beginVoor }));
    return { berichten, wacht: tempo && rows.length === 0 ? await this.beurtOver() : null };
  }

  /** Gives back what was taken and not tried, as it was. */
  async laatLos(berichten: Geclaimd[]): Promise<void> {
    if (berichten.length === 0) return;
    const kolommen = [berichten.map(({ id }) => id), berichten.map(({ pogingen }) => pogingen)];
    await this.dataSource.query(LAAT_LOS, kolommen);
  }

  /** Writes down how one mail went. @returns whether all mail was stopped meanwhile. */
  async noteer(bericht: Geclaimd, afloop: Afloop): Promise<boolean> {
    if (afloop.status === 'verzonden') return this.verstuurd(bericht);
    if (afloop.vanAdres) return this.nietBestelbaar(bericht, afloop);
    return this.schrijf(this.dataSource, bericht, afloop);
  }

  private async verstuurd({ id, aan, html, tekst }: Geclaimd): Promise<boolean> {
    const kort = [html, tekst].map((inhoud) => zonderInlogsleutel(inhoud));
    const waarden = [id, this.clock.now(), aan, ...kort];
    const [row] = await this.dataSource.query<{ gestopt: boolean }[]>(VERSTUURD, waarden);
    return row!.gestopt;
  }

  private async schrijf(
    db: Pick<DataSource, 'query'>,
    bericht: Geclaimd,
    { status, fout, vanAdres = false }: Afloop,
  ): Promise<boolean> {
    const later = this.clock.now().getTime() + 1000 * wachttijd(bericht.pogingen, Math.random());
    const { id, pogingen } = bericht;
    const [row] = await db.query<{ gestopt: boolean }[]>(NOTEER, [
      ...[id, pogingen, status, fout],
      ...[new Date(later), vanAdres],
    ]);
    return row!.gestopt;
  }

  /** The person who has this address now is known not to get mail there; found by the address, whatever the mail was about. */
  private nietBestelbaar(bericht: Geclaimd, afloop: Afloop): Promise<boolean> {
    return inTransaction(this.dataSource, async (m) => {
      const [personen] = await m.query<[{ id: string }[], number]>(
        `UPDATE persoon SET onbestelbaar_op = $2, onbestelbaar_reden = $3
          WHERE email_norm = lower(btrim($1)) AND onbestelbaar_op IS NULL AND samengevoegd_met_id IS NULL
          RETURNING id`,
        [bericht.aan, this.clock.now(), afloop.fout],
      );
      // Mail servers like to repeat the address in what they say; the record of who did what holds none.
      const reden = 'de mailserver kent dit adres niet';
      const regels = personen.map(({ id }) => ({
        wie: systeem,
        code: 'bericht.adres-onbestelbaar' as const,
        onderwerp: { soort: 'persoon' as const, id },
        gegevens: { reden },
      }));
      await this.audit.noteerAlle(m, regels);
      return this.schrijf(m, bericht, afloop);
    });
  }

  private async beurtOver(): Promise<number | null> {
    const [row] = await this.dataSource.query<{ wacht: number | null }[]>(STAND, [this.clock.now()]);
    return row!.wacht;
  }
}
