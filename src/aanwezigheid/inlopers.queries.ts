import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import { addressKey } from '../platform/text/address.js';
import { likeWords } from '../platform/text/fold.js';
import { INLOOP_MINUTEN, type Inhaalbaar } from './aanwezigheid.rules.js';
import { type Aanmeldstatus, IN_ZEKER } from '../aanmeldingen/standen.js';

/** Somebody found by name, as a trainer may know them: no address. */
export interface Gevonden {
  aanmeldingId: string;
  cohortId: string;
  cohort: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  school: string | null;
  status: Aanmeldstatus;
}

/** A bijeenkomst of somebody's own cohort that was neither attended nor made up. */
export interface Gemist extends Inhaalbaar {
  aanmeldingId: string;
  begint: Date;
}

/** A bijeenkomst of another cohort at which somebody may have made up. */
export interface Elders extends Inhaalbaar {
  cohort: string;
  begint: Date;
}

const MEEST = 20;

const VELDEN = `a.id AS "aanmeldingId", a.cohort_id AS "cohortId", c.naam AS cohort, p.voornaam, p.tussenvoegsel,
  p.achternaam, s.naam AS school, a.status`;
const VAN = `
  FROM aanmelding a
  JOIN cohort c ON c.id = a.cohort_id
  JOIN persoon p ON p.id = a.persoon_id
  LEFT JOIN school s ON s.id = a.school_id`;
/** Not who may be named without knowing it. $1 the bijeenkomst, $2 the parts of the name, $3 the whole text as an address: found only when it is exactly that. */
const GEZOCHT = `
  a.adres_bevestigd
  AND (vouw(concat_ws(' ', p.voornaam, p.tussenvoegsel, p.achternaam)) LIKE ALL ($2) OR p.email_norm = $3)
  AND NOT EXISTS (SELECT 1 FROM aanwezigheid w WHERE w.bijeenkomst_id = $1 AND w.aanmelding_id = a.id)`;
const NUMMER = `row_number() OVER (PARTITION BY cohort_id ORDER BY begint, id)::integer AS nummer`;

/** Finds who came without being on the list, and what somebody can make up for. */
@Injectable()
export class InlopersQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Who waits for this cohort, or whose aanmelding for it ended; each person once. */
  zonderPlaats({ id, cohortId }: Bijeenkomst, zoek: string): Promise<Gevonden[]> {
    return this.dataSource.query(
      `SELECT "aanmeldingId", "cohortId", cohort, voornaam, tussenvoegsel, achternaam, school, status FROM (
         SELECT DISTINCT ON (a.persoon_id) ${VELDEN}, p.sorteernaam ${VAN}
          WHERE a.cohort_id = $4 AND ${GEZOCHT}
            AND NOT EXISTS (SELECT 1 FROM aanmelding b
                             WHERE b.cohort_id = $4 AND b.persoon_id = a.persoon_id AND b.plaatsnummer IS NOT NULL)
          ORDER BY a.persoon_id, a.status = 'wachtlijst' DESC, a.aangemeld_op DESC) gevonden
        ORDER BY sorteernaam, "aanmeldingId" LIMIT ${MEEST}`,
      [id, ...zoekwaarden(zoek), cohortId],
    );
  }

  /** Who has a place in another cohort of the same opleiding. */
  vanElders({ id, cohortId }: Bijeenkomst, zoek: string): Promise<Gevonden[]> {
    return this.dataSource.query(
      `SELECT ${VELDEN} ${VAN}
        WHERE c.opleiding_id = (SELECT opleiding_id FROM cohort WHERE id = $4) AND c.id <> $4
          AND a.status ${IN_ZEKER} AND ${GEZOCHT}
        ORDER BY p.sorteernaam, a.id LIMIT ${MEEST}`,
      [id, ...zoekwaarden(zoek), cohortId],
    );
  }

  /** What these people can still make up for, in order of date. */
  gemist(aanmeldingIds: string[]): Promise<Gemist[]> {
    return this.dataSource.query(
      `SELECT a.id AS "aanmeldingId", b.id, b.begint, b.leerjaar, b.onderwerp, b.nummer
         FROM aanmelding a
         JOIN (SELECT *, ${NUMMER} FROM bijeenkomst
                WHERE cohort_id IN (SELECT cohort_id FROM aanmelding WHERE id = ANY($1))) b ON b.cohort_id = a.cohort_id
        WHERE a.id = ANY($1) AND NOT EXISTS (
              SELECT 1 FROM aanwezigheid w
               WHERE w.aanmelding_id = a.id AND w.stand = 'aanwezig' AND coalesce(w.haalt_in_id, w.bijeenkomst_id) = b.id)
        ORDER BY b.begint, b.id`,
      [aanmeldingIds],
    );
  }

  /** Bijeenkomsten of other cohorten of the same opleiding that have begun, latest first. */
  elders(cohortId: string): Promise<Elders[]> {
    const deurenOpen = addHours(this.clock.now(), INLOOP_MINUTEN / 60);
    return this.dataSource.query(
      `SELECT b.id, c.naam AS cohort, b.begint, b.leerjaar, b.onderwerp, b.nummer
         FROM cohort c
         JOIN (SELECT *, ${NUMMER} FROM bijeenkomst WHERE cohort_id IN (
                 SELECT id FROM cohort WHERE opleiding_id = (SELECT opleiding_id FROM cohort WHERE id = $1))) b
           ON b.cohort_id = c.id
        WHERE c.id <> $1 AND b.begint <= $2
        ORDER BY b.begint DESC, b.id LIMIT 200`,
      [cohortId, deurenOpen],
    );
  }
}

const zoekwaarden = (zoek: string): [string[], string] => [likeWords(zoek), addressKey(zoek)];
