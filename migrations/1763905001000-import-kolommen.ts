import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImportKolommen1763905001000 implements MigrationInterface {
  name = 'ImportKolommen1763905001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deelnemersimport ADD COLUMN overgeslagen_kolommen text[] NOT NULL DEFAULT '{}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deelnemersimport DROP COLUMN overgeslagen_kolommen;
    `);
  }
}
