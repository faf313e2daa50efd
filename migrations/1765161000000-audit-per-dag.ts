import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a system does all day is one line of the audit; lines that hold words somebody typed are found by an index, so
 * that erasing them in time costs nothing once they are erased.
 */
export class AuditPerDag1765161000000 implements MigrationInterface {
  name = 'AuditPerDag1765161000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE auditregel ADD COLUMN dagsleutel text CONSTRAINT auditregel_dagsleutel_key UNIQUE;
      CREATE INDEX auditregel_met_woorden_idx ON auditregel (op)
       WHERE gegevens ?| ARRAY['reden', 'toelichting', 'onderwerp', 'naam']
          OR (gegevens ? 'velden' AND onderwerp_soort <> 'opleiding');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX auditregel_met_woorden_idx;
      ALTER TABLE auditregel DROP COLUMN dagsleutel;
    `);
  }
}
