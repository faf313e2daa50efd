import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readXlsx } from 'hucre/xlsx';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { alleMigraties } from '../../migrations/index.js';
import { AanmeldingenQueries } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { connectionsOf } from '../../src/platform/database/connections.js';
import { dataSourceOptions, migrate } from '../../src/platform/database/data-source.js';
import { reachNow, within } from '../../src/platform/database/reach.js';
import { bereikVanBestuur } from '../../src/toegang/bereik.rules.js';
import { rechten, zonderBereik, type Hoedanigheid } from '../../src/toegang/rechten.js';
import { systeem } from '../../src/toegang/wie.js';
import { maakCertificaten } from '../certificering/opstelling.js';
import { maakIngelogd, maakStad, meldAan, XLSX, type Stad } from '../deelnemerslijsten/opstelling.js';
import { alsEigenaar } from '../support/database.js';
import { maakGebruiker } from '../support/makers.js';
import { deurenVan } from '../support/routes.js';
import { vraag } from '../support/vraag.js';

/**
 * Whoever reads for a bestuur sees its own people, because the statements ask for no others. Here that condition is taken
 * out of one statement after the other: PostgreSQL still gives nothing of another bestuur.
 */

const EIGEN = 'Eigenaar';
const VREEMD = 'Vreemdeling';
const VAN_BESTUUR =
  /(?:\b(?:\w+\.)?bestuur_id|coalesce\(r\.bestuur_id, s\.bestuur_id\)) = (?:\$\d+|'[0-9a-f-]{36}')/g;

/** Which statement was asked over which door, and which of them is to be asked without its condition. */
let gezien: Set<string> | undefined;
let ontdaan: string | undefined;

type Vraag = { text?: string } | string;
const tekstVan = (vraagstuk: Vraag): string =>
  typeof vraagstuk === 'string' ? vraagstuk : (vraagstuk.text ?? '');
/** The ids in a copied list differ from time to time, and say nothing of the statement. */
const vorm = (tekst: string): string => tekst.replace(/'[^']*'/g, "'…'");
const zonderVoorwaarde = (tekst: string): string => tekst.replace(VAN_BESTUUR, '($& OR TRUE)');

function tussenbeide(this: pg.Client, vraagstuk: Vraag, ...rest: unknown[]): unknown {
  const tekst = tekstVan(vraagstuk);
  if (reachNow() !== null && zonderVoorwaarde(tekst) !== tekst) {
    gezien?.add(vorm(tekst));
    if (vorm(tekst) === ontdaan) {
      if (typeof vraagstuk === 'string') vraagstuk = zonderVoorwaarde(tekst);
      else vraagstuk.text = zonderVoorwaarde(tekst);
    }
  }
  return echt.call(this, vraagstuk, ...(rest as []));
}
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with the client that it is of
const echt = pg.Client.prototype.query as unknown as (this: pg.Client, ...alles: unknown[]) => unknown;

let stad: Stad;
let adressen: Record<string, string>;
let vreemdId: string;
const koppen = new Map<Hoedanigheid, Record<string, string>>();

beforeAll(async () => {
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(tussenbeide);
  stad = await maakStad();
  const { academie, spo, ksu, las } = stad;
  const eigen = await meldAan(stad, las, spo.school, EIGEN);
  const vreemd = await meldAan(stad, las, ksu.school, VREEMD);
  vreemdId = vreemd.id;
  for (const [bord, achternaam] of [
    [spo, EIGEN],
    [ksu, VREEMD],
  ] as const) {
    await maakCertificaten(academie, { mensen: [{ achternaam }] }).then(({ cohort }) =>
      academie.dataSource.query('UPDATE aanmelding SET bestuur_id = $1 WHERE cohort_id = $2', [
        bord.bestuur.id,
        cohort.id,
      ]),
    );
    const wacht = await meldAan(stad, stad.coachen, bord.school, achternaam);
    await academie.dataSource.query(
      `UPDATE aanmelding SET status = 'voorlopig', wacht_op = '{akkoord}', vervalt_op = $2 WHERE id = $1`,
      [wacht.id, new Date('2027-01-01T00:00:00Z')],
    );
    const collega = { rol: 'bestuur' as const, bestuurId: bord.bestuur.id, naam: achternaam };
    await maakGebruiker(academie.dataSource, collega);
  }
  koppen.set('bestuur', { cookie: spo.inlog.cookie });
  const bevoegd = ['aanmeldingen', 'deelnemerslijst'] as const;
  const sleutel = await academie.app.get(SleutelsService).maak(systeem, 'AFAS', spo.bestuur.id, [...bevoegd]);
  koppen.set('bestuurssleutel', { authorization: `Bearer ${sleutel}` });
  const eigenCollega = (await maakIngelogd(academie, { rol: 'bestuur', bestuurId: spo.bestuur.id })).gebruiker
    .id;
  adressen = {
    'GET /api/v1/cohorten/:id/aanmeldingen': `/api/v1/cohorten/${las.id}/aanmeldingen`,
    'GET /api/v1/aanmeldingen/:id': `/api/v1/aanmeldingen/${eigen.id}`,
    'GET /api/v1/gebruikers/:id': `/api/v1/gebruikers/${eigenCollega}`,
    'GET /beheer/gebruikers/:id': `/beheer/gebruikers/${eigenCollega}`,
  };
});
afterAll(async () => {
  await stad?.academie.sluit();
  jest.restoreAllMocks();
});

interface Deur {
  wie: Hoedanigheid;
  route: string;
  accept?: string;
}

/** Every door to which a bestuur or its key may go to read what is not everybody's, in each form that it gives. */
function deuren(): Deur[] {
  return deurenVan(stad.academie)
    .filter(({ route, recht }) => route.startsWith('GET ') && !zonderBereik.has(recht))
    .flatMap(({ route, recht }) =>
      (['bestuur', 'bestuurssleutel'] as const)
        .filter((wie) => (rechten[recht] as readonly Hoedanigheid[]).includes(wie))
        .flatMap((wie) =>
          /deelnemerslijst$|certificaten$/.test(route)
            ? ['text/csv', 'application/json', XLSX].map((accept) => ({ wie, route, accept }))
            : [{ wie, route }],
        ),
    );
}

/** All that can be read in the answer. */
async function lees({ wie, route, accept }: Deur): Promise<string> {
  const pad = adressen[route] ?? route.slice('GET '.length);
  expect([route, pad]).toEqual([route, expect.not.stringContaining(':')]);
  const antwoord = await fetch(stad.academie.url + pad, {
    headers: { ...koppen.get(wie)!, ...(accept ? { accept } : {}) },
  });
  expect([route, accept, antwoord.status]).toEqual([route, accept, 200]);
  const bytes = Buffer.from(await antwoord.arrayBuffer());
  if (!antwoord.headers.get('content-type')?.includes('spreadsheetml')) return bytes.toString();
  return JSON.stringify(await readXlsx(bytes));
}

/** Per door the statements with a condition, and what comes out when one of them has lost it. */
async function zonderElk(): Promise<{ deur: string; uitgekomen: boolean }[]> {
  const uitkomst = [];
  for (const deur of deuren()) {
    gezien = new Set();
    expect(await lees(deur)).not.toContain(VREEMD);
    const gesteld = [...gezien];
    gezien = undefined;
    for (ontdaan of gesteld)
      uitkomst.push({ deur: Object.values(deur).join(' '), uitgekomen: (await lees(deur)).includes(VREEMD) });
    ontdaan = undefined;
  }
  return uitkomst;
}

describe('zonder de voorwaarde in een van de vragen', () => {
  test('komt er nog steeds niets van een ander bestuur', async () => {
    const uitkomst = await zonderElk();
    expect(uitkomst.length).toBeGreaterThanOrEqual(20);
    expect(uitkomst.filter(({ uitgekomen }) => uitgekomen)).toEqual([]);
  });

  test('ook niet van één aanmelding, die alleen de code tegenhoudt', async () => {
    const queries = stad.academie.app.get(AanmeldingenQueries);
    expect((await queries.metId(vreemdId))?.achternaam).toBe(VREEMD);
    expect(await within(stad.spo.bestuur.id, () => queries.metId(vreemdId))).toBeUndefined();
    expect((await within(stad.ksu.bestuur.id, () => queries.metId(vreemdId)))?.achternaam).toBe(VREEMD);
  });

  test('een lijst van iedereen is voor een bestuur die van de eigen mensen', async () => {
    const { dataSource } = stad.academie;
    const namen = (wie: string | null) =>
      within(wie, async () =>
        (
          await dataSource.query<{ achternaam: string }[]>(
            'SELECT DISTINCT achternaam FROM persoon ORDER BY 1',
          )
        ).map(({ achternaam }) => achternaam),
      );
    expect(await namen(null)).toEqual([EIGEN, VREEMD]);
    expect(await namen(stad.spo.bestuur.id)).toEqual([EIGEN]);
    expect(await namen('00000000-0000-4000-8000-000000000000')).toEqual([]);
  });
});

test('wie voor een bestuur leest mag geen andere tabellen lezen, en niets schrijven', async () => {
  const { dataSource } = stad.academie;
  const mag = await within(stad.spo.bestuur.id, () =>
    dataSource.query<{ naam: string; lezen: boolean; schrijven: boolean }[]>(
      `SELECT relname AS naam, has_table_privilege(oid, 'SELECT') AS lezen,
              has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE') AS schrijven
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname`,
    ),
  );
  expect(mag.filter(({ schrijven }) => schrijven)).toEqual([]);
  const { own, open } = bereikVanBestuur;
  expect(mag.filter(({ lezen }) => lezen).map(({ naam }) => naam)).toEqual(
    [...Object.keys(own), ...open].sort(),
  );
  await expect(within(stad.spo.bestuur.id, () => dataSource.query('SELECT * FROM bericht'))).rejects.toThrow(
    'permission denied',
  );
});

test('in wat een bestuur zo mag lezen staat niets van iemand in het bijzonder', async () => {
  // A bestuur has an address of its office.
  const rijen = await stad.academie.dataSource.query<{ naam: string }[]>(
    `SELECT DISTINCT table_name AS naam FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ANY($1) AND NOT (table_name = 'bestuur' AND column_name = 'email')
        AND column_name ~ '^(persoon_id|aanmelding_id|gebruiker_id|email.*|achternaam|token.*)$'`,
    [bereikVanBestuur.open],
  );
  expect(rijen).toEqual([]);
});

test('een verbinding zonder te zeggen voor wie ziet niemand', async () => {
  const client = new pg.Client(stad.academie.databaseUrl);
  await client.connect();
  await client.query('SET ROLE academie_bestuur');
  const { rows } = await client.query<{ n: number }>(
    'SELECT ((SELECT count(*) FROM aanmelding) + (SELECT count(*) FROM persoon))::integer AS n',
  );
  await client.end();
  expect(rows[0]!.n).toBe(0);
});

test('wie met de eigen link komt leest als deelnemer, ook met een sessie van een bestuur', async () => {
  const [rij] = await stad.academie.dataSource.query<{ token: string }[]>(
    'SELECT token FROM aanmelding WHERE id = $1',
    [vreemdId],
  );
  const pad = `/api/v1/aanmeldingen/${vreemdId}`;
  const headers = koppen.get('bestuur')!;
  expect((await vraag(stad.academie, `${pad}?token=${rij!.token}`, { headers })).status).toBe(200);
  expect((await vraag(stad.academie, pad, { headers })).status).toBe(404);
});

describe('waar de database ons geen rollen laat maken', () => {
  const naam = `rijen_${randomUUID().replaceAll('-', '')}`;
  const [eigenaar, server] = [`${naam}_eigenaar`, `${naam}_server`] as const;
  const als = (rol: string): string =>
    Object.assign(new URL(stad.academie.databaseUrl), {
      username: rol,
      password: 'geheim',
      pathname: `/${naam}`,
    }).href;
  const beheer = async (...statements: string[]): Promise<void> => {
    for (const sql of statements) await alsEigenaar(() => stad.academie.dataSource.query(sql));
  };
  beforeAll(() =>
    beheer(
      ...[eigenaar, server].map((rol) => `CREATE ROLE ${rol} LOGIN PASSWORD 'geheim'`),
      `CREATE DATABASE ${naam} OWNER ${eigenaar}`,
    ),
  );
  afterAll(() =>
    beheer(`DROP DATABASE ${naam} WITH (FORCE)`, `DROP ROLE ${eigenaar}`, `DROP ROLE ${server}`),
  );

  /** What the start says, and how many may be read afterwards on behalf of a bestuur that has nobody. */
  async function start(
    urls = { owner: als(eigenaar), server: als(server) },
  ): Promise<{ gezegd: string[]; regels: number; beleid: number }> {
    const model = { entities: [], migrations: alleMigraties, rowScope: bereikVanBestuur };
    const bron = await new DataSource(dataSourceOptions(urls, model)).initialize();
    const gezegd: string[] = [];
    try {
      await migrate(bron, (zin) => gezegd.push(zin));
      const [beleid] = await bron.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM pg_policies');
      const [regels] = await within(randomUUID(), () =>
        bron.query<{ n: number }[]>('SELECT count(*)::integer AS n FROM aanmelding'),
      );
      return { gezegd, beleid: beleid!.n, regels: regels!.n };
    } finally {
      await bron.destroy();
    }
  }

  test('gaat het zonder, en zegt de start wat een beheerder moet doen; daarna staat ze aan', async () => {
    const ander = new pg.Client(
      Object.assign(new URL(stad.academie.databaseUrl), { pathname: `/${naam}` }).href,
    );
    await ander.connect();
    await ander.query('CREATE TABLE public.van_een_ander (x serial)');
    await ander.end();
    const [{ versie }] = await stad.academie.dataSource.query<[{ versie: string }]>(
      `SELECT current_setting('server_version_num') AS versie`,
    );
    const zonder = await start();
    const twee = Object.keys(bereikVanBestuur.own).length * 2;
    // The rules are the owner's own; only who may take on the role is not.
    expect(zonder).toEqual({
      gezegd: [expect.stringContaining('De rijbeveiliging staat uit')],
      beleid: twee,
      regels: 0,
    });
    const [, opdrachten = ''] = /start opnieuw: (.*)$/.exec(zonder.gezegd[0]!) ?? [];
    expect(opdrachten).toContain(`GRANT "academie_bestuur" TO "${server}"`);
    await beheer(opdrachten);
    expect(await start()).toEqual({ gezegd: [], beleid: twee, regels: 0 });
    expect(await start()).toEqual({ gezegd: [], beleid: twee, regels: 0 });
    // Another server, for which nobody asked: it says so, and sees what it is to see.
    await beheer(`CREATE ROLE ${server}2 LOGIN PASSWORD 'geheim'`);
    const ander2 = await start({ owner: als(eigenaar), server: als(`${server}2`) });
    expect(ander2.gezegd).toEqual([expect.stringContaining(`GRANT "academie_bestuur" TO "${server}2"`)]);
    expect(await zichtbaarVoor(`${server}2`)).toBe(1);
    if (Number(versie) >= 160000) {
      await beheer(`GRANT academie_bestuur TO ${server}2 WITH INHERIT FALSE, SET FALSE`);
      expect((await start({ owner: als(eigenaar), server: als(`${server}2`) })).gezegd).toHaveLength(1);
    }
    await beheer(`GRANT academie_bestuur TO ${eigenaar}`);
    const alleen = { owner: als(eigenaar), server: als(eigenaar) };
    expect(await start(alleen)).toEqual({ gezegd: [], beleid: twee, regels: 0 });
    expect(await zichtbaarVoor(server)).toBe(2);
  });

  /** How many persons a process that runs in this role sees, when there is one. */
  async function zichtbaarVoor(rol: string): Promise<number> {
    const [maker, lezer] = [new pg.Client(als(eigenaar)), new pg.Client(als(rol))];
    await Promise.all([maker.connect(), lezer.connect()]);
    await maker.query(`INSERT INTO persoon (voornaam, achternaam, email, email_norm, aangemaakt_op)
      VALUES ('A', 'B', '${rol}@b.example', '${rol}@b.example', now())`);
    const { rowCount } = await lezer.query('SELECT FROM persoon');
    await Promise.all([maker.end(), lezer.end()]);
    return rowCount!;
  }
});

test('zonder rijbeveiliging komt het er bij elke deur wel uit, zodat dit iets zegt', async () => {
  connectionsOf(stad.academie.dataSource).withoutRowScope();
  const uitkomst = await zonderElk();
  const lek = new Set(uitkomst.filter(({ uitgekomen }) => uitgekomen).map(({ deur }) => deur));
  const dicht = [...new Set(uitkomst.map(({ deur }) => deur))].filter((deur) => !lek.has(deur));
  // Whom the first offers to take over is cut to the own bestuur by the code as well; the lines of the second are chosen
  // by the record that they are about, and only their names by the bestuur.
  expect(dicht.toSorted()).toEqual(['bestuur GET /beheer/gebruikers/:id', 'bestuur GET /bestuur/downloads']);
});
