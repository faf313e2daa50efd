import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Cohorten1763800003000 implements MigrationInterface {
  name = 'Cohorten1763800003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE cohort (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        opleiding_id uuid NOT NULL REFERENCES opleiding ON DELETE RESTRICT,
        code text NOT NULL UNIQUE,
        naam text NOT NULL,
        schooljaar text,
        status text NOT NULL,
        capaciteit integer,
        minimum integer,
        go_no_go_op date,
        aanmelden_vanaf date,
        aanmelden_voor date,
        locatie text,
        financiering text,
        annuleringsreden text,
        geannuleerd_op timestamptz,
        certificering_op date,
        certificering_locatie text,
        toelichting text,
        bron text,
        voorbeeldvelden text[] NOT NULL DEFAULT '{}',
        versie integer NOT NULL DEFAULT 1,
        CONSTRAINT cohort_id_capaciteit_key UNIQUE (id, capaciteit),
        CONSTRAINT cohort_status_bekend CHECK (status IN (
          'concept', 'peiling', 'open', 'bevestigd', 'gestart', 'afgerond', 'gecertificeerd', 'geannuleerd')),
        CONSTRAINT cohort_capaciteit_redelijk CHECK (capaciteit BETWEEN 0 AND 100000),
        CONSTRAINT cohort_minimum_past CHECK (minimum >= 0 AND minimum <= capaciteit),
        CONSTRAINT cohort_open_met_capaciteit CHECK (status NOT IN ('open', 'bevestigd', 'gestart') OR capaciteit IS NOT NULL),
        CONSTRAINT cohort_aanmeldperiode CHECK (aanmelden_vanaf < aanmelden_voor),
        CONSTRAINT cohort_schooljaar_vorm CHECK (schooljaar ~ '^20[0-9]{2}-20[0-9]{2}$'),
        CONSTRAINT cohort_annulering_met_reden CHECK ((status = 'geannuleerd') = (annuleringsreden IS NOT NULL))
      );
      CREATE INDEX cohort_opleiding_id_idx ON cohort (opleiding_id);
      CREATE INDEX cohort_status_aanmelden_voor_idx ON cohort (status, aanmelden_voor);
      CREATE TABLE bijeenkomst (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE RESTRICT,
        begint timestamptz NOT NULL,
        eindigt timestamptz NOT NULL,
        locatie text,
        link text,
        onderwerp text,
        leerjaar integer NOT NULL DEFAULT 1,
        trainer_id uuid REFERENCES gebruiker ON DELETE RESTRICT,
        CONSTRAINT bijeenkomst_eindigt_na_begin CHECK (eindigt > begint),
        CONSTRAINT bijeenkomst_leerjaar_redelijk CHECK (leerjaar BETWEEN 1 AND 6)
      );
      CREATE INDEX bijeenkomst_cohort_id_begint_idx ON bijeenkomst (cohort_id, begint);
      CREATE INDEX bijeenkomst_trainer_id_idx ON bijeenkomst (trainer_id);
      CREATE TABLE cohort_telling (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cohort_id uuid NOT NULL REFERENCES cohort ON DELETE CASCADE,
        soort text NOT NULL,
        leerjaar integer,
        aantal integer,
        CONSTRAINT cohort_telling_soort_bekend CHECK (soort IN ('deelnemers', 'gecertificeerd', 'door-naar-vervolg')),
        CONSTRAINT cohort_telling_aantal_redelijk CHECK (aantal >= 0)
      );
      CREATE INDEX cohort_telling_cohort_id_idx ON cohort_telling (cohort_id);
      CREATE TABLE schoolvakantie (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        regio text NOT NULL,
        naam text NOT NULL,
        van date NOT NULL,
        tot_en_met date NOT NULL,
        CONSTRAINT schoolvakantie_regio_van_key UNIQUE (regio, van),
        CONSTRAINT schoolvakantie_volgorde CHECK (tot_en_met >= van)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE schoolvakantie;
      DROP TABLE cohort_telling;
      DROP TABLE bijeenkomst;
      DROP TABLE cohort;
    `);
  }
}
