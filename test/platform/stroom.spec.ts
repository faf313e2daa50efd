import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pauze } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { type Ask, copyOut } from '../../src/platform/database/copy.js';
import { LijstbestandenService } from '../../src/deelnemerslijsten/lijstbestanden.service.js';
import { withValues } from '../../src/platform/database/literals.js';
import { dataSourceOptions } from '../../src/platform/database/data-source.js';
import { sqlstate } from '../../src/platform/database/sql-error.js';
import { terms } from '../../src/platform/database/work.js';
import { Lists, listsAtOnce } from '../../src/platform/lists.js';
import { Spool } from '../../src/platform/spool.js';
import { webLimits } from '../../src/platform/web/draining.js';
import { reeks } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar, verbreekVerbindingen } from '../support/database.js';
import { logIn } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { startTussenstation } from '../support/tussenstation.js';
import { totdat } from '../support/tijd.js';

let academie: Academie;
let ds: DataSource;
let lists: Lists;
beforeAll(async () => {
  academie = await startAcademie();
  ds = academie.dataSource;
  lists = academie.app.get(Lists);
});
afterAll(() => academie?.sluit());

/** Of the connections of lists: how many there are, and how many are at work or in a transaction. */
async function verbindingen(): Promise<{ alle: number; bezig: number }> {
  const [stand] = await ds.query<[{ alle: number; bezig: number }]>(
    `SELECT count(*)::integer AS alle, (count(*) FILTER (WHERE state <> 'idle'))::integer AS bezig
       FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'academie list'`,
  );
  return stand;
}
const kopie = (sql: string, vooraf: (ask: Ask) => Promise<unknown> = () => Promise.resolve()) =>
  copyOut(ds, async (ask) => (await vooraf(ask), `COPY (${sql}) TO STDOUT`));
/** As many bytes as no buffer between here and a reader holds. */
const VEEL = `SELECT repeat('x', 999) FROM generate_series(1, 20000)`;
/** Has no end; ten kilobytes every millisecond or so. */
const EINDELOOS = `SELECT repeat('x', 9999), pg_sleep(0.001) FROM (SELECT generate_series(1, 1000000000)) AS reeks`;

const lees = async (stroom: Readable): Promise<string> => (await buffer(stroom)).toString();
async function* tekst(...stukken: string[]): AsyncGenerator<Uint8Array> {
  for (const stuk of stukken) yield await Promise.resolve(Buffer.from(stuk));
}

describe('een spoel', () => {
  let map: string;
  beforeEach(async () => void (map = await mkdtemp(path.join(tmpdir(), 'academie-test-'))));
  afterEach(() => rm(map, { recursive: true }));

  test('geeft terug wat erin ging, vanaf het begin, en heeft geen naam', async () => {
    const spoel = await Spool.open(map);
    expect(await readdir(map)).toEqual([]);
    const groot = 'y'.repeat(1_000_000);
    const gevuld = spoel.fill(tekst('een', groot, 'twee'));
    expect(await lees(spoel)).toBe(`een${groot}twee`);
    await gevuld;
  });

  test('wie eerder leest dan er iets is, wacht', async () => {
    const spoel = await Spool.open(map);
    const gelezen = lees(spoel);
    await pauze(20);
    await spoel.fill(tekst('laat'));
    expect(await gelezen).toBe('laat');
  });

  test('houdt de volgorde, of iemand nu voor of achter loopt', async () => {
    const spoel = await Spool.open(map);
    const stukken = Array.from({ length: 200 }, (_, i) => `${i}:${'z'.repeat((i * 7919) % 90_000)};`);
    async function* metHorten(): AsyncGenerator<Uint8Array> {
      for (const [i, stuk] of stukken.entries()) {
        if (i % 9 === 0) await pauze(2);
        yield Buffer.from(stuk);
      }
    }
    const gevuld = spoel.fill(metHorten());
    let gelezen = '';
    for await (const stuk of spoel) {
      gelezen += String(stuk);
      if (gelezen.length % 5 === 0) await pauze(2);
    }
    await gevuld;
    expect(gelezen === stukken.join('')).toBe(true);
  });

  const vol = existsSync('/dev/full') ? test : test.skip;
  vol('op een volle schijf hoort wie vult het, en breekt het af voor wie leest', async () => {
    const spoel = new Spool(await open('/dev/full', 'r+'));
    await expect(spoel.fill(tekst('iets'))).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(lees(spoel)).rejects.toThrow();
    expect(spoel.closed).toBe(true);
  });
});

describe('een lijst die uitgaat', () => {
  test('houdt geen verbinding, geen beurt en geen geheugen, hoe langzaam iemand ook leest', async () => {
    const stromen = await Promise.all([1, 2, 3, 4].map(() => lists.stream(kopie(VEEL))));
    await totdat(async () => (await verbindingen()).bezig === 0);
    expect(await lists.make(() => Promise.resolve('klaar'))).toBe('klaar');
    expect(Math.max(...stromen.map(({ readableLength }) => readableLength))).toBeLessThan(1_000_000);
    for (const stroom of stromen) expect((await buffer(stroom)).length).toBe(20_000_000);
  });

  test('begint voor zij af is', async () => {
    const stroom = await lists.stream(kopie(EINDELOOS));
    const [stuk] = (await stroom.take(1).toArray()) as [Buffer];
    expect(stuk.length).toBeGreaterThan(0);
    stroom.destroy();
    await totdat(async () => (await verbindingen()).bezig === 0);
  });

  test('stopt als de lezer weggaat: de verbinding wordt niet hergebruikt, de beurt is vrij', async () => {
    const weg = await Promise.all(reeks(listsAtOnce).map(() => lists.stream(kopie(EINDELOOS))));
    expect((await verbindingen()).bezig).toBe(listsAtOnce);
    weg.forEach((stroom) => stroom.destroy());
    expect(await lists.make(() => ds.query('SELECT 1 AS een'))).toEqual([{ een: 1 }]);
    await totdat(async () => (await verbindingen()).bezig === 0);
  });

  test('wat misgaat voor de eerste byte is een antwoord', async () => {
    const fout = await lists.stream(kopie('SELECT 1 / 0')).catch((reden: unknown) => reden);
    expect(sqlstate(fout)).toBe('22012');
    const weigering = new Error('niet vastgelegd');
    await expect(lists.stream(kopie(VEEL, () => Promise.reject(weigering)))).rejects.toBe(weigering);
    await totdat(async () => (await verbindingen()).bezig === 0);
  });

  test.each([
    ['duurt het te lang', (ask: Ask) => ask('SET LOCAL statement_timeout = 1000', []), () => undefined],
    ['valt de database weg', () => Promise.resolve(), () => verbreekVerbindingen(ds)],
  ])('%s, dan breekt zij af, en het logboek zegt het', async (_wat, vooraf, daarna) => {
    const gezegd = jest.spyOn(lists['logger'], 'error').mockReturnValue(undefined);
    try {
      const stroom = await lists.stream(kopie(EINDELOOS, vooraf));
      const gelezen = lees(stroom);
      await daarna();
      await expect(gelezen).rejects.toThrow();
      await totdat(() => gezegd.mock.calls.length > 0);
      expect(gezegd.mock.calls).toEqual([[expect.stringContaining('A file broke off')]]);
      await totdat(async () => (await verbindingen()).bezig === 0);
      expect((await buffer(await lists.stream(kopie('SELECT 7')))).toString()).toBe('7\n');
    } finally {
      gezegd.mockRestore();
    }
  });

  test('breekt af als het netwerk zwijgt', async () => {
    const geduld = terms.list.statement;
    const tussen = await startTussenstation(academie.databaseUrl);
    const los = new DataSource(dataSourceOptions(tussen.url, { entities: [], migrations: [] }));
    jest.spyOn(lists['logger'], 'error').mockReturnValue(undefined);
    try {
      terms.list.statement = 1000;
      await los.initialize();
      const lang = copyOut(los, () => Promise.resolve(`COPY (${EINDELOOS}) TO STDOUT`));
      const gelezen = lees(await lists.stream(lang));
      tussen.slik();
      await expect(gelezen).rejects.toThrow('the database does not answer');
    } finally {
      terms.list.statement = geduld;
      await tussen.sluit();
      await los.destroy();
    }
  });

  test('is van een moment: wat erna komt telt niet mee', async () => {
    await alsEigenaar(() => ds.query('CREATE TABLE proef AS SELECT 1 AS n; GRANT ALL ON proef TO PUBLIC'));
    const stroom = await lists.stream(
      kopie('SELECT n FROM proef', async (ask) => {
        expect(await ask('SELECT count(*)::integer AS n FROM proef', [])).toEqual([{ n: 1 }]);
        await ds.query('INSERT INTO proef VALUES (2)');
      }),
    );
    expect(await lees(stroom)).toBe('1\n');
  });
});

describe('over het web', () => {
  /** A deelnemerslijst that is made of this. */
  async function vraagLijst(huis: Academie, stroom: () => AsyncIterable<Uint8Array>): Promise<Response> {
    const bestanden = huis.app.get(LijstbestandenService);
    jest.spyOn(bestanden, 'maak').mockImplementation(() => huis.app.get(Lists).stream(stroom()));
    const { cookie } = await logIn(huis, await maakGebruiker(huis.dataSource));
    const weg = new AbortController();
    const antwoord = await fetch(`${huis.url}/api/v1/deelnemerslijst`, {
      headers: { cookie, accept: 'text/csv' },
      signal: weg.signal,
    });
    gaWeg = () => weg.abort();
    return antwoord;
  }
  let gaWeg = (): void => undefined;

  test('is een afgebroken lijst geen heel bestand', async () => {
    jest.spyOn(lists['logger'], 'error').mockReturnValue(undefined);
    async function* half(): AsyncGenerator<Uint8Array> {
      yield* tekst('x'.repeat(1_000_000));
      await pauze(50);
      throw new Error('halverwege');
    }
    const antwoord = await vraagLijst(academie, half);
    expect(antwoord.status).toBe(200);
    await expect(antwoord.text()).rejects.toThrow();
  });

  test('maakt wie ophangt zijn beurt en verbinding vrij', async () => {
    const antwoord = await vraagLijst(academie, () => kopie(EINDELOOS));
    await antwoord.body!.getReader().read();
    expect((await verbindingen()).bezig).toBe(1);
    gaWeg();
    await totdat(async () => (await verbindingen()).bezig === 0);
    await Promise.all([1, 2].map(() => lists.make(() => Promise.resolve())));
  });

  test('houdt een lijst die onderweg is het stoppen niet tegen', async () => {
    const ander = await startAcademie({}, undefined, { ...webLimits, drain: 200 });
    const lang = () => copyOut(ander.dataSource, () => Promise.resolve(`COPY (${EINDELOOS}) TO STDOUT`));
    const antwoord = await vraagLijst(ander, lang);
    const gelezen = antwoord.text();
    await Promise.all([ander.sluit(), expect(gelezen).rejects.toThrow()]);
  });
});

describe('waarden in een opdracht', () => {
  test.each([
    `'`,
    `''; DROP TABLE aanmelding; --`,
    String.raw`\'; SELECT 1`,
    String.raw`\\`,
    '$1 $2 $$',
    '$&',
    'ë😀\u2028\n\r\t',
    '',
  ])('%j komt er net zo uit', async (waarde) => {
    const rijen = await ds.query<unknown[]>(
      withValues('SELECT $1::text AS een, $2::text[] AS rij, $3::text AS geen, $4::timestamptz AS op', [
        waarde,
        [waarde, 'x', waarde],
        null,
        new Date(0),
      ]),
    );
    expect(rijen).toEqual([{ een: waarde, rij: [waarde, 'x', waarde], geen: null, op: new Date(0) }]);
  });

  test('een lege rij is leeg; NUL en wat niet is gegeven worden geweigerd', async () => {
    expect(await ds.query(withValues('SELECT $1::text[] AS rij', [[]]))).toEqual([{ rij: [] }]);
    expect(() => withValues('SELECT $1', ['a\0b'])).toThrow();
    expect(() => withValues('SELECT $2', ['a'])).toThrow();
  });
});
