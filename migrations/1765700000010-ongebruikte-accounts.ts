import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has not logged in for a year is switched off, a month after being told; since when an account is on counts too. */
export class OngebruikteAccounts1765700000010 implements MigrationInterface {
  name = 'OngebruikteAccounts1765700000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE gebruiker
        ADD COLUMN aan_sinds timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN gewaarschuwd_op timestamptz,
        ADD COLUMN uit_ongebruikt boolean NOT NULL DEFAULT false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE gebruiker DROP COLUMN aan_sinds, DROP COLUMN gewaarschuwd_op, DROP COLUMN uit_ongebruikt;
    `);
  }
}
