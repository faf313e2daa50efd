import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort } from '../support/makers.js';
import { inCohort, verwachtGaaf, vul } from '../support/aanmeldingen.js';

/** Somebody with psql: three people in three places, and a fourth in line. */
let academie: Academie;
let sql: pg.Client;
let cohortId: string;
let rijen: Aanmelding[];
beforeAll(async () => {
  academie = await startAcademie();
  sql = new pg.Client(academie.databaseUrl);
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await academie.sluit();
});
beforeEach(async () => {
  cohortId = (await maakCohort(academie.dataSource, { capaciteit: 3, minimum: 1 })).id;
  await vul(academie, cohortId, 4);
  rijen = await inCohort(academie, cohortId);
});

/** The name of the constraint with which PostgreSQL refuses; after that nothing has changed. */
async function geweigerdDoor(opdracht: string, waarden: unknown[] = []): Promise<string | undefined> {
  const voor = await inCohort(academie, cohortId);
  const fout = await sql.query(opdracht, waarden).then(
    () => undefined,
    (error: pg.DatabaseError) => error,
  );
  expect(await inCohort(academie, cohortId)).toEqual(voor);
  await verwachtGaaf(academie);
  return fout?.constraint;
}

const VOEG_TOE = `
  INSERT INTO aanmelding (cohort_id, persoon_id, functie, status, plaatsnummer, plaats_van, wachtlijst_rang,
                          token, aangemeld_op, status_sinds)
  VALUES ($1, $2, 'leraar', $3, $4, $5, $6, $7, now(), now())`;

const voegToe = (
  persoonId: string,
  status: string,
  { nummer, van, rang }: { nummer?: number; van?: number; rang?: number },
) =>
  geweigerdDoor(VOEG_TOE, [
    cohortId,
    persoonId,
    status,
    nummer ?? null,
    van ?? null,
    rang ?? null,
    randomUUID(),
  ]);

async function iemand(): Promise<string> {
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO persoon (voornaam, achternaam, email, email_norm, aangemaakt_op)
     VALUES ('A', 'B', $1, $1, now()) RETURNING id`,
    [`${randomUUID()}@school.example`],
  );
  return rows[0]!.id;
}

test('een plaats te veel, op een bezet nummer, boven de capaciteit of met een verzonnen capaciteit', async () => {
  const wie = await iemand();
  expect(await voegToe(wie, 'geplaatst', { nummer: 3, van: 3 })).toBe(
    'aanmelding_cohort_id_plaatsnummer_key',
  );
  expect(await voegToe(wie, 'geplaatst', { nummer: 4, van: 3 })).toBe('aanmelding_plaats_binnen_capaciteit');
  expect(await voegToe(wie, 'geplaatst', { nummer: 4, van: 4 })).toBe('aanmelding_cohort_id_plaats_van_fkey');
  expect(await voegToe(wie, 'geplaatst', { nummer: 0, van: 3 })).toBe('aanmelding_plaats_binnen_capaciteit');
  expect(await voegToe(wie, 'geplaatst', { nummer: 4 })).toBe('aanmelding_plaats_binnen_capaciteit');
  expect(await voegToe(wie, 'geplaatst', {})).toBe('aanmelding_plaats_bij_status');
});

test('een wachtende zonder meer geplaatst, met of zonder nummer', async () => {
  const { id } = rijen[3]!;
  const zet = (rest: string) =>
    geweigerdDoor(`UPDATE aanmelding SET status = 'geplaatst' ${rest} WHERE id = $1`, [id]);
  expect(await zet('')).toMatch(/aanmelding_(plaats_bij_status|rang_bij_wachtlijst)/);
  expect(await zet(', wachtlijst_rang = NULL')).toBe('aanmelding_plaats_bij_status');
  expect(await zet(', wachtlijst_rang = NULL, plaatsnummer = 3, plaats_van = 3')).toBe(
    'aanmelding_cohort_id_plaatsnummer_key',
  );
  expect(await zet(', wachtlijst_rang = NULL, plaatsnummer = 4, plaats_van = 4')).toBe(
    'aanmelding_cohort_id_plaats_van_fkey',
  );
});

test('een tweede aanmelding van dezelfde persoon, wachtend of geplaatst', async () => {
  const { persoonId } = rijen[0]!;
  const een = 'aanmelding_een_actieve_per_persoon';
  expect(await voegToe(persoonId, 'wachtlijst', { rang: 9 })).toBe(een);
  expect(
    await geweigerdDoor('UPDATE aanmelding SET persoon_id = $2 WHERE id = $1', [rijen[3]!.id, persoonId]),
  ).toBe(een);
});

test('twee mensen met hetzelfde adres, hoe ook getypt', async () => {
  const wie = await iemand();
  const { rows } = await sql.query<{ email: string }>('SELECT email FROM persoon WHERE id = $1', [wie]);
  const adres = rows[0]!.email;
  const voegPersoonToe = (email: string, norm: string) =>
    geweigerdDoor(
      `INSERT INTO persoon (voornaam, achternaam, email, email_norm, aangemaakt_op) VALUES ('A', 'B', $1, $2, now())`,
      [email, norm],
    );
  expect(await voegPersoonToe(` ${adres.toUpperCase()} `, adres)).toBe('persoon_email_norm_key');
  expect(await voegPersoonToe(adres.toUpperCase(), adres.toUpperCase())).toBe('persoon_email_norm_klopt');
});

test('een capaciteit onder wat bezet is, en een losse wijziging van plaats_van', async () => {
  const binnen = 'aanmelding_plaats_binnen_capaciteit';
  expect(await geweigerdDoor('UPDATE cohort SET capaciteit = 2 WHERE id = $1', [cohortId])).toBe(binnen);
  expect(
    await geweigerdDoor('UPDATE cohort SET capaciteit = NULL, minimum = NULL WHERE id = $1', [cohortId]),
  ).toBe('cohort_open_met_capaciteit');
  const { id } = rijen[0]!;
  const vreemd = 'aanmelding_cohort_id_plaats_van_fkey';
  expect(await geweigerdDoor('UPDATE aanmelding SET plaats_van = 30 WHERE id = $1', [id])).toBe(vreemd);
  expect(await geweigerdDoor('UPDATE aanmelding SET plaats_van = NULL WHERE id = $1', [id])).toBe(binnen);
});

test('een hogere capaciteit gaat vanzelf mee naar elke plaats', async () => {
  await sql.query('UPDATE cohort SET capaciteit = 5 WHERE id = $1', [cohortId]);
  const vans = (await inCohort(academie, cohortId)).map(({ plaatsVan }) => plaatsVan);
  expect(vans).toEqual([5, 5, 5, null]);
  await sql.query('UPDATE cohort SET capaciteit = 3 WHERE id = $1', [cohortId]);
});

test('een cohort of een persoon met aanmeldingen verwijderen', async () => {
  await sql.query('DELETE FROM bijeenkomst WHERE cohort_id = $1', [cohortId]);
  await sql.query('UPDATE bericht SET cohort_id = NULL, persoon_id = NULL WHERE cohort_id = $1', [cohortId]);
  expect(await geweigerdDoor('DELETE FROM cohort WHERE id = $1', [cohortId])).toMatch(
    /^aanmelding_cohort_id_/,
  );
  expect(await geweigerdDoor('DELETE FROM persoon WHERE id = $1', [rijen[0]!.persoonId])).toBe(
    'aanmelding_persoon_id_fkey',
  );
});
