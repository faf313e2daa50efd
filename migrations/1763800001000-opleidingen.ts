import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Opleidingen1763800001000 implements MigrationInterface {
  name = 'Opleidingen1763800001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE opleiding (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        code text NOT NULL UNIQUE,
        naam text NOT NULL,
        soort text NOT NULL,
        omschrijving text NOT NULL DEFAULT '',
        doelgroepen text[] NOT NULL DEFAULT '{}',
        niveau text,
        leerjaren integer NOT NULL DEFAULT 1,
        duur text,
        studielast_uren integer,
        contacturen integer,
        ects numeric(4,1),
        herregistratiepunten integer,
        pe_cursuscode text,
        aanbieders text[] NOT NULL DEFAULT '{}',
        kosten_cent integer,
        vergoeding_pct integer,
        vergoeding_voor text,
        bekostiging text,
        voorwaarden text,
        vervolg_op_id uuid REFERENCES opleiding ON DELETE RESTRICT,
        extern_url text,
        gepubliceerd boolean NOT NULL DEFAULT false,
        bron text,
        voorbeeldvelden text[] NOT NULL DEFAULT '{}',
        CONSTRAINT opleiding_code_vorm CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,29}$'),
        CONSTRAINT opleiding_getallen CHECK (
          leerjaren BETWEEN 1 AND 6 AND studielast_uren >= 0 AND contacturen >= 0 AND ects >= 0
          AND herregistratiepunten >= 0 AND kosten_cent >= 0 AND vergoeding_pct BETWEEN 0 AND 100)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE opleiding;
    `);
  }
}
