import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails are found without accents too; only the rows in which that changes something are written. */
export class BerichtenVouwen1765170003000 implements MigrationInterface {
  name = 'BerichtenVouwen1765170003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(zoektekstMet('vouw'));
    await runner.query(`
      UPDATE bericht SET zoektekst = left(vouw(zoektekst), 500)
       WHERE zoektekst ~ '[^\\x01-\\x7F]' AND zoektekst <> left(vouw(zoektekst), 500)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(zoektekstMet('lower'));
    await runner.query(`
      UPDATE bericht SET zoektekst = left(lower(aan || ' ' || onderwerp), 500)
       WHERE zoektekst <> left(lower(aan || ' ' || onderwerp), 500)`);
  }
}

const zoektekstMet = (functie: 'vouw' | 'lower'): string => `
  CREATE OR REPLACE FUNCTION zet_bericht_zoektekst() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.zoektekst := left(${functie}(NEW.aan || ' ' || NEW.onderwerp), 500);
    RETURN NEW;
  END $$`;
