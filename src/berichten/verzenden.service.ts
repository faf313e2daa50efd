import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { maximumPogingen, wachttijd } from './berichten.rules.js';
import { Mailserver, verbindingen, Verzendfout, type Post } from './mailserver.js';

/** Minutes for which a sender holds a bericht; whoever finds it later may take it over. */
const houdtVast = 5;

interface Geclaimd extends Post {
  pogingen: number;
}

export interface Verzendtelling {
  verzonden: number;
  opnieuw: number;
  mislukt: number;
}

interface Afloop {
  status: keyof Verzendtelling;
  fout: string | null;
  /** The server itself is in trouble; the rest of the outbox had better wait. */
  stop: boolean;
}

/**
 * Sends what waits in the outbox. Any number of these may run at once, also in several processes: a bericht is claimed
 * before it is sent, and one that a dead process left behind is taken over. See docs/berichten.md.
 */
@Injectable()
export class VerzendenService implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger('Berichten');
  private readonly rondes = new Set<Promise<unknown>>();
  private stopping = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mailserver: Mailserver,
  ) {}

  /** How many berichten would be sent now. */
  async telRijp(): Promise<number> {
    const [row] = await this.dataSource.query<{ aantal: number }[]>(telSql, [this.clock.now()]);
    return row!.aantal;
  }

  /**
   * Sends until nothing is due, the server is in trouble or the process stops. Without an SMTP server everything
   * stays where it is.
   */
  async verzend(): Promise<Verzendtelling> {
    const telling: Verzendtelling = { verzonden: 0, opnieuw: 0, mislukt: 0 };
    if (!this.mailserver.ingesteld) return telling;
    const ronde = { telling, gestopt: false };
    const banen = Promise.allSettled(Array.from({ length: verbindingen }, () => this.baan(ronde)));
    this.rondes.add(banen);
    const broken = (await banen).find((baan) => baan.status === 'rejected');
    this.rondes.delete(banen);
    if (broken) throw broken.reason;
    return telling;
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.rondes);
    this.mailserver.sluit();
  }

  /** One after the other, so that memory holds no more mails than there are lanes. */
  private async baan(ronde: { telling: Verzendtelling; gestopt: boolean }): Promise<void> {
    while (!ronde.gestopt && !this.stopping) {
      const bericht = await this.claim();
      if (!bericht) return;
      const afloop = await this.stuur(bericht);
      await this.volhard(() => this.noteer(bericht, afloop));
      ronde.telling[afloop.status] += 1;
      ronde.gestopt ||= afloop.stop;
    }
  }

  private async claim(): Promise<Geclaimd | undefined> {
    const [rows] = await this.dataSource.query<[Geclaimd[], number]>(claimSql, [this.clock.now()]);
    return rows[0];
  }

  private async stuur(bericht: Geclaimd): Promise<Afloop> {
    if (bericht.pogingen > maximumPogingen)
      return { status: 'mislukt', fout: 'Het verzenden is steeds afgebroken.', stop: false };
    try {
      await this.mailserver.stuur(bericht);
      return { status: 'verzonden', fout: null, stop: false };
    } catch (error) {
      if (!(error instanceof Verzendfout)) throw error;
      const op = error.blijvend || bericht.pogingen >= maximumPogingen;
      const status = op ? 'mislukt' : 'opnieuw';
      this.logger.warn({ bericht: bericht.id, status, poging: bericht.pogingen });
      return { status, fout: error.reden, stop: error.vanServer };
    }
  }

  /** A mail that has left is not lost sight of because the database is away for a moment: it would leave twice. */
  private async volhard(write: () => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return void (await write());
      } catch (error) {
        if (attempt === 10) throw error;
        await pause(200 * attempt);
      }
    }
  }

  private async noteer(bericht: Geclaimd, { status, fout }: Afloop): Promise<void> {
    const nu = this.clock.now();
    const later = new Date(nu.getTime() + 1000 * wachttijd(bericht.pogingen, Math.random()));
    await this.dataSource.query(
      `UPDATE bericht SET status = $3, fout = $4, bezig_tot = NULL,
         verzonden_op = CASE WHEN $3 = 'verzonden' THEN $5::timestamptz END,
         verzenden_op = CASE WHEN $3 = 'opnieuw' THEN $6::timestamptz ELSE verzenden_op END,
         html = CASE WHEN $3 = 'verzonden' THEN ${zonderInlogsleutel('html')} ELSE html END,
         tekst = CASE WHEN $3 = 'verzonden' THEN ${zonderInlogsleutel('tekst')} ELSE tekst END
       WHERE id = $1 AND status = 'bezig' AND (pogingen = $2 OR $3 = 'verzonden')`,
      [bericht.id, bericht.pogingen, status, fout, nu, later],
    );
  }
}

// A link that logs in is for its receiver alone: once it has left, nobody reads it in the outbox.
const zonderInlogsleutel = (column: string): string =>
  String.raw`regexp_replace(${column}, '(/inloggen/link/)[\w-]+', '\1…', 'g')`;

// The hold is a matter between processes, so it goes by the one clock that they share: that of the database. The
// application's clock may be another on each machine, or put elsewhere with `npm run taak -- … --nu`.
const rijp = `verzenden_op <= $1 AND (status <> 'bezig' OR bezig_tot < clock_timestamp())`;

const telSql = `
  SELECT count(*)::int AS aantal FROM bericht WHERE status IN ('bezig', 'opnieuw', 'wacht') AND ${rijp}`;

// Each status apart, because the index gives them in order only within one status.
const claimSql = `
  UPDATE bericht SET status = 'bezig', bezig_tot = clock_timestamp() + interval '${houdtVast} minutes',
    pogingen = pogingen + 1
  WHERE id = (
    SELECT eerste.id FROM unnest(ARRAY['bezig', 'opnieuw', 'wacht']) AS soort (naam), LATERAL (
      SELECT id FROM bericht WHERE status = soort.naam AND ${rijp}
      ORDER BY verzenden_op LIMIT 1 FOR UPDATE SKIP LOCKED) AS eerste
    LIMIT 1)
  RETURNING id, aan, onderwerp, html, tekst, bijlagen, pogingen`;
