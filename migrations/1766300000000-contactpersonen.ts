import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The people at a bestuur that the academie speaks with, and when it last did. */
export class Contactpersonen1766300000000 implements MigrationInterface {
  name = 'Contactpersonen1766300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE contactpersoon (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        bestuur_id uuid NOT NULL REFERENCES bestuur ON DELETE RESTRICT,
        naam text NOT NULL,
        rol text,
        email text,
        telefoon text,
        opmerking text,
        laatst_op date,
        laatst_over text,
        CONSTRAINT contactpersoon_over_met_dag CHECK (laatst_over IS NULL OR laatst_op IS NOT NULL)
      );
      CREATE INDEX contactpersoon_bestuur_id_idx ON contactpersoon (bestuur_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE contactpersoon;`);
  }
}
