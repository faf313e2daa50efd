import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was erased because its time was over says so. */
export class Bewaartermijnen1764900000000 implements MigrationInterface {
  name = 'Bewaartermijnen1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bericht ADD COLUMN gewist_op timestamptz;
      CREATE INDEX bericht_niet_gewist_idx ON bericht (aangemaakt_op) WHERE gewist_op IS NULL;
      ALTER TABLE persoon ADD COLUMN gewist_op timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE persoon DROP COLUMN gewist_op;
      DROP INDEX bericht_niet_gewist_idx;
      ALTER TABLE bericht DROP COLUMN gewist_op;
    `);
  }
}
