import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as pauze } from 'node:timers/promises';
import pg from 'pg';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { anoniem } from '../../src/toegang/wie.js';
import { PlaatsenService } from '../../src/cohorten/plaatsen.service.js';
import { sqlstate, troubleOf } from '../../src/platform/database/sql-error.js';
import { terms } from '../../src/platform/database/work.js';
import { retryAfter, toProblem } from '../../src/platform/web/error.filter.js';
import { PlannerService } from '../../src/planner/planner.service.js';
import { meldLosAan, reeks, vul } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakTestDatabase, verbreekVerbindingen, type TestDatabase } from '../support/database.js';
import { metHetGeduldVanHetProduct } from '../support/geduld.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakPersoon, verzoek } from '../support/makers.js';
import { startTussenstation, type Tussenstation } from '../support/tussenstation.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let ander: pg.Client;
let coordinator: Inlog;
beforeAll(async () => {
  metHetGeduldVanHetProduct('lock', 'patience');
  academie = await startAcademie();
  academie.dataSource.setOptions({ logging: false });
  ander = new pg.Client(academie.databaseUrl);
  await ander.connect();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(async () => {
  await ander?.end();
  await academie?.sluit();
});

/** Somebody at psql, who went for coffee with this in a transaction. */
async function houdVast<T>(sql: string, waarden: unknown[], werk: () => Promise<T>): Promise<T> {
  await ander.query('BEGIN');
  try {
    await ander.query(sql, waarden);
    return await werk();
  } finally {
    await ander.query('ROLLBACK');
  }
}
const COHORTEN = 'SELECT FROM cohort WHERE id = ANY ($1) FOR UPDATE';

const json = (body: object, koppen: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...koppen },
  body: JSON.stringify(body),
});
const meldAan = (cohortId: string): Promise<Antwoord> =>
  vraag(academie, `/api/v1/cohorten/${cohortId}/aanmeldingen`, json(verzoek()));
const trekTerug = ({ id }: Aanmelding): Promise<Antwoord> =>
  vraag(
    academie,
    `/api/v1/aanmeldingen/${id}/annulering`,
    json({}, { cookie: coordinator.cookie, 'x-csrf-token': coordinator.csrf }),
  );

/** What everybody else wants meanwhile. */
async function restGaatDoor(elders: string): Promise<void> {
  const antwoorden = await Promise.all([
    vraag(academie, '/'),
    vraag(academie, '/api/v1/opleidingen'),
    meldAan(elders),
  ]);
  expect(antwoorden.map(({ status }) => status)).toEqual([200, 200, 201]);
  // It gives itself three seconds, which a busy machine may need for something else.
  while ((await vraag(academie, '/health/ready')).status !== 200);
}

function verwachtTeDruk(antwoorden: Antwoord[]): void {
  expect(antwoorden.map(({ status }) => status)).toEqual(antwoorden.map(() => 503));
  for (const antwoord of antwoorden) {
    expect(Number(antwoord.header('retry-after'))).toBeGreaterThan(0);
    expect(antwoord.json()).toMatchObject({ code: 'te-druk', status: 503 });
  }
}

describe('wie iets vasthoudt, houdt de rest niet op', () => {
  test('een cohort, met twaalf die zich daar terugtrekken: zij horen dat het druk is, en daarna lukt het', async () => {
    const [cohort, elders] = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
    const mensen = await vul(academie, cohort.id, 12);
    await houdVast(COHORTEN, [[cohort.id]], async () => {
      const wachtend = Promise.all(mensen.map(trekTerug));
      await restGaatDoor(elders.id);
      verwachtTeDruk(await wachtend);
    });
    expect((await trekTerug(mensen[0]!)).json()).toMatchObject({ status: 'geannuleerd' });
  });

  test('twaalf cohorten, met op elk een aanmelding', async () => {
    const cohorten = await Promise.all(reeks(12).map(() => maakCohort(academie.dataSource)));
    const elders = await maakCohort(academie.dataSource);
    const ids = cohorten.map(({ id }) => id);
    await houdVast(COHORTEN, [ids], async () => {
      const wachtend = Promise.all(ids.map(meldAan));
      await restGaatDoor(elders.id);
      verwachtTeDruk(await wachtend);
    });
    expect((await meldAan(ids[0]!)).status).toBe(201);
  });

  test('honderd die zich aanmelden voor een vastgehouden cohort horen het samen, niet na elkaar', async () => {
    const [cohort, elders] = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
    await houdVast(COHORTEN, [[cohort.id]], async () => {
      const wachtend = Promise.all(reeks(100).map(() => meldAan(cohort.id)));
      await restGaatDoor(elders.id);
      verwachtTeDruk(await wachtend);
    });
  });

  test('het slot van velen slaat over wat een ander vasthoudt, en wacht daar niet op', async () => {
    const [vast, vrij] = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
    const onbekend = '00000000-0000-4000-8000-000000000000';
    await houdVast(COHORTEN, [[vast.id]], async () => {
      const { standen, bezet } = await academie.dataSource.transaction((m) =>
        academie.app.get(PlaatsenService).vergrendelVrije(m, [vast.id, vrij.id, onbekend]),
      );
      expect([standen.map(({ cohort }) => cohort.id), [...bezet]]).toEqual([[vrij.id], [vast.id]]);
    });
  });

  test('een persoon: wie die aanmeldt wacht, wie een ander cohort vraagt niet', async () => {
    const [cohort, elders] = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
    const bezet = await maakPersoon(academie.dataSource, { email: 'bezet@school.example' });
    const meldBezetAan = () =>
      vraag(
        academie,
        `/api/v1/cohorten/${cohort.id}/aanmeldingen`,
        json(verzoek({ voornaam: bezet.voornaam, achternaam: bezet.achternaam, email: bezet.email })),
      );
    await houdVast('SELECT FROM persoon WHERE id = $1 FOR UPDATE', [bezet.id], async () => {
      const wachtend = meldBezetAan();
      await restGaatDoor(elders.id);
      verwachtTeDruk([await wachtend]);
    });
    expect((await meldBezetAan()).status).toBe(201);
  });

  test('wie eerder vroeg om een cohort dat even bezet was, staat eerder in de rij', async () => {
    const cohort = await maakCohort(academie.dataSource, { capaciteit: 0, minimum: 0 });
    const namens = (i: number) =>
      vraag(
        academie,
        `/api/v1/cohorten/${cohort.id}/aanmeldingen`,
        json(verzoek({ email: `volgorde${i}@school.example` })),
      );
    let wachtend: Promise<Antwoord>[] = [];
    await houdVast(COHORTEN, [[cohort.id]], async () => {
      for (const i of reeks(6)) {
        wachtend.push(namens(i));
        await pauze(20);
      }
    });
    wachtend = [...wachtend, ...reeks(6).map((i) => namens(6 + i))];
    const posities = (await Promise.all(wachtend)).map(
      (antwoord) => antwoord.json<{ wachtlijstpositie: number }>().wachtlijstpositie,
    );
    expect(posities.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(posities.slice(6).toSorted((a, b) => a - b)).toEqual([7, 8, 9, 10, 11, 12]);
  });

  test('wie een formulier verstuurt krijgt een vriendelijke pagina', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const { token } = await meldLosAan(academie, cohort.id, anoniem);
    const pagina = await houdVast(COHORTEN, [[cohort.id]], () =>
      stuur(academie, `/a/${token}/emailbevestiging`, coordinator),
    );
    expect(pagina.status).toBe(503);
    expect(pagina.header('retry-after')).toBe('5');
    expect(pagina.tekst).toContain('<h1 class="utrecht-heading-1">Het is even te druk</h1>');
    expect(pagina.tekst).toContain('over 5 seconden');
  });

  test('een hele tabel: wie er alleen leest merkt er niets van', async () => {
    const cohort = await maakCohort(academie.dataSource);
    await houdVast(
      'LOCK aanmelding, persoon, bericht, auditregel, sessie, limiet IN EXCLUSIVE MODE',
      [],
      async () => {
        const wachtend = Promise.all(reeks(30).map(() => meldAan(cohort.id)));
        const lezend = await Promise.all(
          ['/', '/api/v1/cohorten', '/health/ready'].map((pad) => vraag(academie, pad)),
        );
        expect(lezend.map(({ status }) => status)).toEqual([200, 200, 200]);
        verwachtTeDruk(await wachtend);
      },
    );
  });

  test('een taak doet de andere cohorten, zegt wat niet lukte, en doet dat de volgende keer', async () => {
    const cohorten = await Promise.all(
      reeks(2).map(() => maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 })),
    );
    for (const { id } of cohorten) await vul(academie, id, 2);
    const ids = cohorten.map(({ id }) => id);
    await academie.dataSource.query('UPDATE cohort SET capaciteit = 2 WHERE id = ANY ($1)', [ids]);
    const draai = () =>
      academie.app.get(PlannerService).draai('wachtlijst', { proef: false, door: 'beheer' });
    const aangeboden = () =>
      academie.dataSource.query<{ cohort_id: string }[]>(
        `SELECT cohort_id FROM aanmelding WHERE cohort_id = ANY ($1) AND 'aanbod' = ANY (wacht_op)`,
        [ids],
      );
    const eerst = await houdVast(COHORTEN, [[ids[0]]], draai);
    expect(eerst).toMatchObject({ resultaat: 'mislukt' });
    expect(await aangeboden()).toEqual([{ cohort_id: ids[1] }]);
    expect(await draai()).toMatchObject({ resultaat: 'gelukt' });
    expect(await aangeboden()).toHaveLength(2);
  });
});

test('een verbinding die de database verbreekt kost hooguit dat ene verzoek', async () => {
  await vraag(academie, '/');
  await verbreekVerbindingen(ander, 'academie');
  const antwoorden = await Promise.all(reeks(8).map(() => vraag(academie, '/')));
  expect(antwoorden.every(({ status }) => status === 200 || status === 503)).toBe(true);
  expect((await vraag(academie, '/')).status).toBe(200);
});

test.each([
  ...[
    '53000',
    '53100',
    '53200',
    '53300',
    '57P01',
    '57P02',
    '57P03',
    '57P05',
    '58000',
    '58030',
    '08006',
    '25006',
  ],
  ...['40001', '40P01', '55P03', '57014', '25P03', '25P04'],
])('SQLSTATE %s is niemands schuld: 503, en later nog eens', async (code) => {
  const fout: unknown = await academie.dataSource
    .query(`DO $$ BEGIN RAISE EXCEPTION 'proef' USING ERRCODE = '${code}'; END $$`)
    .catch((error: unknown): unknown => error);
  expect(sqlstate(fout)).toBe(code);
  expect(toProblem(fout)).toMatchObject({ status: 503 });
  expect(retryAfter(fout)).toBeGreaterThan(0);
});

test.each(['22P02', '23505', '42601', '42P01', 'XX000'])(
  'SQLSTATE %s blijft een fout van ons',
  async (code) => {
    const fout: unknown = await academie.dataSource
      .query(`DO $$ BEGIN RAISE EXCEPTION 'proef' USING ERRCODE = '${code}'; END $$`)
      .catch((error: unknown): unknown => error);
    expect([troubleOf(fout), toProblem(fout).status]).toEqual([undefined, 500]);
  },
);

describe('een volle schijf', () => {
  const LEEG = `DROP EVENT TRIGGER IF EXISTS vol; DROP FUNCTION IF EXISTS vol CASCADE; DROP FUNCTION IF EXISTS vol_rij CASCADE`;
  afterEach(() => ander.query(LEEG));

  test('is 503, de server is niet klaar voor werk, en weer wel als er ruimte is', async () => {
    const cohort = await maakCohort(academie.dataSource);
    expect((await vraag(academie, '/health/ready')).status).toBe(200);
    const weiger = `BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END`;
    await ander.query(`
      CREATE FUNCTION vol() RETURNS event_trigger LANGUAGE plpgsql AS $$ ${weiger} $$;
      CREATE FUNCTION vol_rij() RETURNS trigger LANGUAGE plpgsql AS $$ ${weiger} $$;
      CREATE TRIGGER vol BEFORE INSERT ON aanmelding EXECUTE FUNCTION vol_rij();
      CREATE EVENT TRIGGER vol ON ddl_command_start WHEN TAG IN ('CREATE TABLE AS') EXECUTE FUNCTION vol()`);
    const antwoord = await meldAan(cohort.id);
    expect([antwoord.status, antwoord.header('retry-after')]).toEqual([503, '30']);
    expect(antwoord.json()).toMatchObject({ code: 'storing' });
    const klaar = await vraag(academie, '/health/ready');
    expect(klaar.status).toBe(503);
    expect(klaar.json()).toMatchObject({ onderdelen: { database: 'de schijf van de database is vol' } });
    expect((await vraag(academie, '/')).status).toBe(200);
    await ander.query(LEEG);
    expect((await vraag(academie, '/health/ready')).status).toBe(200);
    expect((await meldAan(cohort.id)).status).toBe(201);
  });
});

describe('een database die niet antwoordt', () => {
  let database: TestDatabase;
  let tussen: Tussenstation;
  let ver: Academie;
  beforeAll(async () => {
    database = await maakTestDatabase();
    tussen = await startTussenstation(database.url);
    metHetGeduldVanHetProduct('connect', 'statement');
    ver = await startAcademie({}, tussen.url);
    ver.dataSource.setOptions({ logging: false });
  });
  /** Opening a connection may take a busy machine longer than the product waits for it. */
  async function totHetGaat(): Promise<void> {
    while ((await vraag(ver, '/')).status !== 200);
  }

  afterAll(async () => {
    await tussen?.sluit();
    await database?.sluit();
  });

  test('als alle verbindingen om te lezen bezet zijn, hoort wie er nog komt dat het druk is', async () => {
    const bezet = reeks(terms.read.connections).map(() => ver.dataSource.createQueryRunner());
    await Promise.all(bezet.map((runner) => runner.connect()));
    try {
      verwachtTeDruk([await vraag(ver, '/api/v1/opleidingen')]);
    } finally {
      await Promise.all(bezet.map((runner) => runner.release()));
    }
    expect((await vraag(ver, '/api/v1/opleidingen')).status).toBe(200);
  });

  test('een netwerk dat alles inslikt: een storing, daarna is het over, en stoppen lukt altijd', async () => {
    await totHetGaat();
    tussen.slik();
    const [klaar, ...paginas] = await Promise.all([
      vraag(ver, '/health/ready'),
      vraag(ver, '/'),
      vraag(ver, '/'),
    ]);
    expect([klaar.status, ...paginas.map(({ status }) => status)]).toEqual([503, 503, 503]);
    expect(paginas.map(({ header }) => Number(header('retry-after')) > 0)).toEqual([true, true]);
    tussen.open();
    await totHetGaat();
    tussen.slik();
    await ver.sluit();
  });
});
