import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A planned moment is kept with its rule (days before what), so that it moves along when the plan moves. */
export class BijlagenEnMomenten1763900005000 implements MigrationInterface {
  name = 'BijlagenEnMomenten1763900005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bericht ADD COLUMN bijlagen jsonb NOT NULL DEFAULT '[]';
      CREATE TABLE moment (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        soort text NOT NULL,
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        bijeenkomst_id uuid REFERENCES bijeenkomst ON DELETE CASCADE,
        dagen_vooraf integer NOT NULL,
        op timestamptz NOT NULL,
        status text NOT NULL DEFAULT 'gepland',
        gedaan_op timestamptz,
        CONSTRAINT moment_soort_bekend CHECK (soort IN ('herinnering', 'go-no-go')),
        CONSTRAINT moment_status_bekend CHECK (status IN ('gepland', 'gedaan', 'gemist', 'vervallen')),
        CONSTRAINT moment_bij_bijeenkomst CHECK ((soort = 'herinnering') = (bijeenkomst_id IS NOT NULL))
      );
      CREATE UNIQUE INDEX moment_herinnering_key ON moment (bijeenkomst_id, dagen_vooraf) WHERE bijeenkomst_id IS NOT NULL;
      CREATE UNIQUE INDEX moment_cohort_key ON moment (cohort_id, soort, dagen_vooraf) WHERE bijeenkomst_id IS NULL;
      CREATE INDEX moment_status_op_idx ON moment (status, op);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE moment;
      ALTER TABLE bericht DROP COLUMN bijlagen;
    `);
  }
}
