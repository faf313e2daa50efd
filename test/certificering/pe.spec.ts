import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { PeDoorgave } from '../../src/certificering/pe/pe-overdracht.entity.js';
import { deelnameXml, waarschuwingen } from '../../src/certificering/pe/pe.rules.js';
import { PeService } from '../../src/certificering/pe/pe.service.js';
import { VervolgTaak } from '../../src/certificering/vervolg/vervolg.taken.js';
import { Vervolguitnodiging } from '../../src/certificering/vervolg/vervolguitnodiging.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import type { Opleiding } from '../../src/opleidingen/opleiding.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakCohort, maakGebruiker, maakOpleiding, maakPersoon } from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { maakCertificaat, maakVoltooid } from './certificaten.js';

describe('de XML van PE-online', () => {
  const cursus = { peCursuscode: '12 < 3 & "4"', peUitvoeringscode: null };

  test('is XML, wat ook als code is getypt, met een regel voor elk', () => {
    const lijst = [
      { registernummer: 'P12345', datum: '2026-06-25' },
      { registernummer: '<&>\u0000', datum: '2026-12-01' },
    ];
    const xml = deelnameXml(cursus, lijst, (dag) => (dag < '2026-10-25' ? '+02:00' : '+01:00'));
    expect(XMLValidator.validate(xml)).toBe(true);
    const { Entry } = new XMLParser({ parseTagValue: false }).parse(xml) as {
      Entry: { Settings: object; Attendance: object[] };
    };
    expect(Entry.Attendance).toEqual([
      { PECourseID: cursus.peCursuscode, externalPersonID: 'P12345', endDate: '2026-06-25T12:00:00+02:00' },
      { PECourseID: cursus.peCursuscode, externalPersonID: '<&>', endDate: '2026-12-01T12:00:00+01:00' },
    ]);
    expect(Entry.Settings).toMatchObject({ userRole: 'EDU', userID: '', userKey: '', orgID: '' });
  });

  test('krijgt een waarschuwing voordat het register het weigert', () => {
    const goed = {
      peCursuscode: '1',
      accreditatieVan: '2024-01-01',
      accreditatieTot: '2026-06-25',
      heeftPunten: true,
    };
    expect(waarschuwingen(goed, ['2026-06-24'])).toEqual([]);
    expect(waarschuwingen(goed, ['2026-06-24', '2026-06-25'])[0]).toMatch(/^Bij 1 certificaat valt/);
    const leeg = { peCursuscode: null, accreditatieVan: null, accreditatieTot: null, heeftPunten: false };
    expect(waarschuwingen(leeg, [])).toHaveLength(3);
  });
});

let huis: Academie;
let inlog: Inlog;
beforeAll(async () => {
  huis = await startAcademie();
  inlog = await logIn(huis, await maakGebruiker(huis.dataSource, { naam: 'Co Ordinator' }));
});
afterAll(() => huis?.sluit());

let las1: Opleiding;
let cohort: Cohort;
let pad: string;
beforeEach(async () => {
  huis.clock.set(DINSDAG);
  las1 = await maakOpleiding(huis.dataSource, { naam: 'LAS I', leerjaren: 2, peCursuscode: '654321' });
  cohort = await maakCohort(huis.dataSource, { opleidingId: las1.id, status: 'gecertificeerd' });
  pad = `/beheer/cohorten/${cohort.id}/certificering/pe`;
});

async function afgerond(achternaam: string, registernummer: string | null = null): Promise<Aanmelding> {
  const persoon = await maakPersoon(huis.dataSource, { voornaam: 'Noor', achternaam, registernummer });
  const a = await maakVoltooid(huis.dataSource, { cohortId: cohort.id, persoonId: persoon.id });
  await maakCertificaat(huis.dataSource, a);
  return a;
}
const scherm = () => vraag(huis, pad, { headers: { cookie: inlog.cookie } });
const nummers = async () => /<textarea[^>]*>([^<]*)</.exec((await scherm()).tekst)?.[1] ?? null;
const xml = async () =>
  (await vraag(huis, `${pad}/deelname.xml`, { headers: { cookie: inlog.cookie } })).tekst;
const post = (deel: string, velden: Record<string, string> | [string, string][] = {}) =>
  stuur(huis, `${pad}/${deel}`, inlog, velden);
const vragen = () =>
  huis.dataSource.query<{ aan: string }[]>(
    `SELECT aan FROM bericht WHERE soort = 'certificering/vraag-registernummer'`,
  );

describe('handing over', () => {
  test('geeft de nummers van wie klaar is, en niet van een eerste leerjaar of wie is ingetrokken', async () => {
    await afgerond('Aalders', 'P10001');
    await afgerond('Bakker', 'P10002');
    const eerste = await maakVoltooid(huis.dataSource, {
      cohortId: cohort.id,
      persoonId: (await maakPersoon(huis.dataSource, { registernummer: 'P19999' })).id,
    });
    await maakCertificaat(huis.dataSource, eerste, { leerjaar: 1 });
    await maakCertificaat(huis.dataSource, eerste, {
      leerjaar: 2,
      ingetrokkenOp: DINSDAG,
      intrekkingsreden: 'fout',
    });
    expect(await nummers()).toBe('P10001\nP10002');
    const bestand = await xml();
    expect(XMLValidator.validate(bestand)).toBe(true);
    expect(bestand.match(/<Attendance>/g)).toHaveLength(2);
    expect(bestand).not.toMatch(/Noor|Aalders/);
  });

  test('wordt afgevinkt met wat op het scherm stond; wie later komt moet nog', async () => {
    const eerste = await afgerond('Aalders', 'P10011');
    await afgerond('Zonder');
    expect((await post('overdracht', { aanmelding: eerste.id })).status).toBe(303);
    const later = await afgerond('Bakker', 'P10012');
    expect(await nummers()).toBe('P10012');
    expect(await xml()).not.toContain('P10011');
    const { tekst } = await scherm();
    expect(tekst).toMatch(/1 persoon doorgegeven, 1 nog zonder nummer[\s\S]*?Co Ordinator/);
    await post('overdracht', { aanmelding: eerste.id });
    expect(await huis.dataSource.manager.countBy(PeDoorgave, { aanmeldingId: eerste.id })).toBe(1);
    await post('overdracht', [
      ['aanmelding', eerste.id],
      ['aanmelding', later.id],
    ]);
    expect(await nummers()).toBeNull();
    const audit = await huis.dataSource.query<{ gegevens: object }[]>(
      `SELECT gegevens FROM auditregel WHERE code = 'cohort.pe-overgedragen' AND onderwerp_id = $1 ORDER BY op, id`,
      [cohort.id],
    );
    expect(audit.map(({ gegevens }) => gegevens)).toEqual([
      { aantal: 1, zonderNummer: 1 },
      { aantal: 1, zonderNummer: 1 },
    ]);
  });

  test('van iemand wiens certificaat daarna is ingetrokken blijft in beeld', async () => {
    const a = await afgerond('Aalders', 'P10021');
    await post('overdracht', { aanmelding: a.id });
    await huis.dataSource.query(
      `UPDATE certificaat SET ingetrokken_op = now(), intrekkingsreden = 'fout' WHERE aanmelding_id = $1`,
      [a.id],
    );
    expect((await scherm()).tekst).toContain(
      'Laat het register weten dat dit niet meer klopt: Noor Aalders.',
    );
  });

  test('vraagt wie een nummer mist, niemand twee keer in een week', async () => {
    await huis.dataSource.query('DELETE FROM bericht');
    await afgerond('Aalders', 'P10031');
    const zonder = await afgerond('Bakker');
    await post('vragen');
    await post('vragen', { persoon: zonder.persoonId });
    expect(await vragen()).toHaveLength(1);
    huis.clock.set(new Date(DINSDAG.getTime() + 7 * 24 * 3_600_000 - 60_000));
    expect(await huis.app.get(PeService).vraagNummers(cohort.id)).toBe(0);
    expect(await vragen()).toHaveLength(1);
    huis.clock.set(new Date(DINSDAG.getTime() + 7 * 24 * 3_600_000));
    expect(await huis.app.get(PeService).vraagNummers(cohort.id)).toBe(1);
    expect(await vragen()).toHaveLength(2);
  });

  test('neemt een nummer dat iemand typte, en zegt wanneer het er geen kan zijn', async () => {
    const zonder = await afgerond('Bakker');
    await afgerond('Aalders', 'P10041');
    const { persoonId } = zonder;
    for (const fout of ['', '12', 'P10041', 'P100$41']) {
      const { status, tekst } = await post('nummers', { persoon: persoonId, registernummer: fout });
      expect([fout, status, /aria-invalid="true"/.test(tekst)]).toEqual([fout, 422, true]);
    }
    const vreemd = await maakPersoon(huis.dataSource);
    expect((await post('nummers', { persoon: vreemd.id, registernummer: 'P10042' })).status).toBe(404);
    expect((await post('nummers', { persoon: persoonId, registernummer: ' p 100-42 ' })).status).toBe(303);
    const { registernummer } = await huis.dataSource.manager.findOneByOrFail(Persoon, { id: persoonId });
    expect(registernummer).toBe('P10042');
    expect((await huis.app.get(PeService).afgerond(cohort.id)).length).toBe(2);
  });
});

describe('task vervolg', () => {
  const draai = (proef = false) => huis.app.get(VervolgTaak).voerUit({ proef });
  const post = (persoonId: string) =>
    huis.dataSource.query<{ tekst: string }[]>(
      `SELECT tekst FROM bericht WHERE soort = 'certificering/vervolg' AND persoon_id = $1`,
      [persoonId],
    );
  let las2: Opleiding;
  beforeEach(async () => {
    await huis.dataSource.query('UPDATE opleiding SET vervolg_op_id = NULL');
    las2 = await maakOpleiding(huis.dataSource, { naam: 'LAS II', vervolgOpId: las1.id });
  });
  const opent = (met: Partial<Cohort> = {}) =>
    maakCohort(huis.dataSource, { opleidingId: las2.id, naam: 'Voorjaar', ...met });

  test('nodigt een keer uit, zodra het vervolg open is', async () => {
    const a = await afgerond('Aalders');
    expect((await draai()).aantal).toBe(0);
    const voorjaar = await opent();
    expect((await draai(true)).regels).toEqual([`${cohort.code}: 1 uitnodiging voor LAS II`]);
    expect(await post(a.persoonId)).toEqual([]);
    expect((await draai()).aantal).toBe(1);
    expect((await draai()).aantal).toBe(0);
    await opent({ naam: 'Najaar' });
    expect((await draai()).aantal).toBe(0);
    const [mail, ...meer] = await post(a.persoonId);
    expect(meer).toEqual([]);
    expect(mail!.tekst).toContain('20 plekken vrij');
    expect(mail!.tekst).toContain(
      `/cohorten/${voorjaar.id}/aanmelden?voornaam=Noor&achternaam=Aalders&email=`,
    );
    expect(await huis.dataSource.manager.countBy(Vervolguitnodiging, { aanmeldingId: a.id })).toBe(1);
  });

  test('laat met rust wie er al is, wie geen uitnodigingen wil, en wie alleen een eerste leerjaar deed', async () => {
    const ds = huis.dataSource;
    const voorjaar = await opent();
    const daar = await afgerond('Aalders');
    await maakVoltooid(ds, { cohortId: voorjaar.id, persoonId: daar.persoonId, status: 'geplaatst' });
    const niet = await afgerond('Bakker');
    await ds.manager.update(Persoon, { id: niet.persoonId }, { geenUitnodigingenOp: DINSDAG });
    const half = await maakVoltooid(ds, { cohortId: cohort.id });
    await maakCertificaat(ds, half, { leerjaar: 1 });
    expect((await draai()).regels).toEqual([]);
    await ds.manager.update(Persoon, { id: niet.persoonId }, { geenUitnodigingenOp: null });
    expect((await draai()).aantal).toBe(1);
    expect(await post(niet.persoonId)).toHaveLength(1);
  });

  test('wacht een week na de uitreiking, en op een plaats', async () => {
    const a = await afgerond('Aalders');
    await huis.dataSource.query('UPDATE uitreiking SET datum = $2 WHERE cohort_id = $1', [
      cohort.id,
      '2026-11-04',
    ]);
    const vol = await opent({ capaciteit: 1, minimum: 1 });
    await maakVoltooid(huis.dataSource, { cohortId: vol.id, status: 'geplaatst' });
    huis.clock.set(new Date('2026-11-11T09:00:00Z'));
    expect((await draai()).aantal).toBe(0);
    await opent();
    huis.clock.set(new Date('2026-11-10T09:00:00Z'));
    expect((await draai()).aantal).toBe(0);
    huis.clock.set(new Date('2026-11-11T09:00:00Z'));
    expect((await draai()).aantal).toBe(1);
    expect(await post(a.persoonId)).toHaveLength(1);
  });
});
