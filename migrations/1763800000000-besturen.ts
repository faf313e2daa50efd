import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Besturen1763800000000 implements MigrationInterface {
  name = 'Besturen1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bestuur (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        nummer text UNIQUE,
        code text UNIQUE,
        naam text,
        aliassen text[] NOT NULL DEFAULT '{}',
        email text,
        vraagt_akkoord boolean NOT NULL DEFAULT false,
        voorbeeld boolean NOT NULL DEFAULT false,
        CONSTRAINT bestuur_nummer_vorm CHECK (nummer ~ '^[0-9]{5}$'),
        CONSTRAINT bestuur_herkenbaar CHECK (nummer IS NOT NULL OR naam IS NOT NULL)
      );
      CREATE TABLE school (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        vestigingscode text NOT NULL UNIQUE,
        naam text NOT NULL,
        adres text,
        postcode text,
        plaats text NOT NULL,
        bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        herkomst text NOT NULL,
        peildatum date,
        gesloten_op date,
        CONSTRAINT school_vestigingscode_vorm CHECK (vestigingscode ~ '^[0-9]{2}[A-Z]{2}[0-9]{2}$'),
        CONSTRAINT school_herkomst_bekend CHECK (herkomst IN ('duo', 'voorbeeld'))
      );
      CREATE INDEX school_bestuur_id_idx ON school (bestuur_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE school;
      DROP TABLE bestuur;
    `);
  }
}
