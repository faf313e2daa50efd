import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Mails of one kind about a cohort that were written on one day. */
export interface Maildag {
  dag: string;
  soort: string;
  /** Of the newest of them. */
  onderwerp: string;
  id: string;
  aantal: number;
  verzonden: number;
  mislukt: number;
  vervallen: number;
}

/** Reads what people were told about a cohort, and who the people are. */
@Injectable()
export class GeschiedenisQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The last sixty, newest first; days are days in Utrecht. */
  mails(cohortId: string): Promise<Maildag[]> {
    return this.dataSource.query<Maildag[]>(
      `SELECT to_char(aangemaakt_op AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD') AS dag, soort,
              (array_agg(onderwerp ORDER BY aangemaakt_op DESC))[1] AS onderwerp,
              (array_agg(id ORDER BY aangemaakt_op DESC))[1] AS id, count(*)::integer AS aantal,
              count(*) FILTER (WHERE status = 'verzonden')::integer AS verzonden,
              count(*) FILTER (WHERE status = 'mislukt')::integer AS mislukt,
              count(*) FILTER (WHERE status = 'vervallen')::integer AS vervallen
         FROM bericht WHERE cohort_id = $1 GROUP BY 1, 2 ORDER BY 1 DESC, max(aangemaakt_op) DESC, 2 LIMIT 60`,
      [cohortId],
    );
  }

  /** Everybody who has or had an aanmelding here, by name. */
  mensen(cohortId: string): Promise<{ waarde: string; tekst: string }[]> {
    return this.dataSource.query<{ waarde: string; tekst: string }[]>(
      `SELECT p.id AS waarde, concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam) AS tekst FROM persoon p
        WHERE p.id IN (SELECT persoon_id FROM aanmelding WHERE cohort_id = $1)
        ORDER BY p.sorteernaam, p.id LIMIT 1000`,
      [cohortId],
    );
  }
}
