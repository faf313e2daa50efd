import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was answered, counted when an evaluatie closes: the answers themselves are erased later, these figures are not. */
export class EvaluatieTellingen1764500000000 implements MigrationInterface {
  name = 'EvaluatieTellingen1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE evaluatie_telling (
        evaluatie_id uuid PRIMARY KEY REFERENCES evaluatie ON DELETE RESTRICT,
        uitgenodigd integer NOT NULL,
        antwoorden integer NOT NULL,
        telling jsonb NOT NULL,
        CONSTRAINT evaluatie_telling_aantallen CHECK (uitgenodigd >= 0 AND antwoorden >= 0)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE evaluatie_telling');
  }
}
