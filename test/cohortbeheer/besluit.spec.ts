import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Moment } from '../../src/cohorten/moment.entity.js';
import { inCohort, lees, meldLosAan, vul, verwachtGaaf } from '../support/aanmeldingen.js';
import { anoniem } from '../../src/toegang/wie.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';

let academie: Academie;
let coordinator: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource, { naam: 'Co Besluit' }));
});
afterAll(() => academie.sluit());

const m = () => academie.dataSource.manager;
const post = (id: string, wat: string, body: object = {}): Promise<Antwoord> =>
  vraag(academie, `/api/v1/cohorten/${id}/${wat}`, {
    method: 'POST',
    headers: {
      cookie: coordinator.cookie,
      'x-csrf-token': coordinator.csrf,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
const lezen = (id: string): Promise<Cohort> => m().findOneByOrFail(Cohort, { id });
const tab = async (id: string): Promise<string> =>
  (await vraag(academie, `/beheer/cohorten/${id}/voortgang`, { headers: { cookie: coordinator.cookie } }))
    .tekst;
const auditVan = async (id: string): Promise<Record<string, unknown>[]> =>
  m().query(
    `SELECT code, gegevens FROM auditregel WHERE onderwerp_soort = 'cohort' AND onderwerp_id = $1 ORDER BY id`,
    [id],
  );
const besluitmails = async (id: string): Promise<string[]> =>
  (await m().findBy(Bericht, { cohortId: id, soort: 'cohortbeheer/gaat-door' })).map(({ tekst }) => tekst);

test('van concept via peiling naar open, en nooit terug', async () => {
  const cohort = await maakCohort(academie.dataSource, { status: 'concept', goNoGoOp: '2027-01-05' });
  expect((await post(cohort.id, 'peiling')).json()).toMatchObject({ status: 'peiling' });
  expect(await m().countBy(Moment, { cohortId: cohort.id })).toBe(0);
  expect((await post(cohort.id, 'publicatie')).json()).toMatchObject({ status: 'open' });
  expect(await m().countBy(Moment, { cohortId: cohort.id, status: 'gepland' })).toBe(7);
  const terug = await post(cohort.id, 'peiling');
  expect([terug.status, terug.json().code]).toEqual([409, 'overgang-niet-mogelijk']);
  expect((await post(cohort.id, 'publicatie')).status).toBe(409);
  expect((await auditVan(cohort.id)).map(({ code }) => code)).toEqual([
    'cohort.peiling',
    'cohort.gepubliceerd',
  ]);
});

test('zonder aantal plaatsen gaat een cohort niet open, met een zin die zegt waarom', async () => {
  const cohort = await maakCohort(academie.dataSource, {
    status: 'concept',
    capaciteit: null,
    minimum: null,
  });
  const antwoord = await post(cohort.id, 'publicatie');
  expect([antwoord.status, antwoord.json().code]).toEqual([409, 'plaatsen-onbekend']);
  expect((await lezen(cohort.id)).status).toBe('concept');
});

test('go bevestigt, mailt wie een plaats heeft en wie wacht, en vraagt niet meer', async () => {
  const cohort = await maakCohort(academie.dataSource, {
    capaciteit: 2,
    minimum: 2,
    goNoGoOp: '2027-01-05',
  });
  await vul(academie, cohort.id, 3);
  await meldLosAan(academie, cohort.id, anoniem);
  const antwoord = await post(cohort.id, 'besluit', { besluit: 'go', toelichting: 'Het minimum is gehaald' });
  expect([antwoord.status, antwoord.json().status]).toEqual([200, 'bevestigd']);
  const mails = await besluitmails(cohort.id);
  expect(mails.filter((tekst) => tekst.includes('jij hebt een plek'))).toHaveLength(2);
  expect(mails.filter((tekst) => tekst.includes('nog op de wachtlijst'))).toHaveLength(1);
  expect(mails).toHaveLength(3);
  expect((await auditVan(cohort.id)).at(-1)).toEqual({
    code: 'cohort.besluit',
    gegevens: { besluit: 'go', toelichting: 'Het minimum is gehaald', bezet: 2, minimum: 2, verwacht: null },
  });
  const html = await tab(cohort.id);
  expect(html).toContain('Besluit: gaat door, bij 2 van minimaal 2. Reden: Het minimum is gehaald');
  expect(html).toContain('Co Besluit');
  const nogEens = await post(cohort.id, 'besluit', { besluit: 'go', toelichting: 'x' });
  expect([nogEens.status, nogEens.json().code]).toEqual([409, 'geen-besluit-mogelijk']);
});

test('later verschuift de datum met zijn momenten, binnen wat kan', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2026-12-01' });
  const later = (nieuweDatum?: string) =>
    post(cohort.id, 'besluit', { besluit: 'later', toelichting: 'Nog even wachten', nieuweDatum });
  for (const [datum, melding] of [
    [undefined, 'Vul in wanneer'],
    ['2026-11-10', 'na vandaag'],
    ['2027-01-20', 'vóór de eerste bijeenkomst'],
    ['31-12-2026', 'JJJJ-MM-DD'],
  ] as const) {
    const antwoord = await later(datum);
    expect([antwoord.status, antwoord.tekst.includes(melding)]).toEqual([400, true]);
  }
  expect((await later('2027-01-19')).json()).toMatchObject({ status: 'open' });
  expect((await lezen(cohort.id)).goNoGoOp).toBe('2027-01-19');
  const [moment] = await m().findBy(Moment, { cohortId: cohort.id, soort: 'go-no-go', dagenVooraf: 0 });
  expect(moment!.op).toEqual(new Date('2027-01-19T07:00:00Z'));
  expect(await besluitmails(cohort.id)).toEqual([]);
  expect((await auditVan(cohort.id)).at(-1)).toMatchObject({ gegevens: { nieuweDatum: '2027-01-19' } });
});

test('no-go annuleert met de toelichting als reden; alles vervalt', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-05' });
  const [een] = await vul(academie, cohort.id, 1);
  const antwoord = await post(cohort.id, 'besluit', { besluit: 'no-go', toelichting: 'Te weinig mensen' });
  expect(antwoord.json()).toMatchObject({ status: 'geannuleerd' });
  expect((await lezen(cohort.id)).annuleringsreden).toBe('Te weinig mensen');
  expect(await lees(academie, een!.id)).toMatchObject({ status: 'geannuleerd', reden: 'Te weinig mensen' });
  expect((await auditVan(cohort.id)).map(({ code }) => code)).toEqual([
    'cohort.besluit',
    'cohort.geannuleerd',
  ]);
  expect(await m().countBy(Moment, { cohortId: cohort.id, status: 'gepland' })).toBe(0);
  expect(await m().countBy(Bericht, { cohortId: cohort.id, soort: 'aanmeldingen/geannuleerd' })).toBe(1);
});

test('op het scherm: no-go wordt vastgelegd en gaat verder met annuleren, nog niemand krijgt bericht', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const [een] = await vul(academie, cohort.id, 1);
  const pad = `/beheer/cohorten/${cohort.id}/besluit`;
  const antwoord = await stuur(academie, pad, coordinator, {
    besluit: 'no-go',
    toelichting: 'Te weinig & laat',
  });
  expect([antwoord.status, antwoord.header('location')]).toEqual([
    303,
    `/beheer/cohorten/${cohort.id}/annulering?reden=Te%20weinig%20%26%20laat`,
  ]);
  expect((await lees(academie, een!.id)).status).toBe('geplaatst');
  const html = await tab(cohort.id);
  expect(html).toContain('Besloten: dit cohort gaat niet door');
  expect(html).toContain('Te%20weinig%20%26%20laat');
  const toch = await stuur(academie, pad, coordinator, { besluit: 'go', toelichting: 'Toch genoeg' });
  expect(toch.status).toBe(303);
  expect(await tab(cohort.id)).not.toContain('Besloten: dit cohort gaat niet door');
  expect((await lezen(cohort.id)).status).toBe('bevestigd');
});

test('een geweigerd besluit komt terug met wat er getypt was en een melding bij elk veld', async () => {
  const cohort = await maakCohort(academie.dataSource);
  const pad = `/beheer/cohorten/${cohort.id}/besluit`;
  const leeg = await stuur(academie, pad, coordinator, {});
  expect(leeg.status).toBe(422);
  expect(leeg.tekst).toContain('id="fout-besluit"');
  expect(leeg.tekst).toContain('Kies wat je besluit.');
  expect(leeg.tekst).not.toContain('no-go, later');
  expect(leeg.tekst).toContain('id="fout-toelichting"');
  const later = await stuur(academie, pad, coordinator, {
    besluit: 'later',
    nieuweDatum: '2027-06-01',
    toelichting: 'Eerst de vakantie',
  });
  expect(later.status).toBe(422);
  for (const deel of [
    'value="later" checked',
    'value="2027-06-01"',
    'Eerst de vakantie',
    'id="fout-nieuweDatum"',
  ])
    expect(later.tekst).toContain(deel);
});

test('wie een oudere versie zag ziet eerst wat er veranderd is, en verliest niets', async () => {
  const cohort = await maakCohort(academie.dataSource);
  expect(await tab(cohort.id)).toContain('name="versie" value="1"');
  await m().update(Cohort, { id: cohort.id }, { versie: 2, minimum: 4 });
  const velden = { besluit: 'go', toelichting: 'Genoeg', versie: '1' };
  const antwoord = await stuur(academie, `/beheer/cohorten/${cohort.id}/besluit`, coordinator, velden);
  expect(antwoord.status).toBe(422);
  expect(antwoord.tekst).toContain('intussen gewijzigd');
  expect(antwoord.tekst).toContain('Genoeg');
  expect((await lezen(cohort.id)).status).toBe('open');
  expect((await post(cohort.id, 'besluit', { ...velden, versie: 1 })).status).toBe(409);
  expect((await post(cohort.id, 'besluit', { ...velden, versie: 2 })).status).toBe(200);
  await verwachtGaaf(academie);
  expect(await inCohort(academie, cohort.id)).toEqual([]);
});
