import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Remembers, also after an aanmelding has ended, whether whoever it names ever confirmed it. The database itself keeps
 * it equal to what a running aanmelding waits for, whoever writes.
 */
export class AdresBevestigd1765160000000 implements MigrationInterface {
  name = 'AdresBevestigd1765160000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE aanmelding ADD COLUMN adres_bevestigd boolean NOT NULL DEFAULT true;
      UPDATE aanmelding SET adres_bevestigd = false WHERE wacht_op @> ARRAY['emailbevestiging'];
      UPDATE aanmelding a SET adres_bevestigd = false
       WHERE status IN ('verlopen', 'geannuleerd', 'afgewezen')
         AND EXISTS (SELECT FROM auditregel WHERE onderwerp_soort = 'aanmelding' AND onderwerp_id = a.id::text
                        AND code = 'aanmelding.aangemeld' AND wie_soort NOT IN ('sleutel', 'systeem'))
         AND NOT EXISTS (SELECT FROM auditregel WHERE onderwerp_soort = 'aanmelding' AND onderwerp_id = a.id::text
                            AND code IN ('aanmelding.email-bevestigd', 'aanmelding.herleefd', 'aanmelding.ingelopen'))
         AND EXISTS (SELECT FROM bericht WHERE sleutel = 'bevestig-adres:' || a.id);
      CREATE FUNCTION zet_adres_bevestigd() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status NOT IN ('verlopen', 'geannuleerd', 'afgewezen') THEN
          NEW.adres_bevestigd := NOT NEW.wacht_op @> ARRAY['emailbevestiging'];
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER aanmelding_adres_bevestigd BEFORE INSERT OR UPDATE OF status, wacht_op ON aanmelding
        FOR EACH ROW EXECUTE FUNCTION zet_adres_bevestigd();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER aanmelding_adres_bevestigd ON aanmelding;
      DROP FUNCTION zet_adres_bevestigd;
      ALTER TABLE aanmelding DROP COLUMN adres_bevestigd;
    `);
  }
}
