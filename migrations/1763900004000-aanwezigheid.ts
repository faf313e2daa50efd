import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Aanwezigheid1763900004000 implements MigrationInterface {
  name = 'Aanwezigheid1763900004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE aanwezigheid (
        bijeenkomst_id uuid NOT NULL REFERENCES bijeenkomst ON DELETE RESTRICT,
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        stand text NOT NULL,
        haalt_in_id uuid REFERENCES bijeenkomst ON DELETE RESTRICT,
        op timestamptz NOT NULL,
        PRIMARY KEY (bijeenkomst_id, aanmelding_id),
        CONSTRAINT aanwezigheid_stand_bekend CHECK (stand IN ('aanwezig', 'afwezig', 'afgemeld')),
        CONSTRAINT aanwezigheid_inhalen_is_komen CHECK (haalt_in_id IS NULL OR stand = 'aanwezig'),
        CONSTRAINT aanwezigheid_aanmelding_id_haalt_in_id_key UNIQUE (aanmelding_id, haalt_in_id)
      );
      CREATE INDEX aanwezigheid_aanmelding_id_idx ON aanwezigheid (aanmelding_id);
      CREATE INDEX aanwezigheid_haalt_in_id_idx ON aanwezigheid (haalt_in_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE aanwezigheid;
    `);
  }
}
