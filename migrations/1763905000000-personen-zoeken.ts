import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Words of a name and an address without capitals, accents and marks, to be found by their first letters. */
export class PersonenZoeken1763905000000 implements MigrationInterface {
  name = 'PersonenZoeken1763905000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX persoon_zoek_idx ON persoon USING gin (to_tsvector('simple'::regconfig,
        translate(regexp_replace(normalize(lower(voornaam || ' ' || coalesce(tussenvoegsel, '') || ' ' || achternaam
          || ' ' || email), NFD), '[\u0300-\u036f]', '', 'g'), '.@_+-/''\u2019', '        ')));
      CREATE INDEX persoon_achternaam_voornaam_id_idx ON persoon (achternaam, voornaam, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX persoon_achternaam_voornaam_id_idx;
      DROP INDEX persoon_zoek_idx;
    `);
  }
}
