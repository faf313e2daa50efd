import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { systeem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding, verzoek } from '../support/makers.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
let coordinator: Inlog;
/** The home page when there is nothing yet. */
let leeg: string;
beforeAll(async () => {
  academie = await startAcademie();
  leeg = (await vraag(academie, '/')).tekst;
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());

interface Antwoord {
  status: number;
  body: Record<string, unknown> & { id: string; code: string; fouten?: { veld: string }[] };
}

async function doe(
  method: string,
  pad: string,
  body?: unknown,
  wie: Inlog | null = coordinator,
): Promise<Antwoord> {
  const antwoord = await fetch(`${academie.url}/api/v1${pad}`, {
    method,
    headers: {
      ...(wie ? { cookie: wie.cookie, 'x-csrf-token': wie.csrf } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(antwoord.headers.get('api-version')).toBe('1.0.0');
  return { status: antwoord.status, body: (await antwoord.json()) as Antwoord['body'] };
}

const bijeenkomst = { begint: '2027-01-20T12:30:00Z', eindigt: '2027-01-20T16:00:00Z', locatie: 'Utrecht' };
const nieuw = async (met: object = {}) => ({
  opleiding: (await maakOpleiding(academie.dataSource)).code,
  capaciteit: 20,
  minimum: 8,
  aanmeldenVanaf: '2026-11-01',
  aanmeldenVoor: '2027-01-01',
  bijeenkomsten: [bijeenkomst],
  ...met,
});

describe('een cohort maken', () => {
  it('begint als concept, dat de buitenwereld niet ziet, en gaat open met publicatie', async () => {
    const { status, body } = await doe('POST', '/cohorten', await nieuw());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'concept',
      capaciteit: 20,
      bezet: 0,
      vrij: 20,
      wachtend: 0,
      minimum: 8,
    });
    expect(body.bijeenkomsten).toMatchObject([
      { ...bijeenkomst, begint: '2027-01-20T12:30:00.000Z', eindigt: '2027-01-20T16:00:00.000Z' },
    ]);
    expect((await doe('GET', `/cohorten/${body.id}`, undefined, null)).status).toBe(404);
    expect((await doe('POST', `/cohorten/${body.id}/publicatie`, {})).body.status).toBe('open');
    expect((await doe('GET', `/cohorten/${body.id}`, undefined, null)).body.aanmelden).toBe('open');
    expect((await doe('POST', `/cohorten/${body.id}/publicatie`, {})).status).toBe(409);
  });

  it('gaat niet open als de laatste dag om je aan te melden al voorbij is', async () => {
    const dto = await nieuw({ aanmeldenVanaf: '2026-09-01', aanmeldenVoor: '2026-11-10' });
    const { id } = (await doe('POST', '/cohorten', dto)).body;
    const { status, body } = await doe('POST', `/cohorten/${id}/publicatie`, {});
    expect([status, body.code]).toEqual([409, 'venster-voorbij']);
    expect((await doe('GET', `/cohorten/${id}`)).body.status).toBe('concept');
    await doe('PATCH', `/cohorten/${id}`, { aanmeldenVoor: '2026-11-11' });
    expect((await doe('POST', `/cohorten/${id}/publicatie`, {})).body.status).toBe('open');
  });

  it('publiceert de opleiding mee', async () => {
    const { code } = await maakOpleiding(academie.dataSource, { gepubliceerd: false });
    const { body } = await doe('POST', '/cohorten', await nieuw({ opleiding: code }));
    expect((await doe('GET', `/opleidingen/${code}`, undefined, null)).status).toBe(404);
    await doe('POST', `/cohorten/${body.id}/publicatie`, {});
    expect((await doe('GET', `/opleidingen/${code}`, undefined, null)).body.cohorten).toHaveLength(1);
  });

  it('geeft elk volgend cohort een eigen code en weigert een code die er al is', async () => {
    const dto = await nieuw();
    const codes = [
      (await doe('POST', '/cohorten', dto)).body.code,
      (await doe('POST', '/cohorten', dto)).body.code,
    ];
    expect(new Set(codes).size).toBe(2);
    expect((await doe('POST', '/cohorten', { ...dto, code: codes[0] })).body.code).toBe('cohortcode-bestaat');
  });

  it('mag in het verleden, want de academie voert ook geschiedenis in', async () => {
    const ooit = [{ begint: '2020-01-20T12:30:00Z', eindigt: '2020-01-20T16:00:00Z' }];
    const dto = await nieuw({
      aanmeldenVanaf: '2019-01-01',
      aanmeldenVoor: '2019-06-01',
      bijeenkomsten: ooit,
    });
    expect((await doe('POST', '/cohorten', dto)).body).toMatchObject({ schooljaar: '2019-2020' });
  });

  it.each([
    [
      'eindigt voor het begint',
      { bijeenkomsten: [{ ...bijeenkomst, eindigt: '2027-01-20T11:00:00Z' }] },
      'bijeenkomsten.0.eindigt',
    ],
    [
      'tijd zonder zone',
      { bijeenkomsten: [{ ...bijeenkomst, begint: '2027-01-20T12:00' }] },
      'bijeenkomsten.0.begint',
    ],
    ['minimum boven capaciteit', { minimum: 21 }, 'minimum'],
    ['aanmelden omgekeerd', { aanmeldenVanaf: '2027-02-01' }, 'aanmeldenVoor'],
    ['een dag die niet bestaat', { aanmeldenVoor: '2027-02-30' }, 'aanmeldenVoor'],
    ['capaciteit als tekst', { capaciteit: '20' }, 'capaciteit'],
    ['capaciteit onder nul', { capaciteit: -1 }, 'capaciteit'],
    ['onbekend veld', { kleur: 'rood' }, 'kleur'],
    ['bijeenkomsten geen lijst', { bijeenkomsten: 'morgen' }, 'bijeenkomsten'],
    ['bijeenkomst geen object', { bijeenkomsten: ['morgen'] }, 'bijeenkomsten'],
    ['naam leeg', { naam: ' ' }, 'naam'],
    ['herinneren op dag 61', { herinneringsdagen: [61] }, 'herinneringsdagen'],
    ['herinneren op dag -1', { herinneringsdagen: [-1] }, 'herinneringsdagen'],
    ['zes herinneringen', { herinneringsdagen: [6, 5, 4, 3, 2, 1] }, 'herinneringsdagen'],
    ['twee keer dezelfde herinnering', { herinneringsdagen: [7, 7] }, 'herinneringsdagen'],
    ['herinneren als tekst', { herinneringsdagen: ['7'] }, 'herinneringsdagen'],
    ['herinneringen leeg', { herinneringsdagen: null }, 'herinneringsdagen'],
  ])('noemt het veld: %s', async (_naam, anders, veld) => {
    const { status, body } = await doe('POST', '/cohorten', await nieuw(anders));
    expect(status).toBe(400);
    expect(body.fouten?.map((fout) => fout.veld).join()).toContain(veld);
  });

  it('krijgt de herinneringsdagen en de code die je geeft, anders 7 en 1; alleen de academie ziet ze', async () => {
    const gewoon = await doe('POST', '/cohorten', await nieuw());
    expect(gewoon.body).toMatchObject({ herinneringsdagen: [7, 1], peUitvoeringscode: null });
    const eigen = { herinneringsdagen: [0, 14, 2], peUitvoeringscode: 'PE-123/4' };
    const { body } = await doe('POST', '/cohorten', await nieuw(eigen));
    expect(body).toMatchObject({ ...eigen, herinneringsdagen: [14, 2, 0] });
    const { status } = await doe('PATCH', `/cohorten/${body.id}`, {
      herinneringsdagen: [],
      peUitvoeringscode: null,
    });
    expect(status).toBe(200);
    await doe('POST', `/cohorten/${body.id}/publicatie`, {});
    expect((await doe('GET', `/cohorten/${body.id}`)).body).toMatchObject({
      herinneringsdagen: [],
      peUitvoeringscode: null,
    });
    const buiten = (await doe('GET', `/cohorten/${body.id}`, undefined, null)).body;
    expect(Object.keys(buiten)).toContain('capaciteit');
    expect(Object.keys(buiten)).not.toContain('herinneringsdagen');
    expect(Object.keys(buiten)).not.toContain('peUitvoeringscode');
  });

  it('weigert een opleiding die niet bestaat', async () => {
    const { status, body } = await doe('POST', '/cohorten', await nieuw({ opleiding: 'BESTAATNIET' }));
    expect([status, body.fouten?.[0]?.veld]).toEqual([422, 'opleiding']);
  });
});

describe('een cohort wijzigen', () => {
  const vul = async (cohortId: string, aantal: number): Promise<void> => {
    const dienst = academie.app.get(AanmeldenService);
    await Promise.all(Array.from({ length: aantal }, () => dienst.meldAan(cohortId, verzoek(), systeem)));
  };

  it('laat wat je weglaat, en wist wat je leeg maakt', async () => {
    const { id } = await maakCohort(academie.dataSource, { goNoGoOp: '2026-12-01' });
    const { body } = await doe('PATCH', `/cohorten/${id}`, { locatie: null });
    expect(body).toMatchObject({ locatie: null, goNoGoOp: '2026-12-01', capaciteit: 20 });
    expect((await doe('PATCH', `/cohorten/${id}`, { capaciteit: null })).status).toBe(400);
  });

  it('weigert een capaciteit onder de bezette plaatsen en noemt het aantal', async () => {
    const { id } = await maakCohort(academie.dataSource, { capaciteit: 5, minimum: 3 });
    await vul(id, 4);
    const { status, body } = await doe('PATCH', `/cohorten/${id}`, { capaciteit: 2 });
    expect([status, body.code]).toEqual([409, 'capaciteit-te-laag']);
    expect(body.detail).toContain('4 plaatsen');
    expect((await doe('PATCH', `/cohorten/${id}`, { capaciteit: 4 })).body).toMatchObject({
      capaciteit: 4,
      vrij: 0,
    });
  });

  it('verlaagt ook als de hoge nummers bezet zijn en de lage vrij', async () => {
    const { id } = await maakCohort(academie.dataSource, { capaciteit: 5, minimum: 1 });
    await vul(id, 5);
    await academie.dataSource.query(
      `UPDATE aanmelding SET status = 'geannuleerd', plaatsnummer = NULL, plaats_van = NULL
        WHERE cohort_id = $1 AND plaatsnummer <= 3`,
      [id],
    );
    expect((await doe('PATCH', `/cohorten/${id}`, { capaciteit: 2 })).body).toMatchObject({
      capaciteit: 2,
      bezet: 2,
    });
  });

  it('biedt een hogere capaciteit meteen aan de wachtlijst aan', async () => {
    const { id } = await maakCohort(academie.dataSource, { capaciteit: 1, minimum: 0 });
    await vul(id, 4);
    expect((await doe('PATCH', `/cohorten/${id}`, { capaciteit: 3 })).body).toMatchObject({
      bezet: 3,
      wachtend: 1,
    });
  });

  it('laat de tweede van twee coördinatoren weten dat er iets gewijzigd is', async () => {
    const { id } = await maakCohort(academie.dataSource);
    const { body } = await doe('GET', `/cohorten/${id}`);
    expect((await doe('PATCH', `/cohorten/${id}`, { naam: 'Eerste', versie: body.versie })).status).toBe(200);
    const tweede = await doe('PATCH', `/cohorten/${id}`, { naam: 'Tweede', versie: body.versie });
    expect([tweede.status, tweede.body.code]).toEqual([409, 'cohort-gewijzigd']);
    expect((await doe('GET', `/cohorten/${id}`)).body.naam).toBe('Eerste');
  });

  it('annuleert met reden, en iedereen met een plaats of in de rij hoort het', async () => {
    const { id } = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
    await vul(id, 3);
    expect((await doe('POST', `/cohorten/${id}/annulering`, {})).body.fouten?.[0]?.veld).toBe('reden');
    const { body } = await doe('POST', `/cohorten/${id}/annulering`, { reden: 'Te weinig aanmeldingen.' });
    expect(body).toMatchObject({
      status: 'geannuleerd',
      annuleringsreden: 'Te weinig aanmeldingen.',
      bezet: 0,
      wachtend: 0,
    });
    const mails = await academie.dataSource.query<{ tekst: string }[]>(
      `SELECT tekst FROM bericht WHERE cohort_id = $1 AND soort = 'aanmeldingen/geannuleerd'`,
      [id],
    );
    expect(mails).toHaveLength(3);
    for (const { tekst } of mails) expect(tekst).toContain('Te weinig aanmeldingen');
    expect((await doe('POST', `/cohorten/${id}/annulering`, { reden: 'Nog eens' })).status).toBe(409);
  });
});

describe('de catalogus', () => {
  it('vindt op naam, doelgroep, synoniem en soort', async () => {
    const { code } = await maakOpleiding(academie.dataSource, {
      naam: 'Zeldzame naam 100%_',
      doelgroepen: ['intern-begeleider'],
      soort: 'studiereis',
    });
    const codes = async (vraag: string) =>
      ((await doe('GET', `/opleidingen?${vraag}`, undefined, null)).body.items as { code: string }[]).map(
        (o) => o.code,
      );
    expect(await codes('zoek=zeldzame')).toEqual([code]);
    expect(await codes(`zoek=${encodeURIComponent('100%_')}`)).toEqual([code]);
    expect(await codes(`zoek=${encodeURIComponent("ib'er")}`)).toContain(code);
    expect(await codes('doelgroep=intern-begeleider&soort=studiereis')).toEqual([code]);
    expect(await codes('zoek=bestaatniet')).toEqual([]);
    expect((await doe('GET', '/opleidingen?kleur=rood', undefined, null)).status).toBe(400);
    expect((await doe('GET', '/opleidingen?pagina=0', undefined, null)).body.fouten?.[0]?.veld).toBe(
      'pagina',
    );
  });

  it('wat geen doelgroep noemt, is er voor iedereen', async () => {
    const { code } = await maakOpleiding(academie.dataSource, { doelgroepen: [] });
    const voor = async (doelgroep: string) =>
      (
        (await doe('GET', `/opleidingen?doelgroep=${doelgroep}`, undefined, null)).body.items as {
          code: string;
        }[]
      ).map((o) => o.code);
    for (const doelgroep of ['leraar', 'schoolleider']) expect(await voor(doelgroep)).toContain(code);
  });

  it('filtert op sector, in de catalogus en de cohorten; wat geen sector noemt is er voor iedereen', async () => {
    const vo = await maakOpleiding(academie.dataSource, { naam: 'Sectorproef vo', sectoren: ['vo', 'mbo'] });
    const ieder = await maakOpleiding(academie.dataSource, { naam: 'Sectorproef ieder' });
    for (const { id } of [vo, ieder]) await maakCohort(academie.dataSource, { opleidingId: id });
    const proef = async (sector: string) => {
      const lees = async (pad: string) => (await doe('GET', pad, undefined, null)).body.items as unknown[];
      const opleidingen = (await lees(`/opleidingen?zoek=sectorproef&sector=${sector}`)) as {
        code: string;
      }[];
      const cohorten = (await lees(`/cohorten?sector=${sector}&paginaGrootte=200`)) as {
        opleiding: { code: string };
      }[];
      const site = await vraag(academie, `/?zoek=sectorproef&sector=${sector}`);
      const codes = cohorten.map(({ opleiding }) => opleiding.code);
      return [vo, ieder].map(({ code, naam }) => [
        opleidingen.some((o) => o.code === code),
        codes.includes(code),
        site.tekst.includes(naam),
      ]);
    };
    expect(await proef('po')).toEqual([
      [false, false, false],
      [true, true, true],
    ]);
    expect(await proef('mbo')).toEqual([
      [true, true, true],
      [true, true, true],
    ]);
    expect((await doe('GET', '/opleidingen?sector=wo', undefined, null)).status).toBe(400);
    const { body } = await doe('GET', `/opleidingen/${vo.code}`, undefined, null);
    expect(body.sectoren).toEqual(['vo', 'mbo']);
    const pagina = (await vraag(academie, `/opleidingen/${vo.code}`)).tekst;
    expect(pagina).toContain('Voortgezet onderwijs, Middelbaar beroepsonderwijs');
    // Nonsense in the address of the site is no filter.
    expect((await vraag(academie, '/?zoek=sectorproef&sector=wo')).tekst).toContain('Sectorproef vo');
  });

  it('toont van een groep wat erover verteld is en waar dat vandaan komt, en wat verzonnen is', async () => {
    const { code, id } = await maakOpleiding(academie.dataSource, { naam: 'Vroeger en nu' });
    const verteld = { opleidingId: id, bron: 'Nieuwsbrief 2025', voorbeeldvelden: ['capaciteit'] };
    await maakCohort(academie.dataSource, { ...verteld, toelichting: 'Neem je laptop mee.' });
    await maakCohort(academie.dataSource, {
      ...{ ...verteld, naam: 'Toen', status: 'afgerond', alleenAangekondigd: true },
      toelichting: 'Aangekondigd voor 2023.',
    });
    const { tekst } = await vraag(academie, `/opleidingen/${code}`);
    for (const zin of ['Neem je laptop mee.', 'Aangekondigd voor 2023.', 'Of het doorging, weten we niet'])
      expect(tekst).toContain(zin);
    expect(tekst.match(/Bron: Nieuwsbrief 2025/g)).toHaveLength(2);
    expect(tekst).toContain('Data, plekken of prijs zijn verzonnen.');
    expect(tekst.match(/Voorbeeldgegevens/g)).toHaveLength(1);
    expect(tekst).not.toContain('Afgerond');
  });

  it('zegt van een lege academie dat er nog niets is, en van een leeg resultaat dat het aan de filters ligt', async () => {
    const gefilterd = await vraag(academie, '/?zoek=bestaatniet');
    expect(gefilterd.tekst).toContain('Met deze filters vinden we niets.');
    expect(leeg).toContain('Deze academie is nog leeg.');
    expect(leeg).not.toContain('filters vinden');
  });

  it('toont bij aanmelden=open alleen waar aanmelden nu kan', async () => {
    const dicht = [
      await maakCohort(academie.dataSource, { status: 'concept' }),
      await maakCohort(academie.dataSource, { aanmeldenVanaf: '2026-11-11' }),
      await maakCohort(academie.dataSource, { aanmeldenVoor: '2026-11-10' }),
    ];
    const open = await maakCohort(academie.dataSource, {
      aanmeldenVanaf: '2026-11-10',
      aanmeldenVoor: '2026-11-11',
    });
    const { body } = await doe('GET', '/cohorten?aanmelden=open&paginaGrootte=200', undefined, null);
    const ids = (body.items as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain(open.id);
    for (const { id } of dicht) expect(ids).not.toContain(id);
  });
});
