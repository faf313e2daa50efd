import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The keys that sign the badges, the badges as they were signed, and the way to what is not valid any more. */
export class Badges1764700000000 implements MigrationInterface {
  name = 'Badges1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE badgesleutel (
        kid text PRIMARY KEY,
        publiek jsonb NOT NULL,
        geheim text NOT NULL,
        actief boolean NOT NULL,
        sinds timestamptz NOT NULL,
        vervangen_op timestamptz,
        CONSTRAINT badgesleutel_vervangen_of_actief CHECK (actief = (vervangen_op IS NULL))
      );
      CREATE UNIQUE INDEX badgesleutel_een_actief ON badgesleutel (actief) WHERE actief;
      CREATE TABLE badge (
        certificaat_id uuid PRIMARY KEY REFERENCES certificaat ON DELETE CASCADE,
        kid text NOT NULL REFERENCES badgesleutel ON DELETE RESTRICT,
        jwt text NOT NULL,
        ondertekend_op timestamptz NOT NULL
      );
      CREATE INDEX badge_kid_idx ON badge (kid);
      CREATE INDEX certificaat_ongeldig_idx ON certificaat (statusindex)
        WHERE ingetrokken_op IS NOT NULL OR vervangen_op IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX certificaat_ongeldig_idx;
      DROP TABLE badge;
      DROP TABLE badgesleutel;
    `);
  }
}
