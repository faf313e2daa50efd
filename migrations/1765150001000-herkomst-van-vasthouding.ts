import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where an unconfirmed hold came from, for as long as it is one and not a moment longer. */
export class HerkomstVanVasthouding1765150001000 implements MigrationInterface {
  name = 'HerkomstVanVasthouding1765150001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE aanmelding ADD COLUMN herkomst text,
        ADD CONSTRAINT aanmelding_herkomst_alleen_onbevestigd
        CHECK (herkomst IS NULL OR (status = 'voorlopig' AND wacht_op @> ARRAY['emailbevestiging']));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE aanmelding DROP COLUMN herkomst`);
  }
}
