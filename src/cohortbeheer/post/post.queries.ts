import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Cohort } from '../../cohorten/cohort.entity.js';
import { cohortOnbekend } from '../../cohorten/cohorten.errors.js';
import { Mededeling } from './mededeling.entity.js';
import { ZEKERSTE_EERST } from '../../aanmeldingen/standen.js';
import { Cohortalinea } from '../../berichten/bericht.entity.js';

export interface Posttelling {
  soort: string;
  aantal: number;
  wachtend: number;
  mislukt: number;
}

const TELLING = `
  SELECT soort, count(*)::integer AS aantal,
         count(*) FILTER (WHERE status IN ('wacht', 'bezig', 'opnieuw'))::integer AS wachtend,
         count(*) FILTER (WHERE status = 'mislukt')::integer AS mislukt
    FROM bericht WHERE cohort_id = $1 GROUP BY soort`;

/** Who has a place first, then the line, then who is out; each by name. */
const MENSEN = `
  SELECT a.id, concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS naam, a.status
    FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id
   WHERE a.cohort_id = $1
   ORDER BY array_position(${ZEKERSTE_EERST}, a.status),
            p.sorteernaam, a.id
   LIMIT 300`;

/** What the tab Berichten shows of a cohort. */
@Injectable()
export class PostQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws DomainError `cohort-onbekend` */
  async cohort(id: string): Promise<Cohort> {
    const cohort = await this.dataSource.manager.findOneBy(Cohort, { id });
    if (!cohort) throw cohortOnbekend();
    return cohort;
  }

  /** How many mails there are of each soort. */
  async telling(cohortId: string): Promise<Map<string, Posttelling>> {
    const rows = await this.dataSource.query<Posttelling[]>(TELLING, [cohortId]);
    return new Map(rows.map((row) => [row.soort, row]));
  }

  /** The paragraphs of a cohort, by soort. */
  async alineas(cohortId: string): Promise<Map<string, Cohortalinea>> {
    const rows = await this.dataSource.manager.findBy(Cohortalinea, { cohortId });
    return new Map(rows.map((row) => [row.soort, row]));
  }

  /** Whose mail can be looked at. */
  mensen(cohortId: string): Promise<{ id: string; naam: string; status: string }[]> {
    return this.dataSource.query(MENSEN, [cohortId]);
  }

  /** Newest first. */
  mededelingen(cohortId: string): Promise<Mededeling[]> {
    return this.dataSource.manager.find(Mededeling, {
      where: { cohortId },
      order: { gemaaktOp: 'DESC' },
      take: 20,
    });
  }
}
