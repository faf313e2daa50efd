import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Moment } from '../cohorten/moment.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, momentAt, timeZone } from '../platform/clock/dates.js';

/** How many moments of one soort there are on a day. */
export interface Dagtelling {
  /** `YYYY-MM-DD`; what should have been before today counts as today. */
  dag: string;
  soort: Moment['soort'];
  aantal: number;
}

export interface KomendMoment {
  soort: Moment['soort'];
  op: Date;
  dagenVooraf: number;
  cohortId: string;
  opleiding: string;
  cohort: string;
  /** Of the bijeenkomst that it is about. */
  begint: Date | null;
}

const DAGEN = 14;
const EERSTE = 10;

/** What the tasks have ahead of them. */
@Injectable()
export class KomendQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The planned moments of the coming two weeks, counted by day and soort. */
  perDag(): Promise<Dagtelling[]> {
    const vandaag = dateOf(this.clock.now());
    return this.dataSource.query<Dagtelling[]>(
      `SELECT greatest((op AT TIME ZONE '${timeZone}')::date, $1::date)::text AS dag, soort, count(*)::integer AS aantal
         FROM moment WHERE status = 'gepland' AND op < $2 GROUP BY 1, 2 ORDER BY 1, 2`,
      [vandaag, momentAt(addDays(vandaag, DAGEN))],
    );
  }

  eerste(): Promise<KomendMoment[]> {
    return this.dataSource.query<KomendMoment[]>(
      `SELECT m.soort, m.op, m.dagen_vooraf AS "dagenVooraf", m.cohort_id AS "cohortId", o.naam AS opleiding,
              c.naam AS cohort, b.begint
         FROM (SELECT * FROM moment WHERE status = 'gepland' ORDER BY op, id LIMIT $1) m
         JOIN cohort c ON c.id = m.cohort_id
         JOIN opleiding o ON o.id = c.opleiding_id
         LEFT JOIN bijeenkomst b ON b.id = m.bijeenkomst_id
        ORDER BY m.op, m.id`,
      [EERSTE],
    );
  }
}
