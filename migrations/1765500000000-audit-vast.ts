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
      CREATE FUNCTION tel_auditregel(op timestamptz, dag date, wie_soort text, wie_id text, code text,
        onderwerp_soort text, onderwerp_id text, gegevens jsonb) RETURNS void LANGUAGE plpgsql
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        erbij CONSTANT bigint := coalesce((gegevens ->> 'aantal')::bigint, 0);
        sleutel CONSTANT text := encode(sha256(convert_to(jsonb_build_array(
          dag, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens - 'aantal')::text, 'UTF8')), 'hex');
      BEGIN
        IF erbij NOT BETWEEN 0 AND 10000000 THEN
          RAISE EXCEPTION 'An amount that is none: %', erbij USING ERRCODE = 'numeric_value_out_of_range';
        END IF;
        -- Only for this statement: in the head of the function it would need a superuser.
        PERFORM set_config('academie.onderhoud', 'aan', true);
        INSERT INTO public.auditregel AS a (op, wie_soort, wie_id, code, onderwerp_soort, onderwerp_id, gegevens, dagsleutel)
        VALUES ($1, $3, $4, $5, $6, $7, $8 || '{"keer": 1}', sleutel)
        ON CONFLICT ON CONSTRAINT auditregel_dagsleutel_key DO UPDATE SET gegevens = a.gegevens || jsonb_strip_nulls(
          jsonb_build_object(
            'keer', (a.gegevens ->> 'keer')::bigint + 1, 'laatst', EXCLUDED.op,
            'aantal', (a.gegevens ->> 'aantal')::bigint + (EXCLUDED.gegevens ->> 'aantal')::bigint));
        PERFORM set_config('academie.onderhoud', '', true);
      END $$;
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
