import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A catalogue file that was uploaded, kept between the preview and the moment that somebody says: do it. */
export class Cataloguslezing1766200000000 implements MigrationInterface {
  name = 'Cataloguslezing1766200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cataloguslezing (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        bestand text NOT NULL,
        tekst text NOT NULL,
        vooruitzicht jsonb NOT NULL,
        kenmerk text NOT NULL,
        gelezen_op timestamptz NOT NULL,
        uitgevoerd_op timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cataloguslezing');
  }
}
