import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose number is this: asked whenever one is typed in. */
export class RegisternummerZoeken1764800001000 implements MigrationInterface {
  name = 'RegisternummerZoeken1764800001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX persoon_registernummer_idx ON persoon (registernummer)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX persoon_registernummer_idx');
  }
}
