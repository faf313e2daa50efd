import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questionnaires. An answer knows its evaluatie and nothing of who gave it or when. */
export class Evaluaties1764000001000 implements MigrationInterface {
  name = 'Evaluaties1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evaluatievraag (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        volgorde integer NOT NULL,
        soort text NOT NULL,
        tekst text NOT NULL,
        vervallen_op timestamptz,
        CONSTRAINT evaluatievraag_soort_bekend CHECK (soort IN ('schaal', 'open'))
      );
      CREATE INDEX evaluatievraag_opleiding_id_volgorde_idx ON evaluatievraag (opleiding_id, volgorde);
      CREATE TABLE evaluatie (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        soort text NOT NULL,
        vragen jsonb NOT NULL,
        aanbieders text[] NOT NULL,
        schooljaar text NOT NULL,
        geopend_op timestamptz NOT NULL,
        sluit_op timestamptz NOT NULL,
        gesloten_op timestamptz,
        CONSTRAINT evaluatie_cohort_id_soort_key UNIQUE (cohort_id, soort),
        CONSTRAINT evaluatie_soort_bekend CHECK (soort IN ('evaluatie', 'nameting')),
        CONSTRAINT evaluatie_sluit_na_begin CHECK (sluit_op > geopend_op)
      );
      CREATE INDEX evaluatie_gesloten_op_idx ON evaluatie (gesloten_op);
      CREATE TABLE evaluatie_uitnodiging (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        evaluatie_id uuid NOT NULL REFERENCES evaluatie ON DELETE RESTRICT,
        aanmelding_id uuid NOT NULL REFERENCES aanmelding ON DELETE RESTRICT,
        token text NOT NULL,
        uitgenodigd_op timestamptz NOT NULL,
        herinnerd_op timestamptz,
        beantwoord boolean NOT NULL DEFAULT false,
        CONSTRAINT evaluatie_uitnodiging_evaluatie_id_aanmelding_id_key UNIQUE (evaluatie_id, aanmelding_id),
        CONSTRAINT evaluatie_uitnodiging_token_key UNIQUE (token)
      );
      CREATE INDEX evaluatie_uitnodiging_aanmelding_id_idx ON evaluatie_uitnodiging (aanmelding_id);
      CREATE TABLE evaluatie_antwoord (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        evaluatie_id uuid NOT NULL REFERENCES evaluatie ON DELETE RESTRICT,
        waarden jsonb NOT NULL
      );
      CREATE INDEX evaluatie_antwoord_evaluatie_id_idx ON evaluatie_antwoord (evaluatie_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE evaluatie_antwoord;
      DROP TABLE evaluatie_uitnodiging;
      DROP TABLE evaluatie;
      DROP TABLE evaluatievraag;
    `);
  }
}
