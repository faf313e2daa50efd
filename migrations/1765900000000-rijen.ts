import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * For who reads only some rows. Which number somebody in a line has is counted over all of them, whoever asks. The rules
 * themselves name the roles of this server, so they are made at each start (`src/platform/database/row-scope.ts`); they
 * stand in the way of going back, and so go with this.
 */
export class Rijen1765900000000 implements MigrationInterface {
  name = 'Rijen1765900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION wachtlijstpositie(cohort uuid, rang integer) RETURNS integer LANGUAGE sql STABLE STRICT
        SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $$ SELECT count(*)::integer FROM public.aanmelding WHERE cohort_id = $1 AND wachtlijst_rang <= $2 $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      DECLARE een record;
      BEGIN
        FOR een IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
          EXECUTE format('DROP POLICY %I ON public.%I', een.policyname, een.tablename);
          EXECUTE format('ALTER TABLE public.%I DISABLE ROW LEVEL SECURITY', een.tablename);
        END LOOP;
      END $$;
      DROP FUNCTION IF EXISTS bereik;
      DROP FUNCTION wachtlijstpositie;
    `);
  }
}
