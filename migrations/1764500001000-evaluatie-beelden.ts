import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The figures of every view, summed when an evaluatie closes; so that reading them does not grow with the years. */
export class EvaluatieBeelden1764500001000 implements MigrationInterface {
  name = 'EvaluatieBeelden1764500001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE evaluatie_telling
        ADD COLUMN verdeeld boolean NOT NULL DEFAULT false,
        ADD COLUMN atoom_id uuid REFERENCES evaluatie ON DELETE RESTRICT,
        ADD COLUMN bundel_op date;
      CREATE INDEX evaluatie_telling_atoom_id_idx ON evaluatie_telling (atoom_id);
      CREATE INDEX evaluatie_telling_te_verdelen ON evaluatie_telling (bundel_op)
        WHERE NOT verdeeld OR bundel_op IS NOT NULL;

      CREATE TABLE evaluatie_beeld (
        sleutel text PRIMARY KEY,
        soort text NOT NULL,
        opleiding_id uuid REFERENCES opleiding ON DELETE RESTRICT,
        aanbieder text,
        schooljaar text,
        evaluaties integer NOT NULL,
        uitgenodigd integer NOT NULL,
        antwoorden integer NOT NULL,
        telling jsonb NOT NULL,
        weggelaten_evaluaties integer NOT NULL,
        weggelaten_antwoorden integer NOT NULL,
        CONSTRAINT evaluatie_beeld_soort_bekend CHECK (soort IN ('evaluatie', 'nameting'))
      );
      CREATE INDEX evaluatie_beeld_per_opleiding ON evaluatie_beeld (aanbieder, schooljaar);
      CREATE INDEX evaluatie_beeld_per_aanbieder ON evaluatie_beeld (opleiding_id, schooljaar);
      CREATE INDEX evaluatie_beeld_per_schooljaar ON evaluatie_beeld (opleiding_id, aanbieder);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE evaluatie_beeld;
      ALTER TABLE evaluatie_telling DROP COLUMN verdeeld, DROP COLUMN atoom_id, DROP COLUMN bundel_op;
    `);
  }
}
