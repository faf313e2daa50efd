import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { stringify } from 'yaml';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort, CohortTelling } from '../../src/cohorten/cohort.entity.js';
import { Schoolvakantie } from '../../src/cohorten/schoolvakantie.entity.js';
import { Opleiding, OpleidingVersie } from '../../src/opleidingen/opleiding.entity.js';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { dateOf, formatTime } from '../../src/platform/clock/dates.js';
import { DomainError } from '../../src/platform/errors/domain-error.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { catalogusdiensten, maakDataSource } from '../support/catalogusdiensten.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';

const clock = new FixedClock(new Date('2026-11-10T09:00:00Z'));
let database: TestDatabase;
let bron: DataSource;
let diensten: ReturnType<typeof catalogusdiensten>;

beforeEach(async () => {
  clock.set(new Date('2026-11-10T09:00:00Z'));
  database = await maakTestDatabase();
  bron = await maakDataSource(database.url);
  diensten = catalogusdiensten(bron, clock);
  await diensten.vakanties.laad();
});

afterEach(async () => {
  await bron.destroy();
  await database.sluit();
});

const lees = (tekst: string) => diensten.catalogus.importeer(systeem, tekst);
const leesAlles = (bestand: object) => lees(stringify(bestand));
const cohort = (code: string): Promise<Cohort> => bron.manager.findOneByOrFail(Cohort, { code });

async function weigering(tekst: string): Promise<[string, string][]> {
  const fout: unknown = await lees(tekst).catch((error: unknown) => error);
  expect(fout).toBeInstanceOf(DomainError);
  expect(fout).toMatchObject({ kind: 'ongeldig', code: 'catalogus-geweigerd' });
  return (fout as DomainError).fouten.map(({ veld, melding }) => [veld, melding]);
}

const las = {
  code: 'LAS1',
  naam: 'LAS I',
  soort: 'opleiding',
  doelgroepen: ['directeur', "IB'er"],
  sectoren: ['go', 'po'],
};
const groep = {
  code: 'LAS1-A',
  opleiding: 'LAS1',
  naam: 'Groep A',
  status: 'open',
  capaciteit: 3,
  minimum: 1,
  bijeenkomsten: [{ op: '2027-01-13', van: '13:30', tot: '17:00' }],
};

async function meldAan(code: string, ...plaatsnummers: number[]): Promise<void> {
  const { id: cohortId, capaciteit } = await cohort(code);
  for (const plaatsnummer of plaatsnummers) {
    const email = `p${plaatsnummer}@school.example`;
    const nu = clock.now();
    const persoon = { voornaam: 'P', achternaam: 'X', email, emailNorm: email, aangemaaktOp: nu };
    const { id: persoonId } = await bron.manager.save(Persoon, persoon);
    await bron.manager.insert(Aanmelding, {
      cohortId,
      persoonId,
      functie: 'leraar',
      status: 'geplaatst',
      plaatsnummer,
      plaatsVan: capaciteit,
      token: `t${plaatsnummer}`,
      aangemeldOp: nu,
      statusSinds: nu,
    });
  }
}

describe('een catalogus lezen', () => {
  test('voegt opleidingen en cohorten toe, ook wat volgt op iets verderop', async () => {
    const las2 = { code: 'LAS2', naam: 'LAS II', soort: 'opleiding', vervolgOp: 'LAS1' };
    const verslag = await leesAlles({ opleidingen: [las2, las], cohorten: [groep] });
    expect(verslag).toEqual({
      opleidingen: { totaal: 2, gewijzigd: 2 },
      cohorten: { totaal: 1, gewijzigd: 1 },
    });
    const opleiding = await bron.manager.findOneByOrFail(Opleiding, { code: 'LAS1' });
    expect(opleiding.doelgroepen).toEqual(['schoolleider', 'intern-begeleider']);
    expect(opleiding.sectoren).toEqual(['po', 'go']);
    expect(opleiding.gepubliceerd).toBe(true);
    const vervolg = await bron.manager.findOneByOrFail(Opleiding, { code: 'LAS2' });
    expect(vervolg.vervolgOpId).toBe(opleiding.id);
    expect(await cohort('LAS1-A')).toMatchObject({ schooljaar: '2026-2027', capaciteit: 3, versie: 1 });
    const [les] = await bron.manager.find(Bijeenkomst);
    expect([dateOf(les!.begint), formatTime(les!.begint), formatTime(les!.eindigt)]).toEqual([
      '2027-01-13',
      '13:30',
      '17:00',
    ]);
  });

  test('houdt wat een gewijzigde opleiding eerst zei, een keer voor alles wat wijzigde', async () => {
    const las2 = { code: 'LAS2', naam: 'LAS II', soort: 'opleiding' };
    await leesAlles({ opleidingen: [las, las2] });
    clock.advance(60);
    const volgt = { ...las2, naam: 'LAS twee', vervolgOp: 'LAS1' };
    const verslag = await leesAlles({ opleidingen: [volgt, las] });
    expect(verslag.opleidingen).toEqual({ totaal: 2, gewijzigd: 1 });
    const versies = await bron.manager.find(OpleidingVersie);
    expect(versies).toHaveLength(1);
    expect(versies[0]).toMatchObject({ nummer: 1, geldigTot: clock.now() });
    expect(versies[0]!.gegevens).toMatchObject({ naam: 'LAS II', vervolgOpId: null });
    const nu = await bron.manager.findOneByOrFail(Opleiding, { code: 'LAS2' });
    expect(nu).toMatchObject({ naam: 'LAS twee', versie: 2 });
    const regel = await bron.manager.findOneByOrFail(Auditregel, { code: 'opleiding.gewijzigd' });
    expect(regel.gegevens.velden).toEqual({
      naam: { van: 'LAS II', naar: 'LAS twee' },
      vervolgOp: { van: null, naar: 'LAS1' },
    });
  });

  test('een tweede keer wijzigt niets, tot in de rijen', async () => {
    const bestand = {
      besturen: [{ code: 'SPO', naam: 'SPO Utrecht', aliassen: ['SPOU'] }],
      scholen: [{ vestigingscode: '99ZZ01', naam: 'Voorbeeld', plaats: 'Utrecht', bestuur: 'spou' }],
      opleidingen: [las],
      cohorten: [{ ...groep, tellingen: [{ soort: 'gecertificeerd', aantal: null }] }],
    };
    const inhoud = () =>
      Promise.all(
        [Bestuur, School, Opleiding, Cohort, Bijeenkomst, CohortTelling].map((e) =>
          bron.manager.find<object>(e),
        ),
      );
    await leesAlles(bestand);
    const voor = await inhoud();
    expect(await leesAlles(bestand)).toMatchObject({
      opleidingen: { gewijzigd: 0 },
      cohorten: { gewijzigd: 0 },
    });
    expect(await inhoud()).toEqual(voor);
    const [telling] = await bron.manager.find(CohortTelling);
    expect(telling!.aantal).toBeNull();
  });

  test('wijzigt wat anders is en schrijft op van wat naar wat', async () => {
    await leesAlles({ opleidingen: [las], cohorten: [groep] });
    const anders = {
      ...groep,
      naam: 'Groep B',
      bijeenkomsten: [{ op: '2027-01-14', van: '09:00', tot: '12:00' }],
    };
    expect(await leesAlles({ cohorten: [anders] })).toMatchObject({ cohorten: { totaal: 1, gewijzigd: 1 } });
    expect(await cohort('LAS1-A')).toMatchObject({ naam: 'Groep B', versie: 2 });
    const lessen = await bron.manager.find(Bijeenkomst);
    expect(lessen.map(({ begint }) => dateOf(begint))).toEqual(['2027-01-14']);
    const [regel] = await bron.manager.findBy(Auditregel, { code: 'cohort.gewijzigd' });
    expect(regel!.gegevens).toEqual({ velden: { naam: { van: 'Groep A', naar: 'Groep B' } } });
  });

  test('vult in wat een bestuur mist, en laat wat een mens het gaf', async () => {
    await bron.manager.insert(Bestuur, {
      nummer: '41400',
      naam: 'Onze eigen naam',
      email: 'wij@spo.example',
    });
    await leesAlles({
      besturen: [{ nummer: '41400', code: 'SPO', naam: 'SPO Utrecht', email: 'zij@spo.example' }],
    });
    expect(await bron.manager.find(Bestuur)).toEqual([
      expect.objectContaining({
        naam: 'Onze eigen naam',
        code: 'SPO',
        email: 'wij@spo.example',
        aliassen: ['SPO Utrecht'],
      }),
    ]);
  });

  test('verbetert een schoolvakantie', async () => {
    await lees('vakanties: [{ regio: Midden, naam: Kerstvakantie, van: 2026-12-19, totEnMet: 2027-01-04 }]');
    const kerst = await bron.manager.findOneByOrFail(Schoolvakantie, { regio: 'Midden', van: '2026-12-19' });
    expect(kerst.totEnMet).toBe('2027-01-04');
    await diensten.vakanties.laad();
    expect(await bron.manager.count(Schoolvakantie)).toBe(20);
  });
});

describe('een bestand met fouten', () => {
  test('wordt met alle geweigerd, per regel en veld, en laat niets achter', async () => {
    const fouten = await weigering(
      [
        'besturen:', //                                               1
        '  - { code: SPO, naam: SPO Utrecht }', //                    2
        'opleidingen:', //                                            3
        '  - code: las 1', //                                         4
        '    naam: LAS I', //                                         5
        '    soort: cursus', //                                       6
        '    doelgroepen: [tovenaar]', //                             7
        '    externUrl: javascript:alert(1)', //                      8
        '    prijs: 10', //                                           9
        'cohorten:', //                                              10
        '  - code: A', //                                            11
        '    opleiding: LAS1', //                                    12
        '    naam: A', //                                            13
        '    status: vol', //                                        14
        '    capaciteit: -1', //                                     15
        '    aanmeldenVoor: 2026-02-31', //                          16
        '    bijeenkomsten:', //                                     17
        '      - { op: { overDagen: morgen }, van: 25:00, tot: 9 }', // 18
      ].join('\n'),
    );
    expect(fouten.map(([veld]) => veld).sort()).toEqual([
      'regel 14, cohorten.0.status',
      'regel 15, cohorten.0.capaciteit',
      'regel 16, cohorten.0.aanmeldenVoor',
      'regel 18, cohorten.0.bijeenkomsten.0.op',
      'regel 18, cohorten.0.bijeenkomsten.0.tot',
      'regel 18, cohorten.0.bijeenkomsten.0.van',
      'regel 4, opleidingen.0.code',
      'regel 6, opleidingen.0.soort',
      'regel 7, opleidingen.0.doelgroepen',
      'regel 8, opleidingen.0.externUrl',
      'regel 9, opleidingen.0.prijs',
    ]);
    expect(fouten.every(([, melding]) => /^[A-ZÉ].*[.;]$|\.$/.test(melding))).toBe(true);
    expect(await bron.manager.count(Bestuur)).toBe(0);
  });

  test('dat niet bij elkaar past wordt met alles geweigerd', async () => {
    const dubbel = { ...groep, minimum: 9 };
    const fouten = await weigering(
      stringify({
        opleidingen: [las, { ...las, vervolgOp: 'LAS9' }],
        scholen: [{ vestigingscode: '99ZZ01', naam: 'X', plaats: 'Utrecht' }],
        cohorten: [
          dubbel,
          { ...dubbel, opleiding: 'BESTAATNIET', capaciteit: null },
          {
            ...groep,
            code: 'C',
            status: 'geannuleerd',
            aanmeldenVanaf: '2027-01-02',
            aanmeldenVoor: '2027-01-01',
          },
          { ...groep, code: 'D', schooljaar: '2026-2028', annuleringsreden: 'x' },
          {
            ...groep,
            code: 'E',
            bijeenkomsten: [{ op: '2027-01-13', van: '17:00', tot: '13:30', leerjaar: 2 }],
          },
          { ...groep, code: 'F', tellingen: Array(2).fill({ soort: 'deelnemers', aantal: 1 }) },
          {
            ...groep,
            code: 'G',
            bijeenkomsten: [{ op: '2027-01-13', van: '13:30', tot: '17:00', aantal: 3 }],
          },
        ],
      }),
    );
    expect(fouten.map(([veld]) => veld.replace(/^regel \d+, /, ''))).toEqual([
      'opleidingen.1.code',
      'cohorten.1.code',
      'opleidingen.1.vervolgOp',
      'cohorten.0.minimum',
      'cohorten.1.opleiding',
      'cohorten.1.capaciteit',
      'cohorten.2.annuleringsreden',
      'cohorten.2.aanmeldenVoor',
      'cohorten.3.status',
      'cohorten.3.schooljaar',
      'cohorten.4.bijeenkomsten.0.tot',
      'cohorten.4.bijeenkomsten.0.leerjaar',
      'cohorten.5.tellingen.1.soort',
      'cohorten.6.bijeenkomsten.0.elkeDagen',
    ]);
    expect(await bron.manager.count(School)).toBe(0);
  });

  test.each([
    ['code: [', /^regel \d+$/],
    ['- een lijst', /bestand/],
    ['opleidingen: LAS1', /opleidingen/],
    ['opleidingen: [LAS1]', /opleidingen/],
    ['a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]', /regel 1, a/],
    ['opleidingen:\n  - { code: A, code: B }', /regel 2/],
  ])('zoals %j wordt geweigerd en loopt niet vast', async (tekst, waar) => {
    expect((await weigering(tekst))[0]![0]).toMatch(waar);
  });

  test('een onbekend bestuur of een onbekende trainer wordt met de regel genoemd', async () => {
    expect(
      await weigering('scholen:\n  - { vestigingscode: 99ZZ01, naam: X, plaats: Y, bestuur: Wie }'),
    ).toEqual([['regel 2, scholen.0.bestuur', 'Er is geen bestuur dat Wie heet.']]);
    const metTrainer = {
      ...groep,
      bijeenkomsten: [{ ...groep.bijeenkomsten[0], trainer: 'wie@demo.example' }],
    };
    const [[, melding] = []] = await weigering(stringify({ opleidingen: [las], cohorten: [metTrainer] }));
    expect(melding).toBe('Er is geen trainer met het adres wie@demo.example.');
    expect(await bron.manager.count(Opleiding)).toBe(0);
  });
});

describe('een cohort met mensen erin', () => {
  beforeEach(async () => {
    await leesAlles({ opleidingen: [las], cohorten: [groep] });
    await meldAan('LAS1-A', 1, 3);
  });

  const aanmeldingen = () => bron.manager.find(Aanmelding, { order: { token: 'ASC' } });

  test('kan niet minder plaatsen krijgen dan er bezet zijn', async () => {
    const voor = await aanmeldingen();
    for (const capaciteit of [1, 0]) {
      const fouten = await weigering(
        stringify({ cohorten: [{ ...groep, capaciteit, minimum: 0, naam: 'Anders' }] }),
      );
      expect(fouten[0]![0]).toMatch(/^regel \d+, cohorten\.0\.capaciteit$/);
      expect(fouten[0]![1]).toContain('al 2 plaatsen bezet');
    }
    const zonder = { ...groep, status: 'afgerond', capaciteit: undefined };
    expect((await weigering(stringify({ cohorten: [zonder] })))[0]![1]).toContain('al 2 plaatsen bezet');
    expect(await aanmeldingen()).toEqual(voor);
    expect(await cohort('LAS1-A')).toMatchObject({ capaciteit: 3, naam: 'Groep A' });
  });

  test('kan omlaag tot de plaatsen die bezet zijn, en weer omhoog', async () => {
    await leesAlles({ cohorten: [{ ...groep, capaciteit: 2 }] });
    expect((await aanmeldingen()).map((a) => [a.plaatsnummer, a.plaatsVan, a.status])).toEqual([
      [1, 2, 'geplaatst'],
      [2, 2, 'geplaatst'],
    ]);
    await leesAlles({ cohorten: [{ ...groep, capaciteit: 30 }] });
    expect((await aanmeldingen()).map((a) => a.plaatsVan)).toEqual([30, 30]);
  });

  test('houdt zijn stand, en zijn dagen, omdat mensen van een wijziging moeten horen', async () => {
    await bron.manager.update(Cohort, { code: 'LAS1-A' }, { status: 'bevestigd' });
    await leesAlles({ cohorten: [{ ...groep, naam: 'Groep Z' }] });
    expect(await cohort('LAS1-A')).toMatchObject({ status: 'bevestigd', naam: 'Groep Z' });
    const verzet = { ...groep, bijeenkomsten: [{ op: '2027-01-20', van: '13:30', tot: '17:00' }] };
    expect((await weigering(stringify({ cohorten: [verzet] })))[0]![1]).toContain('heeft al aanmeldingen');
    expect((await bron.manager.find(Bijeenkomst)).map(({ begint }) => dateOf(begint))).toEqual([
      '2027-01-13',
    ]);
  });

  test('kan niet naar een andere opleiding', async () => {
    const ander = { opleidingen: [{ ...las, code: 'NKS' }], cohorten: [{ ...groep, opleiding: 'NKS' }] };
    expect((await weigering(stringify(ander))).map(([veld]) => veld.split(', ')[1])).toEqual([
      'cohorten.0.opleiding',
    ]);
  });
});

describe('dagen geteld vanaf vandaag', () => {
  const lessen = async (): Promise<string[]> =>
    (await bron.manager.find(Bijeenkomst, { order: { begint: 'ASC' } })).map(({ begint }) => dateOf(begint));
  const metLes = (les: object) => ({
    opleidingen: [las],
    cohorten: [{ ...groep, bijeenkomsten: [{ van: '13:30', tot: '17:00', ...les }] }],
  });

  test.each([
    // Today is Tuesday 10 November 2026; the Christmas holiday is 19 December to 3 January.
    [{ overDagen: 1 }, '2026-11-11'],
    [{ overDagen: 4 }, '2026-11-16'],
    [{ overDagen: 40 }, '2027-01-04'],
    [{ overDagen: 40, weekdag: 'woensdag' }, '2027-01-06'],
    [{ overDagen: -20 }, '2026-10-16'],
    [{ overDagen: -1 }, '2026-11-09'],
  ])('%j is %s', async (op, dag) => {
    await leesAlles(metLes({ op }));
    expect(await lessen()).toEqual([dag]);
  });

  test('een reeks houdt haar weekdag en slaat vakanties over', async () => {
    await leesAlles(metLes({ op: { overDagen: 22, weekdag: 'woensdag' }, aantal: 4, elkeDagen: 14 }));
    expect(await lessen()).toEqual(['2026-12-02', '2026-12-16', '2027-01-06', '2027-01-20']);
  });

  test('een reeks in winter- en zomertijd is op hetzelfde uur', async () => {
    await leesAlles(metLes({ op: '2027-03-24', aantal: 2, elkeDagen: 7 }));
    const tijden = (await bron.manager.find(Bijeenkomst)).map(({ begint }) => formatTime(begint));
    expect(tijden).toEqual(['13:30', '13:30']);
  });

  test('worden een keer geteld: het bestand volgende maand weer lezen verzet niets', async () => {
    const bestand = metLes({ op: { overDagen: 40 } });
    const cohorten = [{ ...bestand.cohorten[0], aanmeldenVoor: { overDagen: 20 } }];
    await leesAlles({ ...bestand, cohorten });
    const voor = [await lessen(), await cohort('LAS1-A')];
    clock.set(new Date('2026-12-10T09:00:00Z'));
    expect(await leesAlles({ ...bestand, cohorten })).toMatchObject({ cohorten: { gewijzigd: 0 } });
    expect([await lessen(), await cohort('LAS1-A')]).toEqual(voor);
  });
});
