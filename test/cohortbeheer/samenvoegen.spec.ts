import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AanmeldenService } from '../../src/aanmeldingen/aanmelden.service.js';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenQueries } from '../../src/aanmeldingen/aanmeldingen.queries.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { anoniem, systeem } from '../../src/toegang/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { SamenvoegenService } from '../../src/cohortbeheer/verhuizen/samenvoegen.service.js';
import { voegSamen, type Lopend } from '../../src/cohortbeheer/verhuizen/samenvoegen.rules.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import {
  allen,
  berichtenVan,
  bezet,
  coordinator,
  deadlocks,
  eigenaar,
  inCohort,
  lees,
  meldLosAan,
  reeks,
  verwachtGaaf,
  vul,
  wachtOpSlot,
} from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { leesAgenda } from '../support/agenda.js';
import { maakCohort, verzoek } from '../support/makers.js';

let academie: Academie;
let van: Cohort;
let naar: Cohort;
beforeEach(async () => {
  academie = await startAcademie();
  van = await maakCohort(academie.dataSource, { capaciteit: 3, minimum: 0, naam: 'Maandag' });
  naar = await maakCohort(academie.dataSource, {
    capaciteit: 6,
    minimum: 0,
    naam: 'Dinsdag',
    opleidingId: van.opleidingId,
  });
});
afterEach(() => academie.sluit());

const samen = (met: { capaciteit?: number; reden?: string } = {}) =>
  academie.app.get(SamenvoegenService).voegSamen(coordinator, van.id, { met: naar.id, ...met });
const weigering = (belofte: Promise<unknown>) =>
  belofte.then(
    () => 'gelukt',
    (fout: { code: string }) => fout.code,
  );
const cohort = (id: string) => academie.dataSource.manager.findOneByOrFail(Cohort, { id });
const meldAan = async (cohortId: string, email: string) =>
  (await academie.app.get(AanmeldenService).meldAan(cohortId, verzoek({ email }), systeem)).aanmelding;
const mails = async (a: Pick<Aanmelding, 'id'>) =>
  (await berichtenVan(academie, a.id)).map((sleutel) => sleutel.split(':')[0]);
const rij = async (cohortId: string): Promise<string[]> => {
  const beelden = await academie.app.get(AanmeldingenQueries).vanCohort(cohortId);
  return beelden.filter(({ status }) => status === 'wachtlijst').map(({ id }) => id);
};

describe('twee cohorten worden één', () => {
  test('wie een plaats heeft houdt die, met dezelfde link en één mail; het cohort gaat niet door zonder die mail', async () => {
    const [a] = await vul(academie, van.id, 3);
    const [b] = await vul(academie, naar.id, 2);
    const voor = await lees(academie, a!.id);
    expect(await samen({ reden: 'Te weinig aanmeldingen.' })).toBe(3);
    expect(await lees(academie, a!.id)).toEqual({
      ...voor,
      cohortId: naar.id,
      plaatsVan: 6,
      plaatsnummer: expect.any(Number),
    });
    expect(await bezet(academie, naar.id)).toBe(5);
    expect(await inCohort(academie, van.id)).toEqual([]);
    expect(await cohort(van.id)).toMatchObject({
      status: 'geannuleerd',
      annuleringsreden: 'Samengevoegd met Dinsdag. Te weinig aanmeldingen.',
    });
    expect(await mails(a!)).toEqual(['geplaatst', 'samengevoegd']);
    expect(await mails(b!)).toEqual(['geplaatst']);
    const { tekst, bijlagen } = await academie.dataSource.manager.findOneByOrFail(Bericht, {
      aanmeldingId: a!.id,
      soort: 'cohortbeheer/samengevoegd',
    });
    expect(tekst).toContain(`/a/${a!.token}`);
    expect(bijlagen.map(({ naam }) => naam)).toEqual(['vervallen-data.ics', 'agenda.ics']);
    expect(bijlagen.map(({ inhoud }) => leesAgenda(inhoud).events[0]!.STATUS)).toEqual([
      'CANCELLED',
      'TENTATIVE',
    ]);
    await verwachtGaaf(academie);
  });

  test('te weinig plaatsen: geweigerd met de getallen en niets veranderd; meer plaatsen erbij gaat in één keer', async () => {
    await vul(academie, van.id, 3);
    await vul(academie, naar.id, 5);
    const voor = [await inCohort(academie, van.id), await inCohort(academie, naar.id)];
    await expect(samen()).rejects.toMatchObject({
      code: 'capaciteit-te-laag',
      melding: expect.stringMatching(/Samen hebben 8 mensen een plaats.* heeft er 6\. .* 8 of hoger/),
    });
    expect(await weigering(samen({ capaciteit: 7 }))).toBe('capaciteit-te-laag');
    expect(await weigering(samen({ capaciteit: 5 }))).toBe('capaciteit-niet-lager');
    expect([await inCohort(academie, van.id), await inCohort(academie, naar.id)]).toEqual(voor);
    expect((await cohort(van.id)).status).toBe('open');
    await samen({ capaciteit: 8 });
    expect([await bezet(academie, naar.id), (await cohort(naar.id)).capaciteit]).toEqual([8, 8]);
    await verwachtGaaf(academie);
  });

  test('twee rijen worden één, op de datum van de eerste aanmelding; wie achteruit gaat, hoort dat', async () => {
    await vul(academie, van.id, 3);
    await vul(academie, naar.id, 6);
    const rijen: Aanmelding[] = [];
    for (const id of [naar.id, van.id, naar.id, van.id, naar.id]) {
      academie.clock.advance(5);
      rijen.push((await vul(academie, id, 1))[0]!);
    }
    await samen({ capaciteit: 9 });
    expect(await rij(naar.id)).toEqual(rijen.map(({ id }) => id));
    expect((await Promise.all(rijen.map(mails))).map((soorten) => soorten.sort().reverse())).toEqual([
      ['wachtlijst'],
      ['wachtlijst', 'samengevoegd'],
      ['wachtlijst', 'samengevoegd'],
      ['wachtlijst', 'samengevoegd'],
      ['wachtlijst', 'samengevoegd'],
    ]);
    await verwachtGaaf(academie);
  });

  test('is er meer plaats dan mensen met een plaats, dan krijgt de rij meteen een aanbod', async () => {
    const inVan = await vul(academie, van.id, 5);
    await vul(academie, naar.id, 2);
    await samen();
    const [vier, vijf] = [await lees(academie, inVan[3]!.id), await lees(academie, inVan[4]!.id)];
    expect([vier.status, vier.wachtOp, vijf.status]).toEqual(['voorlopig', ['aanbod'], 'wachtlijst']);
    expect(await mails(vier)).toEqual(expect.arrayContaining(['samengevoegd', 'aanbod']));
    await verwachtGaaf(academie);
  });

  test('een aanbod dat open stond, blijft open tot hetzelfde moment en is met dezelfde link aan te nemen', async () => {
    const [weg, , , wacht] = await vul(academie, van.id, 4);
    const service = academie.app.get(AanmeldingenService);
    await service.annuleer(weg!.id, eigenaar(weg!), null);
    const voor = await lees(academie, wacht!.id);
    expect(voor.wachtOp).toEqual(['aanbod']);
    academie.clock.advance(60);
    await samen();
    expect(await lees(academie, wacht!.id)).toMatchObject({
      status: 'voorlopig',
      wachtOp: ['aanbod'],
      vervaltOp: voor.vervaltOp,
      token: voor.token,
    });
    expect((await service.accepteerAanbod(wacht!.id, eigenaar(wacht!))).status).toBe('geplaatst');
    await verwachtGaaf(academie);
  });

  test('wie in beide stond, houdt de beste van de twee één keer, met de eerste datum', async () => {
    const [eerst, laat] = ['beide1@school.example', 'beide2@school.example'];
    await vul(academie, naar.id, 5);
    const a1 = await meldAan(van.id, eerst);
    academie.clock.advance(60);
    const b2 = await meldAan(naar.id, laat);
    const b1 = await meldAan(naar.id, eerst);
    academie.clock.advance(60);
    const a2 = await meldAan(van.id, laat);
    expect([a1, b1, a2, b2].map(({ status }) => status)).toEqual([
      'geplaatst',
      'wachtlijst',
      'geplaatst',
      'geplaatst',
    ]);
    await samen({ capaciteit: 7 });
    expect(await Promise.all([a1, b1, a2, b2].map(async (a) => (await lees(academie, a.id)).status))).toEqual(
      ['geplaatst', 'geannuleerd', 'geannuleerd', 'geplaatst'],
    );
    expect((await lees(academie, b2.id)).aangemeldOp).toEqual(b2.aangemeldOp);
    expect((await lees(academie, a1.id)).cohortId).toBe(naar.id);
    expect([await mails(a1), await mails(b2)]).toEqual([
      ['geplaatst', 'samengevoegd'],
      ['geplaatst', 'samengevoegd'],
    ]);
    await verwachtGaaf(academie);
  });

  test('wie weg is of wiens tijd voorbij is, blijft waar hij was; de tijd loopt ook hier', async () => {
    const { aanmelding: a } = await academie.app.get(AanmeldenService).meldAan(van.id, verzoek(), anoniem);
    academie.clock.advance(25 * 60);
    expect(await samen()).toBe(0);
    expect(await lees(academie, a.id)).toMatchObject({ status: 'verlopen', cohortId: van.id });
    await verwachtGaaf(academie);
  });

  test('alleen twee verschillende cohorten van één opleiding, die nog lopen', async () => {
    const service = academie.app.get(SamenvoegenService);
    const probeer = (met: string) => weigering(service.voegSamen(coordinator, van.id, { met }));
    expect(await probeer(van.id)).toBe('samenvoegen-met-zichzelf');
    expect(await probeer((await maakCohort(academie.dataSource)).id)).toBe('andere-opleiding');
    for (const status of ['concept', 'afgerond', 'peiling'] as const) {
      const ander = await maakCohort(academie.dataSource, { status, opleidingId: van.opleidingId });
      expect(await probeer(ander.id)).toBe('samenvoegen-kan-niet');
    }
    await samen();
    expect(await weigering(samen())).toBe('samenvoegen-kan-niet');
  });
});

test('iedereen meldt zich aan terwijl er wordt samengevoegd: nooit te veel plaatsen, niemand kwijt, niemand dubbel', async () => {
  await academie.dataSource.manager.update(Cohort, { id: naar.id }, { capaciteit: 20 });
  const begin = [...(await vul(academie, van.id, 6)), ...(await vul(academie, naar.id, 12))];
  const service = academie.app.get(AanmeldingenService);
  const { gelukt, geweigerd } = await allen<unknown>([
    ...reeks(15).map(() => meldLosAan(academie, naar.id, systeem)),
    ...reeks(15).map(() => meldLosAan(academie, van.id, systeem)),
    samen({ capaciteit: 24 }),
    ...begin.slice(0, 4).map((a) => service.annuleer(a.id, eigenaar(a), null)),
    ...reeks(15).map(() => meldLosAan(academie, naar.id, systeem)),
  ]);
  expect(new Set(geweigerd.map(({ code }) => code))).toEqual(
    new Set(geweigerd.length ? ['cohort-geannuleerd'] : []),
  );
  expect(gelukt.length).toBeGreaterThan(30);
  expect((await cohort(van.id)).status).toBe('geannuleerd');
  expect(await bezet(academie, naar.id)).toBeLessThanOrEqual(24);
  const over = (await inCohort(academie, van.id)).filter(({ status }) =>
    ['voorlopig', 'geplaatst', 'wachtlijst'].includes(status),
  );
  expect(over).toEqual([]);
  expect(await deadlocks(academie)).toBe(0);
  await verwachtGaaf(academie);
});

test('wie zich net bij het samenvoegen terugtrekt, maakt plaats in het cohort waar hij dan is', async () => {
  const [a] = await vul(academie, van.id, 1);
  const inNaar = await vul(academie, naar.id, 7);
  const { dataSource, app } = academie;
  let laatGaan = (): void => undefined;
  const dicht = new Promise<void>((resolve) => (laatGaan = resolve));
  let houdtVast = (): void => undefined;
  const vast = new Promise<void>((resolve) => (houdtVast = resolve));
  const houdt = dataSource.transaction(async (m) => {
    await m.query('SELECT 1 FROM cohort WHERE id = $1 FOR NO KEY UPDATE', [van.id]);
    houdtVast();
    await dicht;
  });
  await vast;
  const samengevoegd = samen({ capaciteit: 7 });
  await wachtOpSlot(academie, 1);
  const weg = app.get(AanmeldingenService).annuleer(a!.id, eigenaar(a!), null);
  await wachtOpSlot(academie, 2);
  laatGaan();
  await Promise.all([houdt, samengevoegd, weg]);
  expect(await lees(academie, a!.id)).toMatchObject({ status: 'geannuleerd', cohortId: naar.id });
  expect((await lees(academie, inNaar[6]!.id)).wachtOp).toEqual(['aanbod']);
  await verwachtGaaf(academie);
});

describe('de volgorde', () => {
  let teller = 0;
  const wacht = (dag: number): Lopend => ({
    id: `id${(teller += 1)}`,
    persoonId: `p${teller}`,
    status: 'wachtlijst',
    wachtOp: [],
    vervaltOp: null,
    aangemeldOp: new Date(Date.UTC(2026, 0, dag)),
  });
  const dagen = (aanmeldingen: Lopend[]) => aanmeldingen.map(({ aangemeldOp }) => aangemeldOp.getUTCDate());

  test('twee rijen op datum', () => {
    const { rij } = voegSamen([1, 4, 6].map(wacht), [2, 3, 7].map(wacht));
    expect(dagen(rij)).toEqual([1, 2, 3, 4, 6, 7]);
  });

  test('wie in de eigen rij met reden naar voren ging of achteraan kwam, blijft daar', () => {
    const { rij } = voegSamen([9, 1].map(wacht), [2, 5].map(wacht));
    expect(dagen(rij)).toEqual([2, 5, 9, 1]);
  });

  test('bij dezelfde datum blijft vooraan wie er al stond', () => {
    const [a, b] = [wacht(1), wacht(1)];
    expect(voegSamen([a], [b]).rij).toEqual([b, a]);
  });
});
