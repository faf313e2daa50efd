import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { Bericht } from './bericht.entity.js';
import type { BerichtenQuery } from './berichten.dto.js';
import { berichtNietGevonden } from './berichten.errors.js';
import { basisVan, herverzending, keren } from './berichten.rules.js';

const WHERE = `
  FROM bericht WHERE ($1::uuid IS NULL OR aanmelding_id = $1) AND ($2::text IS NULL OR status = $2)
    AND ($3::text IS NULL OR soort = $3)`;

/**
 * Which mails are on a page, and how many there are: both from the index alone, because the rows are as large as
 * mails are. $1 aanmelding, $2 status, $3 soort, $4 to pass over, $5 to read.
 */
const LIJST = `
  SELECT (SELECT count(*)::integer ${WHERE}) AS totaal,
         ARRAY(SELECT id ${WHERE} ORDER BY aangemaakt_op DESC, id OFFSET $4 LIMIT $5) AS ids`;

/** The same for mails with a text ($4) in the address or the subject, found in one pass over the index. */
const ZOEK = `
  WITH treffers AS MATERIALIZED (
    SELECT id, aangemaakt_op ${WHERE} AND position(lower($4) IN zoektekst) > 0)
  SELECT (SELECT count(*)::integer FROM treffers) AS totaal,
         ARRAY(SELECT id FROM treffers ORDER BY aangemaakt_op DESC, id OFFSET $5 LIMIT $6) AS ids`;

/** Reads the outbox for screens and programs. */
@Injectable()
export class BerichtenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async lijst(query: BerichtenQuery): Promise<Paged<Bericht>> {
    const { skip, take } = sliceOf(query);
    const { aanmelding, status, soort, zoek } = query;
    const [row] = await this.dataSource.query<{ totaal: number; ids: string[] }[]>(zoek ? ZOEK : LIJST, [
      aanmelding ?? null,
      status ?? null,
      soort ?? null,
      ...(zoek ? [zoek] : []),
      skip,
      take,
    ]);
    const { totaal, ids } = row!;
    const items = await this.dataSource.getRepository(Bericht).findBy({ id: In(ids) });
    return paged(
      items.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      totaal,
      query,
    );
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

  /** The cohort and the name of whom an aanmelding is; null when there is no such aanmelding. */
  async aanmelding(id: string): Promise<{ cohortId: string; naam: string } | null> {
    const row = await this.dataSource.getRepository(Aanmelding).findOneBy({ id });
    if (!row) return null;
    const persoon = await this.dataSource.getRepository(Persoon).findOneByOrFail({ id: row.persoonId });
    return { cohortId: row.cohortId, naam: volledigeNaam(persoon) };
  }
}
