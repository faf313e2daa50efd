import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people agree to, each purpose by itself, with when they did and when they took it back. */
export class Toestemmingen1765710000000 implements MigrationInterface {
  name = 'Toestemmingen1765710000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE toestemming (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        persoon_id uuid NOT NULL REFERENCES persoon ON DELETE CASCADE,
        doel text NOT NULL,
        gegeven_op timestamptz NOT NULL,
        gegeven_door text NOT NULL,
        ingetrokken_op timestamptz,
        ingetrokken_door text,
        CONSTRAINT toestemming_doel_bekend CHECK (doel IN ('certificaatcontrole', 'naamlijst', 'nieuwsbrief')),
        CONSTRAINT toestemming_weg_bekend
          CHECK (gegeven_door IN ('zelf', 'medewerker') AND ingetrokken_door IN ('zelf', 'medewerker')),
        CONSTRAINT toestemming_ingetrokken CHECK ((ingetrokken_op IS NULL) = (ingetrokken_door IS NULL))
      );
      CREATE INDEX toestemming_persoon_id_idx ON toestemming (persoon_id);
      CREATE UNIQUE INDEX toestemming_een_lopende ON toestemming (persoon_id, doel) WHERE ingetrokken_op IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE toestemming');
  }
}
