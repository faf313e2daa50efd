import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The coördinator's own words: a paragraph in the mails of a cohort, and a mail to all of it. */
export class EigenWoorden1764300000000 implements MigrationInterface {
  name = 'EigenWoorden1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cohortalinea (
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        soort text NOT NULL,
        tekst text NOT NULL,
        gewijzigd_op timestamptz NOT NULL,
        PRIMARY KEY (cohort_id, soort),
        CONSTRAINT cohortalinea_tekst_redelijk CHECK (length(tekst) BETWEEN 1 AND 1000)
      );
      CREATE TABLE mededeling (
        id uuid PRIMARY KEY,
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        onderwerp text NOT NULL,
        tekst text NOT NULL,
        aan text NOT NULL,
        bijeenkomst_id uuid,
        ook_trainers boolean NOT NULL,
        aantal integer NOT NULL,
        gemaakt_op timestamptz NOT NULL,
        door text,
        CONSTRAINT mededeling_aan_bekend CHECK (aan IN ('plaats', 'plaats-en-rij', 'rij', 'aanwezig', 'afwezig')),
        CONSTRAINT mededeling_bij_bijeenkomst CHECK (bijeenkomst_id IS NULL OR aan IN ('aanwezig', 'afwezig'))
      );
      CREATE INDEX mededeling_cohort_id_gemaakt_op_idx ON mededeling (cohort_id, gemaakt_op);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE mededeling;
      DROP TABLE cohortalinea;
    `);
  }
}
