import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { dateOf } from '../platform/clock/dates.js';
import { Opleiding } from '../opleidingen/opleiding.entity.js';
import { vindDoelgroep } from '../opleidingen/opleidingen.rules.js';
import { kanIemandInloggen } from '../toegang/rollen.queries.js';
import { IN_AANGEBODEN, IN_NEEMT_AANMELDINGEN } from './standen.js';

/** What a visitor may ask of the catalogue; months are `YYYY-MM`, days 1 (monday) to 7. */
export interface Catalogusfilter {
  zoek?: string;
  doelgroep?: string;
  soort?: string;
  sector?: string;
  van?: string;
  tot?: string;
  dag?: number;
  plaats?: string;
  vrij?: boolean;
}

/** $1 now, $2 today, then the filter. What names no doelgroep or no sector is for everybody. An opleiding fits when itself and, where asked, one coming cohort of it fits. */
const WHERE = `
  WHERE o.gepubliceerd AND ($1::timestamptz IS NOT NULL) AND ($2::date IS NOT NULL)
    AND ($3::text IS NULL OR o.naam ILIKE $3 OR o.omschrijving ILIKE $3 OR o.code ILIKE $3 OR o.soort ILIKE $3
         OR $12::text = ANY(o.doelgroepen)
         OR EXISTS (SELECT 1 FROM unnest(o.doelgroepen || o.aanbieders) woord WHERE woord ILIKE $3))
    AND ($4::text IS NULL OR $4 = ANY(o.doelgroepen) OR o.doelgroepen = '{}')
    AND ($5::text IS NULL OR o.soort = $5)
    AND ($13::text IS NULL OR $13 = ANY(o.sectoren) OR o.sectoren = '{}')
    AND (NOT $11::boolean OR EXISTS (
      SELECT 1 FROM cohort c
       WHERE c.opleiding_id = o.id AND c.status ${IN_AANGEBODEN}
         AND coalesce(c.eerste > $1, true)
         AND ($6::text IS NULL OR c.eerste >= (($6 || '-01')::timestamp AT TIME ZONE 'Europe/Amsterdam'))
         AND ($7::text IS NULL OR c.eerste < ((($7 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Europe/Amsterdam'))
         AND ($8::integer IS NULL OR EXISTS (SELECT 1 FROM bijeenkomst d WHERE d.cohort_id = c.id
              AND extract(isodow FROM d.begint AT TIME ZONE 'Europe/Amsterdam') = $8))
         AND ($9::text IS NULL OR c.locatie = $9
              OR EXISTS (SELECT 1 FROM bijeenkomst p WHERE p.cohort_id = c.id AND p.locatie = $9))
         AND (NOT $10::boolean OR (c.status ${IN_NEEMT_AANMELDINGEN}
              AND coalesce(c.aanmelden_vanaf <= $2::date, true) AND coalesce(c.aanmelden_voor > $2::date, true)
              AND c.capaciteit > (SELECT count(*) FROM aanmelding a WHERE a.cohort_id = c.id
                                   AND a.plaatsnummer IS NOT NULL AND (a.vervalt_op IS NULL OR a.vervalt_op > $1))))))`;

/** What one can enrol in soonest comes first; what has no coming cohort comes last. */
const ORDER = `
  ORDER BY (SELECT min(c.eerste) FROM cohort c
             WHERE c.opleiding_id = o.id AND c.status ${IN_NEEMT_AANMELDINGEN} AND c.eerste > $1
               AND coalesce(c.aanmelden_voor > $2::date, true)) NULLS LAST, o.naam, o.code`;

/** What there is of an academy that has no opleidingen yet. */
export interface Inrichting {
  /** Somebody can log in. */
  gebruikers: boolean;
  scholen: boolean;
}

@Injectable()
export class CatalogusQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async zoek(filter: Catalogusfilter, skip: number, take: number): Promise<Opleiding[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT o.id FROM opleiding o ${WHERE} ${ORDER} OFFSET $14 LIMIT $15`,
      [...this.parameters(filter), skip, take],
    );
    const ids = rows.map(({ id }) => id);
    const opleidingen = await this.dataSource.manager.findBy(Opleiding, { id: In(ids) });
    return opleidingen.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
  }

  async tel(filter: Catalogusfilter): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM opleiding o ${WHERE}`,
      this.parameters(filter),
    );
    return row!.n;
  }

  /** The places where something is planned, for the filter. */
  async plaatsen(): Promise<string[]> {
    const rows = await this.dataSource.query<{ locatie: string }[]>(
      `SELECT DISTINCT locatie FROM cohort
        WHERE locatie IS NOT NULL AND status ${IN_AANGEBODEN} ORDER BY locatie`,
    );
    return rows.map(({ locatie }) => locatie);
  }

  /** How far an academy without any opleiding has come; null when there is one, published or not. */
  async inrichting(production: boolean): Promise<Inrichting | null> {
    const { manager } = this.dataSource;
    const [row] = await manager.query<{ opleidingen: boolean; scholen: boolean }[]>(
      'SELECT EXISTS (SELECT FROM opleiding) AS opleidingen, EXISTS (SELECT FROM school) AS scholen',
    );
    if (row!.opleidingen) return null;
    const gebruikers = await kanIemandInloggen(manager, dateOf(this.clock.now()), production);
    return { gebruikers, scholen: row!.scholen };
  }

  private parameters(filter: Catalogusfilter): unknown[] {
    const nu = this.clock.now();
    const { van, tot, dag, plaats, vrij } = filter;
    return [
      nu,
      dateOf(nu),
      filter.zoek ? `%${filter.zoek.replace(/[\\%_]/g, '\\$&')}%` : null,
      filter.doelgroep ?? null,
      filter.soort ?? null,
      van ?? null,
      tot ?? null,
      dag ?? null,
      plaats ?? null,
      vrij === true,
      Boolean(van ?? tot ?? dag ?? plaats ?? vrij),
      filter.zoek ? (vindDoelgroep(filter.zoek)?.code ?? null) : null,
      filter.sector ?? null,
    ];
  }
}
