import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A published opleiding keeps what it said before, for those who enrolled then. */
export class OpleidingVersies1763900000000 implements MigrationInterface {
  name = 'OpleidingVersies1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opleiding
        ADD COLUMN versie integer NOT NULL DEFAULT 1,
        ADD COLUMN peiling boolean NOT NULL DEFAULT false,
        ADD COLUMN aanwezigheidsnorm_pct integer NOT NULL DEFAULT 80,
        ADD CONSTRAINT opleiding_aanwezigheidsnorm CHECK (aanwezigheidsnorm_pct BETWEEN 0 AND 100);
      CREATE TABLE opleiding_versie (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        nummer integer NOT NULL,
        geldig_tot timestamptz NOT NULL,
        gegevens jsonb NOT NULL,
        CONSTRAINT opleiding_versie_opleiding_id_nummer_key UNIQUE (opleiding_id, nummer)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE opleiding_versie;
      ALTER TABLE opleiding
        DROP CONSTRAINT opleiding_aanwezigheidsnorm,
        DROP COLUMN aanwezigheidsnorm_pct,
        DROP COLUMN peiling,
        DROP COLUMN versie;
    `);
  }
}
