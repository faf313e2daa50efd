import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a leerjaar counts for and asks, who did what it asks, and what the coördinator decided about whom. */
export class Certificeringsvoorwaarden1764600000000 implements MigrationInterface {
  name = 'Certificeringsvoorwaarden1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opleiding_leerjaar (
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        leerjaar integer NOT NULL,
        aanwezigheidsnorm_pct integer,
        studielast_uren integer,
        contacturen integer,
        ects numeric(4, 1),
        herregistratiepunten integer,
        PRIMARY KEY (opleiding_id, leerjaar),
        CONSTRAINT opleiding_leerjaar_redelijk CHECK (leerjaar BETWEEN 1 AND 6),
        CONSTRAINT opleiding_leerjaar_getallen CHECK (aanwezigheidsnorm_pct BETWEEN 0 AND 100
          AND studielast_uren >= 0 AND contacturen >= 0 AND ects >= 0 AND herregistratiepunten >= 0)
      );
      CREATE TABLE onderdeel (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        leerjaar integer NOT NULL,
        naam text NOT NULL,
        vervallen_op timestamptz,
        CONSTRAINT onderdeel_leerjaar_redelijk CHECK (leerjaar BETWEEN 1 AND 6)
      );
      CREATE UNIQUE INDEX onderdeel_een_naam ON onderdeel (opleiding_id, leerjaar, naam) WHERE vervallen_op IS NULL;
      CREATE TABLE onderdeel_voltooid (
        onderdeel_id uuid NOT NULL REFERENCES onderdeel ON DELETE RESTRICT,
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        op date NOT NULL,
        PRIMARY KEY (onderdeel_id, aanmelding_id)
      );
      CREATE INDEX onderdeel_voltooid_aanmelding_id_idx ON onderdeel_voltooid (aanmelding_id);
      CREATE TABLE certificeringsoordeel (
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        leerjaar integer NOT NULL,
        besluit text NOT NULL,
        reden text NOT NULL,
        op timestamptz NOT NULL,
        PRIMARY KEY (aanmelding_id, leerjaar),
        CONSTRAINT certificeringsoordeel_besluit_bekend CHECK (besluit IN ('wel', 'niet')),
        CONSTRAINT certificeringsoordeel_leerjaar_redelijk CHECK (leerjaar BETWEEN 1 AND 6)
      );
      ALTER TABLE uitreiking
        ADD COLUMN versie integer NOT NULL DEFAULT 1,
        ADD CONSTRAINT uitreiking_tijd_vorm CHECK (tijd ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE uitreiking DROP CONSTRAINT uitreiking_tijd_vorm, DROP COLUMN versie;
      DROP TABLE certificeringsoordeel;
      DROP TABLE onderdeel_voltooid;
      DROP TABLE onderdeel;
      DROP TABLE opleiding_leerjaar;
    `);
  }
}
