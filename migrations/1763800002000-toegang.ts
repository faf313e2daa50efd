import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Toegang1763800002000 implements MigrationInterface {
  name = 'Toegang1763800002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE persoon (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        voornaam text NOT NULL,
        tussenvoegsel text,
        achternaam text NOT NULL,
        email text NOT NULL,
        email_norm text NOT NULL UNIQUE,
        email_bevestigd_op timestamptz,
        aangemaakt_op timestamptz NOT NULL,
        CONSTRAINT persoon_email_norm_klopt CHECK (email_norm = lower(btrim(email)))
      );
      CREATE TABLE gebruiker (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        naam text NOT NULL,
        email text NOT NULL,
        email_norm text NOT NULL UNIQUE,
        rol text NOT NULL,
        bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        wachtwoord_hash text,
        demo boolean NOT NULL DEFAULT false,
        uitgeschakeld_op timestamptz,
        CONSTRAINT gebruiker_email_norm_klopt CHECK (email_norm = lower(btrim(email))),
        CONSTRAINT gebruiker_rol_bekend CHECK (rol IN ('coordinator', 'bestuur', 'trainer', 'programmamanager', 'beheer')),
        CONSTRAINT gebruiker_bestuur_bij_rol CHECK ((rol = 'bestuur') = (bestuur_id IS NOT NULL))
      );
      CREATE TABLE sessie (
        sleutel_hash text PRIMARY KEY,
        gebruiker_id uuid REFERENCES gebruiker ON DELETE CASCADE,
        persoon_id uuid REFERENCES persoon ON DELETE CASCADE,
        aangemaakt_op timestamptz NOT NULL,
        vervalt_op timestamptz NOT NULL,
        apparaat text,
        CONSTRAINT sessie_van_een CHECK (num_nonnulls(gebruiker_id, persoon_id) = 1)
      );
      CREATE INDEX sessie_vervalt_op_idx ON sessie (vervalt_op);
      CREATE TABLE inloglink (
        sleutel_hash text PRIMARY KEY,
        persoon_id uuid NOT NULL REFERENCES persoon ON DELETE CASCADE,
        aangemaakt_op timestamptz NOT NULL,
        vervalt_op timestamptz NOT NULL,
        gebruikt_op timestamptz
      );
      CREATE TABLE api_sleutel (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        naam text NOT NULL,
        sleutel_hash text NOT NULL UNIQUE,
        bestuur_id uuid REFERENCES bestuur ON DELETE RESTRICT,
        bevoegdheden text[] NOT NULL DEFAULT '{}',
        aangemaakt_op timestamptz NOT NULL,
        ingetrokken_op timestamptz
      );
      CREATE TABLE limiet (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE limiet;
      DROP TABLE api_sleutel;
      DROP TABLE inloglink;
      DROP TABLE sessie;
      DROP TABLE gebruiker;
      DROP TABLE persoon;
    `);
  }
}
