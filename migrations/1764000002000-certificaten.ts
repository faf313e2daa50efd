import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Certificates: issued per cohort and leerjaar, numbered per year without gaps. */
export class Certificaten1764000002000 implements MigrationInterface {
  name = 'Certificaten1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opleiding
        ADD COLUMN officiele_naam text,
        ADD COLUMN accreditatie_van date,
        ADD COLUMN accreditatie_tot date,
        ADD CONSTRAINT opleiding_accreditatie CHECK (accreditatie_van < accreditatie_tot);
      CREATE TABLE uitreiking (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        leerjaar integer NOT NULL,
        datum date NOT NULL,
        tijd text,
        plaats text,
        gastheer text,
        aangemaakt_op timestamptz NOT NULL,
        CONSTRAINT uitreiking_cohort_id_leerjaar_key UNIQUE (cohort_id, leerjaar),
        CONSTRAINT uitreiking_leerjaar_redelijk CHECK (leerjaar BETWEEN 1 AND 6)
      );
      CREATE TABLE certificaatteller (
        jaar integer PRIMARY KEY,
        laatste integer NOT NULL
      );
      CREATE TABLE certificaat (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        jaar integer NOT NULL,
        volgnummer integer NOT NULL,
        nummer text NOT NULL,
        controlecode text NOT NULL,
        statusindex serial NOT NULL,
        uitreiking_id uuid NOT NULL REFERENCES uitreiking ON DELETE RESTRICT,
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        leerjaar integer NOT NULL,
        versie integer NOT NULL DEFAULT 1,
        vervangt_id uuid REFERENCES certificaat ON DELETE RESTRICT,
        vervangen_op timestamptz,
        gegevens jsonb NOT NULL,
        uitgereikt_op timestamptz NOT NULL,
        ingetrokken_op timestamptz,
        intrekkingsreden text,
        naam_openbaar_op timestamptz,
        CONSTRAINT certificaat_nummer_key UNIQUE (nummer),
        CONSTRAINT certificaat_controlecode_key UNIQUE (controlecode),
        CONSTRAINT certificaat_statusindex_key UNIQUE (statusindex),
        CONSTRAINT certificaat_jaar_volgnummer_key UNIQUE (jaar, volgnummer),
        CONSTRAINT certificaat_vervangt_id_key UNIQUE (vervangt_id),
        CONSTRAINT certificaat_intrekking_met_reden CHECK ((ingetrokken_op IS NULL) = (intrekkingsreden IS NULL))
      );
      CREATE UNIQUE INDEX certificaat_een_geldig ON certificaat (aanmelding_id, leerjaar)
        WHERE ingetrokken_op IS NULL AND vervangen_op IS NULL;
      CREATE INDEX certificaat_uitreiking_id_idx ON certificaat (uitreiking_id);
      CREATE INDEX certificaat_aanmelding_id_idx ON certificaat (aanmelding_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE certificaat;
      DROP TABLE certificaatteller;
      DROP TABLE uitreiking;
      ALTER TABLE opleiding
        DROP CONSTRAINT opleiding_accreditatie,
        DROP COLUMN accreditatie_tot,
        DROP COLUMN accreditatie_van,
        DROP COLUMN officiele_naam;
    `);
  }
}
