import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Name of the academie and where people ask; the public pages show both. */
export class Academie1766400000000 implements MigrationInterface {
  name = 'Academie1766400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE academie (
        enig boolean PRIMARY KEY DEFAULT true,
        naam text NOT NULL,
        contactadres text,
        CONSTRAINT academie_een_rij CHECK (enig)
      );
      CREATE TRIGGER academie_openbaar_gewijzigd AFTER INSERT OR DELETE OR UPDATE ON academie
        FOR EACH STATEMENT EXECUTE FUNCTION meld_openbaar_gewijzigd();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE academie');
  }
}
