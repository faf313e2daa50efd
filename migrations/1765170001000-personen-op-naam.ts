import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People in order of last name, without what was typed before it: the tussenvoegsels that stood in the last name move
 * to their own column, characters that nobody sees leave the names, and the database itself keeps what it orders by.
 */
export class PersonenOpNaam1765170001000 implements MigrationInterface {
  name = 'PersonenOpNaam1765170001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ONZICHTBAAR);
    await runner.query(TUSSENVOEGSELS);
    await runner.query(SORTEERNAAM);
    await runner.query(`
      DROP INDEX persoon_achternaam_voornaam_id_idx;
      CREATE INDEX persoon_sorteernaam_id_idx ON persoon (sorteernaam, id);
      DROP INDEX persoon_zoek_idx;
      CREATE INDEX persoon_zoek_idx ON persoon USING gin (to_tsvector('simple'::regconfig,
        translate(vouw(voornaam || ' ' || coalesce(tussenvoegsel, '') || ' ' || achternaam || ' ' || email),
          '.@_+-/''\u2019', '        ')));
    `);
  }

  /** The names stay as they were mended. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX persoon_zoek_idx;
      CREATE INDEX persoon_zoek_idx ON persoon USING gin (to_tsvector('simple'::regconfig,
        translate(regexp_replace(normalize(lower(voornaam || ' ' || coalesce(tussenvoegsel, '') || ' ' || achternaam
          || ' ' || email), NFD), '[\u0300-\u036f]', '', 'g'), '.@_+-/''\u2019', '        ')));
      DROP INDEX persoon_sorteernaam_id_idx;
      CREATE INDEX persoon_achternaam_voornaam_id_idx ON persoon (achternaam, voornaam, id);
      DROP TRIGGER persoon_sorteernaam ON persoon;
      DROP FUNCTION zet_persoon_sorteernaam();
      ALTER TABLE persoon DROP COLUMN sorteernaam;
    `);
  }
}

/** Format characters and noncharacters; a name of nothing else stays, for somebody to look at. */
const TEKENS =
  '[\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFDD0-\\uFDEF\\uFEFF\\uFFF9-\\uFFFB\\uFFFE\\uFFFF]';
const zonder = (kolom: string): string =>
  `coalesce(nullif(btrim(regexp_replace(${kolom}, '${TEKENS}', '', 'g')), ''), ${kolom})`;
const ONZICHTBAAR = `
  UPDATE persoon SET voornaam = ${zonder('voornaam')}, tussenvoegsel = ${zonder('tussenvoegsel')},
         achternaam = ${zonder('achternaam')}
   WHERE voornaam || coalesce(tussenvoegsel, '') || achternaam ~ '${TEKENS}'`;

const WOORDEN = `van|de|den|der|het|[''’‘ʼ\`´][ts]|ter|ten|te|in|op|aan|af|bij|onder|over|uit|voor|tot|vd|v\\.d\\.|v/d|vande|vanden|vander|[dl][''’‘ʼ\`´]|la|le|les|du|des|von|zu|zum|zur|da|do|dos|dal|dei|degli|di|del|della|los|el|al|ibn|bin`;
const HOOFDLETTER = WOORDEN.replace(
  /(^|\|)([a-z])/g,
  (_heel, ervoor: string, letter: string) => ervoor + letter.toUpperCase(),
);
/** The first word may have a capital, as a telephone writes it; what follows is no small word itself. */
const ERVOOR = `^((?:(?:${HOOFDLETTER})\\s+)?(?:(?:${WOORDEN})\\s+)+)((?!(?:${WOORDEN})$).*\\S.*)$`;
const TUSSENVOEGSELS = `
  UPDATE persoon p
     SET achternaam = d.delen[2],
         tussenvoegsel = CASE WHEN lower(coalesce(p.tussenvoegsel, '')) IN ('', lower(btrim(d.delen[1])))
                              THEN btrim(d.delen[1]) ELSE p.tussenvoegsel || ' ' || btrim(d.delen[1]) END
    FROM (SELECT id, regexp_match(achternaam, '${ERVOOR}') AS delen FROM persoon WHERE achternaam LIKE '% %') d
   WHERE d.id = p.id AND d.delen IS NOT NULL`;

const SORTEERNAAM = `
  ALTER TABLE persoon ADD COLUMN sorteernaam text COLLATE "C" NOT NULL DEFAULT '';
  UPDATE persoon SET sorteernaam = sorteernaam(voornaam, tussenvoegsel, achternaam);
  CREATE FUNCTION zet_persoon_sorteernaam() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.sorteernaam := sorteernaam(NEW.voornaam, NEW.tussenvoegsel, NEW.achternaam);
    RETURN NEW;
  END $$;
  CREATE TRIGGER persoon_sorteernaam BEFORE INSERT OR UPDATE OF voornaam, tussenvoegsel, achternaam ON persoon
    FOR EACH ROW EXECUTE FUNCTION zet_persoon_sorteernaam();`;
