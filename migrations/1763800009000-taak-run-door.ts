import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who set a run going, so that "nu draaien" can be told from the schedule. */
export class TaakRunDoor1763800009000 implements MigrationInterface {
  name = 'TaakRunDoor1763800009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE taak_run
        ADD COLUMN door text NOT NULL DEFAULT 'planner',
        ADD CONSTRAINT taak_run_door_bekend CHECK (door IN ('planner', 'opdracht', 'beheer'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE taak_run
        DROP COLUMN door;
    `);
  }
}
