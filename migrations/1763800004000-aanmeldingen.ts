import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Aanmeldingen1763800004000 implements MigrationInterface {
  name = 'Aanmeldingen1763800004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE aanmelding (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        persoon_id uuid NOT NULL REFERENCES persoon ON DELETE RESTRICT,
        school_id uuid REFERENCES school ON DELETE RESTRICT,
        bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        functie text NOT NULL,
        opmerking text,
        status text NOT NULL,
        wacht_op text[] NOT NULL DEFAULT '{}',
        vervalt_op timestamptz,
        plaatsnummer integer,
        plaats_van integer,
        wachtlijst_rang integer,
        aanbod_nummer integer NOT NULL DEFAULT 0,
        token text NOT NULL UNIQUE,
        api_sleutel_id uuid REFERENCES api_sleutel ON DELETE RESTRICT,
        externe_referentie text,
        aangemeld_op timestamptz NOT NULL,
        status_sinds timestamptz NOT NULL,
        reden text,
        beeindigd_door text,
        CONSTRAINT aanmelding_cohort_id_plaats_van_fkey FOREIGN KEY (cohort_id, plaats_van)
          REFERENCES cohort (id, capaciteit) ON UPDATE CASCADE ON DELETE RESTRICT,
        CONSTRAINT aanmelding_cohort_id_plaatsnummer_key UNIQUE (cohort_id, plaatsnummer)
          DEFERRABLE INITIALLY IMMEDIATE,
        CONSTRAINT aanmelding_cohort_id_wachtlijst_rang_key UNIQUE (cohort_id, wachtlijst_rang)
          DEFERRABLE INITIALLY IMMEDIATE,
        CONSTRAINT aanmelding_api_sleutel_id_externe_referentie_key UNIQUE (api_sleutel_id, externe_referentie),
        CONSTRAINT aanmelding_status_bekend CHECK (status IN (
          'voorlopig', 'geplaatst', 'wachtlijst', 'verlopen', 'geannuleerd', 'afgewezen', 'voltooid', 'niet-voltooid')),
        CONSTRAINT aanmelding_plaats_bij_status CHECK (
          (status IN ('voorlopig', 'geplaatst', 'voltooid', 'niet-voltooid')) = (plaatsnummer IS NOT NULL)),
        CONSTRAINT aanmelding_plaats_binnen_capaciteit CHECK (
          (plaatsnummer IS NULL) = (plaats_van IS NULL) AND plaatsnummer >= 1 AND plaatsnummer <= plaats_van),
        CONSTRAINT aanmelding_rang_bij_wachtlijst CHECK ((status = 'wachtlijst') = (wachtlijst_rang IS NOT NULL)),
        CONSTRAINT aanmelding_termijn_bij_voorlopig CHECK ((status = 'voorlopig') = (vervalt_op IS NOT NULL)),
        CONSTRAINT aanmelding_wacht_op_bekend CHECK (wacht_op <@ ARRAY['emailbevestiging', 'akkoord', 'aanbod']),
        CONSTRAINT aanmelding_wacht_op_past CHECK (CASE status
          WHEN 'voorlopig' THEN cardinality(wacht_op) > 0
          WHEN 'wachtlijst' THEN NOT wacht_op @> ARRAY['aanbod']
          ELSE cardinality(wacht_op) = 0 END)
      );
      CREATE UNIQUE INDEX aanmelding_een_actieve_per_persoon ON aanmelding (cohort_id, persoon_id)
        WHERE status IN ('voorlopig', 'geplaatst', 'wachtlijst', 'voltooid', 'niet-voltooid');
      CREATE INDEX aanmelding_cohort_id_status_idx ON aanmelding (cohort_id, status);
      CREATE INDEX aanmelding_persoon_id_idx ON aanmelding (persoon_id);
      CREATE INDEX aanmelding_bestuur_id_idx ON aanmelding (bestuur_id);
      CREATE INDEX aanmelding_vervalt_op_idx ON aanmelding (vervalt_op);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE aanmelding;
    `);
  }
}
