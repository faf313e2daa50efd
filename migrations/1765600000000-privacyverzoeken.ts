import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Somebody asks to be erased, or that what we hold is kept but not used. The request outlives the person: that it was
 * asked, when and what came of it stays, without who it was.
 */
export class Privacyverzoeken1765600000000 implements MigrationInterface {
  name = 'Privacyverzoeken1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE privacyverzoek (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        persoon_id uuid REFERENCES persoon ON DELETE SET NULL,
        soort text NOT NULL,
        toelichting text,
        status text NOT NULL DEFAULT 'open',
        ontvangen_op timestamptz NOT NULL,
        termijn_op date NOT NULL,
        afgehandeld_op timestamptz,
        door_id uuid REFERENCES gebruiker ON DELETE SET NULL,
        reden text,
        CONSTRAINT privacyverzoek_soort_bekend CHECK (soort IN ('wissing', 'beperking')),
        CONSTRAINT privacyverzoek_status_bekend
          CHECK (status IN ('open', 'uitgevoerd', 'afgewezen', 'ingetrokken')),
        CONSTRAINT privacyverzoek_afgehandeld CHECK ((status = 'open') = (afgehandeld_op IS NULL))
      );
      CREATE INDEX privacyverzoek_persoon_id_idx ON privacyverzoek (persoon_id);
      CREATE INDEX privacyverzoek_door_id_idx ON privacyverzoek (door_id);
      CREATE INDEX privacyverzoek_open_op_termijn ON privacyverzoek (termijn_op) WHERE status = 'open';
      CREATE UNIQUE INDEX privacyverzoek_een_open ON privacyverzoek (persoon_id, soort) WHERE status = 'open';

      ALTER TABLE persoon ADD COLUMN beperkt_op timestamptz;
      ALTER TABLE aanmelding ADD COLUMN beperkt boolean NOT NULL DEFAULT false;

      CREATE FUNCTION zonder_naam(waarde jsonb, patroon text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
      BEGIN
        RETURN CASE jsonb_typeof(waarde)
          WHEN 'string' THEN to_jsonb(regexp_replace(waarde #>> '{}', patroon, '(gewist)', 'gi'))
          WHEN 'array' THEN (SELECT coalesce(jsonb_agg(zonder_naam(deel, patroon) ORDER BY nr), '[]')
                               FROM jsonb_array_elements(waarde) WITH ORDINALITY AS d (deel, nr))
          WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(veld, zonder_naam(deel, patroon)), '{}')
                                FROM jsonb_each(waarde) AS d (veld, deel))
          ELSE waarde END;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION zonder_naam;
      ALTER TABLE aanmelding DROP COLUMN beperkt;
      ALTER TABLE persoon DROP COLUMN beperkt_op;
      DROP TABLE privacyverzoek;
    `);
  }
}
