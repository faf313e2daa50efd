import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let coordinator: Inlog;
let ander: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
  ander = await logIn(academie, await maakGebruiker(academie.dataSource, { naam: 'An Der' }));
});
afterAll(() => academie.sluit());

const open = (pad: string): Promise<Antwoord> =>
  vraag(academie, pad, { headers: { cookie: coordinator.cookie } });
const lees = (code: string): Promise<Opleiding> =>
  academie.dataSource.manager.findOneByOrFail(Opleiding, { code });

type Velden = [string, string][];

/** What a browser would send of this page: every field as it stands there, some of them typed over. */
function velden({ tekst: html }: Antwoord, met: Record<string, string | string[]> = {}): Velden {
  const staat: Velden = [];
  const tekstVan = (t = '') => t.replaceAll('&#x27;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  for (const [invoer] of html.matchAll(/<input [^>]*>/g)) {
    const naam = /name="([^"]*)"/.exec(invoer)?.[1] ?? '';
    if (/type="checkbox"/.test(invoer) && !/ checked/.test(invoer)) continue;
    staat.push([naam, tekstVan(/value="([^"]*)"/.exec(invoer)?.[1])]);
  }
  for (const [, naam = '', inhoud] of html.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)</g))
    staat.push([naam, tekstVan(inhoud).replaceAll('\n', '\r\n')]);
  for (const [, naam = '', opties = ''] of html.matchAll(
    /<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    staat.push([naam, /value="([^"]*)" selected/.exec(opties)?.[1] ?? '']);
  const over = staat.filter(([naam]) => naam !== '_csrf' && !(naam in met));
  const getypt = Object.entries(met).flatMap(([naam, waarde]) =>
    [waarde].flat().map((w): [string, string] => [naam, w]),
  );
  return [...over, ...getypt];
}

test('een nieuwe opleiding met alle eigenschappen, zoals een coördinator ze typt', async () => {
  const { code: las } = await maakOpleiding(academie.dataSource, { naam: 'Vooropleiding' });
  const leeg = await open('/beheer/opleidingen/nieuw');
  const getypt = {
    code: 'las-9',
    naam: 'LAS negen',
    soort: 'opleiding',
    omschrijving: 'Kort.\r\n\r\nLang.',
    doelgroepen: ['schoolleider', 'intern-begeleider'],
    sectoren: ['vo', 'po'],
    niveau: 'post-hbo',
    voorwaarden: 'Een jaar ervaring',
    vervolgOp: las,
    leerjaren: '2',
    duur: '2 jaar',
    studielastUren: '420',
    contacturen: '160',
    ects: '7,5',
    aanwezigheidsnormPct: '75',
    herregistratiepunten: '40',
    peCursuscode: 'PE-123',
    kosten: '€ 1.250,50',
    vergoedingPct: '50',
    officieleNaam: 'Leergang LAS negen',
    accreditatieVan: '2026-08-01',
    accreditatieTot: '2032-08-01',
    vergoedingVoor: 'Utrechtse basisscholen',
    bekostiging: 'de besturen samen',
    aanbieders: 'Marnix Academie\r\n\r\n Hogeschool Utrecht ',
    peiling: 'ja',
    gepubliceerd: 'ja',
  };
  const gemaakt = await stuur(academie, '/beheer/opleidingen/nieuw', coordinator, velden(leeg, getypt));
  expect([gemaakt.status, gemaakt.header('location')]).toEqual([303, '/beheer/opleidingen/LAS-9']);
  const { id: _id, vervolgOpId, ...rest } = await lees('LAS-9');
  expect(vervolgOpId).toBe((await lees(las)).id);
  expect(rest).toEqual({
    code: 'LAS-9',
    naam: 'LAS negen',
    soort: 'opleiding',
    omschrijving: 'Kort.\n\nLang.',
    doelgroepen: ['schoolleider', 'intern-begeleider'],
    sectoren: ['po', 'vo'],
    niveau: 'post-hbo',
    voorwaarden: 'Een jaar ervaring',
    leerjaren: 2,
    duur: '2 jaar',
    studielastUren: 420,
    contacturen: 160,
    ects: 7.5,
    aanwezigheidsnormPct: 75,
    herregistratiepunten: 40,
    peCursuscode: 'PE-123',
    officieleNaam: 'Leergang LAS negen',
    accreditatieVan: '2026-08-01',
    accreditatieTot: '2032-08-01',
    kostenCent: 125_050,
    vergoedingPct: 50,
    vergoedingVoor: 'Utrechtse basisscholen',
    bekostiging: 'de besturen samen',
    aanbieders: ['Marnix Academie', 'Hogeschool Utrecht'],
    externUrl: null,
    peiling: true,
    gepubliceerd: true,
    versie: 1,
    bron: null,
    voorbeeldvelden: [],
  });

  const pad = '/beheer/opleidingen/LAS-9';
  const zelfde = await stuur(academie, pad, coordinator, velden(await open(pad)));
  expect(zelfde.status).toBe(303);
  expect((await lees('LAS-9')).versie).toBe(1);
  const leeggemaakt = velden(await open(pad), {
    ects: '',
    kosten: '',
    doelgroepen: [],
    sectoren: [],
    peiling: [],
  });
  expect((await stuur(academie, pad, coordinator, leeggemaakt)).status).toBe(303);
  expect(await lees('LAS-9')).toMatchObject({
    versie: 2,
    ects: null,
    kostenCent: null,
    doelgroepen: [],
    sectoren: [],
    peiling: false,
    gepubliceerd: true,
  });
  expect((await open(`/beheer/opleidingen/${las}`)).tekst).toContain('href="/beheer/opleidingen/LAS-9"');
});

test('een formulier dat wordt geweigerd houdt wat was getypt, met een fout bij elk veld', async () => {
  const { code } = await maakOpleiding(academie.dataSource, { naam: 'Blijft' });
  const pad = `/beheer/opleidingen/${code}`;
  const mis = {
    naam: '',
    kosten: 'gratis & voor niets',
    ects: 'een paar',
    leerjaren: '7',
    contacturen: '12',
    doelgroepen: ['leraar', 'coach'],
    externUrl: 'javascript:alert(1)',
  };
  const geweigerd = await stuur(academie, pad, coordinator, velden(await open(pad), mis));
  expect(geweigerd.status).toBe(422);
  const terug = velden(geweigerd);
  for (const [naam, waarde] of Object.entries(mis).flatMap(([n, w]) =>
    [w].flat().map((x) => [n, x] as const),
  ))
    expect(terug).toContainEqual([naam, waarde]);
  for (const veld of ['naam', 'kosten', 'ects', 'leerjaren', 'externUrl'])
    expect(geweigerd.tekst).toContain(`id="fout-${veld}"`);
  expect(geweigerd.tekst).toContain('bijvoorbeeld 1250 of 1.250,50');
  expect((await lees(code)).naam).toBe('Blijft');

  const extern = await stuur(academie, pad, coordinator, velden(await open(pad), { soort: 'extern' }));
  expect([extern.status, extern.tekst.includes('id="fout-externUrl"')]).toEqual([422, true]);
  const dubbel = velden(await open('/beheer/opleidingen/nieuw'), { code, naam: 'Nog een', soort: 'module' });
  const bestaat = await stuur(academie, '/beheer/opleidingen/nieuw', coordinator, dubbel);
  expect([bestaat.status, bestaat.tekst.includes(`Er is al een opleiding met code ${code}`)]).toEqual([
    422,
    true,
  ]);
  expect(bestaat.tekst).toContain('value="Nog een"');
  const geenSoort = await stuur(
    academie,
    '/beheer/opleidingen/nieuw',
    coordinator,
    velden(await open('/beheer/opleidingen/nieuw')),
  );
  expect([geenSoort.status, geenSoort.tekst.includes('Kies wat voor opleiding dit is')]).toEqual([422, true]);
});

test('de tweede van twee coördinatoren ziet wat de eerste wijzigde en verliest niets', async () => {
  const { code } = await maakOpleiding(academie.dataSource, {
    naam: 'Begin',
    kostenCent: 10_000,
    duur: '1 dag',
  });
  const pad = `/beheer/opleidingen/${code}`;
  const [mijn, haar] = [await open(pad), await open(pad)];
  const eerst = velden(haar, { naam: 'Van An', kosten: '200', aanbieders: 'Marnix' });
  expect((await stuur(academie, pad, ander, eerst)).status).toBe(303);

  const daarna = velden(mijn, { naam: 'Van mij', duur: '2 dagen', doelgroepen: ['coach'] });
  const ingehaald = await stuur(academie, pad, coordinator, daarna);
  expect(ingehaald.status).toBe(409);
  expect(ingehaald.tekst).toContain('iemand was je net voor');
  expect(ingehaald.tekst).toContain('An Der');
  for (const zin of [
    '<td class="utrecht-table__cell" data-kop="Was">€ 100</td>',
    'data-kop="Is nu">€ 200<',
    '>Van An<',
    '>Marnix<',
  ])
    expect(ingehaald.tekst.replaceAll('\u00a0', ' ')).toContain(zin);
  const terug = velden(ingehaald);
  expect(terug).toEqual(
    expect.arrayContaining([
      ['naam', 'Van mij'],
      ['duur', '2 dagen'],
      ['doelgroepen', 'coach'],
      ['kosten', '200'],
      ['aanbieders', 'Marnix'],
      ['versie', '2'],
    ]),
  );
  expect(await lees(code)).toMatchObject({ naam: 'Van An', duur: '1 dag', versie: 2 });
  expect((await stuur(academie, pad, coordinator, terug)).status).toBe(303);
  expect(await lees(code)).toMatchObject({
    naam: 'Van mij',
    duur: '2 dagen',
    kostenCent: 20_000,
    aanbieders: ['Marnix'],
    doelgroepen: ['coach'],
    versie: 3,
  });

  const verhaal = (await open(`${pad}/geschiedenis`)).tekst;
  expect(verhaal).toContain('naam: Begin → Van An');
  expect(verhaal).toContain(`href="/opleidingen/${code}/versies/2"`);
  expect(verhaal.indexOf('Van An → Van mij')).toBeLessThan(verhaal.indexOf('Begin → Van An'));
});

test('de lijst wordt in de database doorzocht en gebladerd', async () => {
  for (let i = 0; i < 27; i += 1)
    await maakOpleiding(academie.dataSource, {
      naam: `Zoekbaar ${String(i).padStart(2, '0')}%`,
      soort: 'webevent',
    });
  const { id } = await maakOpleiding(academie.dataSource, {
    naam: 'Zoekbaar concept',
    gepubliceerd: false,
    soort: 'module',
  });
  await maakCohort(academie.dataSource, { opleidingId: id });
  const rijen = async (vraag: string): Promise<number> => {
    const { status, tekst } = await open(`/beheer/opleidingen?${vraag}`);
    expect(status).toBe(200);
    return [...tekst.matchAll(/<th scope="row"/g)].length;
  };
  expect(await rijen('zoek=zoekbaar')).toBe(25);
  expect(await rijen('zoek=zoekbaar&pagina=2')).toBe(3);
  expect(await rijen('zoek=zoekbaar&soort=module')).toBe(1);
  expect(await rijen('zoek=zoekbaar&stand=concept')).toBe(1);
  expect(await rijen('zoek=zoekbaar&stand=peiling')).toBe(0);
  expect(await rijen('zoek=%25')).toBe(25);
  expect(await rijen('zoek=%00&pagina=-1&stand=x&soort=bestaatniet')).toBe(0);
  expect((await open('/beheer/opleidingen/bestaatniet')).status).toBe(404);
});

test('een eerdere versie zegt dat, en leidt naar de huidige zolang die er is', async () => {
  const { code } = await maakOpleiding(academie.dataSource, {
    naam: 'Oude naam',
    omschrijving: 'Oud.\n\nLang geleden.',
  });
  const pad = `/beheer/opleidingen/${code}`;
  await stuur(academie, pad, coordinator, velden(await open(pad), { naam: 'Nieuwe naam' }));
  const oud = await vraag(academie, `/opleidingen/${code}/versies/1`);
  expect([oud.status, oud.header('x-robots-tag')]).toEqual([200, 'noindex']);
  for (const zin of [
    'Dit is een eerdere versie',
    'di 10 nov 2026 om 10:00 uur',
    '>Oude naam</h1>',
    'Lang geleden.',
    `href="/opleidingen/${code}">`,
  ])
    expect(oud.tekst).toContain(zin);
  await stuur(academie, pad, coordinator, velden(await open(pad), { gepubliceerd: [] }));
  const nogSteeds = await vraag(academie, `/opleidingen/${code}/versies/1`);
  expect(nogSteeds.status).toBe(200);
  expect(nogSteeds.tekst).toContain('staat nu niet in ons aanbod');
  expect((await vraag(academie, `/opleidingen/${code}`)).status).toBe(404);
  for (const geen of ['3', '0', 'x', '99999999999999'])
    expect((await vraag(academie, `/opleidingen/${code}/versies/${geen}`)).status).toBe(404);
});
