import type { MigrationInterface, QueryRunner } from 'typeorm';

/** DUO's list of secondary schools has the same columns; it must not pass for a list of primary schools. */
export class VoortgezetOnderwijsUitDuo1763800009001 implements MigrationInterface {
  name = 'VoortgezetOnderwijsUitDuo1763800009001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE school
        DROP CONSTRAINT school_onderwijssoort_bekend,
        ADD CONSTRAINT school_onderwijssoort_bekend
          CHECK (onderwijssoort IN ('basisonderwijs', 'gespecialiseerd', 'voortgezet'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE school SET onderwijssoort = NULL WHERE onderwijssoort = 'voortgezet';
      ALTER TABLE school
        DROP CONSTRAINT school_onderwijssoort_bekend,
        ADD CONSTRAINT school_onderwijssoort_bekend CHECK (onderwijssoort IN ('basisonderwijs', 'gespecialiseerd'));
    `);
  }
}
