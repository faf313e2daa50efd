import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Besturen and schools that people keep themselves: a sector and aliases, a day on which they close, a move to another
 * bestuur that is planned, and schools that DUO does not know, with a code of our own.
 */
export class Organisaties1766000000000 implements MigrationInterface {
  name = 'Organisaties1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SEQUENCE school_eigen_code MAXVALUE 99999;
      ALTER TABLE bestuur ADD COLUMN sector text, ADD COLUMN gesloten_op date,
        ADD CONSTRAINT bestuur_sector_bekend CHECK (sector IN ('po', 'go', 'vo', 'mbo', 'opleider', 'overig'));
      ALTER TABLE school ADD COLUMN sector text,
        ADD COLUMN aliassen text[] NOT NULL DEFAULT '{}',
        ADD COLUMN bestuur_sinds date,
        ADD COLUMN verhuist_naar_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        ADD COLUMN verhuist_op date,
        DROP CONSTRAINT school_vestigingscode_vorm, DROP CONSTRAINT school_herkomst_bekend,
        ADD CONSTRAINT school_vestigingscode_vorm
          CHECK (vestigingscode ~ '^([0-9]{2}[A-Z]{2}[0-9]{2}|X[0-9]{5})$'),
        ADD CONSTRAINT school_herkomst_bekend CHECK (herkomst IN ('duo', 'voorbeeld', 'hand')),
        ADD CONSTRAINT school_sector_bekend CHECK (sector IN ('po', 'go', 'vo', 'mbo', 'opleider', 'overig')),
        ADD CONSTRAINT school_verhuizing_heel CHECK ((verhuist_naar_id IS NULL) = (verhuist_op IS NULL));
      CREATE INDEX school_verhuist_naar_id_idx ON school (verhuist_naar_id);
      UPDATE school SET sector = CASE onderwijssoort WHEN 'basisonderwijs' THEN 'po'
        WHEN 'gespecialiseerd' THEN 'go' WHEN 'voortgezet' THEN 'vo' END;
      UPDATE bestuur SET sector = (SELECT mode() WITHIN GROUP (ORDER BY s.sector) FROM school s
        WHERE s.bestuur_id = bestuur.id AND s.gesloten_op IS NULL);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE school DROP CONSTRAINT school_verhuizing_heel, DROP CONSTRAINT school_sector_bekend,
        DROP CONSTRAINT school_herkomst_bekend, DROP CONSTRAINT school_vestigingscode_vorm,
        DROP COLUMN verhuist_op, DROP COLUMN verhuist_naar_id, DROP COLUMN bestuur_sinds, DROP COLUMN aliassen,
        DROP COLUMN sector;
      UPDATE school SET herkomst = 'voorbeeld' WHERE herkomst = 'hand';
      ALTER TABLE school ADD CONSTRAINT school_herkomst_bekend CHECK (herkomst IN ('duo', 'voorbeeld')),
        ADD CONSTRAINT school_vestigingscode_vorm CHECK (vestigingscode ~ '^[0-9]{2}[A-Z]{2}[0-9]{2}$') NOT VALID;
      ALTER TABLE bestuur DROP CONSTRAINT bestuur_sector_bekend, DROP COLUMN gesloten_op, DROP COLUMN sector;
      DROP SEQUENCE school_eigen_code;
    `);
  }
}
