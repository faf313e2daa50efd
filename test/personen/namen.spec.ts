import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PersonenOpNaam1765170001000 } from '../../migrations/1765170001000-personen-op-naam.js';
import { AdressenEender1765170002000 } from '../../migrations/1765170002000-adressen-eender.js';
import { AanmeldingenQueries } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { zoekopdrachtVoor } from '../../src/aanwezigheid/aanwezigheid.rules.js';
import { AanwezigheidQueries } from '../../src/aanwezigheid/aanwezigheid.queries.js';
import { BerichtenQueries } from '../../src/berichten/berichten.queries.js';
import { BesturenQueries } from '../../src/besturen/besturen.queries.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { PersonenQueries } from '../../src/personen/personen.queries.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { type Academie, startAcademie } from '../support/academie.js';
import { type Inlog, logIn } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { totdat } from '../support/tijd.js';
import { type Antwoord, stuur, vraag } from '../support/vraag.js';
import { Mensenscherm } from '../../src/cohortbeheer/mensen/mensen.scherm.js';
import { TrainerScherm } from '../../src/deelnemerslijsten/trainer.scherm.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
let inlog: Inlog;
let cohort: Cohort;
let bijeenkomst: Bijeenkomst;
beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
  cohort = await maakCohort(academie.dataSource);
  bijeenkomst = await academie.dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId: cohort.id });
});
afterAll(() => academie.sluit());

const api = (methode: string, pad: string, body?: object): Promise<Antwoord> =>
  vraag(academie, `/api/v1${pad}`, {
    method: methode,
    headers: { cookie: inlog.cookie, 'x-csrf-token': inlog.csrf, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const meld = (bij: Cohort, email: string, naam: object = {}): Promise<Antwoord> =>
  api('POST', `/cohorten/${bij.id}/aanmeldingen`, {
    voornaam: 'Anna',
    achternaam: 'Berg',
    email,
    functie: 'leraar',
    ...naam,
  });

describe('de volgorde van mensen', () => {
  /** As they were typed; in the order in which every list has to show them. */
  const getypt = [
    { voornaam: 'Ada', achternaam: 'Ábel' },
    { voornaam: 'Ben', achternaam: 'van den Bern' },
    { voornaam: 'Cas', achternaam: 'Van den Berz' },
    { voornaam: 'Dia', achternaam: "d'Hondt" },
    { voornaam: 'Eva', achternaam: '’t Honk' },
    { voornaam: 'Flo', achternaam: "in 't Honx" },
    { voornaam: 'Gijs', tussenvoegsel: 'van', achternaam: 'de Łinden' },
    { voornaam: 'Hans', achternaam: 'Smit' },
  ];
  const goed = getypt.map(({ voornaam }) => voornaam);

  beforeAll(async () => {
    for (const [i, naam] of getypt.toReversed().entries())
      expect((await meld(cohort, `volgorde${i}@orde.example`, naam)).status).toBe(201);
  });

  test('het tussenvoegsel staat apart, hoe het ook getypt is', async () => {
    const { items } = await academie.app.get(PersonenQueries).zoek({ zoek: 'orde' });
    expect(items.map(({ tussenvoegsel, achternaam }) => [tussenvoegsel, achternaam])).toEqual([
      [null, 'Ábel'],
      ['van den', 'Bern'],
      ['Van den', 'Berz'],
      [null, "d'Hondt"],
      ['’t', 'Honk'],
      ["in 't", 'Honx'],
      ['van de', 'Łinden'],
      [null, 'Smit'],
    ]);
    const gewijzigd = await api('PATCH', `/personen/${items[7]!.id}`, { achternaam: 'op de Smit' });
    expect(gewijzigd.json()).toMatchObject({ tussenvoegsel: 'op de', achternaam: 'Smit' });
  });

  test.each<[string, () => Promise<{ voornaam: string }[]>]>([
    ['personen', async () => (await academie.app.get(PersonenQueries).zoek({ zoek: 'orde' })).items],
    ['de groep van een trainer', () => academie.app.get(TrainerScherm).deelnemersVan(cohort.id)],
    ['aanwezigheid', () => academie.app.get(AanwezigheidQueries).lijst(bijeenkomst.id, cohort.id)],
    [
      'de deelnemerslijst',
      async () =>
        (await api('GET', `/deelnemerslijst?cohort=${cohort.id}`)).json<{ items: { voornaam: string }[] }>()
          .items,
    ],
  ])('%s', async (_lijst, lees) => {
    expect((await lees()).map(({ voornaam }) => voornaam)).toEqual(goed);
  });

  test('geen enkele vraag aan de database ordent mensen anders', () => {
    const map = path.resolve(import.meta.dirname, '../../src');
    const anders = readdirSync(map, { recursive: true, encoding: 'utf8' })
      .filter((naam) => naam.endsWith('.ts'))
      .flatMap((naam) => {
        const tekst = readFileSync(path.join(map, naam), 'utf8');
        const orden = tekst.match(
          /ORDER BY(?:(?!ON CONFLICT)[^`;])*?\bachternaam\b|orderBy\([^)]*achternaam|order: \{[^}]*achternaam/g,
        );
        const eigen = tekst.match(
          /normalize\((?:lower\()?[^)]*\), NFK?D\)|normalize\('NFK?D'\)|(?:naam|achternaam)\)? I?LIKE ALL/g,
        );
        const vouwt =
          /^platform\/|^certificering\/(pdf|register|controle)|^demo\/|^opleidingen\/opleidingen\.rules/.test(
            naam.split(path.sep).join('/'),
          );
        return orden || (eigen && !vouwt && !/vouw\(/.test(tekst)) ? [naam] : [];
      });
    expect(anders).toEqual([]);
  });
});

test('wie zonder accenten zoekt vindt iedereen, op elk scherm waar gezocht wordt', async () => {
  const { app, dataSource } = academie;
  const bestuur = await maakBestuur(dataSource, { naam: 'Stichting Øst' });
  const school = await maakSchool(dataSource, { bestuurId: bestuur.id, naam: 'De Łąka' });
  const vol = await maakCohort(dataSource, { capaciteit: 1, minimum: 0 });
  const zaal = await dataSource.manager.findOneByOrFail(Bijeenkomst, { cohortId: vol.id });
  await meldLosAan(academie, vol.id, systeem, { email: 'eerste@vouw.example' });
  const wie = {
    voornaam: 'Łukasz',
    tussenvoegsel: 'von',
    achternaam: 'Strauß-Søren',
    email: 'ls@vouw.example',
  };
  const { persoonId } = await meldLosAan(academie, vol.id, systeem, {
    ...wie,
    vestigingscode: school.vestigingscode,
  });
  await dataSource.query(`UPDATE bericht SET onderwerp = 'Voor Łukasz Strauß' WHERE persoon_id = $1`, [
    persoonId,
  ]);
  for (const zoek of ['lukasz', 'LUKASZ', 'Łukasz', 'strauss', 'Strauß', 'STRAUẞ', 'lu\u200Bkasz']) {
    const pagina = await vraag(academie, `/beheer/personen?zoek=${encodeURIComponent(zoek)}`, {
      headers: { cookie: inlog.cookie },
    });
    expect([zoek, pagina.tekst.includes('ls@vouw.example')]).toEqual([zoek, true]);
  }
  for (const zoek of ['lukasz', 'soren strauss', 'LS@vouw.example'])
    expect([zoek, (await app.get(Mensenscherm).lijst(vol.id, { zoek })).totaal]).toEqual([zoek, 1]);
  for (const zoek of ['lukasz', 'strauss von', 'Ls@vouw.example', 'l\u00ADs@vouw.example'])
    expect([
      zoek,
      (await app.get(AanwezigheidQueries).zonderPlaats(zaal, zoekopdrachtVoor('beheer', zoek)!)).length,
    ]).toEqual([zoek, 1]);
  for (const zoek of ['lukasz', 'Strauss', 'strauß'])
    expect([zoek, (await app.get(BerichtenQueries).lijst({ zoek })).totaal > 0]).toEqual([zoek, true]);
  expect((await app.get(BesturenQueries).scholen({ zoek: 'laka ost' })).totaal).toBe(1);
  expect((await app.get(BesturenQueries).besturen({ zoek: 'ost' })).totaal).toBe(1);
  expect((await app.get(BesturenQueries).codesVan('laka')).length).toBe(1);
});

describe('één adres is één mens', () => {
  const vormen = [
    'kim@vis.example',
    'K\u200Bim@vis.example',
    'kim\u200E@vis.example',
    'kim@vis.example\u202C',
    'ki\u00ADm@vis.example',
    'ｋｉｍ@vis.example',
    'mailto:kim@vis.example',
    'Kim Vis <kim@vis.example>',
    'kim@vis.example.',
  ];
  const aantal = async (email: string): Promise<number> =>
    academie.dataSource.manager.countBy(Persoon, { emailNorm: email });

  test('in de API, in een formulier, in een team en bij het inloggen', async () => {
    const bij = await maakCohort(academie.dataSource);
    const [eerste, ...rest] = vormen;
    expect((await meld(bij, eerste!)).status).toBe(201);
    for (const vorm of rest) {
      expect([vorm, (await meld(bij, vorm)).json().code]).toEqual([vorm, 'al-aangemeld']);
      const formulier = await stuur(academie, `/beheer/cohorten/${bij.id}/deelnemers/nieuw`, inlog, {
        voornaam: 'Anna',
        achternaam: 'Berg',
        email: vorm,
        functie: 'leraar',
        vestigingscode: 'geen',
        organisatie: 'zelfstandig',
      });
      expect([vorm, formulier.status]).toEqual([vorm, 422]);
    }
    const team = await stuur(academie, `/beheer/cohorten/${bij.id}/deelnemers/team`, inlog, {
      vestigingscode: 'geen',
      organisatie: 'zelfstandig',
      functie: 'leraar',
      mensen: rest.map((vorm) => `Anna Berg ${vorm}`).join('\u000B'),
    });
    expect(team.tekst.match(/staat ook op regel 1\./g)).toHaveLength(rest.length - 1);
    const links = async (): Promise<number> =>
      (
        await academie.dataSource.query<unknown[]>(
          `SELECT 1 FROM bericht WHERE aan = 'kim@vis.example' AND soort LIKE 'inloggen/%'`,
        )
      ).length;
    for (const vorm of rest.slice(0, 4)) {
      const voor = await links();
      expect((await stuur(academie, '/inloggen/link', inlog, { email: vorm })).status).toBe(200);
      await totdat(async () => (await links()) === voor + 1);
    }
    expect(await aantal('kim@vis.example')).toBe(1);
  });

  test('ook als het domein in andere letters staat; met aanhalingstekens is het geen adres', async () => {
    const bij = await maakCohort(academie.dataSource);
    expect((await meld(bij, 'bo@münchen.example')).status).toBe(201);
    expect((await meld(bij, 'bo@xn--mnchen-3ya.example')).json().code).toBe('al-aangemeld');
    expect((await meld(bij, '"bo wit"@vis.example')).json()).toMatchObject({ code: 'ongeldige-velden' });
  });

  test('een naam heeft een letter, en niets dat de richting omdraait', async () => {
    const bij = await maakCohort(academie.dataSource);
    const leeg = await meld(bij, 'punt@vis.example', { voornaam: '.', achternaam: '\u200B-\u3164' });
    expect(leeg.json()).toMatchObject({
      fouten: [{ veld: 'achternaam', melding: 'Een naam heeft ten minste één letter.' }],
    });
    expect((await meld(bij, 'een@vis.example', { voornaam: '.', achternaam: 'Wit' })).status).toBe(201);
    expect(
      (await meld(bij, 'om@vis.example', { voornaam: '\u202EannA\u202C', achternaam: 'W\u00ADit' })).status,
    ).toBe(201);
    const { voornaam, achternaam, id } = await academie.dataSource.manager.findOneByOrFail(Persoon, {
      emailNorm: 'om@vis.example',
    });
    expect([voornaam, achternaam]).toEqual(['annA', 'Wit']);
    expect((await api('PATCH', `/personen/${id}`, { voornaam: '-', achternaam: '…' })).status).toBe(400);
  });
});

test('wat er al stond wordt hersteld, en twee mensen op één adres blijven voor een mens om samen te voegen', async () => {
  const { dataSource } = academie;
  const runner = dataSource.createQueryRunner();
  // It keeps the connection that it begins with.
  await alsEigenaar(() => runner.connect());
  const namen = new PersonenOpNaam1765170001000();
  await namen.down(runner);
  const oud: [voornaam: string, tussenvoegsel: string | null, achternaam: string, email: string][] = [
    ['A', null, 'van den Bern', 'a@oud.example'],
    ['B', 'van', "in 't Veld", 'b@oud.example'],
    ['C', 'van den', 'van den Berg', 'c@oud.example'],
    ['D', null, 'De Smet', 'd@oud.example'],
    ['E\u202E\uFFFE', null, 'Van der Meer', 'e\u200B@oud.example'],
    ['F', null, 'F', 'f@münchen.example'],
    ['G', null, 'G', 'kim\u00AD@vis.example'],
    ['\u200B', null, 'van', 'h@oud.example'],
  ];
  await runner.query(
    `INSERT INTO persoon (voornaam, tussenvoegsel, achternaam, email, email_norm, aangemaakt_op)
     SELECT d->>0, d->>1, d->>2, d->>3, lower(btrim(d->>3)), now() FROM jsonb_array_elements($1::jsonb) d`,
    [JSON.stringify(oud)],
  );
  await namen.up(runner);
  await new AdressenEender1765170002000().up(runner);
  await runner.release();
  const nieuw = await dataSource.query<Record<string, string | null>[]>(
    `SELECT voornaam, tussenvoegsel, achternaam, email_norm FROM persoon
      WHERE email LIKE '%oud.example' OR voornaam IN ('F', 'G') ORDER BY sorteernaam`,
  );
  expect(nieuw.map((rij) => Object.values(rij))).toEqual([
    ['C', 'van den', 'Berg', 'c@oud.example'],
    ['A', 'van den', 'Bern', 'a@oud.example'],
    ['D', null, 'De Smet', 'd@oud.example'],
    ['F', null, 'F', 'f@xn--mnchen-3ya.example'],
    ['G', null, 'G', 'kim\u00AD@vis.example'],
    ['E', 'Van der', 'Meer', 'e@oud.example'],
    ['\u200B', null, 'van', 'h@oud.example'],
    ['B', "van in 't", 'Veld', 'b@oud.example'],
  ]);
  expect(await academie.app.get(AanmeldingenQueries).vanCohort(cohort.id)).toHaveLength(8);
});
