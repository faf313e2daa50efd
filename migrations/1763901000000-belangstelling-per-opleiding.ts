import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The coördinator counts the interest in an opleiding per bestuur, its cohorten included. */
export class BelangstellingPerOpleiding1763901000000 implements MigrationInterface {
  name = 'BelangstellingPerOpleiding1763901000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX belangstelling_opleiding_id_bestuur_id_idx ON belangstelling (opleiding_id, bestuur_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX belangstelling_opleiding_id_bestuur_id_idx;
    `);
  }
}
