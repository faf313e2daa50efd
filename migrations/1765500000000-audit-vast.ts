import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nobody bends the audit: a line is changed or deleted only by the owner of the table, and only on a connection that says
 * that it came for that, which are those of retention and of migrations. The role of the server has no such right at all;
 * what it counts per day it counts through a function that can do nothing but count.
 */
export class AuditVast1765500000000 implements MigrationInterface {
  name = 'AuditVast1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION bewaak_auditregel() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF coalesce(current_setting('academie.onderhoud', true), '') <> 'aan' THEN
          RAISE EXCEPTION 'A line of the audit is never changed or deleted' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER auditregel_bewaakt BEFORE UPDATE OR DELETE OR TRUNCATE ON auditregel
        FOR EACH STATEMENT EXECUTE FUNCTION bewaak_auditregel();
      CREATE FUNCTION tel_auditregel(op timestamptz, wie_soort text, wie_id text, code text, onderwerp_soort text,
        onderwerp_id text, gegevens jsonb, dagsleutel text) RETURNS void LANGUAGE sql
        SECURITY DEFINER SET academie.onderhoud = 'aan' SET search_path = pg_catalog, public, pg_temp AS $$
        INSERT INTO auditregel AS a (op, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens, dagsleutel)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (dagsleutel) DO UPDATE SET gegevens = a.gegevens || jsonb_strip_nulls(jsonb_build_object(
          'keer', (a.gegevens ->> 'keer')::integer + 1, 'laatst', EXCLUDED.op,
          'aantal', (a.gegevens ->> 'aantal')::integer + (EXCLUDED.gegevens ->> 'aantal')::integer))
      $$;
      REVOKE EXECUTE ON FUNCTION tel_auditregel FROM PUBLIC;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION tel_auditregel;
      DROP TRIGGER auditregel_bewaakt ON auditregel;
      DROP FUNCTION bewaak_auditregel;
    `);
  }
}
