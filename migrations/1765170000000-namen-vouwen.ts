import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What names are searched and ordered by: `vouw` does in SQL what `fold` does in TypeScript, and `sorteernaam` orders
 * people by last name without the d' before it, then by first name.
 */
export class NamenVouwen1765170000000 implements MigrationInterface {
  name = 'NamenVouwen1765170000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VOUW);
    await runner.query(SORTEERNAAM);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION sorteernaam(text, text, text);
      DROP FUNCTION vouw(text);
    `);
  }
}

const VOUW = `
  CREATE FUNCTION vouw(tekst text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT replace(replace(replace(replace(translate(
      lower(regexp_replace(normalize(tekst, NFKD),
        '[\\u0300-\\u036F\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF\\u20D0-\\u20FF\\uFE20-\\uFE2F]', '', 'g')),
      'łøđðħŧŋıς', 'loddhtniσ'), 'ß', 'ss'), 'þ', 'th'), 'æ', 'ae'), 'œ', 'oe')
  $$`;

/** A tab is smaller than a space, so that a shorter name comes before a longer one that begins with it. */
const SORTEERNAAM = `
  CREATE FUNCTION sorteernaam(voornaam text, tussenvoegsel text, achternaam text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(vouw(regexp_replace(achternaam, '^[dl][''’ʼ]\\s*', '') || E'\\t' || voornaam || E'\\t'
      || coalesce(tussenvoegsel, '')), '-''’ʼ‘\`´', ' ')
  $$`;
