import { IN_BEZET } from '../aanmeldingen/standen.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type Botsing,
  botsingenVanDagen,
  inBotsing,
  isZaal,
  LANGSTE_DAGEN,
  type Tijdvak,
} from './cohortplan.rules.js';
import { Schoolvakantie } from './schoolvakantie.entity.js';
import { regio } from './schoolvakanties.service.js';

/** $1 begins, $2 ends, $3 places, $4 trainers, row by row; $5 the cohort to leave out. `i` is the row, from 0. */
const RIJEN = `
  WITH rij AS (
    SELECT i - 1 AS i, begint, eindigt, lower(btrim(plaats)) AS plaats, trainer
      FROM unnest($1::timestamptz[], $2::timestamptz[], $3::text[], $4::uuid[])
           WITH ORDINALITY AS r (begint, eindigt, plaats, trainer, i))`;

// No bijeenkomst is longer than that, so the index on `begint` finds what still goes on.
const TEGELIJK = `b.begint < rij.eindigt AND b.eindigt > rij.begint
       AND b.begint > rij.begint - interval '${LANGSTE_DAGEN} days'`;

const BEZET = `${RIJEN}
  SELECT rij.i::integer, b.begint, b.eindigt, o.naam AS opleiding, c.naam AS cohort,
         b.trainer_id = rij.trainer AS trainer, g.naam AS "trainerNaam",
         lower(btrim(coalesce(b.locatie, c.locatie))) = rij.plaats AS plaats, coalesce(b.locatie, c.locatie) AS waar
    FROM rij
    JOIN bijeenkomst b ON ${TEGELIJK}
    JOIN cohort c ON c.id = b.cohort_id AND c.status <> 'geannuleerd' AND c.id IS DISTINCT FROM $5
    JOIN opleiding o ON o.id = c.opleiding_id
    LEFT JOIN gebruiker g ON g.id = rij.trainer
   WHERE b.trainer_id = rij.trainer OR lower(btrim(coalesce(b.locatie, c.locatie))) = rij.plaats
   ORDER BY rij.i, b.begint, b.id`;

/** From the people of the cohort to where else they have a place: those are few, and found by their own indexes. */
const ELDERS = `${RIJEN}
  SELECT rij.i::integer, array_agg(DISTINCT concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam)) AS namen
    FROM aanmelding a
    JOIN aanmelding elders ON elders.persoon_id = a.persoon_id AND elders.cohort_id <> a.cohort_id
     AND elders.status ${IN_BEZET}
    JOIN cohort c ON c.id = elders.cohort_id AND c.status <> 'geannuleerd'
    JOIN bijeenkomst b ON b.cohort_id = elders.cohort_id
    JOIN rij ON ${TEGELIJK}
    JOIN persoon p ON p.id = a.persoon_id
   WHERE a.cohort_id = $5 AND a.status ${IN_BEZET}
   GROUP BY rij.i ORDER BY rij.i`;

/** Finds the collisions of the plan of a cohort. It only tells; nothing is refused for it. */
@Injectable()
export class BotsingenQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** @param cohortId the cohort that these bijeenkomsten are of; null while it does not exist yet. */
  async zoek(rijen: readonly Tijdvak[], cohortId: string | null): Promise<Botsing[]> {
    if (rijen.length === 0) return [];
    const vakanties = await this.dataSource.manager.find(Schoolvakantie, { where: { regio } });
    const parameters = [
      rijen.map(({ begint }) => begint),
      rijen.map(({ eindigt }) => eindigt),
      rijen.map(({ locatie, link }) => (isZaal(locatie, link) ? locatie : null)),
      rijen.map(({ trainer }) => trainer ?? null),
      cohortId,
    ];
    const bezet = await this.dataSource.query<Parameters<typeof inBotsing>[0]>(BEZET, parameters);
    const elders = cohortId
      ? await this.dataSource.query<{ i: number; namen: string[] }[]>(ELDERS, parameters)
      : [];
    return [...botsingenVanDagen(rijen, vakanties), ...inBotsing(bezet, elders)].sort(
      (a, b) => a.bijeenkomst - b.bijeenkomst,
    );
  }
}
