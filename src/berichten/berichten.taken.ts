import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Taak, Taakresultaat } from '../platform/taak.js';
import { formatDateTime } from '../platform/clock/dates.js';
import { plural } from '../platform/web/template-helpers.js';
import { BerichtenQueries, type Vastgelopen } from './berichten.queries.js';
import { Mailserver, verbindingen, Verzendfout } from './mailserver.service.js';
import { type Afloop, type Geclaimd, Verzendrij } from './verzendrij.service.js';
import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '../platform/clock/clock.js';
import { during } from '../platform/database/work.js';
import { maximumPogingen, teLaat } from './berichten.rules.js';

/** "120 mails gaan niet weg, de oudste is van …", for who looks after the machine. */
export const vastInWoorden = ({ aantal, sinds }: Vastgelopen): string =>
  `${plural(aantal, 'mail gaat', 'mails gaan')} niet weg, de oudste is van ${formatDateTime(sinds)}`;

/** Berichten taken from the database at once; more would wait long when this process dies, and fill the memory. */
const perKeer = 5 * verbindingen;

/** With so many left, the next are fetched. */
const bijna = verbindingen;

/** Milliseconds after which a round ends, so that its record is written and the next begins. */
const langsteRonde = 5 * 60_000;

/** Milliseconds after which a lane that waits for its turn looks again: something may have changed. */
const langsteWacht = 1000;

type Verzendtelling = Record<Afloop['status'], number>;

/** One run of the lanes of this process over the outbox. */
interface Ronde {
  telling: Verzendtelling;
  voorraad: Geclaimd[];
  /** The lanes fetch together; this is the fetch that is under way. */
  halen: Promise<boolean> | null;
  klaarOp: number;
  gestopt: boolean;
}

/**
 * Sends what waits in the outbox. Any number of these may run at once, also in several processes: a bericht is claimed
 * before it is sent, and one that a dead process left behind is taken over. See docs/berichten.md.
 */
@Injectable()
export class BerichtenTaak implements Taak, OnModuleDestroy, BeforeApplicationShutdown {
  readonly naam = 'berichten';
  readonly omschrijving = 'Verstuurt de berichten die klaarstaan';
  readonly samen = true;

  private readonly logger = new Logger('Berichten');
  private readonly rondes = new Set<Promise<unknown>>();
  private stopping = false;

  constructor(
    private readonly rij: Verzendrij,
    private readonly clock: Clock,
    private readonly mailserver: Mailserver,
    private readonly queries: BerichtenQueries,
  ) {}

  async voerUit({ proef }: { proef: boolean }): Promise<Taakresultaat> {
    if (!this.mailserver.ingesteld) {
      return { aantal: 0, regels: ['Er is geen mailserver (SMTP_URL): de berichten blijven staan'] };
    }
    if (proef) {
      const aantal = await this.rij.telRijp();
      const stil = (await this.rij.stilstand()) ? ', maar alle mail staat stil' : '';
      return { aantal, regels: [`${aantal} berichten staan klaar om te verzenden${stil}`] };
    }
    const { verzonden, opnieuw, mislukt, vervallen } = await this.verzend();
    const stop = await this.rij.stilstand();
    const regels = [
      ...(stop ? [`Alle mail staat stil sinds ${formatDateTime(stop.op)}`] : []),
      `${verzonden} verzonden, ${opnieuw} later opnieuw, ${mislukt} mislukt, ${vervallen} te laat`,
    ];
    const vast = await this.queries.vastgelopen();
    return {
      aantal: verzonden + opnieuw + mislukt + vervallen,
      regels,
      letOp: vast ? `${vastInWoorden(vast)}. Kijk of de mailserver het doet.` : undefined,
    };
  }

  /**
   * Sends until nothing is due, the server is in trouble, all mail is stopped or the process ends. Without an SMTP
   * server everything stays where it is.
   */
  async verzend(): Promise<Verzendtelling> {
    const telling: Verzendtelling = { verzonden: 0, opnieuw: 0, mislukt: 0, vervallen: 0 };
    if (!this.mailserver.ingesteld) return telling;
    const klaarOp = performance.now() + langsteRonde;
    const begin = { telling, voorraad: [], halen: null, klaarOp, gestopt: false };
    const ronde = during('task', () => this.draai(begin));
    this.rondes.add(ronde);
    try {
      await ronde;
    } finally {
      this.rondes.delete(ronde);
    }
    return telling;
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.rondes);
    this.mailserver.sluit();
  }

  private async draai(ronde: Ronde): Promise<void> {
    ronde.telling.vervallen += await this.rij.ruimOp();
    const afloop = await Promise.allSettled(Array.from({ length: verbindingen }, () => this.baan(ronde)));
    // What was being fetched when the last lane ended is given back as well.
    await ronde.halen?.catch(() => false);
    await this.volhard(() => this.rij.laatLos(ronde.voorraad));
    const broken = afloop.find((baan) => baan.status === 'rejected');
    if (broken) throw broken.reason;
  }

  /** One after the other, each written down before the next: a process that dies leaves one mail a lane in doubt. */
  private async baan(ronde: Ronde): Promise<void> {
    try {
      for (let bericht = await this.pak(ronde); bericht; bericht = await this.pak(ronde)) {
        const { stop, ...afloop } = await this.stuur(bericht);
        const gestopt = await this.volhard(() => this.rij.noteer(bericht, afloop));
        ronde.telling[afloop.status] += 1;
        ronde.gestopt ||= stop || gestopt;
      }
    } catch (error) {
      ronde.gestopt = true;
      throw error;
    }
  }

  private async pak(ronde: Ronde): Promise<Geclaimd | undefined> {
    while (!ronde.gestopt && !this.stopping) {
      const bericht = ronde.voorraad.shift();
      // The next are on their way in before the last have left, so that no connection waits for them.
      if (ronde.voorraad.length === bijna && performance.now() < ronde.klaarOp)
        this.vulAan(ronde).catch(() => false);
      // Held for so long that another may soon take it: it is left to that other.
      if (bericht && performance.now() < bericht.beginVoor) return bericht;
      if (bericht) continue;
      if (performance.now() > ronde.klaarOp) return undefined;
      if (!(await this.vulAan(ronde))) return undefined;
    }
    return undefined;
  }

  /** The fetch that is under way, or a new one. @returns whether there may be something to send now. */
  private vulAan(ronde: Ronde): Promise<boolean> {
    ronde.halen ??= this.haal(ronde).finally(() => (ronde.halen = null));
    return ronde.halen;
  }

  private async haal(ronde: Ronde): Promise<boolean> {
    const { berichten, wacht } = await this.rij.claim(perKeer);
    ronde.voorraad.push(...berichten);
    if (wacht !== null) await pause(Math.min(wacht, langsteWacht));
    return berichten.length > 0 || wacht !== null;
  }

  private async stuur(bericht: Geclaimd): Promise<Afloop & { stop: boolean }> {
    if (bericht.vervaltOp && bericht.vervaltOp <= this.clock.now())
      return { status: 'vervallen', fout: teLaat, stop: false };
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
      return { status, fout: error.reden, stop: error.vanServer, vanAdres: error.vanAdres };
    }
  }

  /** A mail that has left is not lost sight of because the database is away for a moment: it would leave twice. */
  private async volhard<T>(write: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await write();
      } catch (error) {
        if (attempt === 10) throw error;
        await pause(200 * attempt);
      }
    }
  }
}
