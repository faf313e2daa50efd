import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Berichten1763800005000 implements MigrationInterface {
  name = 'Berichten1763800005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bericht (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        sleutel text NOT NULL UNIQUE,
        soort text NOT NULL,
        aan text NOT NULL,
        onderwerp text NOT NULL,
        html text NOT NULL,
        tekst text NOT NULL,
        status text NOT NULL DEFAULT 'wacht',
        aangemaakt_op timestamptz NOT NULL,
        verzenden_op timestamptz NOT NULL,
        pogingen integer NOT NULL DEFAULT 0,
        bezig_tot timestamptz,
        verzonden_op timestamptz,
        fout text,
        aanmelding_id uuid REFERENCES aanmelding ON DELETE RESTRICT,
        cohort_id uuid REFERENCES cohort ON DELETE RESTRICT,
        persoon_id uuid REFERENCES persoon ON DELETE RESTRICT,
        CONSTRAINT bericht_status_bekend CHECK (status IN (
          'wacht', 'bezig', 'verzonden', 'opnieuw', 'mislukt', 'vervallen')),
        CONSTRAINT bericht_verzonden_op_moment CHECK ((status = 'verzonden') = (verzonden_op IS NOT NULL))
      );
      CREATE INDEX bericht_status_verzenden_op_idx ON bericht (status, verzenden_op);
      CREATE INDEX bericht_aanmelding_id_idx ON bericht (aanmelding_id);
      CREATE INDEX bericht_aangemaakt_op_idx ON bericht (aangemaakt_op);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE bericht;
    `);
  }
}
