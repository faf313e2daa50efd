import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IN_ZEKER } from '../aanmeldingen/standen.js';

/** Somebody with a place, as a trainer may know them: no address, no remarks. */
export interface Groepsgenoot {
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  functie: string;
  school: string | null;
}

/** Reads what a trainer may see: the cohorten of their own bijeenkomsten. */
@Injectable()
export class TrainerQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @param trainerIds the own id, and those of whom somebody takes the place */
  async cohortenVan(trainerIds: readonly string[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(
      'SELECT DISTINCT cohort_id AS id FROM bijeenkomst WHERE trainer_id = ANY($1)',
      [trainerIds],
    );
    return rows.map(({ id }) => id);
  }

  /** The people with a certain place, by name. */
  deelnemersVan(cohortId: string): Promise<Groepsgenoot[]> {
    return this.dataSource.query(
      `SELECT p.voornaam, p.tussenvoegsel, p.achternaam, a.functie, s.naam AS school
         FROM aanmelding a
         JOIN persoon p ON p.id = a.persoon_id
         LEFT JOIN school s ON s.id = a.school_id
        WHERE a.cohort_id = $1 AND a.status ${IN_ZEKER}
        ORDER BY p.sorteernaam, a.id`,
      [cohortId],
    );
  }
}
