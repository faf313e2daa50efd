import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which files a school came from, so that one DUO file closes only what its own kind once brought. */
export class ScholenUitDuo1763800008000 implements MigrationInterface {
  name = 'ScholenUitDuo1763800008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE school
        ADD COLUMN gemeente text,
        ADD COLUMN onderwijssoort text,
        ADD CONSTRAINT school_onderwijssoort_bekend CHECK (onderwijssoort IN ('basisonderwijs', 'gespecialiseerd'));
      CREATE INDEX school_onderwijssoort_gemeente_idx ON school (onderwijssoort, gemeente);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE school
        DROP COLUMN gemeente,
        DROP COLUMN onderwijssoort;
    `);
  }
}
