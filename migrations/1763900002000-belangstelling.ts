import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Belangstelling1763900002000 implements MigrationInterface {
  name = 'Belangstelling1763900002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE belangstelling (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        cohort_id uuid REFERENCES cohort ON DELETE RESTRICT,
        persoon_id uuid NOT NULL REFERENCES persoon ON DELETE RESTRICT,
        school_id uuid REFERENCES school ON DELETE RESTRICT,
        bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        functie text NOT NULL,
        opmerking text,
        token text NOT NULL UNIQUE,
        aangemaakt_op timestamptz NOT NULL,
        bevestigd_op timestamptz,
        ingetrokken_op timestamptz,
        gemeld_op timestamptz
      );
      CREATE UNIQUE INDEX belangstelling_een_per_opleiding ON belangstelling (opleiding_id, persoon_id)
        WHERE cohort_id IS NULL AND ingetrokken_op IS NULL AND gemeld_op IS NULL;
      CREATE UNIQUE INDEX belangstelling_een_per_cohort ON belangstelling (cohort_id, persoon_id)
        WHERE cohort_id IS NOT NULL AND ingetrokken_op IS NULL AND gemeld_op IS NULL;
      CREATE INDEX belangstelling_persoon_id_idx ON belangstelling (persoon_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE belangstelling;
    `);
  }
}
