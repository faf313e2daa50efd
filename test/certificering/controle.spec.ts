import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Certificaat } from '../../src/certificering/certificaat/certificaat.entity.js';
import { naamKlopt, leesNummer } from '../../src/certificering/certificaat/certificaten.rules.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { maakCohort, maakOpleiding, maakPersoon } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';
import { maakCertificaat, maakVoltooid } from './certificaten.js';

describe('wat van papier is overgenomen', () => {
  test.each([
    ['ULA-2026-0047', 'ULA-2026-0047'],
    [' ula 2026 47 ', 'ULA-2026-0047'],
    ['2026-0047', 'ULA-2026-0047'],
    ['2026/47', 'ULA-2026-0047'],
    ['ULA–2026–00047', 'ULA-2026-0047'],
    ['ula202612345', 'ULA-2026-12345'],
    ['47', undefined],
    ['ULA-1999-0001', undefined],
    ['', undefined],
  ])('nummer %j is %s', (getypt, nummer) => expect(leesNummer(getypt)).toBe(nummer));

  test.each([
    ['Zoë van den Berg', 'zoe  VAN DEN berg'],
    ['Zoë van den Berg', 'Zoe Berg'],
    ['Zoë van den Berg', 'Berg, Zoë van den'],
    ['Zoë van den Berg', 'Zoë v.d. Berg'],
    ['Łukasz Öztürk-Ğül', 'lukasz ozturk gul'],
    ["Anna van 't Hof", 'Anna van ’t Hof'],
    ['Søren de Vries', 'soren Vries'],
    ['De La', 'de la'],
  ])('%s is ook %s', (naam, getypt) => expect(naamKlopt(getypt, naam)).toBe(true));

  test.each([
    ['Zoë van den Berg', 'Berg'],
    ['Zoë van den Berg', 'Zoë'],
    ['Zoë van den Berg', 'Z. van den Berg'],
    ['Zoë van den Berg', 'Zoë van den Burg'],
    ['Zoë van den Berg', 'van den'],
    ['Zoë van den Berg', '-'],
    ['Zoë van den Berg', '%'],
  ])('%s is niet %s', (naam, getypt) => expect(naamKlopt(getypt, naam)).toBe(false));
});

const NAAM = 'Zoë van den Berg';
const REDEN = 'Bleek niet aanwezig te zijn geweest';

let huis: Academie;
let geldig: Certificaat;
let open: Certificaat;
let ingetrokken: Certificaat;
let oud: Certificaat;
let nieuw: Certificaat;
beforeAll(async () => {
  huis = await startAcademie();
  const ds = huis.dataSource;
  const opleiding = await maakOpleiding(ds, { naam: 'LAS I', leerjaren: 2, herregistratiepunten: 40 });
  const cohort = await maakCohort(ds, { opleidingId: opleiding.id, naam: 'Groep van de wethouder' });
  const maak = async (met: Parameters<typeof maakCertificaat>[2] = {}) => {
    const persoon = await maakPersoon(ds, { voornaam: 'Zoë', tussenvoegsel: 'van den', achternaam: 'Berg' });
    const a = await maakVoltooid(ds, { cohortId: cohort.id, persoonId: persoon.id });
    return { a, certificaat: await maakCertificaat(ds, a, met) };
  };
  const toen = new Date('2026-09-03T10:00:00Z');
  geldig = (await maak()).certificaat;
  open = (await maak({ naamOpenbaarOp: toen })).certificaat;
  ingetrokken = (await maak({ ingetrokkenOp: toen, intrekkingsreden: REDEN, naamOpenbaarOp: toen }))
    .certificaat;
  const paar = await maak({ vervangenOp: toen });
  oud = paar.certificaat;
  nieuw = await maakCertificaat(ds, paar.a, { vervangtId: oud.id, versie: 2 });
});
afterAll(() => huis?.sluit());
afterEach(async () => {
  huis.settings.RATE_LIMIT = false;
  await huis.dataSource.query('DELETE FROM limiet');
});

const bekijk = (nummer: string): Promise<Antwoord> => vraag(huis, `/certificaten/${nummer}`);
const toets = (nummer: string, velden: Record<string, string>): Promise<Antwoord> =>
  vraag(huis, `/certificaten/${nummer}`, { method: 'POST', body: new URLSearchParams(velden) });
const api = (nummer: string): Promise<Antwoord> => vraag(huis, `/api/v1/certificaten/${nummer}`);
const kop = ({ tekst }: Antwoord): string => /<h1[^>]*>([^<]*)/.exec(tekst)?.[1] ?? '';

describe('de controle', () => {
  test('zegt wat een geldig certificaat is, en niet van wie', async () => {
    const pagina = await bekijk(geldig.nummer);
    expect([pagina.status, kop(pagina)]).toEqual([200, 'Geldig']);
    for (const feit of ['LAS I', '2 van 2', '280 uur', '60 uur', 'do 25 jun 2026', 'Herregistratiepunten'])
      expect(pagina.tekst).toContain(feit);
    for (const geheim of ['Berg', 'Zoë', geldig.controlecode, 'wethouder'])
      expect(pagina.tekst).not.toContain(geheim);
    expect([pagina.header('cache-control'), pagina.header('x-robots-tag')]).toEqual(['no-store', 'noindex']);
  });

  test('toont de naam als de houder dat toelaat, alleen bij een geldig', async () => {
    expect((await bekijk(open.nummer)).tekst).toContain(NAAM);
    expect((await bekijk(ingetrokken.nummer)).tekst).not.toContain('Berg');
  });

  test('zegt sinds wanneer er een is ingetrokken, en niet waarom', async () => {
    const pagina = await bekijk(ingetrokken.nummer);
    expect([pagina.status, kop(pagina)]).toEqual([200, 'Ingetrokken']);
    expect(pagina.tekst).toContain('donderdag 3 september 2026');
    expect(pagina.tekst).not.toContain(REDEN);
  });

  test('zegt door welk het is vervangen', async () => {
    const pagina = await bekijk(oud.nummer);
    expect(kop(pagina)).toBe('Vervangen');
    expect(pagina.tekst).toContain(`href="/certificaten/${nieuw.nummer}"`);
    expect(kop(await bekijk(nieuw.nummer))).toBe('Geldig');
  });

  test('kent geen nummer dat nooit is uitgegeven', async () => {
    for (const nummer of ['ULA-2026-9999', 'onzin', '%3Cscript%3E']) {
      const pagina = await bekijk(nummer);
      expect([pagina.status, kop(pagina)]).toEqual([404, 'Onbekend']);
      expect(pagina.tekst).not.toContain('<script>');
    }
  });

  test('leidt een andere schrijfwijze naar het nummer', async () => {
    const { status, header } = await bekijk(`ula%202026%20${geldig.volgnummer}`);
    expect([status, header('location')]).toEqual([303, `/certificaten/${geldig.nummer}`]);
  });

  test('zegt of een naam klopt, zonder haar te geven', async () => {
    const goed = await toets(geldig.nummer, { naam: 'zoe berg' });
    expect(goed.tekst).toContain('De naam klopt');
    expect(goed.tekst).not.toContain(NAAM);
    const fout = await toets(geldig.nummer, { naam: 'Zoë Burg' });
    expect(fout.tekst).toContain('De naam klopt niet');
    expect(fout.tekst).not.toContain('Berg');
    expect((await toets(geldig.nummer, {})).status).toBe(422);
    expect((await toets('ULA-2026-9999', { naam: 'zoe berg' })).status).toBe(404);
  });

  test('zegt of een code bij het nummer hoort', async () => {
    const kaal = geldig.controlecode.toLowerCase().replace(/-/g, ' ');
    expect((await toets(geldig.nummer, { controlecode: kaal })).tekst).toContain('De controlecode hoort bij');
    const ander = await toets(geldig.nummer, { controlecode: open.controlecode });
    expect(ander.tekst).toContain('De controlecode hoort niet bij');
    const gescand = await bekijk(`${geldig.nummer}?code=${encodeURIComponent(geldig.controlecode)}`);
    expect(gescand.tekst).toContain('De controlecode hoort bij');
    expect(gescand.tekst).not.toContain('Berg');
  });

  test('zegt van een ingetrokken certificaat niet in het groen dat de code hoort', async () => {
    const { tekst } = await bekijk(
      `${ingetrokken.nummer}?code=${encodeURIComponent(ingetrokken.controlecode)}`,
    );
    expect(tekst).toContain('De controlecode hoort bij dit nummer, maar het certificaat geldt niet meer.');
    expect(tekst).not.toMatch(/utrecht-alert--ok|ula-melding__titel/);
    const goed = await bekijk(`${geldig.nummer}?code=${encodeURIComponent(geldig.controlecode)}`);
    expect(goed.tekst).toContain('utrecht-alert--ok');
    expect(goed.tekst).not.toContain('ula-melding__titel');
  });

  test('is met een formulier te vragen', async () => {
    const zoek = (velden: Record<string, string>) =>
      vraag(huis, '/certificaten', { method: 'POST', body: new URLSearchParams(velden) });
    const alleen = await zoek({ nummer: `2026 ${geldig.volgnummer}`, naam: '', controlecode: '' });
    expect([alleen.status, alleen.header('location')]).toEqual([303, `/certificaten/${geldig.nummer}`]);
    const samen = await zoek({ nummer: geldig.nummer, naam: NAAM, controlecode: geldig.controlecode });
    expect(samen.tekst).toContain('De naam klopt');
    expect(samen.tekst).toContain('De controlecode hoort bij');
    const fout = await zoek({ nummer: 'weet ik niet', naam: NAAM });
    expect([fout.status, fout.tekst.includes('weet ik niet'), fout.tekst.includes(NAAM)]).toEqual([
      422,
      true,
      true,
    ]);
  });
});

describe('voor een programma', () => {
  test('dezelfde feiten, met een vaste stand', async () => {
    expect((await api(geldig.nummer)).json()).toEqual({
      nummer: geldig.nummer,
      status: 'geldig',
      nietGeldigSinds: null,
      vervangenDoor: null,
      naam: null,
      opleiding: 'LAS I',
      leerjaar: 2,
      leerjaren: 2,
      periode: { van: '2025-09-24', tot: '2026-06-11' },
      niveau: null,
      studielastUren: 280,
      contacturen: 60,
      ects: 10,
      herregistratiepunten: 40,
      aanbieders: ['Hogeschool Utrecht'],
      datum: '2026-06-25',
      plaats: 'Utrecht',
    });
    expect((await api(open.nummer)).json()).toMatchObject({ naam: NAAM });
    const weg = await api(ingetrokken.nummer);
    expect(weg.json()).toMatchObject({ status: 'ingetrokken', nietGeldigSinds: '2026-09-03T10:00:00.000Z' });
    expect(weg.tekst).not.toContain(REDEN);
    expect((await api(oud.nummer)).json()).toMatchObject({
      status: 'vervangen',
      vervangenDoor: nieuw.nummer,
    });
    const onbekend = await api('ULA-2026-9999');
    expect([onbekend.status, onbekend.json().code]).toEqual([404, 'certificaat-onbekend']);
  });

  test('een naam en een code kloppen of kloppen niet', async () => {
    const antwoord = await vraag(huis, `/api/v1/certificaten/${geldig.nummer}/controle`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ naam: 'Zoë Burg', controlecode: geldig.controlecode }),
    });
    expect(antwoord.json()).toMatchObject({ naamKlopt: false, codeKlopt: true, certificaat: { naam: null } });
  });
});

describe('guessing', () => {
  const herhaal = async (keer: number, doe: () => Promise<Antwoord>): Promise<number[]> => {
    const standen: number[] = [];
    for (let i = 0; i < keer; i += 1) standen.push((await doe()).status);
    return standen;
  };

  test('naar namen houdt op, en dan wordt ook een goede niet verteld', async () => {
    huis.settings.RATE_LIMIT = true;
    const standen = await herhaal(41, () => toets(geldig.nummer, { naam: 'Jan Jansen' }));
    expect([standen[39], standen[40]]).toEqual([200, 429]);
    expect((await toets(geldig.nummer, { naam: NAAM })).status).toBe(429);
    expect((await bekijk(geldig.nummer)).status).toBe(200);
  });

  test("naar nummers houdt op, voor pagina's en programma's samen; wie een echt heeft gaat door", async () => {
    huis.settings.RATE_LIMIT = true;
    await herhaal(20, () => bekijk('ULA-2025-0001'));
    const standen = await herhaal(21, () => api('ULA-2025-0002'));
    expect([standen[19], standen[20]]).toEqual([404, 429]);
    expect((await bekijk(geldig.nummer)).status).toBe(200);
    const scan = await bekijk(`${geldig.nummer}?code=${encodeURIComponent(geldig.controlecode)}`);
    expect(scan.status).toBe(200);
  });
});
