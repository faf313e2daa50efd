import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One human may have several roles, each for a time and for a bestuur or school. A session acts in one of them, knows
 * when it was last used, and may be half a session: the password was right and the second step is still to come.
 */
export class Rollen1765200000000 implements MigrationInterface {
  name = 'Rollen1765200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE gebruiker_rol (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        gebruiker_id uuid NOT NULL REFERENCES gebruiker ON DELETE CASCADE,
        rol text NOT NULL,
        bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        school_id uuid REFERENCES school ON DELETE RESTRICT,
        begint_op date NOT NULL,
        eindigt_op date,
        waarneemt_voor_id uuid REFERENCES gebruiker ON DELETE CASCADE,
        CONSTRAINT gebruiker_rol_bekend CHECK (rol IN
          ('coordinator', 'bestuur', 'trainer', 'schoolleider', 'programmamanager', 'beheer', 'privacy')),
        CONSTRAINT gebruiker_rol_bestuur_bij_rol CHECK ((rol = 'bestuur') = (bestuur_id IS NOT NULL)),
        CONSTRAINT gebruiker_rol_school_bij_rol CHECK ((rol = 'schoolleider') = (school_id IS NOT NULL)),
        CONSTRAINT gebruiker_rol_eindigt_na_begin CHECK (eindigt_op >= begint_op),
        CONSTRAINT gebruiker_rol_een_keer UNIQUE NULLS NOT DISTINCT
          (gebruiker_id, rol, bestuur_id, school_id, waarneemt_voor_id)
      );
      CREATE INDEX gebruiker_rol_bestuur_id_idx ON gebruiker_rol (bestuur_id);
      CREATE INDEX gebruiker_rol_school_id_idx ON gebruiker_rol (school_id);
      CREATE INDEX gebruiker_rol_waarneemt_voor_id_idx ON gebruiker_rol (waarneemt_voor_id);
      INSERT INTO gebruiker_rol (gebruiker_id, rol, bestuur_id, begint_op)
        SELECT id, rol, bestuur_id, DATE '2026-01-01' FROM gebruiker;
      ALTER TABLE gebruiker
        DROP COLUMN rol,
        DROP COLUMN bestuur_id,
        ADD COLUMN laatst_ingelogd_op timestamptz,
        ADD COLUMN totp_geheim text,
        ADD COLUMN totp_sinds timestamptz,
        ADD COLUMN totp_stap bigint,
        ADD CONSTRAINT gebruiker_totp_heel CHECK (num_nulls(totp_geheim, totp_sinds, totp_stap) IN (0, 3));
      ALTER TABLE sessie
        ADD COLUMN rol text,
        ADD COLUMN bestuur_id uuid REFERENCES bestuur ON DELETE CASCADE,
        ADD COLUMN stap text,
        ADD COLUMN laatst_gezien_op timestamptz,
        ADD COLUMN totp_voorstel text,
        ADD COLUMN uitdaging text,
        ADD COLUMN uitdaging_tot timestamptz,
        DROP CONSTRAINT sessie_van_een,
        ADD CONSTRAINT sessie_van_iemand CHECK (num_nonnulls(gebruiker_id, persoon_id) >= 1),
        ADD CONSTRAINT sessie_stap_bekend CHECK (stap IN ('factor', 'instellen')),
        ADD CONSTRAINT sessie_uitdaging_heel CHECK ((uitdaging IS NULL) = (uitdaging_tot IS NULL));
      CREATE INDEX sessie_gebruiker_id_idx ON sessie (gebruiker_id);
      CREATE TABLE herstelcode (
        gebruiker_id uuid NOT NULL REFERENCES gebruiker ON DELETE CASCADE,
        code_hash text NOT NULL,
        gebruikt_op timestamptz,
        PRIMARY KEY (gebruiker_id, code_hash)
      );
      CREATE TABLE passkey (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        gebruiker_id uuid NOT NULL REFERENCES gebruiker ON DELETE CASCADE,
        credential_id text NOT NULL UNIQUE,
        publieke_sleutel bytea NOT NULL,
        teller bigint NOT NULL,
        transports text[] NOT NULL DEFAULT '{}',
        naam text NOT NULL,
        aangemaakt_op timestamptz NOT NULL,
        laatst_gebruikt_op timestamptz
      );
      CREATE INDEX passkey_gebruiker_id_idx ON passkey (gebruiker_id);
      CREATE TABLE uitnodiging (
        sleutel_hash text PRIMARY KEY,
        gebruiker_id uuid NOT NULL REFERENCES gebruiker ON DELETE CASCADE,
        soort text NOT NULL,
        door_id uuid REFERENCES gebruiker ON DELETE SET NULL,
        aangemaakt_op timestamptz NOT NULL,
        vervalt_op timestamptz NOT NULL,
        gebruikt_op timestamptz,
        vervangen_op timestamptz,
        demo boolean NOT NULL DEFAULT false,
        CONSTRAINT uitnodiging_soort_bekend CHECK (soort IN ('uitnodiging', 'wachtwoord', 'herstel'))
      );
      CREATE INDEX uitnodiging_gebruiker_id_idx ON uitnodiging (gebruiker_id);
      CREATE INDEX uitnodiging_door_id_idx ON uitnodiging (door_id);
    `);
  }

  /** Of somebody with several roles the first stays; who never had one goes. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE uitnodiging;
      DROP TABLE passkey;
      DROP TABLE herstelcode;
      DELETE FROM sessie WHERE num_nonnulls(gebruiker_id, persoon_id) <> 1 OR stap IS NOT NULL;
      ALTER TABLE sessie
        DROP CONSTRAINT sessie_stap_bekend,
        DROP CONSTRAINT sessie_van_iemand,
        DROP CONSTRAINT sessie_uitdaging_heel,
        DROP COLUMN uitdaging_tot,
        DROP COLUMN uitdaging,
        DROP COLUMN totp_voorstel,
        DROP COLUMN laatst_gezien_op,
        DROP COLUMN stap,
        DROP COLUMN bestuur_id,
        DROP COLUMN rol,
        ADD CONSTRAINT sessie_van_een CHECK (num_nonnulls(gebruiker_id, persoon_id) = 1);
      DROP INDEX sessie_gebruiker_id_idx;
      ALTER TABLE gebruiker
        DROP COLUMN totp_stap,
        DROP COLUMN totp_sinds,
        DROP COLUMN totp_geheim,
        DROP COLUMN laatst_ingelogd_op,
        ADD COLUMN rol text,
        ADD COLUMN bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT;
      UPDATE gebruiker g SET rol = r.rol, bestuur_id = r.bestuur_id
        FROM (SELECT DISTINCT ON (gebruiker_id) gebruiker_id, rol, bestuur_id FROM gebruiker_rol
               WHERE rol NOT IN ('schoolleider', 'privacy') ORDER BY gebruiker_id, begint_op, id) r
       WHERE r.gebruiker_id = g.id;
      UPDATE gebruiker SET rol = 'programmamanager', uitgeschakeld_op = coalesce(uitgeschakeld_op, now())
       WHERE rol IS NULL;
      ALTER TABLE gebruiker
        ALTER COLUMN rol SET NOT NULL,
        ADD CONSTRAINT gebruiker_rol_bekend
          CHECK (rol IN ('coordinator', 'bestuur', 'trainer', 'programmamanager', 'beheer')),
        ADD CONSTRAINT gebruiker_bestuur_bij_rol CHECK ((rol = 'bestuur') = (bestuur_id IS NOT NULL));
      DROP TABLE gebruiker_rol;
    `);
  }
}
