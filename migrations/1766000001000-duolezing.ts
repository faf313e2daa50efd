import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of DUO that were uploaded, kept between the preview and the moment that somebody says: do it. */
export class Duolezing1766000001000 implements MigrationInterface {
  name = 'Duolezing1766000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE duolezing (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        lijsten jsonb NOT NULL,
        vooruitzicht jsonb NOT NULL,
        kenmerk text NOT NULL,
        gelezen_op timestamptz NOT NULL,
        uitgevoerd_op timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE duolezing');
  }
}
