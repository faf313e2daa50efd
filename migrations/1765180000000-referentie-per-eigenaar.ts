import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An external reference belongs to the bestuur or the academie that gave it, not to one of their keys, and is free
 * again when its aanmelding has ended. Of doubles under two keys of one bestuur the latest counts: that is what the
 * key in use was last told; the others keep theirs as a note.
 */
export class ReferentiePerEigenaar1765180000000 implements MigrationInterface {
  name = 'ReferentiePerEigenaar1765180000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE aanmelding ADD COLUMN referentie_van text;
      UPDATE aanmelding a SET referentie_van = coalesce(s.bestuur_id::text, 'academie')
        FROM api_sleutel s WHERE s.id = a.api_sleutel_id AND a.externe_referentie IS NOT NULL;
      UPDATE aanmelding a SET referentie_van = coalesce(g.bestuur_id::text, 'academie')
        FROM auditregel r JOIN gebruiker g ON g.id::text = r.wie_id
       WHERE a.externe_referentie IS NOT NULL AND a.referentie_van IS NULL
         AND r.onderwerp_soort = 'aanmelding' AND r.onderwerp_id = a.id::text AND r.code = 'aanmelding.aangemeld'
         AND r.wie_soort = 'gebruiker' AND (g.rol = 'coordinator' OR g.bestuur_id IS NOT NULL);
      UPDATE aanmelding SET referentie_van = NULL WHERE id IN (
        SELECT id FROM (
          SELECT id, row_number() OVER (PARTITION BY referentie_van, externe_referentie
                                            ORDER BY aangemeld_op DESC, id) AS nummer
            FROM aanmelding
           WHERE referentie_van IS NOT NULL
             AND status IN ('voorlopig', 'geplaatst', 'wachtlijst', 'voltooid', 'niet-voltooid')) dubbel
         WHERE nummer > 1);
      ALTER TABLE aanmelding DROP CONSTRAINT aanmelding_api_sleutel_id_externe_referentie_key;
      CREATE UNIQUE INDEX aanmelding_een_actieve_per_referentie ON aanmelding (referentie_van, externe_referentie)
        WHERE status IN ('voorlopig', 'geplaatst', 'wachtlijst', 'voltooid', 'niet-voltooid');
      CREATE INDEX aanmelding_api_sleutel_id_idx ON aanmelding (api_sleutel_id);
    `);
  }

  /** What the old rule forbids is let go: of doubles under one key the latest keeps its key. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX aanmelding_api_sleutel_id_idx;
      DROP INDEX aanmelding_een_actieve_per_referentie;
      UPDATE aanmelding SET api_sleutel_id = NULL WHERE id IN (
        SELECT id FROM (
          SELECT id, row_number() OVER (PARTITION BY api_sleutel_id, externe_referentie
                                            ORDER BY aangemeld_op DESC, id) AS nummer
            FROM aanmelding WHERE api_sleutel_id IS NOT NULL AND externe_referentie IS NOT NULL) dubbel
         WHERE nummer > 1);
      ALTER TABLE aanmelding ADD CONSTRAINT aanmelding_api_sleutel_id_externe_referentie_key
        UNIQUE (api_sleutel_id, externe_referentie);
      ALTER TABLE aanmelding DROP COLUMN referentie_van;
    `);
  }
}
