import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs as of another moment can be told from the others, and what is too late is found quickly; so are the moments of one cohort. */
export class TaakRunNu1764100000000 implements MigrationInterface {
  name = 'TaakRunNu1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE taak_run ADD COLUMN nu timestamptz;
      CREATE INDEX taak_run_taak_geeindigd_op_idx ON taak_run (taak, geeindigd_op);
      CREATE INDEX moment_cohort_id_idx ON moment (cohort_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX moment_cohort_id_idx;
      DROP INDEX taak_run_taak_geeindigd_op_idx;
      ALTER TABLE taak_run DROP COLUMN nu;
    `);
  }
}
