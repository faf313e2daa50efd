import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was made by a server that is not in production says so, and production does not take it. Of what is there already
 * nobody knows; where a demo was loaded, it is taken to be of that demo.
 */
export class BuitenProductieGemaakt1765150000000 implements MigrationInterface {
  name = 'BuitenProductieGemaakt1765150000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['sessie', 'inloglink', 'api_sleutel'])
      await runner.query(`
        ALTER TABLE ${table} ADD COLUMN demo boolean NOT NULL DEFAULT false;
        UPDATE ${table} SET demo = true WHERE EXISTS (SELECT FROM gebruiker WHERE demo);
      `);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sessie', 'inloglink', 'api_sleutel'])
      await runner.query(`ALTER TABLE ${table} DROP COLUMN demo`);
  }
}
