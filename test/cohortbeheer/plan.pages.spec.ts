import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systeem } from '../../src/toegang/wie.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';

let academie: Academie;
let co: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  co = await logIn(academie, await maakGebruiker(academie.dataSource, { naam: 'Co Een' }));
  await academie.app.get(SchoolvakantiesService).laad();
});
afterAll(() => academie?.sluit());

type Velden = Record<string, string>;
const zonderHtml = (tekst: string): string =>
  tekst
    .replace(/&#x27;/g, "'")
    .replace(/&#x3D;/g, '=')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** What a browser would send of the form of a plan on this page: every field with what stands in it. */
function veldenVan(html: string): Velden {
  const zonderMal = html.replace(/<template[\s\S]*?<\/template>/g, '');
  const [, formulier = ''] = /<form class="ula-plan"[^>]*>([\s\S]*?)<\/form>/.exec(zonderMal) ?? [];
  const velden: Velden = {};
  for (const [tag] of formulier.matchAll(/<input[^>]*>/g)) {
    const naam = /name="([^"]*)"/.exec(tag)?.[1];
    if (naam && naam !== '_csrf') velden[naam] = zonderHtml(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, naam = '', tekst = ''] of formulier.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    velden[naam] = zonderHtml(tekst);
  for (const [, naam = '', opties = ''] of formulier.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    velden[naam] = /value="([^"]*)" selected/.exec(opties)?.[1] ?? '';
  return velden;
}

const foutBij = (html: string, veld: string): string | undefined =>
  new RegExp(`id="fout-${veld}"><span[^>]*>Fout: </span>([^<]*)<`).exec(html)?.[1];
const open = async (pad: string) => {
  const antwoord = await vraag(academie, pad, { headers: { cookie: co.cookie } });
  expect(antwoord.status).toBe(200);
  return antwoord.tekst;
};
const bewaar = (pad: string, velden: Velden, wie = co) =>
  stuur(academie, pad, wie, { actie: 'bewaar', ...velden });
const bijeenkomsten = (cohortId: string) =>
  academie.dataSource.manager.find(Bijeenkomst, { where: { cohortId }, order: { begint: 'ASC' } });
const cohortVan = (id: string) => academie.dataSource.manager.findOneByOrFail(Cohort, { id });

async function maakPlan(met: Partial<Cohort> = {}) {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-05', ...met });
  await maakBijeenkomst(academie.dataSource, {
    cohortId: cohort.id,
    begint: new Date('2027-02-03T12:00:00Z'),
    eindigt: new Date('2027-02-03T15:00:00Z'),
    link: 'https://video.example/1?a=b&c=d',
  });
  const pad = `/beheer/cohorten/${cohort.id}/plan`;
  return { cohort, pad, velden: veldenVan(await open(pad)) };
}

describe('het plan van een cohort', () => {
  test('staat er zoals je het zou typen: de laatste dag van aanmelden, en de klok van Utrecht', async () => {
    const { velden, cohort } = await maakPlan();
    const [een] = await bijeenkomsten(cohort.id);
    expect(velden).toMatchObject({
      aanmeldenVanaf: '2026-09-01',
      aanmeldenTotEnMet: '2026-12-31',
      'rij-0-id': een!.id,
      'rij-0-datum': '2027-01-20',
      'rij-0-van': '13:00',
      'rij-0-tot': '16:00',
      versie: '1',
    });
  });

  test('ongewijzigd bewaren wijzigt niets, ook geen id of versie', async () => {
    const { cohort, pad, velden } = await maakPlan();
    const voor = [await cohortVan(cohort.id), await bijeenkomsten(cohort.id)];
    const antwoord = await bewaar(pad, velden);
    expect([antwoord.status, antwoord.header('location')]).toEqual([303, pad]);
    expect([await cohortVan(cohort.id), await bijeenkomsten(cohort.id)]).toEqual(voor);
  });

  test('een dag verplaatsen, een nieuwe en een die weggaat', async () => {
    const { cohort, pad, velden } = await maakPlan();
    const trainer = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    await meldLosAan(academie, cohort.id, systeem);
    const [een] = await bijeenkomsten(cohort.id);
    const zonderTweede = Object.fromEntries(
      Object.entries(velden).filter(([naam]) => !naam.startsWith('rij-1-')),
    );
    const antwoord = await bewaar(pad, {
      ...zonderTweede,
      'rij-0-datum': '2027-01-21',
      'rij-7-datum': '2027-03-10',
      'rij-7-van': '9:30',
      'rij-7-tot': '12:00',
      'rij-7-trainer': trainer.id,
      'rij-7-leerjaar': '2',
      aanmeldenTotEnMet: '2027-01-10',
      reden: 'De zaal',
    });
    expect(antwoord.status).toBe(303);
    const na = await bijeenkomsten(cohort.id);
    expect(na).toMatchObject([
      { id: een!.id, begint: new Date('2027-01-21T12:00:00Z') },
      { begint: new Date('2027-03-10T08:30:00Z'), trainerId: trainer.id, leerjaar: 2, link: null },
    ]);
    expect(na).toHaveLength(2);
    expect(await cohortVan(cohort.id)).toMatchObject({ aanmeldenVoor: '2027-01-11', versie: 2 });
    expect(await open(pad)).not.toContain('Niemand krijgt hiervan');
  });

  test('de herinneringen: in woorden, te wijzigen, en wat niet kan staat erbij', async () => {
    const { cohort, pad, velden } = await maakPlan();
    expect(velden.herinneringsdagen).toBe('7, 1');
    expect(await open(pad)).toContain('Nu: 7 dagen en 1 dag ervoor, om 9:00 uur.');
    for (const mis of ['61', '7, 7', 'een week', '1 2 3 4 5 6']) {
      const { status, tekst } = await bewaar(pad, { ...velden, herinneringsdagen: mis });
      expect([status, veldenVan(tekst).herinneringsdagen]).toEqual([422, mis]);
      expect(foutBij(tekst, 'herinneringsdagen')).toBe(
        'Geef ten hoogste 5 verschillende hele getallen van 0 tot en met 60.',
      );
    }
    expect(
      (await bewaar(pad, { ...velden, herinneringsdagen: '2 en 10', peUitvoeringscode: 'PE1' })).status,
    ).toBe(303);
    expect(await cohortVan(cohort.id)).toMatchObject({
      herinneringsdagen: [10, 2],
      peUitvoeringscode: 'PE1',
    });
    const na = veldenVan(await open(pad));
    expect((await bewaar(pad, { ...na, herinneringsdagen: '' })).status).toBe(303);
    expect(await cohortVan(cohort.id)).toMatchObject({ herinneringsdagen: [] });
    expect(await open(pad)).toContain('Nu krijgt niemand een herinnering.');
    const geschiedenis = await open(`/beheer/cohorten/${cohort.id}/geschiedenis`);
    expect(geschiedenis).toContain(
      'herinneringen: 7 dagen en 1 dag ervoor → 10 dagen en 2 dagen ervoor; code in PE-online: leeg → PE1',
    );
    expect(geschiedenis).toContain('herinneringen: 10 dagen en 2 dagen ervoor → geen');
  });

  test('alles weg en iets nieuws op hetzelfde moment is iets nieuws', async () => {
    const { cohort, pad, velden } = await maakPlan();
    const [een] = await bijeenkomsten(cohort.id);
    const rest = Object.fromEntries(Object.entries(velden).filter(([naam]) => !naam.startsWith('rij-')));
    const nieuw = { 'rij-9-datum': '2027-01-20', 'rij-9-van': '13:00', 'rij-9-tot': '16:00' };
    expect((await bewaar(pad, { ...rest, ...nieuw })).status).toBe(303);
    const na = await bijeenkomsten(cohort.id);
    expect(na).toMatchObject([{ begint: een!.begint }]);
    expect(na[0]!.id).not.toBe(een!.id);
  });

  test('alles wat niet kan staat er in een keer bij, en niets is weg', async () => {
    const { pad, velden, cohort } = await maakPlan();
    const mis: Velden = {
      naam: '',
      schooljaar: 'volgend jaar',
      capaciteit: 'tien',
      minimum: '-1',
      goNoGoOp: '2027-01-21',
      aanmeldenVanaf: '2027-02-30',
      aanmeldenTotEnMet: 'morgen',
      'rij-0-tot': '12:00',
      'rij-1-datum': '2027-02-31',
      'rij-1-van': '25:00',
      'rij-2-datum': '2026-03-29',
      'rij-2-van': '02:30',
      'rij-2-tot': '04:00',
      'rij-3-datum': '2026-10-25',
      'rij-3-van': '2.30',
      'rij-3-tot': '04:00',
      'rij-4-van': '10:00',
    };
    const { status, tekst } = await bewaar(pad, { ...velden, ...mis });
    expect(status).toBe(422);
    expect(foutBij(tekst, 'naam')).toBe('Vul dit veld in.');
    expect(foutBij(tekst, 'schooljaar')).toContain('2026-2027');
    expect(foutBij(tekst, 'capaciteit')).toContain('heel getal');
    expect(foutBij(tekst, 'minimum')).toContain('heel getal');
    expect(foutBij(tekst, 'goNoGoOp')).toBe(
      'Het besluit valt pas na de eerste bijeenkomst, woensdag 20 januari 2027.',
    );
    expect(foutBij(tekst, 'aanmeldenVanaf')).toBe('Deze dag bestaat niet.');
    expect(foutBij(tekst, 'aanmeldenTotEnMet')).toBe('Deze dag bestaat niet.');
    expect(foutBij(tekst, 'rij-0-tot')).toBe('Deze bijeenkomst eindigt voordat zij begint.');
    expect(foutBij(tekst, 'rij-1-datum')).toBe('Deze dag bestaat niet.');
    expect(foutBij(tekst, 'rij-1-van')).toBe('Geef een tijd als 13:30.');
    expect(foutBij(tekst, 'rij-2-van')).toBe(
      'Deze tijd bestaat niet op zondag 29 maart 2026: de klok gaat dan een uur vooruit.',
    );
    expect(foutBij(tekst, 'rij-3-van')).toContain('komt op zondag 25 oktober 2026 twee keer voor');
    expect(foutBij(tekst, 'rij-4-datum')).toBe('Kies een datum, of haal deze bijeenkomst weg.');
    expect(foutBij(tekst, 'rij-4-tot')).toBe('Vul een tijd in.');
    expect(veldenVan(tekst)).toMatchObject({ ...velden, ...mis });
    expect(await cohortVan(cohort.id)).toMatchObject({ versie: 1 });
  });

  test.each<[string, Velden, string, string]>([
    [
      'minimum boven capaciteit',
      { minimum: '21' },
      'minimum',
      'Het minimum (21) is hoger dan de capaciteit (20).',
    ],
    [
      'aanmelden eindigt voor het begint',
      { aanmeldenTotEnMet: '2026-08-31' },
      'aanmeldenTotEnMet',
      'Aanmelden eindigt voordat het begint.',
    ],
    [
      'aanmelden begint pas na de eerste bijeenkomst',
      { aanmeldenVanaf: '2027-01-21', aanmeldenTotEnMet: '2027-01-30' },
      'aanmeldenVanaf',
      'Aanmelden begint pas na de eerste bijeenkomst, woensdag 20 januari 2027.',
    ],
    ['jaar verkeerd', { 'rij-0-datum': '0027-01-20' }, 'rij-0-datum', 'Deze dag bestaat niet.'],
    [
      'een teken dat niet kan',
      { 'rij-0-locatie': 'Zaal\u0000' },
      'rij-0-locatie',
      'Hier staan tekens in die niet mogen.',
    ],
    ['trainer onbekend', { 'rij-0-trainer': 'x' }, 'rij-0-trainer', 'Dit is geen geldig kenmerk.'],
  ])('%s', async (_naam, anders, veld, melding) => {
    const { pad, velden } = await maakPlan();
    const { status, tekst } = await bewaar(pad, { ...velden, ...anders });
    expect([status, foutBij(tekst, veld)]).toEqual([422, melding]);
  });

  test('een dag aanmelden mag, tot en met dezelfde dag', async () => {
    const { cohort, pad, velden } = await maakPlan();
    await bewaar(pad, { ...velden, aanmeldenVanaf: '2026-12-01', aanmeldenTotEnMet: '2026-12-01' });
    expect(await cohortVan(cohort.id)).toMatchObject({
      aanmeldenVanaf: '2026-12-01',
      aanmeldenVoor: '2026-12-02',
    });
  });

  test('101 rijen is er een te veel', async () => {
    const { pad, velden } = await maakPlan();
    const rijen = Object.fromEntries(
      Array.from({ length: 99 }, (_, i) => [
        [`rij-${i + 2}-datum`, '2027-05-19'],
        [`rij-${i + 2}-van`, '10:00'],
        [`rij-${i + 2}-tot`, '11:00'],
      ]).flat(),
    ) as Velden;
    const { status, tekst } = await bewaar(pad, { ...velden, ...rijen });
    expect(status).toBe(422);
    expect(tekst).toContain('Geef ten hoogste 100 bijeenkomsten.');
    expect(veldenVan(tekst)['rij-100-datum']).toBe('2027-05-19');
  });

  test('minder plaatsen dan bezet: het aantal staat erbij', async () => {
    const { cohort, pad, velden } = await maakPlan({ capaciteit: 3, minimum: 0 });
    await meldLosAan(academie, cohort.id, systeem);
    await meldLosAan(academie, cohort.id, systeem);
    const { status, tekst } = await bewaar(pad, { ...velden, capaciteit: '1' });
    expect([status, foutBij(tekst, 'capaciteit')]).toEqual([
      422,
      'Er zijn al 2 plaatsen bezet. Een lagere capaciteit dan 2 kan niet.',
    ]);
  });

  test('wat al tegensprak toen het niemand stoorde, houdt iets anders niet tegen', async () => {
    const { cohort, pad, velden } = await maakPlan({
      goNoGoOp: '2027-06-01',
      capaciteit: null,
      minimum: null,
      status: 'concept',
    });
    expect((await bewaar(pad, { ...velden, naam: 'Nieuwe naam' })).status).toBe(303);
    expect(await cohortVan(cohort.id)).toMatchObject({ naam: 'Nieuwe naam', capaciteit: null });
  });
});

describe('zonder JavaScript', () => {
  test('nog een bijeenkomst: alles blijft staan, en de nieuwe lijkt op de vorige', async () => {
    const { pad, velden } = await maakPlan();
    const getypt = { ...velden, naam: 'Nog niet klaar', 'rij-1-tot': 'half vier' };
    const { status, tekst } = await stuur(academie, pad, co, { ...getypt, actie: 'nog-een' });
    expect(status).toBe(200);
    expect(veldenVan(tekst)).toMatchObject({
      ...getypt,
      'rij-2-datum': '',
      'rij-2-van': '13:00',
      'rij-2-locatie': 'Utrecht',
    });
    const weg = await stuur(academie, pad, co, { ...veldenVan(tekst), actie: 'weg-0' });
    expect(Object.keys(veldenVan(weg.tekst))).not.toContain('rij-0-datum');
    expect(veldenVan(weg.tekst)).toMatchObject({ naam: 'Nog niet klaar', 'rij-1-tot': 'half vier' });
  });

  test('een reeks: elke twee weken, de vakantie overgeslagen', async () => {
    const { pad, velden } = await maakPlan();
    const reeks = {
      'reeks-vanaf': '2027-02-10',
      'reeks-keer': '3',
      'reeks-weken': '2',
      'reeks-van': '13:30',
      'reeks-tot': '16:00',
      'reeks-plaats': 'Zaal 2',
    };
    const { status, tekst } = await stuur(academie, pad, co, { ...velden, ...reeks, actie: 'reeks' });
    expect(status).toBe(200);
    const na = veldenVan(tekst);
    expect([2, 3, 4].map((n) => na[`rij-${n}-datum`])).toEqual(['2027-02-10', '2027-03-03', '2027-03-17']);
    expect(na).toMatchObject({
      'rij-4-van': '13:30',
      'rij-4-locatie': 'Zaal 2',
      'rij-0-datum': '2027-01-20',
    });
    const mis = await stuur(academie, pad, co, { ...velden, ...reeks, 'reeks-keer': '99', actie: 'reeks' });
    expect([mis.status, foutBij(mis.tekst, 'reeks-keer')]).toEqual([
      422,
      'Geef ten hoogste 100 bijeenkomsten.',
    ]);
    const leeg = await stuur(academie, pad, co, { ...velden, actie: 'reeks' });
    expect(foutBij(leeg.tekst, 'reeks-vanaf')).toBe('Kies de eerste dag.');
  });

  test('controleer: botsingen, wie bericht krijgt, en fouten; er is niets bewaard', async () => {
    const { cohort, pad, velden } = await maakPlan();
    await meldLosAan(academie, cohort.id, systeem);
    await meldLosAan(academie, cohort.id, systeem);
    const { status, tekst } = await stuur(academie, pad, co, {
      ...velden,
      'rij-0-datum': '2027-02-24',
      capaciteit: 'x',
      actie: 'controleer',
    });
    expect(status).toBe(200);
    expect(tekst).toContain('Deze dag valt in de voorjaarsvakantie.');
    expect(tekst).toContain('2 mensen krijgen bericht');
    expect(tekst).toContain('wo 20 jan 2027, 13:00 – 16:00 uur, Utrecht → wo 24 feb 2027');
    expect(foutBij(tekst, 'capaciteit')).toContain('heel getal');
    expect(await cohortVan(cohort.id)).toMatchObject({ versie: 1 });
    // Never blocks: it can be saved, and is told again after saving.
    const opgeslagen = await bewaar(pad, { ...velden, 'rij-0-datum': '2027-02-24' });
    expect(opgeslagen.status).toBe(303);
    expect(await open(pad)).toContain('Deze dag valt in de voorjaarsvakantie.');
  });
});

describe('twee coördinatoren tegelijk', () => {
  test('de tweede ziet wat de eerste deed, houdt wat getypt was, en bewaart met een tweede druk', async () => {
    const { cohort, pad, velden } = await maakPlan();
    const twee = await logIn(academie, await maakGebruiker(academie.dataSource, { naam: 'Co Twee' }));
    await bewaar(pad, {
      ...velden,
      naam: 'Van de eerste',
      locatie: 'Domplein',
      'rij-0-datum': '2027-01-21',
      'rij-5-datum': '2027-03-03',
      'rij-5-van': '10:00',
      'rij-5-tot': '11:00',
    });
    const { status, tekst } = await bewaar(
      pad,
      { ...velden, naam: 'Van de tweede', minimum: '5', 'rij-1-datum': '2027-02-10' },
      twee,
    );
    expect(status).toBe(422);
    expect(tekst).toContain('Iemand anders wijzigde dit cohort intussen');
    expect(tekst).toContain('Co Een');
    expect(tekst).toContain('naam: Cohort');
    expect(tekst).toContain('bijeenkomst van wo 20 jan 2027 om 13:00 uur naar do 21 jan 2027 om 13:00 uur');
    expect(tekst).toMatch(/Naam<\/a>: je collega “Van de eerste”, jij “Van de tweede”/);
    const samen = veldenVan(tekst);
    expect(samen).toMatchObject({
      naam: 'Van de tweede',
      minimum: '5',
      locatie: 'Domplein',
      versie: '2',
      'rij-0-datum': '2027-01-21',
      'rij-1-datum': '2027-02-10',
      'rij-2-datum': '2027-03-03',
    });
    expect(await cohortVan(cohort.id)).toMatchObject({ naam: 'Van de eerste', minimum: 8 });
    expect((await bewaar(pad, samen, twee)).status).toBe(303);
    expect(await cohortVan(cohort.id)).toMatchObject({
      naam: 'Van de tweede',
      locatie: 'Domplein',
      minimum: 5,
    });
    const dagen = (await bijeenkomsten(cohort.id)).map(({ begint }) => begint.toISOString().slice(0, 10));
    expect(dagen).toEqual(['2027-01-21', '2027-02-10', '2027-03-03']);
  });

  test('wat de eerste schrapte en de tweede wijzigde, komt terug als nieuwe', async () => {
    const { cohort, pad, velden } = await maakPlan();
    const zonder = Object.fromEntries(Object.entries(velden).filter(([naam]) => !naam.startsWith('rij-1-')));
    await bewaar(pad, zonder);
    const { tekst } = await bewaar(pad, { ...velden, 'rij-1-datum': '2027-02-10' });
    const samen = veldenVan(tekst);
    expect([samen['rij-1-datum'], samen['rij-1-id']]).toEqual(['2027-02-10', undefined]);
    expect((await bewaar(pad, samen)).status).toBe(303);
    expect(await bijeenkomsten(cohort.id)).toHaveLength(2);
  });

  test('een onleesbare basis verliest niets', async () => {
    const { pad, velden } = await maakPlan();
    await bewaar(pad, { ...velden, naam: 'Eerste' });
    for (const basis of ['', '{', '[1,2]', 'null']) {
      const { status, tekst } = await bewaar(pad, { ...velden, naam: 'Tweede', basis, regels: 'x' });
      expect([status, veldenVan(tekst).naam]).toEqual([422, 'Tweede']);
    }
  });
});

describe('een nieuw cohort', () => {
  test('de opleiding staat klaar; wat mist staat erbij; daarna is het er als concept', async () => {
    const opleiding = await maakOpleiding(academie.dataSource);
    const velden = veldenVan(await open(`/beheer/cohorten/nieuw?opleiding=${opleiding.code.toLowerCase()}`));
    expect(velden.opleiding).toBe(opleiding.code);
    const leeg = await bewaar('/beheer/cohorten/nieuw', { ...velden, opleiding: '' });
    expect(leeg.status).toBe(422);
    expect(foutBij(leeg.tekst, 'opleiding')).toBe('Vul dit veld in.');
    expect(foutBij(leeg.tekst, 'capaciteit')).toContain('heel getal');
    const gemaakt = await bewaar('/beheer/cohorten/nieuw', {
      ...velden,
      capaciteit: '12',
      minimum: '6',
      'rij-0-datum': '2027-04-07',
      'rij-0-van': '13:00',
      'rij-0-tot': '16:00',
    });
    const [, id = ''] = /cohorten\/([\w-]+)\/plan/.exec(gemaakt.header('location')) ?? [];
    expect(await cohortVan(id)).toMatchObject({
      status: 'concept',
      naam: 'Start woensdag 7 april 2027',
      code: `${opleiding.code}-2026-2027`,
    });
    expect(await bijeenkomsten(id)).toMatchObject([{ begint: new Date('2027-04-07T11:00:00Z') }]);
  });

  test('een code die er al is staat bij het veld, en alles blijft staan', async () => {
    const { code } = await maakCohort(academie.dataSource);
    const velden = veldenVan(await open('/beheer/cohorten/nieuw'));
    const opleiding = (await maakOpleiding(academie.dataSource)).code;
    const { status, tekst } = await bewaar('/beheer/cohorten/nieuw', {
      ...velden,
      opleiding,
      code,
      capaciteit: '3',
      toelichting: 'Blijft "staan" & meer',
    });
    expect([status, foutBij(tekst, 'code')]).toEqual([
      422,
      `Er is al een cohort met code ${code}. Kies een andere.`,
    ]);
    expect(veldenVan(tekst)).toMatchObject({
      opleiding,
      capaciteit: '3',
      toelichting: 'Blijft "staan" & meer',
    });
  });

  test('de lijst van cohorten wijst de weg', async () => {
    expect(await open('/beheer/cohorten')).toContain('href="/beheer/cohorten/nieuw"');
  });
});

describe('een kopie', () => {
  test('zegt bij elke dag die anders viel waarom, en wordt gemaakt zoals hij verbeterd is', async () => {
    const { cohort } = await maakPlan({ naam: 'Voorjaar 2027' });
    await maakBijeenkomst(academie.dataSource, {
      cohortId: cohort.id,
      begint: new Date('2027-03-03T12:00:00Z'),
      eindigt: new Date('2027-03-03T15:00:00Z'),
    });
    const pad = `/beheer/cohorten/${cohort.id}/kopie`;
    const html = await open(pad);
    expect(html).toContain('viel in de voorjaarsvakantie, een week later gezet');
    const velden = veldenVan(html);
    expect(velden).toMatchObject({
      naam: 'Voorjaar 2028',
      schooljaar: '2027-2028',
      aanmeldenTotEnMet: '2027-12-30',
      'rij-0-datum': '2028-01-19',
      'rij-2-datum': '2028-03-08',
    });
    const dubbel = await bewaar(pad, { ...velden, code: cohort.code, 'rij-0-datum': '2028-01-18' });
    expect([dubbel.status, foutBij(dubbel.tekst, 'code')]).toEqual([
      422,
      `Er is al een cohort met code ${cohort.code}. Kies een andere.`,
    ]);
    expect(dubbel.tekst).toContain('viel in de voorjaarsvakantie');
    expect(veldenVan(dubbel.tekst)['rij-0-datum']).toBe('2028-01-18');
    const gemaakt = await bewaar(pad, { ...veldenVan(dubbel.tekst), code: velden.code! });
    const [, id = ''] = /cohorten\/([\w-]+)\/plan/.exec(gemaakt.header('location')) ?? [];
    expect(await cohortVan(id)).toMatchObject({
      status: 'concept',
      naam: 'Voorjaar 2028',
      aanmeldenVoor: '2027-12-31',
    });
    const dagen = (await bijeenkomsten(id)).map(({ begint }) => begint.toISOString().slice(0, 10));
    expect(dagen).toEqual(['2028-01-18', '2028-02-02', '2028-03-08']);
  });
});
