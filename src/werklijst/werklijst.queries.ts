import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { BerichtenQueries } from '../berichten/berichten.queries.js';
import { Clock } from '../platform/clock/clock.js';
import { addDays, dateOf, inAmsterdam, momentAt } from '../platform/clock/dates.js';
import { Taakbewaking } from '../platform/taak.js';
import { plural } from '../platform/web/template-helpers.js';
import { groepvragen } from './groepen.queries.js';
import {
  groepcodes,
  groepen,
  werkregel,
  type Dringendheid,
  type Groepcode,
  type Werkregel,
  type Werkrij,
} from './werklijst.rules.js';
import { IN_ONDERWEG, IN_VULBAAR } from '../cohorten/standen.js';
import { IN_ZEKER } from '../aanmeldingen/standen.js';

export interface Groep {
  code: Groepcode;
  titel: string;
  dringend: Dringendheid;
  uitleg: string;
  /** The number of lines in all. */
  totaal: number;
  regels: Werkregel[];
}

/** A bijeenkomst of this week. */
export interface Weekregel {
  id: string;
  cohortId: string;
  opleiding: string;
  cohort: string;
  begint: Date;
  eindigt: Date;
  locatie: string | null;
  trainer: string | null;
  /** The number of people with a place, not counting those who only hold one. */
  aantal: number;
}

const PER_GROEP = 5;

const leeg = {
  cohortId: null,
  opleiding: null,
  bezet: null,
  capaciteit: null,
  minimum: null,
  aantal: null,
};

const WEEK = `
  SELECT b.id, c.id AS "cohortId", o.naam AS opleiding, c.naam AS cohort, b.begint, b.eindigt,
         coalesce(b.locatie, c.locatie, b.link) AS locatie, g.naam AS trainer, count(*) OVER ()::integer AS totaal
    FROM bijeenkomst b
    JOIN cohort c ON c.id = b.cohort_id AND c.status ${IN_VULBAAR}
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN gebruiker g ON g.id = b.trainer_id
   WHERE b.begint >= $1 AND b.begint < $2
   ORDER BY b.begint < $3, b.begint, c.code, b.id OFFSET $4 LIMIT $5`;

/** Reads what the coördinator has to do; see docs/werklijst.md for each rule. */
@Injectable()
export class WerklijstQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
    private readonly berichten: BerichtenQueries,
  ) {}

  /** The groups in which there is something, the most urgent first, each with its first lines. */
  async alles(): Promise<Groep[]> {
    const alle = await Promise.all(groepcodes.map((code) => this.groep(code, 0, PER_GROEP)));
    return alle.filter(({ totaal }) => totaal > 0);
  }

  async groep(code: Groepcode, skip: number, take: number): Promise<Groep> {
    const nu = this.clock.now();
    const { totaal, rijen } =
      code === 'planner'
        ? await this.planner(skip, take)
        : code === 'post'
          ? await this.post(skip, take)
          : await this.lees(code, nu, skip, take);
    const regels = rijen.map((rij) => werkregel(code, rij, dateOf(nu)));
    return { code, ...groepen[code], totaal, regels };
  }

  /** Bijeenkomsten of this calendar week, Monday to Sunday: what is to come first, then what has been. */
  async week(skip: number, take: number): Promise<{ totaal: number; regels: Weekregel[] }> {
    const { vandaag, maandag } = this.dagen();
    const rows = await this.dataSource.query<(Omit<Weekregel, 'aantal'> & { totaal: number })[]>(WEEK, [
      momentAt(maandag),
      momentAt(addDays(maandag, 7)),
      momentAt(vandaag),
      skip,
      take,
    ]);
    const aantallen = await this.geplaatst(rows.map(({ cohortId }) => cohortId));
    const regels = rows.map(({ totaal: _, ...rij }) => ({
      ...rij,
      aantal: aantallen.get(rij.cohortId) ?? 0,
    }));
    return { totaal: rows[0]?.totaal ?? 0, regels };
  }

  /** Tells when the next bijeenkomst begins; null when none is planned. */
  async volgende(): Promise<Date | null> {
    const [row] = await this.dataSource.query<{ begint: Date }[]>(
      `SELECT b.begint FROM bijeenkomst b JOIN cohort c ON c.id = b.cohort_id
        WHERE b.begint > $1 AND c.status ${IN_ONDERWEG} ORDER BY b.begint LIMIT 1`,
      [this.clock.now()],
    );
    return row?.begint ?? null;
  }

  dagen(): { vandaag: string; maandag: string } {
    const nu = inAmsterdam(this.clock.now());
    const vandaag = nu.toPlainDate().toString();
    return { vandaag, maandag: addDays(vandaag, 1 - nu.dayOfWeek) };
  }

  private async lees(code: Exclude<Groepcode, 'planner' | 'post'>, nu: Date, skip: number, take: number) {
    const { bron, beeld, waarden } = groepvragen[code];
    const gegeven = waarden(nu);
    const [n, k] = [gegeven.length + 1, gegeven.length + 2];
    const rows = await this.dataSource.query<(Werkrij & { totaal: number })[]>(
      `WITH bron AS MATERIALIZED (${bron}),
            r AS (SELECT * FROM bron ORDER BY rang, id OFFSET $${n} LIMIT $${k})
       SELECT t.totaal, beeld.* FROM (SELECT count(*)::integer AS totaal FROM bron) t
         LEFT JOIN (${beeld}) beeld ON true
         LEFT JOIN r volgorde ON volgorde.id = beeld.id
        ORDER BY volgorde.rang, volgorde.id`,
      [...gegeven, skip, take],
    );
    return { totaal: rows[0]?.totaal ?? 0, rijen: rows.filter(({ id }) => id !== null) };
  }

  /** One line for all of it: it is one thing that is wrong. */
  private async post(skip: number, take: number): Promise<{ totaal: number; rijen: Werkrij[] }> {
    const vast = await this.berichten.vastgelopen();
    if (!vast) return { totaal: 0, rijen: [] };
    const { aantal, sinds } = vast;
    const cohort = plural(aantal, 'mail wacht', 'mails wachten');
    const rijen = [{ ...leeg, id: 'post', cohort, op: sinds, wat: null, aantal }];
    return { totaal: 1, rijen: rijen.slice(skip, skip + take) };
  }

  private async planner(skip: number, take: number): Promise<{ totaal: number; rijen: Werkrij[] }> {
    const teLaat = await this.modules.get(Taakbewaking, { strict: false }).teLaat();
    const rijen = teLaat.map(({ taak, klaarOp }) => ({
      ...leeg,
      id: taak,
      cohort: taak,
      op: klaarOp,
      wat: null,
    }));
    return { totaal: rijen.length, rijen: rijen.slice(skip, skip + take) };
  }

  private async geplaatst(cohortIds: string[]): Promise<Map<string, number>> {
    const rows = await this.dataSource.query<{ id: string; n: number }[]>(
      `SELECT cohort_id AS id, count(*)::integer AS n FROM aanmelding
        WHERE cohort_id = ANY($1) AND status ${IN_ZEKER} GROUP BY cohort_id`,
      [cohortIds],
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  }
}
