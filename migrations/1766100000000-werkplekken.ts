import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Where somebody works when no school in the list is it: what they typed, next to the school and bestuur of an aanmelding
 * and of belangstelling. `andere_organisatie` holds what turned out to be no school, so that it is not asked again.
 */
export class Werkplekken1766100000000 implements MigrationInterface {
  name = 'Werkplekken1766100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE aanmelding ADD COLUMN organisatie text,
        ADD CONSTRAINT aanmelding_organisatie_zonder_school CHECK (organisatie IS NULL OR school_id IS NULL);
      ALTER TABLE belangstelling ADD COLUMN organisatie text,
        ADD CONSTRAINT belangstelling_organisatie_zonder_school CHECK (organisatie IS NULL OR school_id IS NULL);
      CREATE TABLE andere_organisatie (
        sleutel text PRIMARY KEY,
        naam text NOT NULL,
        beoordeeld_op timestamptz NOT NULL
      );
      CREATE INDEX aanmelding_met_organisatie ON aanmelding (organisatie) WHERE organisatie IS NOT NULL;
      CREATE INDEX belangstelling_met_organisatie ON belangstelling (organisatie) WHERE organisatie IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE andere_organisatie;
      ALTER TABLE belangstelling DROP COLUMN organisatie;
      ALTER TABLE aanmelding DROP COLUMN organisatie;
    `);
  }
}
