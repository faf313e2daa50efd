import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verify } from '@node-rs/argon2';
import { DataSource } from 'typeorm';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { controleer } from '../../src/invarianten/invarianten.queries.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort, CohortTelling } from '../../src/cohorten/cohort.entity.js';
import { aanmeldstand } from '../../src/cohorten/cohorten.rules.js';
import { isLesdag } from '../../src/cohorten/lesdagen.rules.js';
import { Schoolvakantie } from '../../src/cohorten/schoolvakantie.entity.js';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { dateOf } from '../../src/platform/clock/dates.js';
import { GebruikerRol } from '../../src/toegang/gebruiker-rol.entity.js';
import { Gebruiker } from '../../src/toegang/gebruiker.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { catalogusdiensten, maakDataSource } from '../support/catalogusdiensten.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';
import { rekentijd } from '../support/tijd.js';
import { demogebruikers, demowachtwoord } from '../../src/inloggen/inloggen.rules.js';
import { demoPersoon } from '../../src/demo/demo-aanmeldingen.rules.js';

const dagen = [
  '2026-11-22',
  '2026-12-24',
  '2027-02-14',
  '2027-05-31',
  '2027-07-20',
  '2028-02-29',
  '2030-10-05',
];

test('geen demopersoon heet zoals iemand in de bronnen', () => {
  const namen = Array.from({ length: 3 * 806 }, (_, i) => demoPersoon(i)).map(
    ({ voornaam, achternaam }) => `${voornaam} ${achternaam}`,
  );
  expect(namen).not.toContain('Lotte Bakker');
});

test('elke persoon van de demo heeft een eigen adres', () => {
  const adressen = Array.from({ length: 806 }, (_, i) => demoPersoon(i).email);
  expect(new Set(adressen).size).toBe(806);
  expect(adressen.every((adres) => /^[a-z]+\.[a-z]+@school\.example$/.test(adres))).toBe(true);
  expect(demoPersoon(2)).toMatchObject({ voornaam: 'Chaima', tussenvoegsel: 'van den', achternaam: 'Berg' });
});

describe.each(dagen)('de demo geladen op %s', (dag) => {
  const clock = new FixedClock(new Date(`${dag}T09:00:00Z`));
  let database: TestDatabase;
  let bron: DataSource;
  let duur: number;

  beforeAll(async () => {
    database = await maakTestDatabase();
    bron = await maakDataSource(database.url);
    const { demo } = catalogusdiensten(bron, clock);
    let geladen!: boolean[];
    duur = await rekentijd(async () => {
      geladen = await Promise.all([demo.laadAlsLeeg(), demo.laadAlsLeeg()]);
    });
    expect(geladen.sort()).toEqual([false, true]);
  });

  afterAll(async () => {
    await bron.destroy();
    await database.sluit();
  });

  const cohort = (code: string): Promise<Cohort> => bron.manager.findOneByOrFail(Cohort, { code });
  const aantal = async (code: string, ...status: string[]): Promise<number> => {
    const { id } = await cohort(code);
    const rijen = await bron.manager.findBy(Aanmelding, { cohortId: id });
    return rijen.filter((a) => status.length === 0 || status.includes(a.status)).length;
  };
  const stand = async (code: string): Promise<string> => {
    const gevonden = await cohort(code);
    const [eerste] = await bron.manager.find(Bijeenkomst, {
      where: { cohortId: gevonden.id },
      order: { begint: 'ASC' },
      take: 1,
    });
    return aanmeldstand(gevonden, dateOf(clock.now()), eerste !== undefined && eerste.begint <= clock.now());
  };

  test('is er binnen twee seconden, een keer, en niet nog eens', async () => {
    expect(duur).toBeLessThan(2000);
    expect(await bron.manager.count(Opleiding)).toBe(30);
    expect(await catalogusdiensten(bron, clock).demo.laadAlsLeeg()).toBe(false);
    expect(await bron.manager.count(Gebruiker)).toBe(demogebruikers.length);
    // A demo of an earlier version, without one of the log-ins that the start names.
    await bron.manager.delete(Gebruiker, { email: 'schoolleider@demo.example' });
    expect(await catalogusdiensten(bron, clock).demo.laadAlsLeeg()).toBe(false);
    expect(await bron.manager.count(Gebruiker)).toBe(demogebruikers.length);
  });

  test('heeft een cohort in elke situatie', async () => {
    expect(await stand('LAS1-A')).toBe('open');
    expect(await aantal('LAS1-A', 'geplaatst', 'voorlopig')).toBeLessThan(20);
    expect(await stand('COT-B-2')).toBe('open');
    expect(await aantal('COT-B-2', 'geplaatst')).toBe((await cohort('COT-B-2')).capaciteit);
    expect(await aantal('COT-B-2', 'wachtlijst')).toBe(4);
    expect(await aantal('IBKC-A', 'geplaatst', 'voorlopig')).toBe((await cohort('IBKC-A')).capaciteit! - 1);
    expect(await stand('VREEDZAAM-A')).toBe('open');
    expect(await aantal('VREEDZAAM-A', 'geplaatst')).toBeLessThan((await cohort('VREEDZAAM-A')).minimum! / 2);
    expect(await aantal('COT-B-1', 'voltooid', 'niet-voltooid')).toBe(14);
    expect(await stand('LAS2-B')).toBe('nog-niet');
    expect(await stand('EXPED-1')).toBe('geannuleerd');
    for (const code of ['COT-V-A', 'BZI-A', 'ORI-A', 'WEB-A', 'STUDIEREIS-A', 'CHALL-A', 'OADD-A']) {
      expect([code, await stand(code)]).toEqual([code, 'open']);
    }
  });

  test('maakt van de 50 die de bronnen op het webevent hoopten niet het aantal plaatsen', async () => {
    expect((await cohort('WEB-A')).toelichting).toContain('50 deelnemers als streven');
    expect((await cohort('WEB-A')).capaciteit).not.toBe(50);
  });

  test('heeft iets te doen en iets gedaan', async () => {
    const { id } = await cohort('NKS-A');
    const lessen = await bron.manager.find(Bijeenkomst, {
      where: { cohortId: id },
      order: { begint: 'ASC' },
    });
    const geweest = lessen.filter(({ eindigt }) => eindigt <= clock.now());
    const vast = await bron.query<{ id: string }[]>('SELECT DISTINCT bijeenkomst_id AS id FROM aanwezigheid');
    const ingevuld = geweest.map((les) => vast.some((v) => v.id === les.id));
    expect(ingevuld).toEqual(geweest.map((les) => les !== geweest.at(-1)));
    expect(geweest.length).toBeGreaterThan(1);
    expect(await bron.query(`SELECT FROM bericht WHERE status = 'mislukt'`)).toHaveLength(1);
    expect(await bron.query('SELECT FROM belangstelling')).toHaveLength(9);
    expect((await cohort('COT-V-B')).status).toBe('concept');
    const uren = await bron.query<{ uur: number }[]>(
      `SELECT DISTINCT extract(hour FROM aangemeld_op AT TIME ZONE 'Europe/Amsterdam')::int AS uur FROM aanmelding`,
    );
    expect(uren.every(({ uur }) => uur >= 8 && uur < 18)).toBe(true);
  });

  test('heeft certificaten, en cohorten die aan de hunne toe zijn', async () => {
    const nummers = await bron.query<{ code: string; nummer: string }[]>(
      `SELECT c.code, k.nummer FROM certificaat k JOIN aanmelding a ON a.id = k.aanmelding_id
         JOIN cohort c ON c.id = a.cohort_id`,
    );
    for (const code of ['IBKC-0', 'COT-B-0']) {
      expect((await cohort(code)).status).toBe('gecertificeerd');
      expect(nummers.filter((n) => n.code === code).length).toBeGreaterThan(5);
    }
    expect([(await cohort('COT-B-1')).status, (await cohort('VREEDZAAM-0')).status]).toEqual([
      'afgerond',
      'afgerond',
    ]);
  });

  test('breekt geen invariant', async () => {
    expect(await controleer(bron, clock.now())).toEqual([]);
  });

  test('komt bijeen op lesdagen, met wat klaar is in het verleden en wat loopt halverwege', async () => {
    const vakanties = await bron.manager.find(Schoolvakantie);
    const bijeenkomsten = await bron.manager.find(Bijeenkomst, { order: { begint: 'ASC' } });
    expect(bijeenkomsten.filter(({ begint }) => !isLesdag(dateOf(begint), vakanties))).toEqual([]);
    expect(new Set(bijeenkomsten.map((b) => `${b.cohortId} ${b.begint.toISOString()}`)).size).toBe(
      bijeenkomsten.length,
    );
    const van = async (code: string) => {
      const { id } = await cohort(code);
      return bijeenkomsten.filter((b) => b.cohortId === id).map((b) => b.begint);
    };
    expect((await van('COT-B-1')).at(-1)!.getTime()).toBeLessThan(clock.now().getTime());
    const lopend = await van('LAS2-A');
    expect(lopend[0]!.getTime()).toBeLessThan(clock.now().getTime());
    expect(lopend.at(-1)!.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  test('houdt de volgorde van sluiten, go/no-go en eerste bijeenkomst', async () => {
    for (const c of await bron.manager.findBy(Cohort, { status: 'open' })) {
      const [eerste] = await bron.manager.find(Bijeenkomst, {
        where: { cohortId: c.id },
        order: { begint: 'ASC' },
        take: 1,
      });
      const volgorde = [c.aanmeldenVoor, c.goNoGoOp, dateOf(eerste!.begint)].filter((d) => d !== null);
      expect([c.code, volgorde]).toEqual([c.code, [...volgorde].sort()]);
    }
  });
});

describe('wat de stukken zeggen', () => {
  let database: TestDatabase;
  let bron: DataSource;
  const clock = new FixedClock(new Date('2026-11-22T09:00:00Z'));

  beforeAll(async () => {
    database = await maakTestDatabase();
    bron = await maakDataSource(database.url);
    await catalogusdiensten(bron, clock).demo.laadAlsLeeg();
  });

  afterAll(async () => {
    await bron.destroy();
    await database.sluit();
  });

  const gecertificeerd = async (code: string) => {
    const { id } = await bron.manager.findOneByOrFail(Cohort, { code });
    const tellingen = await bron.manager.findBy(CohortTelling, { cohortId: id, soort: 'gecertificeerd' });
    return tellingen.map(({ leerjaar, aantal }) => [leerjaar, aantal]).sort();
  };

  test('de aantallen: 28 en 19 per leerjaar, en onbekend is null', async () => {
    expect(await gecertificeerd('NKS-2024')).toEqual([
      [1, 28],
      [2, 19],
    ]);
    expect(await gecertificeerd('LAS1-2024')).toEqual([[null, 17]]);
    expect(await gecertificeerd('LAS2-2024')).toEqual([[null, null]]);
    const { toelichting } = await bron.manager.findOneByOrFail(Cohort, { code: 'NKS-2024' });
    expect(toelichting).toContain('48');
    expect(toelichting).toContain('47');
  });

  test('de besturen luisteren naar al hun namen, en de twee Overvechts zijn twee scholen', async () => {
    const { besturen } = catalogusdiensten(bron, clock);
    for (const naam of ['SPO', 'spou', 'SPO Utrecht', '41400', ' s p o u ']) {
      expect([naam, (await besturen.vindBestuur(naam))?.code]).toEqual([naam, 'SPO']);
    }
    for (const naam of ['PCOU', 'PCOU/Willibrord', 'willibrord', '62662']) {
      expect([naam, (await besturen.vindBestuur(naam))?.code]).toEqual([naam, 'PCOU']);
    }
    expect((await besturen.vindBestuur('Wijs!'))?.code).toBe('WIJS');
    expect(await besturen.vindBestuur('')).toBeUndefined();
    const scholen = await bron.manager.find(School);
    expect(scholen.map(({ naam }) => naam).filter((naam) => naam.includes('Overvecht'))).toHaveLength(2);
    expect(scholen.every((s) => s.herkomst === 'voorbeeld' && /^99ZZ\d\d$/.test(s.vestigingscode))).toBe(
      true,
    );
  });

  test('verzonnen waarden spreken elkaar niet tegen: de contacturen zijn de uren van de bijeenkomsten', async () => {
    const uren = await bron.query<{ code: string; contacturen: number; uren: number }[]>(
      `SELECT c.code, o.contacturen, (SELECT sum(extract(epoch FROM b.eindigt - b.begint)) / 3600 FROM bijeenkomst b
                WHERE b.cohort_id = c.id)::float AS uren
         FROM cohort c JOIN opleiding o ON o.id = c.opleiding_id
        WHERE o.contacturen IS NOT NULL AND EXISTS (SELECT 1 FROM bijeenkomst b WHERE b.cohort_id = c.id)`,
    );
    expect(uren.length).toBeGreaterThan(3);
    expect(uren.filter(({ contacturen, uren: samen }) => contacturen !== samen)).toEqual([]);
  });

  test('van wat alleen is aangekondigd, zegt niets dat het er was', async () => {
    const aangekondigd = await bron.manager.findBy(Cohort, { alleenAangekondigd: true });
    expect(aangekondigd.length).toBe(13);
    expect(aangekondigd.filter(({ toelichting }) => !toelichting?.startsWith('Aangekondigd'))).toEqual([]);
    const zonder = (await bron.manager.find(Cohort)).filter(
      ({ alleenAangekondigd, toelichting }) => !alleenAangekondigd && toelichting?.startsWith('Aangekondigd'),
    );
    expect(zonder).toEqual([]);
  });

  test('wat is verzonnen zegt dat', async () => {
    const metData = new Set((await bron.manager.find(Bijeenkomst)).map(({ cohortId }) => cohortId));
    for (const c of await bron.manager.find(Cohort)) {
      if (c.capaciteit === null) continue;
      const verzonnen = ['capaciteit', ...(metData.has(c.id) ? ['bijeenkomsten'] : [])];
      expect([c.code, c.voorbeeldvelden]).toEqual([c.code, expect.arrayContaining(verzonnen)]);
    }
    const metPrijs = (await bron.manager.find(Opleiding)).filter((o) => o.kostenCent !== null);
    expect(metPrijs.every((o) => o.voorbeeldvelden.includes('kostenCent'))).toBe(true);
    const besturen = await bron.manager.findBy(Bestuur, { voorbeeld: true });
    expect(besturen.map(({ naam }) => naam!.startsWith('Voorbeeldbestuur'))).toEqual([true, true, true]);
  });

  test('beide contacten van de demo zien eigen mensen, en de trainer heeft cohorten', async () => {
    for (const email of ['bestuur.spo@demo.example', 'bestuur.ksu@demo.example']) {
      const { id } = await bron.manager.findOneByOrFail(Gebruiker, { email });
      const { bestuurId } = await bron.manager.findOneByOrFail(GebruikerRol, { gebruikerId: id });
      const eigen = await bron.manager.findBy(Aanmelding, { bestuurId: bestuurId! });
      expect(eigen.length).toBeGreaterThan(10);
      expect(new Set(eigen.map(({ cohortId }) => cohortId)).size).toBeGreaterThan(5);
    }
    const trainer = await bron.manager.findOneByOrFail(Gebruiker, { email: 'trainer@demo.example' });
    const les = await bron.manager.findBy(Bijeenkomst, { trainerId: trainer.id });
    expect(new Set(les.map(({ cohortId }) => cohortId)).size).toBe(4);
    expect(await verify(trainer.wachtwoordHash!, demowachtwoord)).toBe(true);
    expect(trainer.demo).toBe(true);
  });

  test('de mensen zijn verzonnen en hebben lange geheimen', async () => {
    const aanmeldingen = await bron.manager.find(Aanmelding);
    expect(aanmeldingen.every(({ token }) => /^[\w-]{32}$/.test(token))).toBe(true);
    const personen = await bron.manager.find(Persoon);
    expect(personen.every(({ email }) => email.endsWith('@school.example'))).toBe(true);
  });
});
