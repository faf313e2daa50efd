import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For which sectors an opleiding is; none means everybody, as it was. Versions of before say so too. */
export class OpleidingSectoren1766300001000 implements MigrationInterface {
  name = 'OpleidingSectoren1766300001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opleiding ADD COLUMN sectoren text[] NOT NULL DEFAULT '{}',
        ADD CONSTRAINT opleiding_sectoren_bekend
          CHECK (sectoren <@ ARRAY['po', 'go', 'vo', 'mbo', 'opleider', 'overig']);
      UPDATE opleiding_versie SET gegevens = gegevens || '{"sectoren": []}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE opleiding_versie SET gegevens = gegevens - 'sectoren';
      ALTER TABLE opleiding DROP CONSTRAINT opleiding_sectoren_bekend, DROP COLUMN sectoren;
    `);
  }
}
