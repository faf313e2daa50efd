import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AlternatievenQueries } from '../../src/cohortbeheer/verhuizen/alternatieven.queries.js';
import { AnnulerenService } from '../../src/cohortbeheer/verhuizen/annuleren.service.js';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { berichtenVan, coordinator, inCohort, verwachtGaaf, vul } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { cohortstatussen } from '../../src/cohorten/standen.js';
import { Overzetvoorstel } from '../../src/aanmeldingen/aanmelding.entity.js';

let academie: Academie;
let annuleren: AnnulerenService;
let inlog: Inlog;
let cohort: Cohort;
beforeAll(async () => {
  academie = await startAcademie();
  annuleren = academie.app.get(AnnulerenService);
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 0 });
});

const weigering = (belofte: Promise<unknown>): Promise<string> =>
  belofte.then(
    () => 'gelukt',
    (fout: { code: string }) => fout.code,
  );
const keuzes = () => academie.dataSource.manager.countBy(Overzetvoorstel, { status: 'open' });
const pagina = (velden: [string, string][]) =>
  stuur(academie, `/beheer/cohorten/${cohort.id}/annulering`, inlog, velden);
const status = async () =>
  (await academie.dataSource.manager.findOneByOrFail(Cohort, { id: cohort.id })).status;

describe('annuleren', () => {
  test('iedereen met een plaats of een plek in de rij krijgt één mail en elke keuze', async () => {
    const mensen = await vul(academie, cohort.id, 4);
    const [een, twee] = [await maakCohort(academie.dataSource), await maakCohort(academie.dataSource)];
    const voor = await keuzes();
    const aantal = await annuleren.annuleer(coordinator, cohort.id, {
      reden: 'Ziek',
      alternatieven: [een.id, twee.id],
    });
    expect(aantal).toBe(4);
    expect((await keuzes()) - voor).toBe(8);
    expect(new Set((await inCohort(academie, cohort.id)).map((a) => a.status))).toEqual(
      new Set(['geannuleerd']),
    );
    for (const a of mensen) {
      const soorten = await berichtenVan(academie, a.id);
      expect(soorten.filter((soort) => soort === 'geannuleerd')).toHaveLength(1);
    }
    await verwachtGaaf(academie);
  });

  test.each(cohortstatussen)('vanuit %s: wel of niet', async (van) => {
    const reden = van === 'geannuleerd' ? { annuleringsreden: 'x' } : {};
    await academie.dataSource.manager.update(Cohort, { id: cohort.id }, { status: van, ...reden });
    const kan = ['concept', 'peiling', 'open', 'bevestigd', 'gestart'].includes(van);
    expect(await weigering(annuleren.annuleer(coordinator, cohort.id, { reden: 'Ziek' }))).toBe(
      kan ? 'gelukt' : 'overgang-niet-mogelijk',
    );
  });

  test('een cohort waar niemand in kan is geen alternatief, en dan gebeurt er niets', async () => {
    const dicht = await maakCohort(academie.dataSource, { aanmeldenVoor: '2026-11-01' });
    const vier = await Promise.all([1, 2, 3, 4].map(() => maakCohort(academie.dataSource)));
    const probeer = (alternatieven: string[]) =>
      weigering(annuleren.annuleer(coordinator, cohort.id, { reden: 'Ziek', alternatieven }));
    expect(await probeer([dicht.id])).toBe('alternatief-dicht');
    expect(await probeer([cohort.id])).toBe('alternatief-is-zelf');
    expect(await probeer(['00000000-0000-4000-8000-000000000000'])).toBe('alternatief-onbekend');
    expect(await probeer(vier.map(({ id }) => id))).toBe('te-veel-alternatieven');
    expect(await status()).toBe('open');
  });
});

describe('het scherm', () => {
  test('kijken, zoeken en een fout veranderen niets en gooien niets weg', async () => {
    await vul(academie, cohort.id, 1);
    const ander = await maakCohort(academie.dataSource, { naam: 'Heel ergens anders' });
    const zonder = await pagina([
      ['alternatieven', ander.id],
      ['stap', 'annuleer'],
    ]);
    expect(zonder.status).toBe(422);
    expect(zonder.tekst).toMatch(new RegExp(`value="${ander.id}" checked`));
    const velden: [string, string][] = [
      ['reden', 'De trainer is ziek & weg'],
      ['alternatieven', ander.id],
    ];
    for (const stap of ['zoek', 'terug', 'bekijk', '']) {
      const { status: antwoord, tekst } = await pagina([...velden, ['stap', stap]]);
      expect([stap, antwoord]).toEqual([stap, 200]);
      expect(tekst).toContain('De trainer is ziek &amp; weg');
      expect(tekst).toContain(ander.id);
    }
    expect(await status()).toBe('open');
    const { header } = await pagina([...velden, ['stap', 'annuleer']]);
    expect(header('location')).toBe(`/beheer/cohorten/${cohort.id}`);
    expect(await status()).toBe('geannuleerd');
    const nogEens = await pagina([...velden, ['stap', 'annuleer']]);
    expect([nogEens.status, nogEens.tekst.includes('Annuleren kan niet meer')]).toEqual([422, true]);
  });

  test('de reden uit het besluit staat er al', async () => {
    const { tekst } = await vraag(academie, `/beheer/cohorten/${cohort.id}/annulering?reden=Te%20weinig`, {
      headers: { cookie: inlog.cookie },
    });
    expect(tekst).toMatch(/<textarea[^>]*>Te weinig<\/textarea>/);
  });
});

test('eerst dezelfde opleiding met plaats, dan die met een rij, dan een andere voor dezelfde mensen; niets dat dicht is', async () => {
  const { dataSource } = academie;
  const opleiding = await maakOpleiding(dataSource, { doelgroepen: ['proefgroep'] });
  const verwant = await maakOpleiding(dataSource, { doelgroepen: ['proefgroep', 'anders'] });
  const van = (opleidingId: string, met: Partial<Cohort> = {}) =>
    maakCohort(dataSource, { opleidingId, minimum: 0, ...met });
  const start = (id: string, dag: string) =>
    dataSource.manager.update(
      Bijeenkomst,
      { cohortId: id },
      {
        begint: new Date(`${dag}T12:00:00Z`),
        eindigt: new Date(`${dag}T15:00:00Z`),
      },
    );
  const dit = await van(opleiding.id);
  const laat = await van(opleiding.id);
  await start(laat.id, '2027-03-01');
  const vol = await van(opleiding.id, { capaciteit: 1 });
  await vul(academie, vol.id, 1);
  const vroeg = await van(opleiding.id);
  const elders = await van(verwant.id);
  await van(opleiding.id, { status: 'concept' });
  await van(opleiding.id, { aanmeldenVoor: '2026-11-10' });
  const begonnen = await van(opleiding.id);
  await start(begonnen.id, '2026-10-01');
  await maakCohort(dataSource);
  const voorgesteld = await academie.app.get(AlternatievenQueries).voor(dit.id);
  expect(voorgesteld.map(({ id }) => id)).toEqual([vroeg.id, laat.id, vol.id, elders.id]);
});
