import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { systeem, type Wie } from '../toegang/wie.js';
import { Clock } from '../platform/clock/clock.js';
import { Batcher } from '../platform/batcher.js';
import { Settings } from '../platform/config/settings.js';
import { inTransaction } from '../platform/database/transaction.js';
import { teLaat, wachttijd, zonderAdres } from './berichten.rules.js';
import type { Post } from './mailserver.service.js';
import { Verzendstand } from './bericht.entity.js';
/** Minutes for which a sender holds a bericht; whoever finds it later may take it over. */
const houdtVast = 5;

// The hold is a matter between processes, so it goes by the one clock that they share: that of the database. The
// application's clock may be another on each machine, or put elsewhere with `npm run taak -- … --nu`.
const VRIJ = `(status <> 'bezig' OR bezig_tot < clock_timestamp())`;
const RIJP = `verzenden_op <= $1 AND ${VRIJ} AND gewist_op IS NULL`;
/** Whoever it was to is erased: there is nothing to send and nobody to send it to. */
const GEWIST = 'bericht.gewist_op IS NOT NULL';
const GAAT_NOG = `status IN ('bezig', 'opnieuw', 'wacht')`;
const GESTOPT = `EXISTS (SELECT FROM verzendstand WHERE gestopt_op IS NOT NULL)`;

/** $1 now */
const OVER = `SELECT count(*)::integer AS aantal FROM bericht WHERE ${GAAT_NOG} AND ${RIJP}`;

/** Of a mail that nobody is known by any more. */
const VERGETEN = `bericht.soort IN ('${zonderAdres.join("', '")}')`;

/** $1 now, $2 why */
const RUIM_OP = `
  UPDATE bericht SET status = 'vervallen', bezig_tot = NULL, fout = $2, aan = CASE WHEN ${VERGETEN} THEN 'gewist' ELSE aan END
   WHERE ${GAAT_NOG} AND vervalt_op <= $1 AND ${VRIJ}`;

/**
 * $1 now, $2 how many, $3 seconds between one mail and the next. Each status apart, because the index gives them in
 * order only within one status. The pace is one moment in the database, moved on by whoever takes a mail: two who
 * come at once wait for each other, and the second finds it moved.
 */
const claimSql = (metTempo: boolean): string => `
  WITH gekozen AS MATERIALIZED (
    SELECT eerste.id FROM unnest(ARRAY['bezig', 'opnieuw', 'wacht']) AS soort (naam), LATERAL (
      SELECT id FROM bericht WHERE status = soort.naam AND ${RIJP}
       ORDER BY verzenden_op LIMIT $2 FOR UPDATE SKIP LOCKED) AS eerste
     WHERE NOT ${GESTOPT} LIMIT $2)${metTempo ? BEURT : ''}
  UPDATE bericht SET status = 'bezig', bezig_tot = clock_timestamp() + interval '${houdtVast} minutes',
         pogingen = pogingen + 1
   WHERE id IN (SELECT id FROM gekozen)${metTempo ? ' AND EXISTS (SELECT FROM beurt)' : ''}
  RETURNING id, soort, persoon_id AS "persoonId", aan, onderwerp, html, tekst, bijlagen, pogingen,
            vervalt_op AS "vervaltOp"`;

const BEURT = `,
  beurt AS (
    UPDATE verzendstand SET volgende_op = clock_timestamp() + $3 * interval '1 second'
     WHERE volgende_op <= clock_timestamp() AND gestopt_op IS NULL AND EXISTS (SELECT FROM gekozen) RETURNING id)`;

/** $1 now. Milliseconds until the next turn; null when nothing waits for one. */
const STAND = `
  SELECT CASE WHEN gestopt_op IS NULL AND EXISTS (SELECT FROM bericht WHERE ${GAAT_NOG} AND ${RIJP})
         THEN greatest(extract(epoch FROM volgende_op - clock_timestamp()) * 1000, 0)::float END AS wacht
    FROM verzendstand`;

/** $1 ids, $2 the attempt that each was at */
const LAAT_LOS = `
  UPDATE bericht SET bezig_tot = NULL,
         status = CASE WHEN ${GEWIST} THEN 'vervallen' WHEN fout IS NULL THEN 'wacht' ELSE 'opnieuw' END,
         pogingen = bericht.pogingen - 1
    FROM unnest($1::uuid[], $2::integer[]) AS eigen (id, pogingen)
   WHERE bericht.id = eigen.id AND status = 'bezig' AND bericht.pogingen = eigen.pogingen`;

/** Read the same by PostgreSQL. */
const INLOGSLEUTEL = /(\/(?:inloggen\/link|inloggen\/oidc\/koppelen|uitnodiging)\/)[A-Za-z0-9_-]+/;

const OF_GESTOPT = `SELECT gestopt_op IS NOT NULL AS gestopt FROM verzendstand`;

/** A link that lets somebody in is for its receiver alone: once it has left, nobody reads it in the outbox. */
const zonderInlogsleutel = (kolom: 'html' | 'tekst'): string =>
  `${kolom} = CASE WHEN eigen.sleutel
     THEN regexp_replace(bericht.${kolom}, '${INLOGSLEUTEL.source}', '\\1…', 'g') ELSE bericht.${kolom} END`;

/**
 * $1 ids, $2 now, $3 their addresses, $4 whether a link that lets in has to go. What was read when the mail was taken is
 * never written back: somebody in it may be erased since.
 */
const VERSTUURD = `
  WITH weg AS (
    UPDATE bericht SET status = 'verzonden', fout = NULL, bezig_tot = NULL, verzonden_op = $2,
           aan = CASE WHEN ${VERGETEN} THEN 'gewist' ELSE bericht.aan END,
           ${zonderInlogsleutel('html')}, ${zonderInlogsleutel('tekst')}
      FROM unnest($1::uuid[], $4::boolean[]) AS eigen (id, sleutel)
     WHERE bericht.id = eigen.id AND status = 'bezig'),
  bestelbaar AS (
    UPDATE persoon SET onbestelbaar_op = NULL, onbestelbaar_reden = NULL
     WHERE email_norm IN (SELECT lower(btrim(aan)) FROM unnest($3::text[]) AS aan) AND onbestelbaar_op IS NOT NULL)
  ${OF_GESTOPT}`;

const UIT = `(${VERGETEN} AND $3 IN ('mislukt', 'vervallen'))`;

/**
 * $1 id, $2 attempt, $3 status, $4 why, $5 when again, $6 whether it is the address. Of who was erased meanwhile nothing
 * comes back, and it is not tried again: a mail server likes to say name and address.
 */
const NOTEER = `
  WITH op AS (
    UPDATE bericht SET bezig_tot = NULL, adres_geweigerd = $6,
           status = CASE WHEN ${GEWIST} THEN 'vervallen' ELSE $3 END,
           fout = CASE WHEN ${GEWIST} OR ${UIT} THEN NULL ELSE $4 END,
           aan = CASE WHEN ${UIT} THEN 'gewist' ELSE aan END,
           verzenden_op = CASE WHEN $3 = 'opnieuw' THEN $5::timestamptz ELSE verzenden_op END
     WHERE id = $1 AND status = 'bezig' AND pogingen = $2)
  ${OF_GESTOPT}`;

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

/** All mail is stopped: since when, by whom, why, and how much waits. */
export interface Mailstop {
  op: Date;
  door: string;
  reden: string;
  wachtend: number;
}

const ALLES = { soort: 'bericht', id: 'alle' } as const;

/**
 * The outbox as senders see it: what they take, give back and write down, and the switch that stops all of them. Every
 * process shares it.
 */
@Injectable()
export class Verzendrij {
  /** What the lanes have just sent is written down together; each lane still waits until its own is. */
  private readonly verstuurd = new Batcher<Geclaimd, boolean>((_, berichten) =>
    this.schrijfVerstuurd(berichten),
  );

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

  /** Lets mail lapse that came too late to be of use, also while all mail is stopped. @returns how many those were. */
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
    if (afloop.status === 'verzonden') return this.verstuurd.add('', bericht);
    if (afloop.vanAdres) return this.nietBestelbaar(bericht, afloop);
    return this.schrijf(this.dataSource, bericht, afloop);
  }

  private async schrijfVerstuurd(berichten: Geclaimd[]): Promise<boolean[]> {
    const kolom = <K extends keyof Geclaimd>(naam: K): Geclaimd[K][] => berichten.map((een) => een[naam]);
    const [row] = await this.dataSource.query<{ gestopt: boolean }[]>(VERSTUURD, [
      ...[kolom('id'), this.clock.now(), kolom('aan')],
      berichten.map(({ html, tekst }) => INLOGSLEUTEL.test(html) || INLOGSLEUTEL.test(tekst)),
    ]);
    return berichten.map(() => row!.gestopt);
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

  /**
   * The one switch for all mail; null while mail goes. Mail that is written while it is off leaves when it is on again,
   * unless it lapsed.
   */
  async stilstand(): Promise<Mailstop | null> {
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
      await this.audit.noteer(m, { wie, code: 'berichten.gestopt', onderwerp: ALLES, gegevens: { reden } });
    });
  }

  /** Mail goes again; when it was going, nothing changes. */
  hervat(wie: Wie): Promise<void> {
    return inTransaction(this.dataSource, async (m) => {
      if (!(await this.vergrendel(m)).gestoptOp) return;
      await m.update(Verzendstand, { id: true }, { gestoptOp: null, gestoptDoor: null, stopreden: null });
      await this.audit.noteer(m, { wie, code: 'berichten.hervat', onderwerp: ALLES, gegevens: {} });
    });
  }

  private vergrendel(m: EntityManager): Promise<Verzendstand> {
    return m.findOneOrFail(Verzendstand, { where: { id: true }, lock: { mode: 'pessimistic_write' } });
  }
}
