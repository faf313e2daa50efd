/** One kind of data that we hold of people, with how it is found for one of them. */
export interface Gegevenssoort {
  /** Its name in the file, and in the address of its place on the page. */
  naam: string;
  kop: string;
  /** What it is for, to the one it is about. */
  uitleg: string;
  /** The tables that it shows. A test holds every table and column against these. */
  tabellen: string[];
  /** Fields of a row that name it on the page; the others stand below as facts. */
  regelkop: string[];
  /** Fields that are said in one line below that, without their names; the page shows no others. */
  bijregel?: string[];
  /** After `ZOEK`, so it may use `mensen`, `eigen` and `account`. */
  sql: string;
}

/** A row as it stands in the file: a field that holds nothing is null. */
export type Gegevensregel = Record<string, unknown>;

/**
 * $1 the person, $2 now. What was merged into somebody is theirs. An account of staff belongs to who proved to read the
 * mail of its address; anybody can fill in anybody's.
 */
export const ZOEK = `
  WITH nu AS (SELECT $2::timestamptz AS nu),
  mensen AS (SELECT id, email_norm, email_bevestigd_op FROM persoon WHERE $1::uuid IN (id, samengevoegd_met_id)),
  eigen AS (SELECT a.id, a.cohort_id, a.bestuur_id, a.aangemeld_op, a.adres_bevestigd, o.naam AS opleiding, c.naam AS cohort
              FROM aanmelding a JOIN cohort c ON c.id = a.cohort_id JOIN opleiding o ON o.id = c.opleiding_id
             WHERE a.persoon_id IN (SELECT id FROM mensen)),
  account AS (SELECT g.id, g.naam FROM gebruiker g JOIN mensen p ON p.email_norm = g.email_norm
               WHERE p.email_bevestigd_op IS NOT NULL)`;
