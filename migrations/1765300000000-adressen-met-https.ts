import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people click on begins with `https:`, also what was typed before that was asked. An address without it gets it,
 * as a browser would do; any other kind (`javascript:` for one) is no address of a page and goes.
 */
export class AdressenMetHttps1765300000000 implements MigrationInterface {
  name = 'AdressenMetHttps1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    const beter = (adres: string): string => `
      CASE WHEN ${adres} ~* '^https?://' THEN regexp_replace(${adres}, '^https?://', 'https://', 'i')
           WHEN ${adres} ~ '^[^:/?#[:space:]]+\\.[^:[:space:]]+$' THEN 'https://' || ${adres} END`;
    await runner.query(`
      UPDATE bijeenkomst SET link = ${beter('link')} WHERE link !~* '^https://';
      UPDATE opleiding SET extern_url = ${beter('extern_url')} WHERE extern_url !~* '^https://';
      UPDATE opleiding_versie
         SET gegevens = gegevens || jsonb_build_object('externUrl', ${beter(`(gegevens ->> 'externUrl')`)})
       WHERE gegevens ->> 'externUrl' !~* '^https://';
      ALTER TABLE bijeenkomst ADD CONSTRAINT bijeenkomst_link_https CHECK (link ~* '^https://');
      ALTER TABLE opleiding ADD CONSTRAINT opleiding_extern_url_https CHECK (extern_url ~* '^https://');
    `);
  }

  /** What an address was before is gone. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opleiding DROP CONSTRAINT opleiding_extern_url_https;
      ALTER TABLE bijeenkomst DROP CONSTRAINT bijeenkomst_link_https;
    `);
  }
}
