import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import { inFull } from '../platform/web/template-helpers.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { Bericht } from './bericht.entity.js';
import type { BerichtenQuery } from './berichten.dto.js';
import { berichtNietGevonden } from './berichten.errors.js';
import { basisVan, herverzending, keren, vastgelopenNa } from './berichten.rules.js';
import { Mailserver } from './mailserver.service.js';

/** $1 aanmelding, $2 status, $3 soort, $4 cohort */
const WHERE = `
  FROM bericht WHERE ($1::uuid IS NULL OR aanmelding_id = $1) AND ($2::text IS NULL OR status = $2)
    AND ($3::text IS NULL OR soort = $3) AND ($4::uuid IS NULL OR cohort_id = $4)`;

/** Which mails are on a page, and how many there are: from the index alone, because the rows are as large as mails. */
interface Bladzijde {
  totaal: number;
  ids: string[];
}

const TELLING = `SELECT count(*)::integer AS totaal ${WHERE}`;

/** Mails with a text ($5) in the address or the subject, counted and chosen in one pass over the index. */
const ZOEK = `
  WITH treffers AS MATERIALIZED (
    SELECT id, aangemaakt_op ${WHERE} AND position(vouw($5) IN zoektekst) > 0)
  SELECT (SELECT count(*)::integer FROM treffers) AS totaal,
         ARRAY(SELECT id FROM treffers ORDER BY aangemaakt_op DESC, id OFFSET $6 LIMIT $7) AS ids`;

/** Mail that should have left by now. */
export interface Vastgelopen {
  aantal: number;
  /** When the oldest of them was written. */
  sinds: Date;
  /** Nothing else has left either: it is not about some addresses. */
  alles: boolean;
}

// $1 the moment by which it should have gone, $2 attempts. What waits while all mail is stopped on purpose is not stuck,
// nor what waits for its turn while others leave. An index holds what waits, and what was written in the last days.
const VASTGELOPEN = `
  WITH gaat AS (SELECT EXISTS (SELECT FROM bericht WHERE aangemaakt_op > $1::timestamptz - interval '2 days'
                                  AND status = 'verzonden' AND verzonden_op > $1) AS goed),
       vast AS (SELECT aangemaakt_op FROM bericht
                 WHERE (status = 'opnieuw' AND pogingen >= $2)
                    OR (status = 'wacht' AND verzenden_op < $1 AND NOT (SELECT goed FROM gaat)
                        AND NOT EXISTS (SELECT FROM verzendstand WHERE gestopt_op IS NOT NULL)))
  SELECT count(*)::integer AS aantal, min(aangemaakt_op) AS sinds, NOT (SELECT goed FROM gaat) AS alles FROM vast`;

/** Reads the outbox for screens and programs. */
@Injectable()
export class BerichtenQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly mailserver: Mailserver,
  ) {}

  /** Null while mail leaves, and where none is meant to: without a mail server all mail is read in the outbox. */
  async vastgelopen(): Promise<Vastgelopen | null> {
    if (!this.mailserver.ingesteld) return null;
    const [row] = await this.dataSource.query<Vastgelopen[]>(VASTGELOPEN, [
      addHours(this.clock.now(), -vastgelopenNa.minuten / 60),
      vastgelopenNa.pogingen,
    ]);
    return row!.aantal > 0 ? row! : null;
  }

  /** Newest first. */
  async lijst(query: BerichtenQuery): Promise<Paged<Bericht>> {
    const { totaal, ids } = query.zoek ? await this.gezocht(query, query.zoek) : await this.gekozen(query);
    const items = await this.dataSource.getRepository(Bericht).findBy({ id: In(ids) });
    return paged(
      items.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      totaal,
      query,
    );
  }

  private async gekozen(query: BerichtenQuery): Promise<Bladzijde> {
    const { skip, take } = sliceOf(query);
    const [row] = await this.dataSource.query<{ totaal: number }[]>(TELLING, filter(query));
    const { totaal } = row!;
    const vanaf = Math.max(totaal - skip - take, 0);
    // The last pages are reached from the other end, so that nobody passes over all there is.
    const achterstevoren = skip > totaal / 2;
    const [offset, limit] = achterstevoren ? [vanaf, Math.max(totaal - skip - vanaf, 0)] : [skip, take];
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT id ${WHERE} ORDER BY ${achterstevoren ? 'aangemaakt_op, id DESC' : 'aangemaakt_op DESC, id'}
        OFFSET $5 LIMIT $6`,
      [...filter(query), offset, limit],
    );
    const ids = rows.map(({ id }) => id);
    return { totaal, ids: achterstevoren ? ids.reverse() : ids };
  }

  private async gezocht(query: BerichtenQuery, zoek: string): Promise<Bladzijde> {
    const { skip, take } = sliceOf(query);
    const [row] = await this.dataSource.query<Bladzijde[]>(ZOEK, [...filter(query), zoek, skip, take]);
    return row!;
  }

  /** @throws bericht-niet-gevonden */
  async vind(id: string): Promise<Bericht> {
    const bericht = await this.dataSource.getRepository(Bericht).findOneBy({ id });
    if (!bericht) throw berichtNietGevonden();
    return bericht;
  }

  /** The times that this mail was sent again, oldest first. */
  herverzendingenVan({ sleutel }: Bericht): Promise<Bericht[]> {
    const begin = basisVan(sleutel) + herverzending;
    return this.dataSource
      .createQueryBuilder(Bericht, 'bericht')
      .where(`bericht.sleutel IN (SELECT :begin || n FROM (${keren(':begin')}) keer)`, { begin })
      .orderBy('bericht.aangemaaktOp')
      .getMany();
  }

  /** The name of a cohort with that of its opleiding; null when there is no such cohort. */
  async cohort(id: string): Promise<string | null> {
    const [row] = await this.dataSource.query<{ opleiding: string; naam: string }[]>(
      `SELECT o.naam AS opleiding, c.naam FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id WHERE c.id = $1`,
      [id],
    );
    return row ? inFull(row.opleiding, row.naam) : null;
  }

  /** The cohort and the name of whom an aanmelding is; null when there is no such aanmelding. */
  async aanmelding(id: string): Promise<{ cohortId: string; naam: string } | null> {
    const row = await this.dataSource.getRepository(Aanmelding).findOneBy({ id });
    if (!row) return null;
    const persoon = await this.dataSource.getRepository(Persoon).findOneByOrFail({ id: row.persoonId });
    return { cohortId: row.cohortId, naam: volledigeNaam(persoon) };
  }
}

const filter = ({ aanmelding, cohort, status, soort }: BerichtenQuery): unknown[] => [
  aanmelding ?? null,
  status ?? null,
  soort ?? null,
  cohort ?? null,
];
