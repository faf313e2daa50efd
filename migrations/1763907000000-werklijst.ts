import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the start screen and the calendar feeds look for among many is found without reading all. */
export class Werklijst1763907000000 implements MigrationInterface {
  name = 'Werklijst1763907000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX aanmelding_op_de_wachtlijst ON aanmelding (cohort_id, id) WHERE status = 'wachtlijst';
      CREATE INDEX aanmelding_wacht_op_akkoord ON aanmelding (status_sinds) WHERE wacht_op @> ARRAY['akkoord'];
      CREATE INDEX overzetvoorstel_zonder_antwoord ON overzetvoorstel (gemaakt_op) WHERE status = 'open';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX overzetvoorstel_zonder_antwoord;
      DROP INDEX aanmelding_wacht_op_akkoord;
      DROP INDEX aanmelding_op_de_wachtlijst;
    `);
  }
}
