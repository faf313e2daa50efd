import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The secret address of a personal calendar is no longer in the database as it is: a hash by which it is found, and the
 * address itself encrypted, for its owner to read again. Addresses that are in use keep working. Encrypting needs the
 * server's secret, so what was there is encrypted when a calendar next comes for it (`FeedsService.persoonlijk`).
 */
export class AgendaAdres1765800000000 implements MigrationInterface {
  name = 'AgendaAdres1765800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE persoon RENAME COLUMN agenda_token TO agenda_hash;
      ALTER TABLE persoon RENAME CONSTRAINT persoon_agenda_token_key TO persoon_agenda_hash_key;
      ALTER TABLE persoon ADD COLUMN agenda_geheim text;
      UPDATE persoon SET agenda_hash = translate(rtrim(encode(sha256(convert_to(agenda_hash, 'UTF8')), 'base64'), '='), '+/', '-_')
       WHERE agenda_hash IS NOT NULL;
    `);
  }

  /** Of a hash no address can be made: who had one makes a new one. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE persoon SET agenda_hash = NULL WHERE agenda_hash IS NOT NULL;
      ALTER TABLE persoon DROP COLUMN agenda_geheim;
      ALTER TABLE persoon RENAME CONSTRAINT persoon_agenda_hash_key TO persoon_agenda_token_key;
      ALTER TABLE persoon RENAME COLUMN agenda_hash TO agenda_token;
    `);
  }
}
