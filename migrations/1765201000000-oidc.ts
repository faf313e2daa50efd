import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who somebody is at the provider of OpenID Connect: its name for itself (issuer) and for them (sub), never a mail
 * address. Beside it, a browser that proved to be somebody there whom we do not know here yet.
 */
export class Oidc1765201000000 implements MigrationInterface {
  name = 'Oidc1765201000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oidc_koppeling (
        uitgever text NOT NULL,
        sub text NOT NULL,
        gebruiker_id uuid REFERENCES gebruiker ON DELETE CASCADE,
        persoon_id uuid REFERENCES persoon ON DELETE CASCADE,
        brin text,
        gekoppeld_op timestamptz NOT NULL,
        laatst_gebruikt_op timestamptz NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        PRIMARY KEY (uitgever, sub),
        CONSTRAINT oidc_koppeling_van_een CHECK (num_nonnulls(gebruiker_id, persoon_id) = 1),
        CONSTRAINT oidc_koppeling_brin CHECK (brin ~ '^[0-9]{2}[A-Z]{2}([0-9]{2})?$'),
        CONSTRAINT oidc_koppeling_een_per_gebruiker UNIQUE (gebruiker_id, uitgever),
        CONSTRAINT oidc_koppeling_een_per_persoon UNIQUE (persoon_id, uitgever)
      );
      CREATE TABLE oidc_verzoek (
        sleutel_hash text PRIMARY KEY,
        uitgever text NOT NULL,
        sub text NOT NULL,
        brin text,
        email text,
        mfa boolean NOT NULL,
        terug text,
        uitnodiging_hash text REFERENCES uitnodiging ON DELETE CASCADE,
        link_hash text UNIQUE,
        gebruiker_id uuid REFERENCES gebruiker ON DELETE CASCADE,
        persoon_id uuid REFERENCES persoon ON DELETE CASCADE,
        aangemaakt_op timestamptz NOT NULL,
        vervalt_op timestamptz NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        CONSTRAINT oidc_verzoek_link_van_een CHECK (num_nonnulls(gebruiker_id, persoon_id) = num_nonnulls(link_hash))
      );
      CREATE INDEX oidc_verzoek_uitnodiging_hash_idx ON oidc_verzoek (uitnodiging_hash);
      CREATE INDEX oidc_verzoek_gebruiker_id_idx ON oidc_verzoek (gebruiker_id);
      CREATE INDEX oidc_verzoek_persoon_id_idx ON oidc_verzoek (persoon_id);
      CREATE INDEX oidc_verzoek_vervalt_op_idx ON oidc_verzoek (vervalt_op);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE oidc_verzoek; DROP TABLE oidc_koppeling;');
  }
}
