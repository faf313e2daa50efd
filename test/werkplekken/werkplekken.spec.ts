import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Belangstelling } from '../../src/belangstelling/belangstelling.entity.js';
import { AndereOrganisatie } from '../../src/besturen/andere-organisatie.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { BewaartermijnenService } from '../../src/bewaartermijnen/bewaartermijnen.service.js';
import { addMonths } from '../../src/platform/clock/dates.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { WerklijstQueries } from '../../src/werklijst/werklijst.queries.js';
import { WerkplekkenQueries } from '../../src/werkplekken/werkplekken.queries.js';
import { lees, meldLosAan, reeks, verwachtGaaf } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar } from '../support/database.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakPersoon, maakSchool } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

const LIJST = '/beheer/organisaties/onbekend';
let academie: Academie;
let inlog: Inlog;
const m = () => academie.dataSource.manager;

beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie?.sluit());
/** Each test looks at texts that only it has typed. */
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  await alsEigenaar(() =>
    academie.dataSource.query(
      'TRUNCATE andere_organisatie, belangstelling, bericht, auditregel, aanmelding, bijeenkomst, cohort CASCADE; DELETE FROM school',
    ),
  );
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
});

const zie = (pad: string): Promise<Antwoord> => vraag(academie, pad, { headers: { cookie: inlog.cookie } });
const post = (pad: string, velden: Record<string, string> = {}): Promise<Antwoord> =>
  stuur(academie, pad, inlog, velden);
const open = async () => (await academie.app.get(WerkplekkenQueries).open({})).items;
const idVan = async (): Promise<string> => (await open())[0]!.id;

/** Somebody enrols, and works at a school that is not in the list. */
async function typt(tekst: string, cohortId: string, wie: typeof systeem = systeem) {
  const a = await meldLosAan(academie, cohortId, wie);
  await m().update(Aanmelding, { id: a.id }, { organisatie: tekst });
  return a;
}

async function wilHoren(tekst: string, bevestigd = true): Promise<Belangstelling> {
  const { opleidingId } = await maakCohort(academie.dataSource);
  const { id: persoonId } = await maakPersoon(academie.dataSource);
  return m().save(Belangstelling, {
    opleidingId,
    persoonId,
    organisatie: tekst,
    functie: 'leraar',
    token: `t${persoonId}`,
    aangemaaktOp: DINSDAG,
    bevestigdOp: bevestigd ? DINSDAG : null,
  } as Belangstelling);
}

const codes = async (id: string): Promise<string[]> =>
  (await m().find(Auditregel, { where: { onderwerpId: id }, order: { id: 'ASC' } })).map(({ code }) => code);
/** What the redirect tells on the next page. */
const gemeld = async (antwoord: Antwoord): Promise<string> => {
  expect([antwoord.status, antwoord.header('location')]).toEqual([303, LIJST]);
  const cookie = [inlog.cookie, ...antwoord.header('set-cookie').split(/, (?=\w+=)/)]
    .map((deel) => deel.split(';')[0])
    .join('; ');
  return (await vraag(academie, LIJST, { headers: { cookie } })).tekst;
};

describe('op de werklijst', () => {
  const groep = async () =>
    (await academie.app.get(WerklijstQueries).alles()).find(({ code }) => code === 'organisaties');

  test('staat elke tekst één keer, hoe mensen hem ook schreven, van bevestigde adressen', async () => {
    const cohort = await maakCohort(academie.dataSource);
    await typt('De Regenbóóg  Houten', cohort.id);
    academie.clock.advance(60);
    await typt('de regenboog houten', cohort.id);
    await wilHoren(' De Regenboog Houten');
    await typt('Nog niet bevestigd', cohort.id, anoniem);
    await wilHoren('Ook niet bevestigd', false);
    const gevonden = (await groep())!;
    expect(gevonden).toMatchObject({ totaal: 1, dringend: 'binnenkort' });
    expect(gevonden.regels).toEqual([
      expect.objectContaining({
        zin: '3 mensen vulden dit in, de eerste op dinsdag 10 november 2026.',
        href: `${LIJST}/${await idVan()}`,
        cohort: null,
      }),
    ]);
    const scherm = await zie('/beheer');
    expect(scherm.tekst).toContain('Scholen die niet in de lijst staan');
    expect((await zie(gevonden.regels[0]!.href)).status).toBe(200);
  });

  test('staat niet wie vroeg om de gegevens op slot te zetten, en niet wat geen school is', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const slot = await typt('Op Slot', cohort.id);
    await m().query('UPDATE aanmelding SET beperkt = true WHERE id = $1', [slot.id]);
    const b = await wilHoren('Ook op slot');
    await m().query('UPDATE persoon SET beperkt_op = $2 WHERE id = $1', [b.persoonId, academie.clock.now()]);
    await typt('Bureau Inkt', cohort.id);
    await post(`${LIJST}/${await idVan()}/geen-school`);
    expect(await groep()).toBeUndefined();
  });
});

describe('het is deze school', () => {
  test('aanmeldingen en belangstelling gaan naar de school en haar bestuur, en de naam wordt onthouden', async () => {
    const school = await maakSchool(academie.dataSource, { naam: 'De Regenboog', plaats: 'Houten' });
    const cohort = await maakCohort(academie.dataSource);
    const a = await typt('OBS Regnboog', cohort.id);
    const onbevestigd = await typt('obs  regnboog', cohort.id, anoniem);
    const ander = await typt('Iets heel anders', cohort.id);
    const b = await wilHoren('OBS Regnboog');
    const id = (await open()).find(({ tekst }) => /regn/i.test(tekst))!.id;
    const pagina = await zie(`${LIJST}/${id}`);
    expect(pagina.tekst).toContain(`value="school:${school.id}"`);
    expect(pagina.tekst).toContain(`/beheer/personen/${a.persoonId}`);
    expect(pagina.tekst).not.toContain(`/beheer/personen/${onbevestigd.persoonId}`);
    expect(pagina.tekst).toContain('Nog iemand vulde dit in, en heeft het e-mailadres niet bevestigd.');
    const gedaan = await post(`${LIJST}/${id}/koppeling`, {
      keuze: `school:${school.id}`,
      onthoud: 'ja',
      zoek: '',
    });
    expect(await gemeld(gedaan)).toContain(
      '2 aanmeldingen en 1 keer belangstelling horen nu bij De Regenboog, Houten.',
    );
    for (const een of [a, onbevestigd])
      expect(await lees(academie, een.id)).toMatchObject({
        schoolId: school.id,
        bestuurId: school.bestuurId,
        organisatie: null,
      });
    expect(await m().findOneByOrFail(Belangstelling, { id: b.id })).toMatchObject({
      schoolId: school.id,
      bestuurId: school.bestuurId,
      organisatie: null,
    });
    expect(await lees(academie, ander.id)).toMatchObject({ schoolId: null, organisatie: 'Iets heel anders' });
    expect(
      (await m().findOneByOrFail(School, { id: school.id })).aliassen.map((x) => x.toLowerCase()),
    ).toEqual([expect.stringMatching(/^obs\s+regnboog$/)]);
    expect((await codes(a.id)).at(-1)).toBe('aanmelding.gewijzigd');
    expect(await codes(b.id)).toEqual(['belangstelling.gewijzigd']);
    expect(await codes(school.id)).toEqual(['school.gewijzigd']);
    const [regel] = await m().findBy(Auditregel, { onderwerpId: b.id });
    expect(JSON.stringify(regel!.gegevens)).not.toMatch(/regnboog/i);
    // The bestuur sees its person in its list at once.
    const bestuur = await logIn(
      academie,
      await maakGebruiker(academie.dataSource, { rol: 'bestuur', bestuurId: school.bestuurId }),
    );
    const lijst = await vraag(academie, '/api/v1/deelnemerslijst', {
      headers: { cookie: bestuur.cookie, accept: 'application/json' },
    });
    expect(lijst.json()).toMatchObject({ totaal: 1 });
    await verwachtGaaf(academie);
  });

  test('of alleen een bestuur, bijvoorbeeld het kantoor', async () => {
    const bestuur = await maakBestuur(academie.dataSource, { naam: 'Stichting Waterrijk' });
    const cohort = await maakCohort(academie.dataSource);
    const a = await typt('Bestuurskantoor Waterrijk', cohort.id);
    const id = await idVan();
    expect((await zie(`${LIJST}/${id}`)).tekst).toContain(`bestuur:${bestuur.id}`);
    await post(`${LIJST}/${id}/koppeling`, { keuze: `bestuur:${bestuur.id}`, onthoud: 'ja' });
    expect(await lees(academie, a.id)).toMatchObject({
      schoolId: null,
      bestuurId: bestuur.id,
      organisatie: null,
    });
    expect((await m().findOneByOrFail(Bestuur, { id: bestuur.id })).aliassen).toEqual([
      'Bestuurskantoor Waterrijk',
    ]);
  });

  test('voorgesteld wordt wat op een deel lijkt; een woord dat overal kan staan zegt niets', async () => {
    await maakSchool(academie.dataSource, { naam: 'OBS Het Zand' });
    const bedoeld = await maakSchool(academie.dataSource, { naam: 'De Zonnebloem' });
    const voor = async (tekst: string) =>
      (await academie.app.get(WerkplekkenQueries).voorstellen(tekst)).map(({ id }) => id);
    expect(await voor('Kindcentrum de Zonnebloem (bij het park)')).toEqual([bedoeld.id]);
    expect(await voor('Kindcentrum bij het park')).toEqual([]);
    const { id } = await maakBestuur(academie.dataSource, { naam: 'Stichting Open Veld', aliassen: ['SOV'] });
    expect(await voor('SOV stafbureau')).toEqual([id]);
  });

  test('zonder vinkje blijft de naam van de school zoals zij was', async () => {
    const school = await maakSchool(academie.dataSource);
    await typt('Iets', (await maakCohort(academie.dataSource)).id);
    await post(`${LIJST}/${await idVan()}/koppeling`, { keuze: `school:${school.id}` });
    expect((await m().findOneByOrFail(School, { id: school.id })).aliassen).toEqual([]);
    expect(await open()).toEqual([]);
  });

  test('een komma in de naam wordt geen tweede naam', async () => {
    const school = await maakSchool(academie.dataSource);
    await typt('De Vlinder, Zeist', (await maakCohort(academie.dataSource)).id);
    await post(`${LIJST}/${await idVan()}/koppeling`, { keuze: `school:${school.id}`, onthoud: 'ja' });
    expect((await m().findOneByOrFail(School, { id: school.id })).aliassen).toEqual(['De Vlinder Zeist']);
  });

  test('een naam die een andere open school al heeft: gezegd bij het vinkje, en niets half', async () => {
    const ander = await maakSchool(academie.dataSource, { naam: 'De Vlinder', plaats: 'Zeist' });
    const school = await maakSchool(academie.dataSource, { naam: 'De Kever' });
    const a = await typt('De Vlinder', (await maakCohort(academie.dataSource)).id);
    const id = await idVan();
    const velden = { keuze: `school:${school.id}`, onthoud: 'ja', zoek: 'kever' };
    const nee = await post(`${LIJST}/${id}/koppeling`, velden);
    expect(nee.status).toBe(422);
    expect(nee.tekst).toContain('‘De Vlinder’ is al een naam van De Vlinder, Zeist');
    expect(nee.tekst).toContain('id="fout-onthoud"');
    expect(nee.tekst).toContain(`value="school:${school.id}" checked`);
    expect(nee.tekst).toContain('value="kever"');
    expect(await lees(academie, a.id)).toMatchObject({ schoolId: null, organisatie: 'De Vlinder' });
    expect((await m().findOneByOrFail(School, { id: school.id })).aliassen).toEqual([]);
    expect((await post(`${LIJST}/${id}/koppeling`, { ...velden, onthoud: '' })).status).toBe(303);
    expect(ander.aliassen).toEqual([]);
  });

  test('een school of bestuur dat intussen sloot, of niet bestaat, of geen keuze: duidelijk, en niets verandert', async () => {
    const school = await maakSchool(academie.dataSource, { naam: 'De Kever', geslotenOp: '2026-11-01' });
    const dicht = await maakBestuur(academie.dataSource, { naam: 'Weg', geslotenOp: '2026-11-01' });
    const a = await typt('De Kever', (await maakCohort(academie.dataSource)).id);
    const pad = `${LIJST}/${await idVan()}/koppeling`;
    const nergens = 'aaaaaaaa-0000-4000-8000-000000000000';
    for (const [keuze, melding] of [
      [`school:${school.id}`, 'De Kever is intussen gesloten.'],
      [`bestuur:${dicht.id}`, 'Weg is intussen gesloten.'],
      [`school:${nergens}`, 'Kies een school of een bestuur uit de lijst.'],
      ['school:x', 'Kies een school of een bestuur uit de lijst.'],
      ["school:' OR 1=1", 'Kies een school of een bestuur uit de lijst.'],
      ['', 'Kies een school of een bestuur uit de lijst.'],
    ] as const) {
      const nee = await post(pad, { keuze, onthoud: 'ja' });
      expect([keuze, nee.status]).toEqual([keuze, 422]);
      expect([keuze, nee.tekst.includes(melding)]).toEqual([keuze, true]);
    }
    expect(await lees(academie, a.id)).toMatchObject({ schoolId: null, organisatie: 'De Kever' });
  });
});

describe('het akkoord van het bestuur', () => {
  test('wie een plaats heeft houdt die; wie wacht, wacht voortaan ook op akkoord', async () => {
    const { id: bestuurId } = await maakBestuur(academie.dataSource, {
      vraagtAkkoord: true,
      email: 'kantoor@bestuur.example',
    });
    const school = await maakSchool(academie.dataSource, { bestuurId });
    const cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
    const [geplaatst, voorlopig, wacht] = [
      await typt('Hier', cohort.id),
      await typt('Hier', cohort.id, anoniem),
      await typt('Hier', cohort.id),
    ];
    const gedaan = await post(`${LIJST}/${await idVan()}/koppeling`, { keuze: `school:${school.id}` });
    expect(await gemeld(gedaan)).toContain('2 aanmeldingen wachten nu op akkoord van het bestuur.');
    expect(await lees(academie, geplaatst.id)).toMatchObject({ status: 'geplaatst', wachtOp: [] });
    expect(await lees(academie, voorlopig.id)).toMatchObject({
      status: 'voorlopig',
      wachtOp: ['emailbevestiging', 'akkoord'],
    });
    expect(await lees(academie, wacht.id)).toMatchObject({ status: 'wachtlijst', wachtOp: ['akkoord'] });
    await verwachtGaaf(academie);
  });

  test('wie wachtte op een bestuur dat het niet is, is vrij als het goede bestuur niets vraagt', async () => {
    const vraagt = await maakBestuur(academie.dataSource, { vraagtAkkoord: true });
    const ookVraagt = await maakBestuur(academie.dataSource, {
      vraagtAkkoord: true,
      email: 'ander@bestuur.example',
    });
    const tijdelijk = await maakSchool(academie.dataSource, { bestuurId: vraagt.id });
    const cohort = await maakCohort(academie.dataSource);
    const alsOf = async (tekst: string) => {
      const a = await typt(tekst, cohort.id);
      await m().query(
        `UPDATE aanmelding SET status = 'voorlopig', wacht_op = ARRAY['akkoord'], vervalt_op = $2, bestuur_id = $3
          WHERE id = $1`,
        [a.id, new Date('2026-11-17T10:00:00Z'), tijdelijk.bestuurId],
      );
      return a;
    };
    const vrij = await alsOf('Vrij');
    const school = await maakSchool(academie.dataSource);
    await post(`${LIJST}/${await idVan()}/koppeling`, { keuze: `school:${school.id}` });
    expect(await lees(academie, vrij.id)).toMatchObject({ status: 'geplaatst', wachtOp: [] });
    const anders = await alsOf('Anders');
    await post(`${LIJST}/${await idVan()}/koppeling`, { keuze: `bestuur:${ookVraagt.id}` });
    expect(await lees(academie, anders.id)).toMatchObject({ status: 'voorlopig', wachtOp: ['akkoord'] });
    const post_ = await m().query<{ aan: string }[]>('SELECT aan FROM bericht WHERE aanmelding_id = $1', [
      anders.id,
    ]);
    expect(post_.map(({ aan }) => aan)).toContain('ander@bestuur.example');
    await verwachtGaaf(academie);
  });
});

describe('een school die er nog niet was', () => {
  test('komt erbij met haar bestuur, en wie het invulde hoort er meteen bij', async () => {
    const bestuur = await maakBestuur(academie.dataSource);
    const a = await typt('Montessori Aan Zee', (await maakCohort(academie.dataSource)).id);
    const pad = `${LIJST}/${await idVan()}/school`;
    expect((await zie(pad)).tekst).toContain('value="Montessori Aan Zee"');
    const velden = { naam: 'Montessorischool', plaats: 'Utrecht', bestuurId: bestuur.id, sector: 'po' };
    const nee = await post(pad, { ...velden, plaats: '', onthoud: 'ja' });
    expect(nee.status).toBe(422);
    expect(nee.tekst).toContain('value="Montessorischool"');
    expect(await m().countBy(School, { naam: 'Montessorischool' })).toBe(0);
    expect((await post(pad, { ...velden, onthoud: 'ja' })).header('location')).toBe(LIJST);
    const school = await m().findOneByOrFail(School, { naam: 'Montessorischool' });
    expect(school).toMatchObject({ aliassen: ['Montessori Aan Zee'], herkomst: 'hand', sector: 'po' });
    expect(await lees(academie, a.id)).toMatchObject({
      schoolId: school.id,
      bestuurId: bestuur.id,
      organisatie: null,
    });
    expect(await codes(school.id)).toEqual(['school.gemaakt', 'school.gewijzigd']);
    // The same form once more, of who had it open too.
    expect(await gemeld(await post(pad, { ...velden, onthoud: 'ja' }))).toContain('intussen al afgehandeld');
    expect(await m().countBy(School, { naam: 'Montessorischool' })).toBe(1);
  });

  test('met een BRIN of bestuur dat niet kan: het formulier komt terug, en er is geen halve school', async () => {
    const dicht = await maakBestuur(academie.dataSource, { geslotenOp: '2026-01-01' });
    await typt('Nieuw', (await maakCohort(academie.dataSource)).id);
    const pad = `${LIJST}/${await idVan()}/school`;
    for (const fout of [{ brin: 'abc' }, { bestuurId: dicht.id }, { bestuurId: 'x' }] as Record<
      string,
      string
    >[])
      expect([fout, (await post(pad, { naam: 'Nieuw', plaats: 'Utrecht', ...fout })).status]).toEqual([
        fout,
        422,
      ]);
    expect(await m().count(School)).toBe(0);
  });
});

describe('het is geen school', () => {
  test('blijft staan zoals getypt, wordt niet meer gevraagd, en kan terug', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const a = await typt('Bureau Inkt', cohort.id);
    const id = await idVan();
    await post(`${LIJST}/${id}/geen-school`);
    expect(await lees(academie, a.id)).toMatchObject({ organisatie: 'Bureau Inkt' });
    await typt('bureau  INKT', cohort.id);
    expect(await open()).toEqual([]);
    const lijst = await zie(`${LIJST}?stand=geen`);
    expect(lijst.tekst).toContain('Bureau Inkt');
    expect((await zie(`${LIJST}/${id}`)).tekst).toContain('Zo beoordeeld op dinsdag 10 november 2026');
    // On an old screen it can neither be linked nor judged once more.
    const school = await maakSchool(academie.dataSource);
    expect(await gemeld(await post(`${LIJST}/${id}/koppeling`, { keuze: `school:${school.id}` }))).toContain(
      'intussen al afgehandeld',
    );
    expect(await gemeld(await post(`${LIJST}/${id}/geen-school`))).toContain('intussen al afgehandeld');
    expect(await gemeld(await post(`${LIJST}/${id}/herziening`))).toContain(
      'weer bij wat nog te bekijken is',
    );
    expect((await open()).map((regel) => regel.mensen)).toEqual([2]);
    expect(await gemeld(await post(`${LIJST}/${id}/herziening`))).toContain('intussen al afgehandeld');
    expect(await codes(id)).toEqual(['werkplek.geen-school', 'werkplek.weer-gevraagd']);
  });

  test('wat niemand meer invulde wordt na een maand opgeruimd; de rest blijft', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const weg = await typt('Bureau Weg', cohort.id);
    await post(`${LIJST}/${await idVan()}/geen-school`);
    await typt('Bureau Blijft', cohort.id);
    await post(`${LIJST}/${await idVan()}/geen-school`);
    await m().update(Aanmelding, { id: weg.id }, { organisatie: null });
    const namen = async () => (await m().find(AndereOrganisatie)).map(({ naam }) => naam).sort();
    await academie.app.get(BewaartermijnenService).ruimOp();
    expect(await namen()).toEqual(['Bureau Blijft', 'Bureau Weg']);
    academie.clock.set(addMonths(DINSDAG, 2));
    await academie.app.get(BewaartermijnenService).ruimOp();
    expect(await namen()).toEqual(['Bureau Blijft']);
  });
});

test('twee coördinatoren tegelijk: één doet het, de ander leest dat het al gedaan is', async () => {
  const cohorten = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
  for (const { id } of cohorten) await typt('Samen', id);
  const scholen = [await maakSchool(academie.dataSource), await maakSchool(academie.dataSource)];
  const pad = `${LIJST}/${await idVan()}/koppeling`;
  const antwoorden = await Promise.all(
    reeks(6).map((i) => post(pad, { keuze: `school:${scholen[i % 2]!.id}`, onthoud: 'ja' })),
  );
  expect(antwoorden.map(({ status }) => status)).toEqual(reeks(6).map(() => 303));
  const gezet = new Set((await m().find(Aanmelding)).map(({ schoolId }) => schoolId));
  expect([gezet.size, gezet.has(null)]).toEqual([1, false]);
  expect((await m().find(School)).flatMap(({ aliassen }) => aliassen)).toEqual(['Samen']);
  await verwachtGaaf(academie);
});

test('een tekst die er niet is, is een bladzijde die er niet is', async () => {
  for (const pad of ['', '/school'])
    expect((await zie(`${LIJST}/aaaaaaaa-0000-4000-8000-000000000000${pad}`)).status).toBe(404);
  expect((await zie(`${LIJST}/x`)).status).toBe(404);
  expect((await zie(`${LIJST}?stand=anders`)).status).toBe(400);
});

test('zoeken vindt ook wat er niet op lijkt, en met vreemde tekens niets', async () => {
  const school = await maakSchool(academie.dataSource, { naam: 'De Berenkuil' });
  await typt('<script>alert(1)</script>', (await maakCohort(academie.dataSource)).id);
  const pad = `${LIJST}/${await idVan()}`;
  expect((await zie(pad)).tekst).toContain('Er is niets in de lijst dat hierop lijkt');
  expect((await zie(pad)).tekst).not.toContain('<script>alert');
  expect((await zie(`${pad}?zoek=berenkuyl`)).tekst).toContain(`school:${school.id}`);
  expect((await zie(`${pad}?zoek=%00%ff`)).status).toBeLessThan(500);
  expect((await zie(`${pad}?zoek=zzzzzz`)).tekst).toContain('Niets gevonden');
});
