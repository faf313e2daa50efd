import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Personen1763900006000 implements MigrationInterface {
  name = 'Personen1763900006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE persoon
        ADD COLUMN samengevoegd_met_id uuid REFERENCES persoon ON DELETE RESTRICT,
        ADD COLUMN agenda_token text UNIQUE;
      CREATE INDEX persoon_samengevoegd_met_id_idx ON persoon (samengevoegd_met_id);
      CREATE TABLE deelnemersimport (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        gebruiker_id uuid NOT NULL REFERENCES gebruiker ON DELETE RESTRICT,
        bestandsnaam text NOT NULL,
        rijen jsonb NOT NULL,
        gemaakt_op timestamptz NOT NULL,
        uitgevoerd_op timestamptz,
        resultaat jsonb
      );
      CREATE INDEX deelnemersimport_cohort_id_idx ON deelnemersimport (cohort_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE deelnemersimport;
      DROP INDEX persoon_samengevoegd_met_id_idx;
      ALTER TABLE persoon DROP COLUMN agenda_token, DROP COLUMN samengevoegd_met_id;
    `);
  }
}
