import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { systeem } from '../../src/toegang/wie.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { inCohort, lees, verwachtGaaf, vul } from '../support/aanmeldingen.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool, verzoek } from '../support/makers.js';

let academie: Academie;
let cohort: Cohort;
let coordinator: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
});

type Wie = Inlog | { sleutel: string } | null;
interface Antwoord {
  status: number;
  soort: string;
  body: Record<string, unknown> & { id: string; code?: string; fouten?: { veld: string; melding: string }[] };
}

const koppen = (wie: Wie): Record<string, string> => {
  if (!wie) return {};
  if ('sleutel' in wie) return { authorization: `Bearer ${wie.sleutel}` };
  return { cookie: wie.cookie, 'x-csrf-token': wie.csrf };
};

async function doe(pad: string, init: RequestInit = {}, wie: Wie = null): Promise<Antwoord> {
  const antwoord = await fetch(`${academie.url}/api/v1/${pad}`, {
    ...init,
    headers: { ...(init.headers as Record<string, string>), ...koppen(wie) },
  });
  const tekst = await antwoord.text();
  return {
    status: antwoord.status,
    soort: antwoord.headers.get('content-type')?.split(';')[0] ?? '',
    body: (tekst ? JSON.parse(tekst) : {}) as Antwoord['body'],
  };
}

const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
});
const post = (pad: string, body: unknown = {}, wie: Wie = null) => doe(pad, json(body), wie);
const meldAan = (met: object = {}, wie: Wie = null) =>
  post(`cohorten/${cohort.id}/aanmeldingen`, { ...verzoek(), ...met }, wie);
const meldRuwAan = (init: RequestInit) => doe(`cohorten/${cohort.id}/aanmeldingen`, init);
const tokenVan = async (id: string) => (await lees(academie, id)).token;

/** How much there is of everything that enrolling writes. */
async function alles(): Promise<string> {
  const [row] = await academie.dataSource.query<{ alles: string }[]>(
    `SELECT concat_ws('/', (SELECT count(*) FROM persoon), (SELECT count(*) FROM aanmelding),
       (SELECT count(*) FROM bericht), (SELECT count(*) FROM auditregel)) AS alles`,
  );
  return row!.alles;
}

/** A clear refusal: problem+json, and nothing half done. */
async function verwachtWeigering(
  poging: () => Promise<Antwoord>,
  status: number,
  code?: string,
): Promise<Antwoord> {
  const voor = await alles();
  const antwoord = await poging();
  expect([antwoord.status, antwoord.body]).toEqual([
    status,
    expect.objectContaining({
      type: expect.any(String),
      title: expect.any(String),
      status,
      detail: expect.stringMatching(/\.$/),
      code: code ?? expect.any(String),
    }),
  ]);
  expect(antwoord.soort).toBe('application/problem+json');
  expect(await alles()).toBe(voor);
  return antwoord;
}

describe('aanmelden', () => {
  test('zonder log-in 201 met een voorlopige plaats, en vol 201 met een positie', async () => {
    const { status, body, soort } = await meldAan({
      tussenvoegsel: 'van den',
      opmerking: 'Regel 1\nRegel 2',
    });
    expect([status, soort]).toEqual([201, 'application/json']);
    expect(body).toEqual({
      id: expect.any(String),
      status: 'voorlopig',
      wachtOp: ['emailbevestiging'],
      vervaltOp: '2026-11-11T09:00:00.000Z',
      wachtlijstpositie: null,
    });
    await vul(academie, cohort.id, 2);
    const vol = await meldAan({}, coordinator);
    expect(vol.status).toBe(201);
    expect(vol.body).toMatchObject({
      status: 'wachtlijst',
      wachtOp: [],
      vervaltOp: null,
      wachtlijstpositie: 2,
    });
  });

  test('de coördinator met zijn sessie, en alleen met het bewijs dat onze pagina het stuurt', async () => {
    expect((await meldAan({}, coordinator)).body.status).toBe('geplaatst');
    await verwachtWeigering(() => meldAan({}, { ...coordinator, csrf: 'x' }), 403, 'csrf');
  });

  test('een sleutel: 201, dezelfde referentie 200 met hetzelfde record, ander cohort of een ander mens 409', async () => {
    const sleutel = await academie.app
      .get(SleutelsService)
      .maak(systeem, 'HR', null, ['aanmelden', 'aanmeldingen']);
    const hr1 = { email: 'hr1@school.example', externeReferentie: 'hr-1' };
    const een = await meldAan(hr1, { sleutel });
    const weer = await meldAan(hr1, { sleutel });
    expect([een.status, weer.status, weer.body.id]).toEqual([201, 200, een.body.id]);
    await verwachtWeigering(
      () => meldAan({ externeReferentie: 'hr-1' }, { sleutel }),
      409,
      'referentie-elders',
    );
    cohort = await maakCohort(academie.dataSource);
    await verwachtWeigering(() => meldAan(hr1, { sleutel }), 409, 'referentie-elders');
    await verwachtWeigering(() => meldAan({}, { sleutel: 'ula_onbekend' }), 401, 'niet-ingelogd');
  });

  test('dezelfde persoon nog eens: 409 voor een systeem, een vreemde leert niets', async () => {
    const sleutel = await academie.app.get(SleutelsService).maak(systeem, 'HR', null, ['aanmelden']);
    const eerst = await meldAan({ email: 'Jan@School.example' });
    await verwachtWeigering(
      () => meldAan({ email: ' jan@school.example' }, { sleutel }),
      409,
      'al-aangemeld',
    );
    const weer = await meldAan({ email: ' jan@school.example' });
    expect(weer).toMatchObject({ status: 201, body: { ...eerst.body, id: expect.any(String) } });
    expect(weer.body.id).not.toBe(eerst.body.id);
  });

  test('onbekend cohort 404, geannuleerd cohort 409, onbekende school 422 bij het veld', async () => {
    for (const id of [randomUUID(), 'geen-uuid', '1', '%00', "'; DROP TABLE aanmelding; --", 'x'.repeat(280)])
      await verwachtWeigering(() => post(`cohorten/${encodeURIComponent(id)}/aanmeldingen`, verzoek()), 404);
    const school = await verwachtWeigering(
      () => meldAan({ vestigingscode: '99ZZ99' }),
      422,
      'school-onbekend',
    );
    expect(school.body.fouten).toMatchObject([{ veld: 'vestigingscode' }]);
    cohort = await maakCohort(academie.dataSource, { status: 'geannuleerd', annuleringsreden: 'Te weinig' });
    await verwachtWeigering(() => meldAan(), 409, 'cohort-geannuleerd');
  });
});

describe('invoer die niet klopt', () => {
  test('alle velden die niet kloppen tegelijk, ook onbekende', async () => {
    const { body } = await verwachtWeigering(
      () => meldAan({ voornaam: '', achternaam: 3, email: 'geen adres', functie: null, status: 'geplaatst' }),
      400,
      'ongeldige-velden',
    );
    expect(body.fouten!.map(({ veld }) => veld).sort()).toEqual(
      ['achternaam', 'email', 'functie', 'status', 'voornaam'].sort(),
    );
    expect(body.fouten!.every(({ melding }) => /^[A-Z].*\.$/.test(melding))).toBe(true);
  });

  test.each([
    ['een lijst als naam', { voornaam: ['Anna', 'Piet'] }],
    ['een object als adres', { email: { $ne: null } }],
    ['true als functie', { functie: true }],
    ['een getal als adres', { email: 42 }],
    ['een te lange naam', { achternaam: 'a'.repeat(101) }],
    ['een te lang adres', { email: `${'a'.repeat(250)}@school.example` }],
    ['een regeleinde in het adres', { email: 'a@school.example\r\nBcc: b@school.example' }],
    ['een kop in het adres', { email: 'a@school.example\nSubject: hoi' }],
    ['een deel tussen aanhalingstekens', { email: '"an na"@school.example' }],
    ['een adres zonder domein', { email: 'anna@' }],
    ['twee adressen', { email: 'a@school.example, b@school.example' }],
    ['een puntkomma', { email: 'a@school.example;b@school.example' }],
    ['een nulteken', { voornaam: 'An\u0000na' }],
    ['een escape', { achternaam: 'Berg\u001b[31m' }],
    ['een regeleinde in de naam', { voornaam: 'Anna\nBcc: x' }],
    ['een nulteken in de opmerking', { opmerking: 'a\u0000b' }],
    ['een halve emoji', { voornaam: 'A\ud800' }],
    ['alleen spaties', { voornaam: '   ' }],
    ['alleen onzichtbare spaties', { achternaam: '\u00a0\u2003' }],
    ['een regelscheiding', { functie: 'leraar\u2028x' }],
    ['een te lange referentie', { externeReferentie: 'r'.repeat(101) }],
  ])('%s', async (_wat, met) => {
    const { body } = await verwachtWeigering(() => meldAan(met), 400, 'ongeldige-velden');
    expect(body.fouten!.map(({ veld }) => veld)).toEqual(Object.keys(met));
  });

  test.each([
    ['een adres met een komma tussen aanhalingstekens', '"a,b"@school.example'],
    ['een adres met een haakje tussen aanhalingstekens', '"a<b"@school.example'],
  ])('%s', async (_wat, email) => {
    const voor = await alles();
    const { status } = await meldAan({ email });
    expect([400, 422]).toContain(status);
    expect(await alles()).toBe(voor);
  });

  const geldig = JSON.stringify(verzoek());
  test.each([
    ['geen JSON', '{"voornaam": "Anna"', 400],
    ['een lijst', '[]', 400],
    ['een lijst met een verzoek', `[${geldig}]`, 400],
    ['null', 'null', 400],
    ['een tekst', '"Anna"', 400],
    ['een getal', '7', 400],
    ['niets', '', 400],
    ['alleen spaties', '  ', 400],
    ['__proto__', geldig.replace('{', '{"__proto__": {"status": "geplaatst"}, '), 400],
    ['constructor', geldig.replace('{', '{"constructor": {"prototype": {"x": 1}}, '), 400],
    ['__proto__ dieper', geldig.replace('"Anna"', '{"__proto__": 1}'), 400],
    ['te diep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400],
    ['te groot', JSON.stringify({ ...verzoek(), opmerking: 'x'.repeat(110_000) }), 413],
    [
      'kapotte UTF-8',
      Buffer.concat([Buffer.from('{"voornaam": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      400,
    ],
  ])('als inhoud %s', async (_wat, inhoud, status) => {
    await verwachtWeigering(() => meldRuwAan(json(inhoud)), status);
  });

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/jsonx', ''])(
    'als soort inhoud %p',
    async (soort) => {
      await verwachtWeigering(
        () => meldRuwAan({ method: 'POST', headers: { 'content-type': soort }, body: Buffer.from(geldig) }),
        415,
      );
    },
  );

  test('een formulier mag ook, met dezelfde regels', async () => {
    const velden = (met: Record<string, string> = {}) =>
      new URLSearchParams({ ...(verzoek() as unknown as Record<string, string>), ...met });
    expect((await meldRuwAan({ method: 'POST', body: velden() })).status).toBe(201);
    await verwachtWeigering(() => meldRuwAan({ method: 'POST', body: velden({ rol: 'beheer' }) }), 400);
    await verwachtWeigering(() => meldRuwAan({ method: 'POST', body: new URLSearchParams('voornaam') }), 400);
  });

  test('een verzoek dat halverwege stopt laat niets achter', async () => {
    const voor = await alles();
    const { port } = new URL(academie.url);
    await new Promise<void>((klaar) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST /api/v1/cohorten/${cohort.id}/aanmeldingen HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n` +
            `content-length: ${geldig.length}\r\n\r\n${geldig.slice(0, 20)}`,
        );
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => klaar());
      socket.on('error', () => klaar());
    });
    expect(await alles()).toBe(voor);
    expect((await meldAan()).status).toBe(201);
  });
});

describe('andere methodes en adressen', () => {
  test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
    '%s op de lijst is nooit een 500',
    async (method) => {
      const voor = await alles();
      const antwoord = await fetch(`${academie.url}/api/v1/cohorten/${cohort.id}/aanmeldingen`, { method });
      expect(antwoord.status).toBeGreaterThanOrEqual(200);
      expect(antwoord.status).toBeLessThan(500);
      expect(await alles()).toBe(voor);
    },
  );

  test.each([
    'emailbevestiging',
    'aanbodacceptatie',
    'aanbodafwijzing',
    'annulering',
    'herleving',
    'akkoord',
    'afwijzing',
    'overzetting',
  ])('%s van een onbekende aanmelding', async (naam) => {
    const inhoud = { afwijzing: { reden: 'Nee' }, overzetting: { cohort: cohort.id } }[naam] ?? {};
    for (const id of [randomUUID(), 'x'])
      await verwachtWeigering(() => post(`aanmeldingen/${id}/${naam}`, inhoud, coordinator), 404);
    await verwachtWeigering(() => post(`aanmeldingen/${randomUUID()}/${naam}`, inhoud), 401);
    await verwachtWeigering(() => doe(`aanmeldingen/${randomUUID()}/${naam}`), 405);
    await verwachtWeigering(
      () => post(`aanmeldingen/${randomUUID()}/${naam}`, { stuk: 1 }, coordinator),
      400,
    );
  });

  test.each([
    'pagina=0',
    'pagina=-1',
    'pagina=x',
    'paginaGrootte=201',
    'pagina=1&pagina=2',
    'zoek=x',
    'pagina=1e9',
  ])('de lijst met ?%s', async (vraag) => {
    await verwachtWeigering(() => doe(`cohorten/${cohort.id}/aanmeldingen?${vraag}`, {}, coordinator), 400);
  });
});

describe('wat iemand met een aanmelding kan', () => {
  test('met het token uit de mail: bekijken, bevestigen, terugtrekken; nog eens is 409', async () => {
    const { body } = await meldAan();
    const token = await tokenVan(body.id);
    expect((await doe(`aanmeldingen/${body.id}?token=${token}`)).body).toMatchObject({
      status: 'voorlopig',
      voornaam: 'Anna',
    });
    const bevestigd = await post(`aanmeldingen/${body.id}/emailbevestiging`, { token });
    expect(bevestigd.body).toMatchObject({ status: 'geplaatst', wachtOp: [], vervaltOp: null });
    await verwachtWeigering(
      () => post(`aanmeldingen/${body.id}/emailbevestiging`, { token }),
      409,
      'wacht-daar-niet-op',
    );
    const weg = await post(`aanmeldingen/${body.id}/annulering`, { token, reden: 'Ziek' });
    expect([weg.status, weg.body.status]).toEqual([200, 'geannuleerd']);
    await verwachtWeigering(
      () => post(`aanmeldingen/${body.id}/annulering`, { token }),
      409,
      'overgang-niet-mogelijk',
    );
    await verwachtGaaf(academie);
  });

  test('zonder of met een verkeerd token: 401, en van een ander cohort ook', async () => {
    const { body } = await meldAan();
    const ander = await tokenVan((await meldAan()).body.id);
    for (const token of [undefined, 'x', ander, 'x'.repeat(64)])
      await verwachtWeigering(() => post(`aanmeldingen/${body.id}/annulering`, { token }), 401);
    await verwachtWeigering(() => doe(`aanmeldingen/${body.id}?token=${ander}`), 401);
    await verwachtWeigering(() => post(`aanmeldingen/${body.id}/annulering`, { token: ['a'] }), 400);
  });

  test('ingelogd: de eigen aanmelding wel, die van een ander bestaat niet', async () => {
    const [ik, ander] = [(await meldAan()).body.id, (await meldAan()).body.id];
    const inlog = await logPersoonIn(academie, (await lees(academie, ik)).persoonId);
    expect((await post(`aanmeldingen/${ik}/emailbevestiging`, {}, inlog)).body.status).toBe('geplaatst');
    await verwachtWeigering(() => post(`aanmeldingen/${ander}/emailbevestiging`, {}, inlog), 404);
    await verwachtWeigering(() => doe(`aanmeldingen/${ander}`, {}, inlog), 404);
    const elders = (await maakCohort(academie.dataSource)).id;
    await verwachtWeigering(() => post(`aanmeldingen/${ik}/overzetting`, { cohort: elders }, inlog), 409);
    await verwachtWeigering(() => post(`aanmeldingen/${ander}/overzetting`, { cohort: elders }, inlog), 404);
  });

  test('een aanbod aannemen, een verlopen aanmelding laten herleven, overzetten', async () => {
    const [houder] = await vul(academie, cohort.id, 2);
    const { body } = await meldAan({}, coordinator);
    const token = await tokenVan(body.id);
    await post(`aanmeldingen/${houder!.id}/annulering`, {}, coordinator);
    expect((await doe(`aanmeldingen/${body.id}?token=${token}`)).body).toMatchObject({ wachtOp: ['aanbod'] });
    expect((await post(`aanmeldingen/${body.id}/aanbodacceptatie`, { token })).body.status).toBe('geplaatst');
    const ander = await maakCohort(academie.dataSource);
    const over = await post(`aanmeldingen/${body.id}/overzetting`, { cohort: ander.id }, coordinator);
    expect([over.status, over.body.status, over.body.id === body.id]).toEqual([200, 'geplaatst', false]);
    const laat = (await meldAan()).body.id;
    academie.clock.advance(25 * 60);
    expect((await doe(`aanmeldingen/${laat}?token=${await tokenVan(laat)}`)).body.status).toBe('verlopen');
    const herleefd = await post(`aanmeldingen/${laat}/herleving`, { token: await tokenVan(laat) });
    expect(herleefd.body.status).toBe('geplaatst');
  });
});

describe('wie wat ziet', () => {
  test('het bestuur alleen de eigen mensen, en van een ander bestaat het niet', async () => {
    const bestuur = await maakBestuur(academie.dataSource);
    const school = await maakSchool(academie.dataSource, { bestuurId: bestuur.id });
    const vreemd = (await meldAan({}, coordinator)).body.id;
    const eigen = await meldAan(
      { vestigingscode: school.vestigingscode, opmerking: 'Voor ons' },
      coordinator,
    );
    const gebruiker = await maakGebruiker(academie.dataSource, { rol: 'bestuur', bestuurId: bestuur.id });
    const inlog = await logIn(academie, gebruiker);
    const lijst = (await doe(`cohorten/${cohort.id}/aanmeldingen`, {}, inlog)).body as unknown as {
      items: { id: string; opmerking: string | null }[];
      totaal: number;
    };
    expect(lijst).toMatchObject({ totaal: 1, items: [{ id: eigen.body.id, opmerking: null }] });
    await verwachtWeigering(() => doe(`aanmeldingen/${vreemd}`, {}, inlog), 404);
    await verwachtWeigering(() => post(`aanmeldingen/${vreemd}/afwijzing`, { reden: 'Nee' }, inlog), 404);
    expect((await post(`aanmeldingen/${eigen.body.id}/afwijzing`, { reden: 'Nee' }, inlog)).body.status).toBe(
      'afgewezen',
    );
    await verwachtWeigering(() => doe(`cohorten/${cohort.id}/aanmeldingen`), 401);
    await verwachtWeigering(() => post(`aanmeldingen/${eigen.body.id}/afwijzing`, {}, inlog), 400);
  });

  test('de lijst in volgorde van plaats en rij, met posities zonder gaten', async () => {
    await vul(academie, cohort.id, 5);
    const lijst = await doe(`cohorten/${cohort.id}/aanmeldingen?paginaGrootte=4&pagina=1`, {}, coordinator);
    const { items, totaal } = lijst.body as unknown as { items: Record<string, unknown>[]; totaal: number };
    expect(items.map(({ status, wachtlijstpositie }) => [status, wachtlijstpositie])).toEqual([
      ['geplaatst', null],
      ['geplaatst', null],
      ['wachtlijst', 1],
      ['wachtlijst', 2],
    ]);
    expect([totaal, (await inCohort(academie, cohort.id)).length]).toEqual([5, 5]);
  });
});
