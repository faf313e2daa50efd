import { IN_NIET_VOORBIJ } from '../cohorten/standen.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface Opleidingfilter {
  zoek?: string;
  soort?: string;
  stand?: Stand;
}

export const standen = ['gepubliceerd', 'concept', 'peiling'] as const;
export type Stand = (typeof standen)[number];

export interface OpleidingInBeheer {
  code: string;
  naam: string;
  soort: string;
  gepubliceerd: boolean;
  peiling: boolean;
  cohorten: number;
  /** Cohorten that are not over and not called off. */
  lopend: number;
  /** People with a confirmed interest who were not told yet. */
  belangstelling: number;
}

const WHERE = `
  WHERE ($1::text IS NULL OR o.naam ILIKE $1 OR o.code ILIKE $1)
    AND ($2::text IS NULL OR o.soort = $2)
    AND CASE $3::text WHEN 'gepubliceerd' THEN o.gepubliceerd WHEN 'concept' THEN NOT o.gepubliceerd
                      WHEN 'peiling' THEN o.peiling ELSE true END`;

/** Lists of opleidingen for the coördinator. */
@Injectable()
export class OpleidingbeheerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** In order of name; counts only for the page that is asked. */
  zoek(filter: Opleidingfilter, skip: number, take: number): Promise<OpleidingInBeheer[]> {
    return this.dataSource.query<OpleidingInBeheer[]>(
      `SELECT o.code, o.naam, o.soort, o.gepubliceerd, o.peiling, c.cohorten, c.lopend, b.belangstelling
         FROM (SELECT * FROM opleiding o ${WHERE} ORDER BY o.naam, o.code OFFSET $4 LIMIT $5) o
        CROSS JOIN LATERAL (
          SELECT count(*)::integer AS cohorten,
                 count(*) FILTER (WHERE status ${IN_NIET_VOORBIJ})::integer AS lopend
            FROM cohort WHERE opleiding_id = o.id) c
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT persoon_id)::integer AS belangstelling FROM belangstelling
           WHERE opleiding_id = o.id AND bevestigd_op IS NOT NULL AND ingetrokken_op IS NULL
             AND gemeld_op IS NULL) b
        ORDER BY o.naam, o.code`,
      [...parameters(filter), skip, take],
    );
  }

  async tel(filter: Opleidingfilter): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::integer AS n FROM opleiding o ${WHERE}`,
      parameters(filter),
    );
    return row!.n;
  }

  /** All opleidingen that another one may follow on, for a list to choose from. */
  keuzes(): Promise<{ code: string; naam: string }[]> {
    return this.dataSource.query('SELECT code, naam FROM opleiding ORDER BY naam, code');
  }

  /** What follows on this one, published or not. */
  vervolgVan(id: string): Promise<{ code: string; naam: string }[]> {
    return this.dataSource.query(
      'SELECT code, naam FROM opleiding WHERE vervolg_op_id = $1 ORDER BY naam, code',
      [id],
    );
  }
}

const parameters = ({ zoek, soort, stand }: Opleidingfilter): unknown[] => [
  zoek ? `%${zoek.replace(/[\\%_]/g, '\\$&')}%` : null,
  soort ?? null,
  stand ?? null,
];
