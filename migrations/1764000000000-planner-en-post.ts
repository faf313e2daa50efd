import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminder days per cohort, moments for evaluation and outcome, and what a mail address turned out to be worth. */
export class PlannerEnPost1764000000000 implements MigrationInterface {
  name = 'PlannerEnPost1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cohort
        ADD COLUMN herinneringsdagen integer[] NOT NULL DEFAULT '{7,1}',
        ADD COLUMN pe_uitvoeringscode text,
        ADD CONSTRAINT cohort_herinneringsdagen_redelijk
          CHECK (cardinality(herinneringsdagen) <= 5 AND 0 <= ALL (herinneringsdagen) AND 60 >= ALL (herinneringsdagen));
      ALTER TABLE moment
        DROP CONSTRAINT moment_soort_bekend,
        ADD CONSTRAINT moment_soort_bekend CHECK (soort IN ('herinnering', 'go-no-go', 'evaluatie', 'nameting'));
      ALTER TABLE persoon
        ADD COLUMN onbestelbaar_op timestamptz,
        ADD COLUMN onbestelbaar_reden text,
        ADD COLUMN geen_uitnodigingen_op timestamptz,
        ADD COLUMN registernummer text,
        ADD CONSTRAINT persoon_onbestelbaar_met_reden CHECK ((onbestelbaar_op IS NULL) = (onbestelbaar_reden IS NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE persoon
        DROP CONSTRAINT persoon_onbestelbaar_met_reden,
        DROP COLUMN registernummer,
        DROP COLUMN geen_uitnodigingen_op,
        DROP COLUMN onbestelbaar_reden,
        DROP COLUMN onbestelbaar_op;
      DELETE FROM moment WHERE soort IN ('evaluatie', 'nameting');
      ALTER TABLE moment
        DROP CONSTRAINT moment_soort_bekend,
        ADD CONSTRAINT moment_soort_bekend CHECK (soort IN ('herinnering', 'go-no-go'));
      ALTER TABLE cohort
        DROP CONSTRAINT cohort_herinneringsdagen_redelijk,
        DROP COLUMN pe_uitvoeringscode,
        DROP COLUMN herinneringsdagen;
    `);
  }
}
