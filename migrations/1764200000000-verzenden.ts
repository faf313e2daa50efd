import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail that is of no use when late lapses; all mail can be stopped; sending keeps to a pace over all processes. */
export class Verzenden1764200000000 implements MigrationInterface {
  name = 'Verzenden1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE bericht
        ADD COLUMN vervalt_op timestamptz,
        ADD COLUMN adres_geweigerd boolean NOT NULL DEFAULT false;
      CREATE INDEX bericht_vervalt_op_idx ON bericht (vervalt_op) WHERE status IN ('wacht', 'opnieuw', 'bezig');
      CREATE INDEX persoon_onbestelbaar_op_idx ON persoon (onbestelbaar_op) WHERE onbestelbaar_op IS NOT NULL;
      CREATE TABLE verzendstand (
        id boolean PRIMARY KEY DEFAULT true,
        volgende_op timestamptz NOT NULL DEFAULT '-infinity',
        gestopt_op timestamptz,
        gestopt_door text,
        stopreden text,
        CONSTRAINT verzendstand_een CHECK (id),
        CONSTRAINT verzendstand_stop_met_reden CHECK (
          (gestopt_op IS NULL) = (stopreden IS NULL) AND (gestopt_op IS NULL) = (gestopt_door IS NULL))
      );
      INSERT INTO verzendstand DEFAULT VALUES;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE verzendstand;
      DROP INDEX persoon_onbestelbaar_op_idx;
      DROP INDEX bericht_vervalt_op_idx;
      ALTER TABLE bericht DROP COLUMN adres_geweigerd, DROP COLUMN vervalt_op;
    `);
  }
}
