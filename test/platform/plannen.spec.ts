import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { vul } from '../../bench/vulling.mjs';
import { AanmeldingenQueries } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { AanwezigheidQueries } from '../../src/aanwezigheid/aanwezigheid.queries.js';
import { AuditQueries } from '../../src/audit/audit.queries.js';
import { type Auditfilter, AuditlijstQueries } from '../../src/audit/auditlijst.queries.js';
import { BerichtenQueries } from '../../src/berichten/berichten.queries.js';
import { CatalogusQueries } from '../../src/cohorten/catalogus.queries.js';
import { CohortenQueries } from '../../src/cohorten/cohorten.queries.js';
import { DeelnemerslijstenQueries } from '../../src/deelnemerslijsten/deelnemerslijsten.queries.js';
import { PlannerQueries } from '../../src/planner/planner.queries.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { TrainerScherm } from '../../src/deelnemerslijsten/trainer.scherm.js';

/** An eighth of the size that the product is built for: large enough for PostgreSQL to choose as it does then. */
const DEEL = 1 / 8;

interface Stap {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Stap[];
}

let huis: Academie;
const gesteld: [sql: string, waarden: unknown[] | undefined][] = [];
const id = {
  cohort: '',
  gewoon: '',
  bijeenkomst: '',
  persoon: '',
  spo: '',
  trainer: '',
  aanmelding: '',
  token: '',
};

beforeAll(async () => {
  huis = await startAcademie();
  const client = new pg.Client(huis.databaseUrl);
  await client.connect();
  await vul(client, { deel: DEEL, nu: DINSDAG });
  await client.end();
  const een = async (sql: string): Promise<string> =>
    Object.values((await huis.dataSource.query<Record<string, string>[]>(sql))[0]!)[0]!;
  id.cohort = await een(`SELECT id FROM cohort WHERE status = 'open' AND capaciteit >= 400 LIMIT 1`);
  id.gewoon = await een(`SELECT cohort_id FROM aanmelding WHERE status = 'voltooid' ORDER BY id LIMIT 1`);
  id.bijeenkomst = await een(`SELECT id FROM bijeenkomst WHERE cohort_id = '${id.gewoon}' LIMIT 1`);
  id.spo = await een(`SELECT id FROM bestuur WHERE code = 'SPO'`);
  id.trainer = await een(`SELECT id FROM gebruiker WHERE email = 'trainer@demo.example'`);
  const rij = `FROM aanmelding WHERE cohort_id = '${id.cohort}' AND status = 'wachtlijst' LIMIT 1`;
  id.aanmelding = await een(`SELECT id ${rij}`);
  id.persoon = await een(`SELECT persoon_id ${rij}`);
  id.token = await een(`SELECT token ${rij}`);
  luisterMee();
}, 300_000);
afterAll(() => huis?.sluit());

/** Every statement that reaches the database, whether it is written by hand or by TypeORM. */
function luisterMee(): void {
  const runner = huis.dataSource.createQueryRunner();
  const soort = Object.getPrototypeOf(runner) as { query: (...args: unknown[]) => unknown };
  const query = soort.query;
  soort.query = function (this: unknown, ...args: unknown[]) {
    gesteld.push([args[0] as string, args[1] as unknown[] | undefined]);
    return query.apply(this, args);
  };
}

/** The tables that a use case reads from begin to end. */
async function helemaalGelezen(vraag: () => Promise<unknown>): Promise<string[]> {
  gesteld.length = 0;
  await vraag();
  const vragen = gesteld.splice(0).filter(([sql]) => /^\s*(SELECT|WITH)/i.test(sql));
  expect(vragen.length).toBeGreaterThan(0);
  const tabellen = new Set<string>();
  for (const [sql, waarden] of vragen) {
    const rows = await huis.dataSource.query<{ 'QUERY PLAN': { Plan: Stap }[] }[]>(
      `EXPLAIN (FORMAT JSON) ${sql}`,
      waarden,
    );
    loop(rows[0]!['QUERY PLAN'][0]!.Plan, tabellen);
  }
  return [...tabellen].sort();
}

function loop(stap: Stap, tabellen: Set<string>): void {
  if (stap['Node Type'] === 'Seq Scan' && stap['Relation Name']) tabellen.add(stap['Relation Name']);
  for (const deel of stap.Plans ?? []) loop(deel, tabellen);
}

/** Tables that grow with the years; the others are small enough to be read whole for a page. */
const groot = ['aanmelding', 'aanwezigheid', 'auditregel', 'bericht', 'bijeenkomst', 'persoon', 'taak_run'];

const vragen: [wat: string, vraag: () => Promise<unknown>][] = [
  ['de eerste cohorten', () => cohorten().zoek({ openbaar: false }, 0, 25)],
  ['de laatste cohorten', () => cohorten().zoek({ openbaar: false }, 2_475, 25)],
  ['gezochte cohorten', () => cohorten().zoek({ openbaar: false, zoek: 'rekenen' }, 0, 25)],
  ['het aantal cohorten', () => cohorten().tel({ openbaar: false, zoek: 'rekenen' })],
  ['één cohort', () => cohorten().een(id.cohort, true)],
  ['cohorten onder het minimum', () => cohorten().onderMinimum(5)],
  ['de catalogus', () => catalogus().zoek({}, 0, 20)],
  ['de catalogus met filters', () => catalogus().zoek({ van: '2027-01', vrij: true }, 0, 20)],
  ['het aantal opleidingen', () => catalogus().tel({ vrij: true })],
  ['de outbox', () => berichten().lijst({})],
  ['de laatste pagina van de outbox', () => berichten().lijst({ pagina: 1_250 })],
  ['mislukte berichten', () => berichten().lijst({ status: 'mislukt' })],
  ['berichten van een soort', () => berichten().lijst({ soort: 'aanmeldingen/geplaatst' })],
  ['gezochte berichten', () => berichten().lijst({ zoek: 'xyzxyz' })],
  ['berichten van een aanmelding', () => berichten().lijst({ aanmelding: id.aanmelding })],
  ['de deelnemers van een cohort', () => aanmeldingen().vanCohort(id.gewoon)],
  ['de aanmeldingen van een persoon', () => aanmeldingen().vanPersoon(id.persoon)],
  ['de link in een mail', () => aanmeldingen().metToken(id.token)],
  ['akkoordvragen', () => aanmeldingen().wachtendOpAkkoord(id.spo)],
  ['de filters van een bestuur', () => lijsten().keuzes(id.spo, {})],
  ['de geschiedenis van een cohort', () => huis.app.get(AuditQueries).vanOnderwerp('cohort', id.cohort)],
  ['het logboek', () => logboek({})],
  ['een latere bladzijde van het logboek', async () => logboek({}, await regel())],
  ['het logboek van een jaar van één medewerker', () => logboek({ ...JAAR, wieId: id.trainer })],
  ['het logboek van een jaar, één soort', () => logboek({ ...JAAR, codes: ['cohort.gewijzigd'] })],
  ['het logboek van een record', () => logboek({ ...ALTIJD, soort: 'cohort', id: id.cohort })],
  ['hoeveel regels het logboek heeft', () => auditlijst().tel(filterVan({}), 10_000)],
  ['de cohorten van een trainer', () => huis.app.get(TrainerScherm).cohortenVan([id.trainer])],
  ['de groep van een trainer', () => huis.app.get(TrainerScherm).deelnemersVan(id.gewoon)],
  ['de aanwezigheid', () => huis.app.get(AanwezigheidQueries).lijst(id.bijeenkomst, id.gewoon)],
  ['de laatste beurt van elke taak', () => huis.app.get(PlannerQueries).laatstePerTaak()],
];

const auditlijst = () => huis.app.get(AuditlijstQueries);
const MAAND = { van: new Date('2026-10-11T00:00:00Z'), tot: new Date('2026-11-11T00:00:00Z') };
const JAAR = { ...MAAND, van: new Date('2025-11-11T00:00:00Z') };
const ALTIJD = { van: null, tot: null };
const filterVan = (met: Partial<Auditfilter>): Auditfilter => ({
  ...{ ...MAAND, wieSoort: null, wieId: null },
  ...{ codes: null, soort: null, id: null },
  ...met,
});
const logboek = (met: Partial<Auditfilter>, na: string | null = null) =>
  auditlijst().bladzijde(filterVan(met), na, 50);
const regel = async () => (await auditlijst().bladzijde(filterVan({}), null, 40)).at(-1)!.id;
const cohorten = () => huis.app.get(CohortenQueries);
const catalogus = () => huis.app.get(CatalogusQueries);
const berichten = () => huis.app.get(BerichtenQueries);
const aanmeldingen = () => huis.app.get(AanmeldingenQueries);
const lijsten = () => huis.app.get(DeelnemerslijstenQueries);

test.each(vragen)('%s: geen grote tabel wordt helemaal gelezen', async (_wat, vraag) => {
  const gelezen = await helemaalGelezen(vraag);
  expect(gelezen.filter((tabel) => groot.includes(tabel))).toEqual([]);
});

test('een bladzijde van een deelnemerslijst leest de regels van zijn eigen cohorten', async () => {
  const eerste = await lijsten().pagina(null, {}, { skip: 0, take: 120 });
  gesteld.length = 0;
  const midden = await lijsten().pagina(null, {}, { skip: 60, take: 60 });
  expect(midden.items.map((regel) => regel.id)).toEqual(eerste.items.slice(60).map((regel) => regel.id));
  const [, waarden] = gesteld.at(-1)!;
  expect((waarden![7] as string[]).length).toBeLessThan(60);
  const laatste = { skip: eerste.totaal - 7, take: 60 };
  expect((await lijsten().pagina(null, {}, laatste)).items).toHaveLength(7);
});

test('de outbox van achteren gelezen is dezelfde', async () => {
  const { totaal } = await berichten().lijst({ paginaGrootte: 200 });
  const pagina = Math.ceil(totaal / 200);
  const rows = await huis.dataSource.query<{ id: string }[]>(
    'SELECT id FROM bericht ORDER BY aangemaakt_op DESC, id OFFSET $1',
    [(pagina - 1) * 200],
  );
  const laatste = await berichten().lijst({ pagina, paginaGrootte: 200 });
  expect(laatste.items.map((bericht) => bericht.id)).toEqual(rows.map((row) => row.id));
  expect((await berichten().lijst({ pagina: pagina + 1, paginaGrootte: 200 })).items).toEqual([]);
});

test('elk cohort weet wanneer het begint en eindigt, wat er ook met zijn bijeenkomsten gebeurt', async () => {
  const fout = async () =>
    huis.dataSource.query<{ code: string }[]>(
      `SELECT c.code FROM cohort c LEFT JOIN bijeenkomst b ON b.cohort_id = c.id GROUP BY c.id
       HAVING (c.eerste, c.laatste) IS DISTINCT FROM (min(b.begint), max(b.eindigt))`,
    );
  const stap = async (sql: string) => {
    await huis.dataSource.query(sql, [id.cohort]);
    expect(await fout()).toEqual([]);
  };
  expect(await fout()).toEqual([]);
  await stap(`UPDATE bijeenkomst SET begint = begint - interval '1 day' WHERE cohort_id = $1`);
  await stap(`INSERT INTO bijeenkomst (cohort_id, begint, eindigt)
    SELECT $1, max(eindigt), max(eindigt) + interval '1 hour' FROM bijeenkomst WHERE cohort_id = $1`);
  await huis.dataSource.query(
    'DELETE FROM moment WHERE bijeenkomst_id IN (SELECT id FROM bijeenkomst WHERE cohort_id = $1)',
    [id.cohort],
  );
  await stap('DELETE FROM bijeenkomst WHERE cohort_id = $1');
});
