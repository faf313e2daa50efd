import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The own period in the register, who was handed over to PE-online, and who was invited to the follow-on. */
export class PeEnVervolg1764800000000 implements MigrationInterface {
  name = 'PeEnVervolg1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE persoon ADD COLUMN registerperiode_begin date;
      CREATE TABLE pe_overdracht (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        op timestamptz NOT NULL,
        gebruiker_id uuid REFERENCES gebruiker ON DELETE RESTRICT,
        aantal integer NOT NULL,
        zonder_nummer integer NOT NULL,
        CONSTRAINT pe_overdracht_iemand CHECK (aantal > 0 AND zonder_nummer >= 0)
      );
      CREATE INDEX pe_overdracht_cohort_id_idx ON pe_overdracht (cohort_id);
      CREATE TABLE pe_doorgave (
        aanmelding_id uuid PRIMARY KEY REFERENCES aanmelding ON DELETE RESTRICT,
        pe_overdracht_id uuid NOT NULL REFERENCES pe_overdracht ON DELETE RESTRICT,
        registernummer text NOT NULL
      );
      CREATE INDEX pe_doorgave_pe_overdracht_id_idx ON pe_doorgave (pe_overdracht_id);
      CREATE TABLE vervolguitnodiging (
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        op timestamptz NOT NULL,
        PRIMARY KEY (aanmelding_id, opleiding_id)
      );
      CREATE INDEX uitreiking_datum_idx ON uitreiking (datum);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX uitreiking_datum_idx;
      DROP TABLE vervolguitnodiging;
      DROP TABLE pe_doorgave;
      DROP TABLE pe_overdracht;
      ALTER TABLE persoon DROP COLUMN registerperiode_begin;
    `);
  }
}
