import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bijeenkomst that people were told of does not just vanish: their calendars must hear that it is off. */
export class VervallenBijeenkomsten1763900001000 implements MigrationInterface {
  name = 'VervallenBijeenkomsten1763900001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vervallen_bijeenkomst (
        id uuid PRIMARY KEY,
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        begint timestamptz NOT NULL,
        eindigt timestamptz NOT NULL,
        locatie text,
        onderwerp text,
        vervallen_op timestamptz NOT NULL
      );
      CREATE INDEX vervallen_bijeenkomst_cohort_id_idx ON vervallen_bijeenkomst (cohort_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE vervallen_bijeenkomst;
    `);
  }
}
