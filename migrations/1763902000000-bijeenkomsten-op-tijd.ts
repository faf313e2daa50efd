import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What goes on at a given time is looked up over all cohorten. */
export class BijeenkomstenOpTijd1763902000000 implements MigrationInterface {
  name = 'BijeenkomstenOpTijd1763902000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX bijeenkomst_begint_eindigt_idx ON bijeenkomst (begint, eindigt);');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX bijeenkomst_begint_eindigt_idx;');
  }
}
