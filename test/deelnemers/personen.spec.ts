import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { IsNull } from 'typeorm';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem, systeem, type Wie } from '../../src/toegang/wie.js';
import { Belangstelling } from '../../src/belangstelling/belangstelling.entity.js';
import { AanmeldingbeheerService } from '../../src/cohortbeheer/mensen/aanmeldingbeheer.service.js';
import { PersonenSamenvoegenService } from '../../src/deelnemers/samenvoegen.service.js';
import { PersonenQueries } from '../../src/personen/personen.queries.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { eigenaar, inCohort, lees, meldLosAan, verwachtGaaf, vul, allen } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakPersoon, maakSchool } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { alsWie, lees as bekijk, zichtbaar } from './opstelling.js';
import { InloggenService } from '../../src/inloggen/inloggen.service.js';
import { PersonenService } from '../../src/personen/personen.service.js';

let academie: Academie;
let inlog: Inlog;
let wie: Wie;
beforeAll(async () => {
  academie = await startAcademie();
  const gebruiker = await maakGebruiker(academie.dataSource);
  inlog = await logIn(academie, gebruiker);
  wie = alsWie(gebruiker);
});
afterAll(async () => {
  await verwachtGaaf(academie);
  await academie.sluit();
});

const persoon = (id: string): Promise<Persoon> =>
  academie.dataSource.manager.findOneByOrFail(Persoon, { id });
const samen = (id: string, met: string): Promise<void> =>
  academie.app.get(PersonenSamenvoegenService).voegSamen(wie, id, met);
const api = (methode: string, pad: string, body?: object) =>
  vraag(academie, `/api/v1${pad}`, {
    method: methode,
    headers: { cookie: inlog.cookie, 'x-csrf-token': inlog.csrf, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const mailsVan = (persoonId: string) =>
  academie.dataSource.query<{ aan: string; status: string }[]>(
    'SELECT aan, status FROM bericht WHERE persoon_id = $1 ORDER BY soort, aangemaakt_op, id',
    [persoonId],
  );

test('zoeken op het begin van woorden, zonder accenten, met de index', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const naam = {
    voornaam: 'Zoë',
    tussenvoegsel: 'van den',
    achternaam: 'Bouwmeester',
    email: 'zb@zoek.example',
  };
  const { persoonId } = await meldLosAan(academie, cohort.id, systeem, naam);
  const queries = academie.app.get(PersonenQueries);
  for (const zoek of ['zoe bouw', 'BOUWMEESTER', 'van den bou', 'zb@zoek', 'zoek.example zoë']) {
    const { items, totaal } = await queries.zoek({ zoek });
    expect([zoek, totaal, items[0]?.id, items[0]?.aanmeldingen]).toEqual([zoek, 1, persoonId, 1]);
  }
  for (const zoek of ['meester', 'zoe jansen', "'|&!", '%'])
    expect((await queries.zoek({ zoek })).totaal).toBe(0);
  const lijst = (await api('GET', '/personen?zoek=bouwm')).json<{ items: { email: string }[] }>();
  expect(lijst.items.map(({ email }) => email)).toEqual(['zb@zoek.example']);
  await academie.dataSource.query('SET enable_seqscan = off');
  const plan = await academie.dataSource.query<{ 'QUERY PLAN': string }[]>(
    `EXPLAIN SELECT 1 FROM persoon q WHERE to_tsvector('simple'::regconfig,
       translate(vouw(q.voornaam || ' ' || coalesce(q.tussenvoegsel, '') || ' ' || q.achternaam || ' ' || q.email),
         '.@_+-/''\u2019', '        ')) @@ to_tsquery('simple', 'x')`,
  );
  expect(plan.map((rij) => rij['QUERY PLAN']).join()).toContain('persoon_zoek_idx');
});

test('de bladzijde van een mens: alles wat die volgt, en wat die wanneer hoorde', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const a = await meldLosAan(academie, cohort.id, anoniem, { voornaam: 'Tijd', email: 'tijd@lijn.example' });
  academie.clock.set(new Date('2026-11-10T10:00:00Z'));
  await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
  academie.clock.set(new Date('2026-11-10T10:30:00Z'));
  await academie.app.get(AanmeldingenService).annuleer(a.id, wie, 'Toch niet');
  const scherm = zichtbaar(await bekijk(academie, inlog, `/beheer/personen/${a.persoonId}`));
  const volgorde = [
    'Geannuleerd door de academie. Reden: Toch niet',
    'E-mailadres bevestigd',
    'Aangemeld: voorlopig',
  ];
  const plekken = volgorde.map((zin) => scherm.indexOf(zin));
  expect(plekken.every((plek) => plek > 0)).toBe(true);
  expect(plekken).toEqual(plekken.toSorted((x, y) => x - y));
  const { items, totaal } = (await api('GET', `/personen/${a.persoonId}/tijdlijn`)).json<{
    items: { soort: string; op: string }[];
    totaal: number;
  }>();
  expect([totaal, items.filter(({ soort }) => soort === 'bericht').length]).toEqual([6, 3]);
  const tweede = (await api('GET', `/personen/${a.persoonId}/tijdlijn?paginaGrootte=4&pagina=2`)).json<{
    items: object[];
  }>();
  expect(tweede.items).toEqual(items.slice(4));
  const een = (await api('GET', `/personen/${a.persoonId}`)).json<{ aanmeldingen: { status: string }[] }>();
  expect(een.aanmeldingen.map(({ status }) => status)).toEqual(['geannuleerd']);
  academie.clock.set(new Date('2026-11-10T09:00:00Z'));
});

test('naam en adres verbeteren: wat nog niet weg is gaat mee, en een nieuw adres is nog niet bevestigd', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const a = await meldLosAan(academie, cohort.id, systeem, { email: 'oud@adres.example' });
  await academie.app.get(InloggenService).stuurLink('oud@adres.example');
  const pad = `/beheer/personen/${a.persoonId}`;
  const velden = { voornaam: 'Nieuwe', tussenvoegsel: '', achternaam: 'Naam', email: 'Oud@adres.example' };
  expect((await stuur(academie, pad, inlog, velden)).status).toBe(303);
  const zelfde = await persoon(a.persoonId);
  expect([zelfde.voornaam, zelfde.email, zelfde.emailBevestigdOp]).toEqual([
    'Nieuwe',
    'Oud@adres.example',
    expect.any(Date),
  ]);
  expect((await stuur(academie, pad, inlog, { ...velden, email: 'nieuw@adres.example' })).status).toBe(303);
  const na = await persoon(a.persoonId);
  expect([na.email, na.emailNorm, na.emailBevestigdOp]).toEqual([
    'nieuw@adres.example',
    'nieuw@adres.example',
    null,
  ]);
  expect(await mailsVan(a.persoonId)).toEqual([
    { aan: 'nieuw@adres.example', status: 'wacht' },
    { aan: 'Oud@adres.example', status: 'vervallen' },
  ]);
  const fout = await stuur(academie, pad, inlog, { ...velden, achternaam: '', email: 'geen adres' });
  expect(fout.status).toBe(422);
  const regels = await academie.dataSource.query<{ gegevens: object }[]>(
    `SELECT gegevens FROM auditregel WHERE code = 'persoon.gewijzigd' AND onderwerp_id = $1 ORDER BY id`,
    [a.persoonId],
  );
  expect(regels.map(({ gegevens }) => gegevens)).toEqual([
    { velden: ['voornaam', 'achternaam', 'email'] },
    { velden: ['email'] },
  ]);
});

test('een adres van een ander wordt geweigerd met de weg naar samenvoegen; daarna leidt het naar de ander', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 1 });
  const een = await meldLosAan(academie, cohort.id, systeem, { email: 'een@samen.example', voornaam: 'Een' });
  const twee = await meldLosAan(academie, cohort.id, systeem, {
    email: 'twee@samen.example',
    voornaam: 'Twee',
  });
  const [wacht] = await vul(academie, cohort.id, 1);
  const velden = { voornaam: 'Een', achternaam: 'Berg', email: 'TWEE@samen.example' };
  const fout = await stuur(academie, `/beheer/personen/${een.persoonId}`, inlog, velden);
  const weg = `/beheer/personen/${een.persoonId}/samenvoegen?met=${twee.persoonId}`;
  expect(fout.status).toBe(422);
  expect(fout.tekst.replaceAll('&#x3D;', '=')).toContain(weg);
  expect((await api('PATCH', `/personen/${een.persoonId}`, { email: 'twee@samen.example' })).status).toBe(
    409,
  );
  const voorbeeld = zichtbaar(await bekijk(academie, inlog, weg));
  expect(voorbeeld).toMatch(/Dubbel aangemeld.*Blijft: Geplaatst.*Vervalt: Geplaatst/);
  const antwoorden = await Promise.all(
    [1, 2].map(() => stuur(academie, weg.replace(/\?.*/, ''), inlog, { met: twee.persoonId })),
  );
  expect(antwoorden.map(({ status }) => status)).toEqual([303, 303]);
  await verwachtGaaf(academie);
  const na = await lees(academie, twee.id);
  expect([na.status, na.reden, na.persoonId]).toEqual(['geannuleerd', 'dubbel', een.persoonId]);
  expect((await lees(academie, wacht!.id)).wachtOp).toEqual(['aanbod']);
  const geannuleerd = await academie.dataSource.query<object[]>(`SELECT 1 FROM bericht WHERE sleutel = $1`, [
    `geannuleerd:${twee.id}`,
  ]);
  expect(geannuleerd).toEqual([]);
  // Enrolling, in any spelling, is somebody who is in the cohort already.
  const weer = await stuur(academie, `/beheer/cohorten/${cohort.id}/deelnemers/nieuw`, inlog, {
    ...velden,
    vestigingscode: 'geen',
    functie: 'leraar',
  });
  expect([weer.status, weer.tekst.includes('al aangemeld')]).toEqual([422, true]);
  const elders = await meldLosAan(academie, (await maakCohort(academie.dataSource)).id, systeem, {
    email: 'twee@samen.example',
    voornaam: 'Een',
  });
  expect(elders.persoonId).toBe(een.persoonId);
  const voor = (await mailsVan(een.persoonId)).length;
  await academie.app.get(InloggenService).stuurLink('twee@samen.example');
  const mails = await mailsVan(een.persoonId);
  const onderweg = mails.filter(({ status }) => status === 'wacht');
  expect([mails.length, new Set(onderweg.map(({ aan }) => aan))]).toEqual([
    voor + 1,
    new Set(['een@samen.example']),
  ]);
  const oud = await bekijk(academie, inlog, `/beheer/personen/${twee.persoonId}`);
  expect(oud.header('location')).toBe(`/beheer/personen/${een.persoonId}`);
  expect((await academie.app.get(PersonenQueries).zoek({ zoek: 'twee@samen' })).items[0]?.id).toBe(
    een.persoonId,
  );
  // The two addresses may change places.
  await academie.app.get(PersonenService).wijzig(wie, een.persoonId, { email: 'twee@samen.example' });
  expect([(await persoon(een.persoonId)).email, (await persoon(twee.persoonId)).email]).toEqual([
    'twee@samen.example',
    'een@samen.example',
  ]);
});

test('een account van elders gaat bij samenvoegen mee, en hoort niet meer bij wie een ander adres krijgt', async () => {
  const [een, twee] = [await maakPersoon(academie.dataSource), await maakPersoon(academie.dataSource)];
  const koppel = (sub: string, { id }: Persoon, uitgever = 'https://x.example') =>
    academie.dataSource.query(
      `INSERT INTO oidc_koppeling (uitgever, sub, persoon_id, gekoppeld_op, laatst_gebruikt_op)
       VALUES ($1, $2, $3, now(), now())`,
      [uitgever, sub, id],
    );
  const accounts = async () =>
    (
      await academie.dataSource.query<{ sub: string; persoon_id: string }[]>(
        'SELECT sub, persoon_id FROM oidc_koppeling ORDER BY sub',
      )
    ).map(({ sub, persoon_id }) => [sub, persoon_id]);
  await koppel('a', een);
  await koppel('b', twee);
  await koppel('c', twee, 'https://y.example');
  await samen(een.id, twee.id);
  expect(await accounts()).toEqual([
    ['a', een.id],
    ['c', een.id],
  ]);
  await academie.app.get(PersonenService).wijzig(wie, een.id, { voornaam: 'Anne' });
  expect(await accounts()).toHaveLength(2);
  await academie.app.get(PersonenService).wijzig(wie, een.id, { email: 'heel.anders@samen.example' });
  expect(await accounts()).toEqual([]);
});

test('de beste aanmelding blijft, waar die ook stond; geen ketens, en niemand gaat in zichzelf op', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  const plaats = await meldLosAan(academie, cohort.id, systeem);
  const rij = await meldLosAan(academie, cohort.id, systeem);
  const derde = await meldLosAan(academie, cohort.id, systeem);
  await samen(rij.persoonId, plaats.persoonId);
  expect([(await lees(academie, plaats.id)).status, (await lees(academie, rij.id)).status]).toEqual([
    'geplaatst',
    'geannuleerd',
  ]);
  expect((await lees(academie, plaats.id)).persoonId).toBe(rij.persoonId);
  await samen(derde.persoonId, rij.persoonId);
  expect((await persoon(plaats.persoonId)).samengevoegdMetId).toBe(derde.persoonId);
  expect((await lees(academie, plaats.id)).persoonId).toBe(derde.persoonId);
  await expect(samen(derde.persoonId, derde.persoonId)).rejects.toMatchObject({ code: 'zelfde-persoon' });
  await expect(samen(rij.persoonId, derde.persoonId)).rejects.toMatchObject({ code: 'persoon-samengevoegd' });
  expect(
    (await api('POST', `/personen/${rij.persoonId}/samenvoeging`, { met: derde.persoonId })).status,
  ).toBe(409);
  await verwachtGaaf(academie);
});

test('samenvoegen, aanmelden en omgekeerd samenvoegen tegelijk: alle invarianten houden stand', async () => {
  const cohorten = await Promise.all(
    [1, 2, 3].map(() => maakCohort(academie.dataSource, { capaciteit: 2, minimum: 1 })),
  );
  for (const ronde of [1, 2, 3, 4]) {
    const [een, twee] = ['x', 'y'].map((naam) => ({ email: `${naam}${ronde}@storm.example` }));
    const a = await meldLosAan(academie, cohorten[0]!.id, systeem, een);
    const b = await meldLosAan(academie, cohorten[1]!.id, systeem, twee);
    await allen<unknown>([
      samen(a.persoonId, b.persoonId),
      samen(b.persoonId, a.persoonId),
      ...cohorten.flatMap(({ id }) => [een, twee].map((mens) => meldLosAan(academie, id, systeem, mens))),
    ]);
    await verwachtGaaf(academie);
    const over = [await persoon(a.persoonId), await persoon(b.persoonId)].filter((p) => !p.samengevoegdMetId);
    expect(over).toHaveLength(1);
    const los = await academie.dataSource.query<object[]>(
      `SELECT 1 FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id WHERE p.samengevoegd_met_id IS NOT NULL`,
    );
    expect(los).toEqual([]);
  }
});

test('een andere plaats in de rij: alleen met reden, en 1 tot n blijft zonder gaten', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 1 });
  const [plaats, ...rij] = await vul(academie, cohort.id, 5);
  const namen = async (): Promise<number[]> =>
    (await inCohort(academie, cohort.id))
      .filter(({ status }) => status === 'wachtlijst')
      .map(({ id }) => rij.findIndex((a) => a.id === id));
  const pad = `/beheer/aanmeldingen/${rij[3]!.id}/positie`;
  for (const [redencode, reden] of [
    ['', 'Spoed'],
    ['anders', ' '],
    ['zomaar', 'x'],
  ] as const) {
    const zonder = await stuur(academie, pad, inlog, { positie: '1', redencode, reden });
    expect([zonder.status, await namen()]).toEqual([422, [0, 1, 2, 3]]);
  }
  const gekozen = { redencode: 'nodig-op-school' };
  const teVer = await stuur(academie, pad, inlog, { positie: '9', ...gekozen, reden: 'Spoed' });
  expect([teVer.status, zichtbaar(teVer).includes('van 1 tot en met 4')]).toEqual([422, true]);
  expect(teVer.tekst).toContain('>Spoed</textarea>');
  expect(teVer.tekst).toContain('<option value="nodig-op-school" selected>');
  const ernaar = { positie: '2', ...gekozen, reden: 'Begint in januari al' };
  expect((await stuur(academie, pad, inlog, ernaar)).status).toBe(303);
  expect(await namen()).toEqual([0, 3, 1, 2]);
  const antwoord = await api('POST', `/aanmeldingen/${rij[0]!.id}/positie`, {
    positie: 4,
    reden: 'Wil later',
  });
  expect([antwoord.status, antwoord.json().wachtlijstpositie]).toEqual([200, 4]);
  expect(await namen()).toEqual([3, 1, 2, 0]);
  expect((await api('POST', `/aanmeldingen/${plaats!.id}/positie`, { positie: 1, reden: 'x' })).status).toBe(
    409,
  );
  expect((await api('POST', `/aanmeldingen/${rij[0]!.id}/positie`, { positie: 1 })).status).toBe(400);
  const scherm = zichtbaar(await bekijk(academie, inlog, `/beheer/personen/${rij[3]!.persoonId}`));
  expect(scherm).toContain(
    'Op de wachtlijst van plaats 4 naar 2 (nodig op school). Reden: Begint in januari al',
  );
  await Promise.all(
    rij.map(({ id }, i) =>
      academie.app.get(AanmeldingbeheerService).verplaatsInRij(wie, id, { positie: i + 1, reden: 'Storm' }),
    ),
  );
  expect((await namen()).toSorted()).toEqual([0, 1, 2, 3]);
  await verwachtGaaf(academie);
});

test('school, functie en opmerking verbeteren: het bestuur volgt, en het akkoord van het oude bestuur telt niet meer', async () => {
  const { dataSource } = academie;
  const streng = await maakBestuur(dataSource, { vraagtAkkoord: true, email: 'streng@bestuur.example' });
  const oud = await maakSchool(dataSource, { bestuurId: streng.id });
  const nieuw = await maakSchool(dataSource, { naam: 'De Nieuwe' });
  const cohort = await maakCohort(dataSource);
  const a = await meldLosAan(academie, cohort.id, anoniem, { vestigingscode: oud.vestigingscode });
  await academie.app.get(AanmeldingenService).bevestigEmail(a.id, eigenaar(a));
  expect((await lees(academie, a.id)).wachtOp).toEqual(['akkoord']);
  const pad = `/beheer/aanmeldingen/${a.id}/gegevens`;
  expect((await bekijk(academie, inlog, pad)).tekst).toContain(`value="${oud.vestigingscode}" checked`);
  expect((await stuur(academie, pad, inlog, { functie: 'anders' })).status).toBe(422);
  const velden = {
    vestigingscode: nieuw.vestigingscode,
    functie: 'directeur',
    opmerking: 'Komt met de fiets',
  };
  expect((await stuur(academie, pad, inlog, velden)).status).toBe(303);
  const na = await lees(academie, a.id);
  expect([na.schoolId, na.bestuurId, na.functie, na.status, na.wachtOp]).toEqual([
    nieuw.id,
    nieuw.bestuurId,
    'schoolleider',
    'geplaatst',
    [],
  ]);
  const scherm = zichtbaar(await bekijk(academie, inlog, `/beheer/personen/${a.persoonId}`));
  expect(scherm).toContain(`school: ${oud.naam} → De Nieuwe`);
  expect(scherm).not.toContain('fiets');
  const terug = await api('PATCH', `/aanmeldingen/${a.id}`, { vestigingscode: null });
  expect([terug.status, terug.json().bestuur, terug.json().functie]).toEqual([200, null, 'schoolleider']);
  expect((await api('PATCH', `/aanmeldingen/${a.id}`, { vestigingscode: '99XX99' })).status).toBe(422);
});

test('belangstelling van twee die één blijken: één keer, en bevestigd als een van beide dat was', async () => {
  const { dataSource } = academie;
  const [houdt, gaatOp] = [await maakPersoon(dataSource), await maakPersoon(dataSource)];
  const { opleidingId } = await maakCohort(dataSource);
  const geef = (persoonId: string, bevestigdOp: Date | null) =>
    dataSource.manager.save(Belangstelling, {
      opleidingId,
      persoonId,
      bevestigdOp,
      functie: 'leraar',
      token: `${persoonId}-belangstelling`,
      aangemaaktOp: academie.clock.now(),
    } as Belangstelling);
  await geef(houdt.id, null);
  await geef(gaatOp.id, academie.clock.now());
  await samen(houdt.id, gaatOp.id);
  const over = await dataSource.manager.findBy(Belangstelling, { opleidingId, ingetrokkenOp: IsNull() });
  expect(over.map(({ persoonId, bevestigdOp }) => [persoonId, bevestigdOp])).toEqual([
    [houdt.id, academie.clock.now()],
  ]);
});
