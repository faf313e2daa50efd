import { Injectable } from '@nestjs/common';
import { Brackets, DataSource, type SelectQueryBuilder } from 'typeorm';
import { Aanmelding } from '../aanmeldingen/aanmelding.entity.js';
import { paged, sliceOf, type Paged } from '../platform/web/paging.js';
import { Persoon, volledigeNaam } from '../toegang/persoon.entity.js';
import { Bericht } from './bericht.entity.js';
import type { BerichtenQuery } from './berichten.dto.js';
import { berichtNietGevonden } from './berichten.errors.js';
import { basisVan, herverzending } from './berichten.rules.js';

/** Reads the outbox for screens and programs. */
@Injectable()
export class BerichtenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  async lijst(query: BerichtenQuery): Promise<Paged<Bericht>> {
    const { skip, take } = sliceOf(query);
    const [items, totaal] = await filter(this.dataSource.createQueryBuilder(Bericht, 'bericht'), query)
      .orderBy('bericht.aangemaaktOp', 'DESC')
      .addOrderBy('bericht.id')
      .offset(skip)
      .limit(take)
      .getManyAndCount();
    return paged(items, totaal, query);
  }

  /** @throws bericht-niet-gevonden */
  async vind(id: string): Promise<Bericht> {
    const bericht = await this.dataSource.getRepository(Bericht).findOneBy({ id });
    if (!bericht) throw berichtNietGevonden();
    return bericht;
  }

  /** The times that this mail was sent again, oldest first. */
  herverzendingenVan({ sleutel }: Bericht): Promise<Bericht[]> {
    return this.dataSource
      .createQueryBuilder(Bericht, 'bericht')
      .where('starts_with(bericht.sleutel, :begin)', { begin: basisVan(sleutel) + herverzending })
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

function filter(select: SelectQueryBuilder<Bericht>, query: BerichtenQuery): SelectQueryBuilder<Bericht> {
  const { aanmelding, status, soort, zoek } = query;
  if (aanmelding) select.andWhere('bericht.aanmeldingId = :aanmelding', { aanmelding });
  if (status) select.andWhere('bericht.status = :status', { status });
  if (soort) select.andWhere('bericht.soort = :soort', { soort });
  if (zoek) {
    const patroon = `%${zoek.replace(/[\\%_]/g, '\\$&')}%`;
    select.andWhere(
      new Brackets((either) =>
        either.where('bericht.aan ILIKE :patroon').orWhere('bericht.onderwerp ILIKE :patroon'),
      ),
    );
    select.setParameter('patroon', patroon);
  }
  return select;
}
