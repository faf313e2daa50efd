import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the public pages show, and of which columns; each statement that changes one tells so when it commits. */
const TABELLEN: Record<string, string[] | 'alles'> = {
  opleiding: 'alles',
  cohort: 'alles',
  cohort_telling: 'alles',
  bijeenkomst: 'alles',
  vervallen_bijeenkomst: 'alles',
  schoolvakantie: 'alles',
  aanmelding: ['cohort_id', 'status', 'plaatsnummer', 'vervalt_op', 'wachtlijst_rang', 'wacht_op'],
};

/** Lets every process know at once that what it keeps of the public pages is of the past. */
export class OpenbaarGewijzigd1765400000000 implements MigrationInterface {
  name = 'OpenbaarGewijzigd1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION meld_openbaar_gewijzigd() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('openbaar_gewijzigd', '');
        RETURN NULL;
      END $$;
    `);
    for (const [tabel, kolommen] of Object.entries(TABELLEN)) {
      const van = kolommen === 'alles' ? '' : ` OF ${kolommen.join(', ')}`;
      await runner.query(`
        CREATE TRIGGER ${tabel}_openbaar_gewijzigd AFTER INSERT OR DELETE OR UPDATE${van} ON ${tabel}
          FOR EACH STATEMENT EXECUTE FUNCTION meld_openbaar_gewijzigd();
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const tabel of Object.keys(TABELLEN))
      await runner.query(`DROP TRIGGER ${tabel}_openbaar_gewijzigd ON ${tabel}`);
    await runner.query('DROP FUNCTION meld_openbaar_gewijzigd');
  }
}
