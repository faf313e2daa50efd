import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs of processes that helped with a task can be told from those that had the turn. */
export class TaakRunHulp1764201000000 implements MigrationInterface {
  name = 'TaakRunHulp1764201000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE taak_run ADD COLUMN hulp integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE taak_run DROP COLUMN hulp');
  }
}
