import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What lists are ordered and searched by stands in the row or the index itself, so that they page without reading
 * the rest: see docs/besluiten/010-lists-page-in-the-database.md.
 */
export class SnelleLijsten1763908000000 implements MigrationInterface {
  name = 'SnelleLijsten1763908000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EERSTE_EN_LAATSTE);
    await runner.query(ZOEKTEKST);
    await runner.query(`
      CREATE INDEX cohort_opleiding_id_eerste_idx ON cohort (opleiding_id, eerste);
      DROP INDEX cohort_opleiding_id_idx;
      CREATE INDEX cohort_status_eerste_idx ON cohort (status, eerste);
      CREATE INDEX aanmelding_bestuur_id_cohort_id_idx ON aanmelding (bestuur_id, cohort_id);
      DROP INDEX aanmelding_bestuur_id_idx;
      CREATE INDEX bericht_cohort_id_idx ON bericht (cohort_id);
      CREATE INDEX bericht_persoon_id_idx ON bericht (persoon_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX aanmelding_bestuur_id_idx ON aanmelding (bestuur_id);
      DROP INDEX aanmelding_bestuur_id_cohort_id_idx;
      DROP INDEX bericht_persoon_id_idx;
      DROP INDEX bericht_cohort_id_idx;
      DROP INDEX cohort_status_eerste_idx;
      CREATE INDEX cohort_opleiding_id_idx ON cohort (opleiding_id);
      DROP INDEX cohort_opleiding_id_eerste_idx;
      DROP INDEX bericht_lijst_idx;
      CREATE INDEX bericht_aangemaakt_op_idx ON bericht (aangemaakt_op);
      DROP TRIGGER bericht_zoektekst ON bericht;
      DROP FUNCTION zet_bericht_zoektekst();
      ALTER TABLE bericht DROP COLUMN zoektekst;
      DROP TRIGGER bijeenkomst_erbij ON bijeenkomst;
      DROP TRIGGER bijeenkomst_anders ON bijeenkomst;
      DROP TRIGGER bijeenkomst_weg ON bijeenkomst;
      DROP FUNCTION zet_cohort_eerste_en_laatste();
      ALTER TABLE cohort DROP COLUMN eerste, DROP COLUMN laatste;
    `);
  }
}

/** Kept by the database itself, so that nobody who writes a bijeenkomst can forget it. */
const EERSTE_EN_LAATSTE = `
  ALTER TABLE cohort ADD COLUMN eerste timestamptz, ADD COLUMN laatste timestamptz;
  UPDATE cohort c SET eerste = b.eerste, laatste = b.laatste
    FROM (SELECT cohort_id, min(begint) AS eerste, max(eindigt) AS laatste FROM bijeenkomst GROUP BY cohort_id) b
   WHERE b.cohort_id = c.id;
  CREATE FUNCTION zet_cohort_eerste_en_laatste() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE cohort c SET eerste = b.eerste, laatste = b.laatste
      FROM (SELECT k.id, min(b.begint) AS eerste, max(b.eindigt) AS laatste
              FROM (SELECT DISTINCT cohort_id AS id FROM geraakt) k LEFT JOIN bijeenkomst b ON b.cohort_id = k.id
             GROUP BY k.id) b
     WHERE b.id = c.id AND (c.eerste, c.laatste) IS DISTINCT FROM (b.eerste, b.laatste);
    RETURN NULL;
  END $$;
  CREATE TRIGGER bijeenkomst_erbij AFTER INSERT ON bijeenkomst REFERENCING NEW TABLE AS geraakt
    FOR EACH STATEMENT EXECUTE FUNCTION zet_cohort_eerste_en_laatste();
  CREATE TRIGGER bijeenkomst_anders AFTER UPDATE ON bijeenkomst REFERENCING NEW TABLE AS geraakt
    FOR EACH STATEMENT EXECUTE FUNCTION zet_cohort_eerste_en_laatste();
  CREATE TRIGGER bijeenkomst_weg AFTER DELETE ON bijeenkomst REFERENCING OLD TABLE AS geraakt
    FOR EACH STATEMENT EXECUTE FUNCTION zet_cohort_eerste_en_laatste();`;

/** In small letters, and no longer than fits in an index whatever the letters are. */
const ZOEKTEKST = `
  ALTER TABLE bericht ADD COLUMN zoektekst text NOT NULL DEFAULT '';
  UPDATE bericht SET zoektekst = left(lower(aan || ' ' || onderwerp), 500);
  CREATE FUNCTION zet_bericht_zoektekst() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.zoektekst := left(lower(NEW.aan || ' ' || NEW.onderwerp), 500);
    RETURN NEW;
  END $$;
  CREATE TRIGGER bericht_zoektekst BEFORE INSERT OR UPDATE OF aan, onderwerp ON bericht
    FOR EACH ROW EXECUTE FUNCTION zet_bericht_zoektekst();
  DROP INDEX bericht_aangemaakt_op_idx;
  CREATE INDEX bericht_lijst_idx ON bericht (aangemaakt_op DESC, id) INCLUDE (status, soort, zoektekst);`;
