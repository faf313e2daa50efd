import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bestuur } from '../../src/besturen/bestuur.entity.js';
import { School } from '../../src/besturen/school.entity.js';
import { VerhuizingenTaak } from '../../src/besturen/verhuizingen.taken.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { geefRol, maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { stuur, vraag, type Antwoord } from '../support/vraag.js';
import { systeem } from '../../src/toegang/wie.js';

const LIJST = '/beheer/organisaties';
let academie: Academie;
let inlog: Inlog;

beforeAll(async () => {
  academie = await startAcademie();
  inlog = await logIn(academie, await maakGebruiker(academie.dataSource));
});
afterAll(() => academie.sluit());
beforeEach(() => academie.clock.set(DINSDAG));

const zie = async (pad: string): Promise<string> =>
  (await vraag(academie, pad, { headers: { cookie: inlog.cookie } })).tekst;
const post = (pad: string, velden: Record<string, string> = {}): Promise<Antwoord> =>
  stuur(academie, pad, inlog, velden);
/** The id at the end of the page that a form led to. */
const idUit = (antwoord: Antwoord): string => antwoord.header('location').split('/').at(-1)!;
const school = (id: string): Promise<School> => academie.dataSource.manager.findOneByOrFail(School, { id });
const codes = async (soort: string, id: string): Promise<string[]> =>
  (
    await academie.dataSource.manager.find(Auditregel, {
      where: { onderwerpSoort: soort, onderwerpId: id },
      order: { id: 'ASC' },
    })
  ).map(({ code }) => code);

test('het oude adres leidt naar het nieuwe', async () => {
  const antwoord = await vraag(academie, '/beheer/scholen', { headers: { cookie: inlog.cookie } });
  expect([antwoord.status, antwoord.header('location')]).toEqual([301, LIJST]);
});

describe('een bestuur', () => {
  test('komt erbij, met nummer en sector en zonder scholen, en niet twee keer', async () => {
    const velden = {
      naam: 'Techniek Instituut',
      nummer: '54321',
      sector: 'mbo',
      aliassen: 'TI, Ti',
      vraagtAkkoord: 'nee',
    };
    const id = idUit(await post(`${LIJST}/nieuw`, velden));
    expect(await academie.dataSource.manager.findOneByOrFail(Bestuur, { id })).toMatchObject({
      ...{
        naam: 'Techniek Instituut',
        nummer: '54321',
        sector: 'mbo',
        aliassen: ['TI'],
        vraagtAkkoord: false,
      },
    });
    expect(await codes('bestuur', id)).toEqual(['bestuur.gemaakt']);
    expect(await zie(`${LIJST}/${id}`)).toContain('middelbaar beroepsonderwijs');
    for (const [veld, waarde] of [
      ['naam', 'ti'],
      ['nummer', '54321'],
      ['nummer', '12'],
    ] as const) {
      const nee = await post(`${LIJST}/nieuw`, { naam: 'Heel anders', vraagtAkkoord: 'nee', [veld]: waarde });
      expect([waarde, nee.status]).toEqual([waarde, 422]);
      expect(nee.tekst).toContain(`value="${waarde}"`);
    }
    const api = await vraag(academie, '/api/v1/besturen?sector=mbo');
    expect(api.json<{ items: object[] }>().items).toMatchObject([
      { naam: 'Techniek Instituut', sector: 'mbo' },
    ]);
  });

  test('sluit pas als er niets meer aan hangt, en gaat weer open', async () => {
    const { id } = await maakBestuur(academie.dataSource, { naam: 'Gaat Dicht' });
    const dicht = await maakSchool(academie.dataSource, { bestuurId: id });
    const iemand = await maakGebruiker(academie.dataSource);
    const rol = await geefRol(academie.dataSource, iemand, { rol: 'bestuur', bestuurId: id });
    await post(`${LIJST}/${id}/sluiting`);
    expect((await academie.dataSource.manager.findOneByOrFail(Bestuur, { id })).geslotenOp).toBeNull();
    await post(`${LIJST}/scholen/${dicht.id}/sluiting`, { geslotenOp: '2026-11-09' });
    await post(`${LIJST}/${id}/sluiting`);
    expect((await academie.dataSource.manager.findOneByOrFail(Bestuur, { id })).geslotenOp).toBeNull();
    await academie.dataSource.query('DELETE FROM gebruiker_rol WHERE id = $1', [rol.id]);
    await post(`${LIJST}/${id}/sluiting`);
    expect((await academie.dataSource.manager.findOneByOrFail(Bestuur, { id })).geslotenOp).toBe(
      '2026-11-10',
    );
    expect((await vraag(academie, '/api/v1/besturen?zoek=gaat')).json()).toMatchObject({ totaal: 0 });
    expect(await zie(LIJST)).not.toContain('Gaat Dicht');
    expect(await zie(`${LIJST}?gesloten=true`)).toContain('Gaat Dicht');
    // A school of a closed bestuur cannot open.
    expect((await post(`${LIJST}/scholen/${dicht.id}/heropening`)).status).toBe(422);
    await post(`${LIJST}/${id}/heropening`);
    expect((await post(`${LIJST}/scholen/${dicht.id}/heropening`)).status).toBe(303);
    expect(await codes('bestuur', id)).toEqual(['bestuur.gesloten', 'bestuur.heropend']);
    expect(await codes('school', dicht.id)).toEqual(['school.gesloten', 'school.heropend']);
  });
});

describe('een school met de hand', () => {
  const nieuw = (velden: Record<string, string>): Promise<Antwoord> =>
    post(`${LIJST}/scholen/nieuw`, {
      naam: 'Kunstacademie',
      plaats: 'Utrecht',
      bestuurId: '',
      sector: '',
      ...velden,
    });

  test('krijgt een eigen code zonder BRIN, en houdt de BRIN die zij heeft', async () => {
    const zonder = await school(idUit(await nieuw({})));
    expect(zonder).toMatchObject({
      vestigingscode: 'X00001',
      herkomst: 'hand',
      bestuurId: null,
      sector: null,
    });
    const met = await school(idUit(await nieuw({ naam: 'Met BRIN', brin: '27gz', sector: 'mbo' })));
    expect(met).toMatchObject({ vestigingscode: '27GZ00', sector: 'mbo' });
    const leeg = await nieuw({ naam: '', plaats: ' ' });
    expect([leeg.status, leeg.tekst.match(/Vul dit veld in/g)?.length]).toEqual([422, 4]);
    for (const brin of ['27GZ-00', 'X00001', '27G']) {
      const nee = await nieuw({ naam: 'Nog een', brin });
      expect([brin, nee.status]).toEqual([brin, 422]);
    }
    const api = await vraag(academie, '/api/v1/scholen?zoek=x00001&sector=');
    expect(api.json()).toMatchObject({ items: [{ vestigingscode: 'X00001' }] });
  });

  test('is met haar code aan te melden', async () => {
    const { vestigingscode, id } = await school(idUit(await nieuw({ naam: 'Om te kiezen' })));
    const cohort = await maakCohort(academie.dataSource);
    const aanmelding = await meldLosAan(academie, cohort.id, systeem, {
      vestigingscode: vestigingscode.toLowerCase(),
    });
    expect(aanmelding.schoolId).toBe(id);
  });

  test('verandert van naam en adres; van een school van DUO blijven die', async () => {
    const id = idUit(await nieuw({ naam: 'Eerst zo' }));
    await post(`${LIJST}/scholen/${id}`, {
      naam: 'Nu zo',
      plaats: 'Zeist',
      adres: 'Slot 1',
      aliassen: '',
      sector: 'vo',
    });
    expect(await school(id)).toMatchObject({ naam: 'Nu zo', plaats: 'Zeist', adres: 'Slot 1', sector: 'vo' });
    expect(await zie(`${LIJST}/scholen/${id}`)).toContain('naam: Eerst zo → Nu zo');
    const duo = await maakSchool(academie.dataSource, { herkomst: 'duo', naam: 'Van DUO' });
    expect((await post(`${LIJST}/scholen/${duo.id}`, { naam: 'Gewijzigd', plaats: 'Utrecht' })).status).toBe(
      422,
    );
    await post(`${LIJST}/scholen/${duo.id}`, { aliassen: 'De Bijnaam', sector: 'go' });
    expect(await school(duo.id)).toMatchObject({ naam: 'Van DUO', aliassen: ['De Bijnaam'], sector: 'go' });
  });
});

describe('een andere naam van een school', () => {
  test('vindt haar, en is niet die van een andere open school', async () => {
    const een = await maakSchool(academie.dataSource, { naam: 'Montessori Oost' });
    const ander = await maakSchool(academie.dataSource, { naam: 'De Regenboog' });
    await post(`${LIJST}/scholen/${een.id}`, { aliassen: 'Maria Gazelle, Oosterlicht' });
    const gevonden = await vraag(academie, '/api/v1/scholen?zoek=oosterlicht');
    expect(gevonden.json()).toMatchObject({ items: [{ vestigingscode: een.vestigingscode }], totaal: 1 });
    for (const alias of ['montessori oost', 'OOSTERLICHT']) {
      const nee = await post(`${LIJST}/scholen/${ander.id}`, { aliassen: alias });
      expect([alias, nee.status]).toEqual([alias, 422]);
      expect(nee.tekst).toContain('is al een naam van Montessori Oost, Utrecht');
    }
    await post(`${LIJST}/scholen/${een.id}/sluiting`, { geslotenOp: '2026-11-10' });
    expect((await post(`${LIJST}/scholen/${ander.id}`, { aliassen: 'Oosterlicht' })).status).toBe(303);
    const terug = await post(`${LIJST}/scholen/${een.id}/heropening`);
    expect([terug.status, terug.tekst.includes('is al een naam van De Regenboog')]).toEqual([422, true]);
  });
});

describe('naar een ander bestuur', () => {
  test('gaat vandaag of eerder meteen, en laat eerdere aanmeldingen zoals ze waren', async () => {
    const zij = await maakSchool(academie.dataSource);
    const naar = await maakBestuur(academie.dataSource);
    const cohort = await maakCohort(academie.dataSource);
    const { vestigingscode } = zij;
    const aanmelding = await meldLosAan(academie, cohort.id, systeem, { vestigingscode });
    const klaar = await post(`${LIJST}/scholen/${zij.id}/verhuizing`, {
      bestuurId: naar.id,
      verhuistOp: '2026-08-01',
    });
    expect(klaar.status).toBe(303);
    expect(await school(zij.id)).toMatchObject({
      bestuurId: naar.id,
      bestuurSinds: '2026-08-01',
      verhuistOp: null,
    });
    const later = await meldLosAan(academie, cohort.id, systeem, {
      vestigingscode,
      email: 'later@school.example',
    });
    const van = async (id: string) =>
      (await academie.dataSource.manager.findOneByOrFail(Aanmelding, { id })).bestuurId;
    expect(await van(aanmelding.id)).toBe(zij.bestuurId);
    expect(await van(later.id)).toBe(naar.id);
    expect(
      (await post(`${LIJST}/scholen/${zij.id}/verhuizing`, { bestuurId: naar.id, verhuistOp: '2026-08-01' }))
        .status,
    ).toBe(422);
  });

  test('wordt voor later gepland, getoond, ingetrokken, en anders op die dag gedaan', async () => {
    const zij = await maakSchool(academie.dataSource);
    const naar = await maakBestuur(academie.dataSource, { naam: 'Het Nieuwe Bestuur' });
    const plan = { bestuurId: naar.id, verhuistOp: '2026-12-01' };
    await post(`${LIJST}/scholen/${zij.id}/verhuizing`, plan);
    expect(await school(zij.id)).toMatchObject({ bestuurId: zij.bestuurId, verhuistNaarId: naar.id });
    expect((await zie(LIJST)).includes('gaat op dinsdag 1 december 2026 naar Het Nieuwe Bestuur')).toBe(true);
    await post(`${LIJST}/${naar.id}/sluiting`);
    expect(
      (await academie.dataSource.manager.findOneByOrFail(Bestuur, { id: naar.id })).geslotenOp,
    ).toBeNull();
    await post(`${LIJST}/scholen/${zij.id}/verhuizing/intrekking`);
    expect(await school(zij.id)).toMatchObject({ verhuistNaarId: null, verhuistOp: null });
    await post(`${LIJST}/scholen/${zij.id}/verhuizing`, plan);
    const taak = academie.app.get(VerhuizingenTaak);
    expect(await taak.voerUit({ proef: false })).toEqual({ aantal: 0, regels: [] });
    // At half past midnight in Amsterdam.
    academie.clock.set(new Date('2026-11-30T23:30:00Z'));
    expect((await taak.voerUit({ proef: true })).aantal).toBe(1);
    expect((await school(zij.id)).bestuurId).toBe(zij.bestuurId);
    expect((await taak.voerUit({ proef: false })).regels).toEqual([
      `${zij.naam} hoort met ingang van dinsdag 1 december 2026 bij Het Nieuwe Bestuur`,
    ]);
    expect(await taak.voerUit({ proef: false })).toEqual({ aantal: 0, regels: [] });
    expect(await school(zij.id)).toMatchObject({
      bestuurId: naar.id,
      verhuistNaarId: null,
      verhuistOp: null,
    });
    expect(await codes('school', zij.id)).toEqual([
      ...['school.verhuizing-gepland', 'school.verhuizing-ingetrokken', 'school.verhuizing-gepland'],
      'school.verhuisd',
    ]);
  });

  test('gaat niet naar een gesloten bestuur, en een gesloten school gaat nergens heen', async () => {
    const zij = await maakSchool(academie.dataSource);
    const dicht = await maakBestuur(academie.dataSource, { geslotenOp: '2026-01-01' });
    const velden = { bestuurId: dicht.id, verhuistOp: '2026-11-10' };
    expect((await post(`${LIJST}/scholen/${zij.id}/verhuizing`, velden)).tekst).toContain(
      'Dit bestuur is gesloten',
    );
    expect((await post(`${LIJST}/scholen/${zij.id}/sluiting`, { geslotenOp: '2026-11-11' })).status).toBe(
      422,
    );
    await post(`${LIJST}/scholen/${zij.id}/sluiting`, { geslotenOp: '2026-11-10' });
    expect((await post(`${LIJST}/scholen/${zij.id}/verhuizing`, velden)).status).toBe(422);
  });
});
