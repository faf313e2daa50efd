import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Another cohort that somebody may move to with one click: nobody is moved without their consent. */
export class Overzetvoorstellen1763900003000 implements MigrationInterface {
  name = 'Overzetvoorstellen1763900003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE overzetvoorstel (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        naar_cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        status text NOT NULL DEFAULT 'open',
        gemaakt_op timestamptz NOT NULL,
        beantwoord_op timestamptz,
        CONSTRAINT overzetvoorstel_aanmelding_id_naar_cohort_id_key UNIQUE (aanmelding_id, naar_cohort_id),
        CONSTRAINT overzetvoorstel_status_bekend CHECK (status IN ('open', 'aanvaard', 'afgewezen', 'vervallen')),
        CONSTRAINT overzetvoorstel_antwoord CHECK ((status = 'open') = (beantwoord_op IS NULL))
      );
      CREATE INDEX overzetvoorstel_naar_cohort_id_idx ON overzetvoorstel (naar_cohort_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE overzetvoorstel;
    `);
  }
}
