import type { MigrationInterface, QueryRunner } from 'typeorm';

/** History of which only the announcement is known does not say that it took place. */
export class AlleenAangekondigd1765100000000 implements MigrationInterface {
  name = 'AlleenAangekondigd1765100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cohort ADD COLUMN alleen_aangekondigd boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE cohort DROP COLUMN alleen_aangekondigd');
  }
}
