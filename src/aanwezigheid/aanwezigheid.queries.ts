import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Aanmeldstatus, IN_ZEKER } from '../aanmeldingen/standen.js';
import type { Bijeenkomst } from '../cohorten/bijeenkomst.entity.js';
import { Clock } from '../platform/clock/clock.js';
import { addHours } from '../platform/clock/dates.js';
import type { Aanwezigheidsstand } from './aanwezigheid.entity.js';
import { type Inhaalbaar, INLOOP_MINUTEN, type Zoekopdracht } from './aanwezigheid.rules.js';

/** Counts of bijeenkomsten of the own cohort; one that was made up elsewhere counts as one of these, once. */
interface Aanwezigheidstelling {
  aanmeldingId: string;
  /** Attended or made up. */
  aanwezig: number;
  /** With any stand, or made up. */
  vastgelegd: number;
  /** All bijeenkomsten of the cohort (and leerjaar). */
  totaal: number;
}

/** Somebody on the list of one bijeenkomst. */
export interface Aanwezige {
  aanmeldingId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  functie: string;
  school: string | null;
  status: Aanmeldstatus;
  metPlaats: boolean;
  /** The cohort they belong to, when that is another one: they make up for a bijeenkomst there. */
  anderCohort: string | null;
  stand: Aanwezigheidsstand | null;
  /** When the stand was saved. */
  op: Date | null;
  haaltInId: string | null;
  /** Begin of the bijeenkomst that is made up for here. */
  haaltInVan: Date | null;
  /** Begin of the bijeenkomst elsewhere that made up for this one. */
  ingehaaldOp: Date | null;
}

/** One stand in the overview of a cohort; `bijeenkomstId` is of the own cohort, also when it was made up elsewhere. */
export interface Vakje {
  aanmeldingId: string;
  bijeenkomstId: string;
  stand: Aanwezigheidsstand;
  ingehaald: boolean;
}

/** Somebody in the overview of a cohort. */
export interface Overzichtspersoon {
  aanmeldingId: string;
  voornaam: string;
  tussenvoegsel: string | null;
  achternaam: string;
  school: string | null;
  metPlaats: boolean;
}

/** Not a hold that its owner has not confirmed: a trainer would read a name that a stranger filled in. */
const MET_PLAATS = `(a.plaatsnummer IS NOT NULL AND a.adres_bevestigd AND (a.vervalt_op IS NULL OR a.vervalt_op > $2))`;

/** Hours on one day; `eindigt` after `begint`. */
export interface Bijgewoond {
  begint: Date;
  eindigt: Date;
}

/** Somebody found by name; what a trainer gets to see of them is less, and never an address. */
export interface Gevonden {
  persoonId: string;
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
interface Elders extends Inhaalbaar {
  cohort: string;
  begint: Date;
}

const MEEST = 20;

const VELDEN = `a.persoon_id AS "persoonId", a.id AS "aanmeldingId", a.cohort_id AS "cohortId", c.naam AS cohort, p.voornaam, p.tussenvoegsel,
  p.achternaam, coalesce(s.naam, a.organisatie) AS school, a.status`;
const VAN = `
  FROM aanmelding a
  JOIN cohort c ON c.id = a.cohort_id
  JOIN persoon p ON p.id = a.persoon_id
  LEFT JOIN school s ON s.id = a.school_id`;
/** Not who may be named without knowing it. $1 the bijeenkomst, $2 patterns of the name, $3 a whole address or nothing. */
const GEZOCHT = `
  a.adres_bevestigd
  AND (vouw(concat_ws(' ', '', p.voornaam, p.tussenvoegsel, p.achternaam,
         translate(p.voornaam || ' ' || p.achternaam, '-''’.', '    '))) LIKE ALL ($2)
       OR p.email_norm = $3)
  AND NOT EXISTS (SELECT 1 FROM aanwezigheid w WHERE w.bijeenkomst_id = $1 AND w.aanmelding_id = a.id)`;
const NUMMER = `row_number() OVER (PARTITION BY cohort_id ORDER BY begint, id)::integer AS nummer`;

/** Reads who came to what, who may have come without being on the list, and what can be made up for. */
@Injectable()
export class AanwezigheidQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * For everybody who has a place in this cohort or came to a bijeenkomst of it.
   * @param leerjaar only the bijeenkomsten of this one; without it, of all.
   */
  perAanmelding(
    cohortId: string,
    leerjaar?: number,
    m = this.dataSource.manager,
  ): Promise<Aanwezigheidstelling[]> {
    return m.query(
      `WITH eigen AS (SELECT id FROM bijeenkomst WHERE cohort_id = $1 AND ($3::integer IS NULL OR leerjaar = $3))
       SELECT a.id AS "aanmeldingId", (SELECT count(*) FROM eigen)::integer AS totaal,
              count(DISTINCT e.id) FILTER (WHERE w.stand = 'aanwezig')::integer AS aanwezig,
              count(DISTINCT e.id)::integer AS vastgelegd
         FROM aanmelding a
         LEFT JOIN aanwezigheid w ON w.aanmelding_id = a.id
         LEFT JOIN eigen e ON e.id = coalesce(w.haalt_in_id, w.bijeenkomst_id)
        WHERE a.cohort_id = $1 AND (${MET_PLAATS} OR e.id IS NOT NULL)
        GROUP BY a.id`,
      [cohortId, this.clock.now(), leerjaar ?? null],
    );
  }

  /** Lists those who have a place, and those who were recorded here besides; by name. */
  lijst(bijeenkomstId: string, cohortId: string): Promise<Aanwezige[]> {
    return this.dataSource.query(
      `SELECT a.id AS "aanmeldingId", p.voornaam, p.tussenvoegsel, p.achternaam, a.functie, coalesce(s.naam, a.organisatie) AS school,
              a.status, ${MET_PLAATS} AS "metPlaats", c.naam AS "anderCohort", w.stand, w.op,
              w.haalt_in_id AS "haaltInId", h.begint AS "haaltInVan", e.begint AS "ingehaaldOp"
         FROM (SELECT a.id FROM aanmelding a WHERE a.cohort_id = $3 AND ${MET_PLAATS}
               UNION SELECT aanmelding_id FROM aanwezigheid WHERE bijeenkomst_id = $1) wie
         JOIN aanmelding a ON a.id = wie.id
         JOIN persoon p ON p.id = a.persoon_id
         LEFT JOIN school s ON s.id = a.school_id
         LEFT JOIN aanwezigheid w ON w.bijeenkomst_id = $1 AND w.aanmelding_id = a.id
         LEFT JOIN bijeenkomst h ON h.id = w.haalt_in_id
         LEFT JOIN cohort c ON c.id = a.cohort_id AND c.id <> $3
         LEFT JOIN aanwezigheid i ON i.aanmelding_id = a.id AND i.haalt_in_id = $1
         LEFT JOIN bijeenkomst e ON e.id = i.bijeenkomst_id
        ORDER BY p.sorteernaam, a.id`,
      [bijeenkomstId, this.clock.now(), cohortId],
    );
  }

  /** The people of the overview of a cohort: who has a place, and who came without one; by name. */
  personen(cohortId: string): Promise<Overzichtspersoon[]> {
    return this.dataSource.query(
      `SELECT a.id AS "aanmeldingId", p.voornaam, p.tussenvoegsel, p.achternaam, coalesce(s.naam, a.organisatie) AS school,
              ${MET_PLAATS} AS "metPlaats"
         FROM aanmelding a
         JOIN persoon p ON p.id = a.persoon_id
         LEFT JOIN school s ON s.id = a.school_id
        WHERE a.cohort_id = $1 AND (${MET_PLAATS} OR EXISTS (
                SELECT 1 FROM aanwezigheid w WHERE w.aanmelding_id = a.id AND w.stand = 'aanwezig'))
        ORDER BY p.sorteernaam, a.id`,
      [cohortId, this.clock.now()],
    );
  }

  /** Every stand of the people of a cohort; a bijeenkomst may come twice, missed here and made up elsewhere. */
  vakjes(cohortId: string, m = this.dataSource.manager): Promise<Vakje[]> {
    return m.query(
      `SELECT a.id AS "aanmeldingId", b.id AS "bijeenkomstId", w.stand, w.haalt_in_id IS NOT NULL AS ingehaald
         FROM aanmelding a
         JOIN aanwezigheid w ON w.aanmelding_id = a.id
         JOIN bijeenkomst b ON b.id = coalesce(w.haalt_in_id, w.bijeenkomst_id) AND b.cohort_id = a.cohort_id
        WHERE a.cohort_id = $1`,
      [cohortId],
    );
  }

  /** Every bijeenkomst that this person came to, also to make up for another one. */
  bijgewoondDoor(persoonId: string): Promise<Bijgewoond[]> {
    return this.dataSource.query(
      `SELECT b.begint, b.eindigt FROM aanmelding a
         JOIN aanwezigheid w ON w.aanmelding_id = a.id AND w.stand = 'aanwezig'
         JOIN bijeenkomst b ON b.id = w.bijeenkomst_id
        WHERE a.persoon_id = $1 ORDER BY b.begint`,
      [persoonId],
    );
  }

  /** Finds those who wait for this cohort, or whose aanmelding for it ended; each person once. */
  zonderPlaats({ id, cohortId }: Bijeenkomst, { patronen, adres }: Zoekopdracht): Promise<Gevonden[]> {
    return this.dataSource.query(
      `SELECT "persoonId", "aanmeldingId", "cohortId", cohort, voornaam, tussenvoegsel, achternaam, school, status FROM (
         SELECT DISTINCT ON (a.persoon_id) ${VELDEN}, p.sorteernaam ${VAN}
          WHERE a.cohort_id = $4 AND ${GEZOCHT}
            AND NOT EXISTS (SELECT 1 FROM aanmelding b
                             WHERE b.cohort_id = $4 AND b.persoon_id = a.persoon_id AND b.plaatsnummer IS NOT NULL)
          ORDER BY a.persoon_id, a.status = 'wachtlijst' DESC, a.aangemeld_op DESC) gevonden
        ORDER BY sorteernaam, "aanmeldingId" LIMIT ${MEEST}`,
      [id, patronen, adres, cohortId],
    );
  }

  /** Finds those who have a place in another cohort of the same opleiding. */
  vanElders({ id, cohortId }: Bijeenkomst, { patronen, adres }: Zoekopdracht): Promise<Gevonden[]> {
    return this.dataSource.query(
      `SELECT ${VELDEN} ${VAN}
        WHERE c.opleiding_id = (SELECT opleiding_id FROM cohort WHERE id = $4) AND c.id <> $4
          AND a.status ${IN_ZEKER} AND ${GEZOCHT}
        ORDER BY p.sorteernaam, a.id LIMIT ${MEEST}`,
      [id, patronen, adres, cohortId],
    );
  }

  /** Lists what these people can still make up for, in order of date. */
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
