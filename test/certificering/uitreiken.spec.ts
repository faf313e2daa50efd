import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { OverzettenService } from '../../src/aanmeldingen/overzetten.service.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { CertificatenQueries } from '../../src/certificering/certificaat/certificaten.queries.js';
import {
  CertificatenService,
  neemNummers,
} from '../../src/certificering/certificaat/certificaten.service.js';
import type { LeerjaarDto } from '../../src/certificering/uitreiken/certificering.dto.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { PersonenSamenvoegenService } from '../../src/deelnemers/samenvoegen.service.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { type Academie, DINSDAG, startAcademie } from '../support/academie.js';
import { type Inlog, logIn } from '../support/inloggen.js';
import { maakGebruiker, maakPersoon } from '../support/makers.js';
import { type Antwoord, vraag } from '../support/vraag.js';
import { type Klas, maakCertificaten, maakKlas, uitreiking, zetErbij } from './opstelling.js';
import { Onderdeel } from '../../src/certificering/voorwaarden/leerjaar.entity.js';
import { LeerjaarService } from '../../src/certificering/voorwaarden/leerjaar.service.js';
import { UitreikenService } from '../../src/certificering/uitreiken/uitreiken.service.js';

interface Uitgereikt {
  nummer: string;
  aanmelding: string;
  naam: string;
  status: string;
  versie: number;
}

describe('certificaten uitreiken', () => {
  let academie: Academie;
  let coordinator: Inlog;
  beforeAll(async () => {
    academie = await startAcademie();
    coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
  });
  afterAll(() => academie.sluit());
  beforeEach(() => academie.clock.set(DINSDAG));

  const m = () => academie.dataSource.manager;
  const doe = (method: string, pad: string, body?: object): Promise<Antwoord> =>
    vraag(academie, `/api/v1${pad}`, {
      method,
      headers: {
        cookie: coordinator.cookie,
        'x-csrf-token': coordinator.csrf,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const post = (pad: string, body: object): Promise<Antwoord> => doe('POST', pad, body);
  const laatsteNummer = async (): Promise<number> =>
    (await m().query<{ n: number }[]>('SELECT max(laatste) AS n FROM certificaatteller'))[0]!.n;
  const reikUit = (klas: Klas, body: object = {}): Promise<Antwoord> =>
    post(`/cohorten/${klas.cohort.id}/certificering`, { ...uitreiking(), ...body });
  const lijstVan = (antwoord: Antwoord): Uitgereikt[] =>
    antwoord.json<{ certificaten: Uitgereikt[] }>().certificaten;
  const mails = (klas: Klas, soort: string): Promise<Bericht[]> =>
    m().find(Bericht, { where: { cohortId: klas.cohort.id, soort: `certificering/${soort}` } });

  test('wie voldoet krijgt een certificaat met een nummer van dat jaar, de rest niet; een tweede keer gebeurt er niets', async () => {
    const klas = await maakKlas(academie, {
      mensen: [{ voornaam: 'Çağla', achternaam: 'Ğül' }, { achternaam: 'Bos' }, {}],
      gemist: [0, 0, 3],
    });
    const antwoord = await reikUit(klas);
    expect(antwoord.status).toBe(200);
    const lijst = lijstVan(antwoord);
    expect(lijst.map(({ naam }) => naam).sort()).toEqual(['Anna Bos', 'Çağla Ğül']);
    for (const { nummer } of lijst) expect(nummer).toMatch(/^ULA-2026-\d{4}$/);
    expect((await m().findOneByOrFail(Cohort, { id: klas.cohort.id })).status).toBe('gecertificeerd');
    expect(await mails(klas, 'uitgereikt')).toHaveLength(2);

    expect(lijstVan(await reikUit(klas))).toEqual(lijst);
    expect(await mails(klas, 'uitgereikt')).toHaveLength(2);
    const audit = await m().findBy(Auditregel, {
      code: 'cohort.gecertificeerd',
      onderwerpId: klas.cohort.id,
    });
    expect(audit.map(({ gegevens }) => gegevens)).toEqual([{ leerjaar: 1, aantal: 2 }]);
  });

  test('wie er later bij komt, krijgt een eigen certificaat', async () => {
    const klas = await maakCertificaten(academie, { mensen: [{}, {}] });
    const later = await zetErbij(academie, klas, { achternaam: 'Later' });
    const lijst = lijstVan(await reikUit(klas, { datum: '2026-09-15' }));
    expect(lijst).toHaveLength(3);
    expect(lijst.find(({ aanmelding }) => aanmelding === later.id)).toMatchObject({ status: 'geldig' });
  });

  test('te vroeg, zonder datum, een datum voor het einde en een leerjaar dat er niet is', async () => {
    const klas = await maakKlas(academie, {
      leerjaren: [1, 1, 2, 2],
      opleiding: { leerjaren: 2 },
      cohort: { status: 'gestart' },
    });
    const code = async (body: object): Promise<[number, string]> => {
      const antwoord = await reikUit(klas, body);
      return [antwoord.status, antwoord.json<{ code: string }>().code];
    };
    academie.clock.set(new Date('2026-03-01T10:00:00Z'));
    expect(await code({ leerjaar: 2, datum: '2026-03-01' })).toEqual([409, 'leerjaar-niet-voorbij']);
    expect(await code({ datum: '2025-12-01' })).toEqual([422, 'datum-voor-einde']);
    expect((await code({ datum: undefined }))[0]).toBe(400);
    expect(await code({ leerjaar: 3 })).toEqual([422, 'leerjaar-onbekend']);
    // First-years, while the cohort goes on.
    expect((await code({ datum: '2026-03-01' }))[0]).toBe(200);
    expect((await m().findOneByOrFail(Cohort, { id: klas.cohort.id })).status).toBe('gestart');
  });

  test('wie later inhaalt of later bij komt, heeft de opleiding met het certificaat voltooid', async () => {
    const klas = await maakKlas(academie, { mensen: [{}, {}], gemist: [0, 3] });
    const [, gemist] = klas.aanmeldingen;
    const status = async () => (await m().findOneByOrFail(Aanmelding, { id: gemist!.id })).status;
    await reikUit(klas);
    expect(await status()).toBe('niet-voltooid');
    await m().update(Aanwezigheid, { aanmeldingId: gemist!.id }, { stand: 'aanwezig' });
    expect(lijstVan(await reikUit(klas, { datum: '2026-09-15' }))).toHaveLength(2);
    expect(await status()).toBe('voltooid');
    const audit = await m().findBy(Auditregel, { code: 'aanmelding.afgerond', onderwerpId: gemist!.id });
    expect(audit.map(({ gegevens }) => gegevens)).toEqual([{ status: 'voltooid' }]);
  });

  test('een naam die niet te drukken is, krijgt geen nummer', async () => {
    const klas = await maakKlas(academie, { mensen: [{ achternaam: '李' }, {}] });
    const voor = await laatsteNummer();
    const antwoord = await reikUit(klas);
    expect([antwoord.status, antwoord.json<{ code: string; detail: string }>()]).toMatchObject([
      409,
      { code: 'teken-ontbreekt', detail: expect.stringContaining('“Anna 李”: 李') },
    ]);
    expect(await laatsteNummer()).toBe(voor);
    const scherm = await vraag(academie, `/beheer/cohorten/${klas.cohort.id}/certificering`, {
      headers: { cookie: coordinator.cookie },
    });
    expect(scherm.tekst).toContain('“Anna 李”: 李');
    await m().update(Persoon, { id: klas.personen[0]!.id }, { achternaam: 'Li' });
    expect(lijstVan(await reikUit(klas))).toHaveLength(2);
  });

  test('wat aan de uitreiking voorafgaat, door de API', async () => {
    const klas = await maakKlas(academie, { mensen: [{}, {}], gemist: [0, 1] });
    const basis = `/cohorten/${klas.cohort.id}/certificering/1`;
    const onderdeel = await m().save(Onderdeel, {
      opleidingId: klas.opleiding.id,
      leerjaar: 1,
      naam: 'Eindopdracht',
      vervallenOp: null,
    });
    const jaar = (a: Antwoord) => a.json<LeerjaarDto>();
    const groepen = (a: Antwoord) => jaar(a).kandidaten.map(({ groep }) => groep);
    const eerst = await doe('GET', basis);
    expect(groepen(eerst)).toEqual(['bijna', 'bijna']);
    expect(jaar(eerst).kandidaten.map(({ mist }) => mist)).toContain(
      '1 bijeenkomst te weinig, Eindopdracht niet voltooid',
    );
    const [bos] = klas.aanmeldingen;
    const gedaan = await doe('PUT', `${basis}/onderdelen/${onderdeel.id}`, { voltooid: [bos!.id] });
    expect(gedaan.status).toBe(200);
    expect(jaar(gedaan).onderdelen).toEqual([
      { id: onderdeel.id, naam: 'Eindopdracht', voltooid: [bos!.id] },
    ]);
    expect(groepen(gedaan).sort()).toEqual(['bijna', 'wel']);

    expect((await doe('POST', `${basis}/uitnodigingen`, {})).status).toBe(409);
    const dag = { datum: '2026-12-01', tijd: '15:30', plaats: 'Stadhuis' };
    const gepland = await doe('PUT', `${basis}/uitreiking`, dag);
    expect(jaar(gepland).uitreiking).toEqual({ ...dag, gastheer: null });
    expect((await doe('POST', `${basis}/uitnodigingen`, {})).json()).toEqual({ uitgenodigd: 1 });
    expect((await doe('POST', `${basis}/uitnodigingen`, {})).json()).toEqual({ uitgenodigd: 0 });

    const onbekend = '/cohorten/00000000-0000-4000-8000-000000000000/certificering';
    expect((await doe('GET', onbekend)).status).toBe(404);
    expect((await doe('GET', `${onbekend}/1`)).status).toBe(404);
  });

  test('vier cohorten en twee keer hetzelfde tegelijk: nummers zonder gaten, ieder één certificaat', async () => {
    const klassen = [];
    for (let i = 0; i < 4; i += 1) klassen.push(await maakKlas(academie, { mensen: [{}, {}, {}] }));
    const voor = await laatsteNummer();
    const misluk = () =>
      academie.dataSource
        .transaction(async (t) => {
          await neemNummers(t, 2026, 5);
          throw new Error('toch niet');
        })
        .catch(() => undefined);
    const antwoorden = await Promise.all([
      ...klassen.map((klas) => reikUit(klas)),
      misluk(),
      ...klassen.map((klas) => reikUit(klas)),
      misluk(),
    ]);
    expect(antwoorden.filter((a) => a).map((a) => a!.status)).toEqual(Array<number>(8).fill(200));
    expect(await laatsteNummer()).toBe(voor + 12);
    const uitgegeven = await m().query<{ volgnummer: number; keer: number }[]>(
      `SELECT volgnummer, count(*) OVER (PARTITION BY aanmelding_id)::integer AS keer FROM certificaat
        WHERE jaar = 2026 ORDER BY volgnummer`,
    );
    expect(uitgegeven.map(({ volgnummer }) => volgnummer)).toEqual(
      Array.from({ length: voor + 12 }, (_, i) => i + 1),
    );
    expect(uitgegeven.every(({ keer }) => keer === 1)).toBe(true);
    for (const klas of klassen) expect(await mails(klas, 'uitgereikt')).toHaveLength(3);
  });

  const stand = async (nummer: string): Promise<string> =>
    (await vraag(academie, `/api/v1/certificaten/${nummer}`)).json<{ status: string }>().status;

  test('mensen samenvoegen laat het certificaat staan, bij wie blijft', async () => {
    const klas = await maakCertificaten(academie, { mensen: [{}] });
    const { nummer } = klas.certificaten[0]!;
    const blijft = await maakPersoon(academie.dataSource);
    await academie.app.get(PersonenSamenvoegenService).voegSamen(systeem, blijft.id, klas.personen[0]!.id);
    const eigen = await academie.app.get(CertificatenQueries).vanPersoon(blijft.id);
    expect(eigen.map((c) => [c.nummer, c.stand])).toEqual([[nummer, 'geldig']]);
  });

  test('wie na het eerste leerjaar overstapt of stopt, houdt dat certificaat, en krijgt het geen tweede keer', async () => {
    const lopend = { leerjaren: [1, 1, 2, 2], cohort: { status: 'gestart' as const } };
    const van = await maakKlas(academie, { ...lopend, mensen: [{}, {}], opleiding: { leerjaren: 2 } });
    const naar = await maakKlas(academie, { ...lopend, opleiding: { leerjaren: 2 } });
    await m().update(Cohort, { id: naar.cohort.id }, { opleidingId: van.opleiding.id });
    const [over, stopt] = lijstVan(await reikUit(van));
    const [a, b] = [over!.aanmelding, stopt!.aanmelding];
    const nieuw = await academie.app.get(OverzettenService).zetOver(a, naar.cohort.id, systeem);
    await academie.app.get(AanmeldingenService).annuleer(b, systeem, 'Verhuisd');
    expect([await stand(over!.nummer), await stand(stopt!.nummer)]).toEqual(['geldig', 'geldig']);
    const rest = lijstVan(await reikUit(naar));
    expect(rest.map(({ aanmelding }) => aanmelding)).toEqual([naar.aanmeldingen[0]!.id]);
    const jaar = (await doe('GET', `/cohorten/${naar.cohort.id}/certificering/1`)).json<LeerjaarDto>();
    expect(jaar.kandidaten.find((k) => k.aanmelding === nieuw.id)?.nummer).toBe(over!.nummer);
  });

  const fout = (antwoord: Antwoord): [number, string] => [
    antwoord.status,
    antwoord.json<{ code: string }>().code,
  ];

  test('wie niet voldoet krijgt er alleen een met een reden; die staat in de geschiedenis', async () => {
    const klas = await maakKlas(academie, { mensen: [{}, { achternaam: 'Ziek' }], gemist: [0, 3] });
    const [, ziek] = klas.aanmeldingen;
    expect(fout(await reikUit(klas, { aanmeldingen: [ziek!.id] }))).toEqual([422, 'voldoet-niet']);
    const zonder = await reikUit(klas, { oordelen: [{ aanmelding: ziek!.id, besluit: 'wel' }] });
    expect(zonder.status).toBe(400);
    const met = await reikUit(klas, {
      oordelen: [{ aanmelding: ziek!.id, besluit: 'wel', reden: 'Was ziek' }],
    });
    expect(lijstVan(met)).toHaveLength(2);
    const regels = await m().findBy(Auditregel, { code: 'certificaat.oordeel', onderwerpId: ziek!.id });
    expect(regels.map(({ gegevens }) => gegevens)).toEqual([
      { leerjaar: 1, besluit: 'wel', reden: 'Was ziek' },
    ]);
  });

  test('niemand voldoet: er gebeurt niets', async () => {
    const klas = await maakKlas(academie, { gemist: [4] });
    expect(fout(await reikUit(klas))).toEqual([409, 'niemand-voldoet']);
    expect((await m().findOneByOrFail(Cohort, { id: klas.cohort.id })).status).toBe('afgerond');
  });

  test('buiten de accreditatie alleen als je dat bevestigt', async () => {
    const klas = await maakKlas(academie, {
      opleiding: { accreditatieVan: '2020-08-01', accreditatieTot: '2026-07-01' },
    });
    expect(fout(await reikUit(klas))).toEqual([409, 'accreditatie-geldt-niet']);
    expect((await reikUit(klas, { bevestigd: true })).status).toBe(200);
  });

  test('een verbeterde naam: een nieuw nummer, en het oude zegt dat het is vervangen', async () => {
    const { certificaten, personen, ...klas } = await maakCertificaten(academie, {
      mensen: [{ voornaam: 'Lukasz', achternaam: 'Nowak' }],
    });
    const oud = certificaten[0]!.nummer;
    expect(fout(await post(`/certificaten/${oud}/correctie`, { reden: 'Naam' }))).toEqual([
      409,
      'niets-te-corrigeren',
    ]);
    await m().update(Persoon, { id: personen[0]!.id }, { voornaam: 'Łukasz' });
    const antwoord = await post(`/certificaten/${oud}/correctie`, { reden: 'Naam verkeerd gespeld' });
    const nieuw = antwoord.json<Uitgereikt>();
    expect(nieuw).toMatchObject({ naam: 'Łukasz Nowak', versie: 2, status: 'geldig' });
    expect(nieuw.nummer).not.toBe(oud);
    const vind = (nummer: string) => academie.app.get(CertificatenService).vind(nummer);
    expect(await vind(oud)).toMatchObject({ stand: 'vervangen', vervangenDoor: nieuw.nummer });
    expect(await vind(nieuw.nummer)).toMatchObject({ vervangt: oud });
    expect(fout(await post(`/certificaten/${oud}/intrekking`, { reden: 'x' }))).toEqual([
      409,
      'certificaat-vervangen',
    ]);
    expect(await mails(klas as Klas, 'vervangen')).toHaveLength(1);
    expect(lijstVan(await reikUit(klas as Klas)).map(({ nummer }) => nummer)).toEqual([nieuw.nummer]);
  });

  test('intrekken met een reden, en opnieuw uitreiken onder een nieuw nummer', async () => {
    const { certificaten, ...klas } = await maakCertificaten(academie);
    const { nummer } = certificaten[0]!;
    expect((await post(`/certificaten/${nummer}/intrekking`, {})).status).toBe(400);
    expect((await post(`/certificaten/${nummer}/intrekking`, { reden: 'Vergissing' })).json()).toMatchObject({
      status: 'ingetrokken',
    });
    expect(fout(await post(`/certificaten/${nummer}/intrekking`, { reden: 'x' }))).toEqual([
      409,
      'al-ingetrokken',
    ]);
    const [mail] = await mails(klas, 'ingetrokken');
    expect(mail!.tekst).toContain('Vergissing');
    // The next batch does not undo a withdrawal by itself.
    expect(lijstVan(await reikUit(klas)).map((c) => c.status)).toEqual(['ingetrokken']);
    const opnieuw = await post(`/certificaten/${nummer}/heruitgave`, { reden: 'Toch terecht' });
    expect(opnieuw.json()).toMatchObject({ status: 'geldig', versie: 2 });
    expect(fout(await post(`/certificaten/${nummer}/heruitgave`, { reden: 'x' }))).toEqual([
      409,
      'heeft-al-certificaat',
    ]);
    const reeks = lijstVan(await reikUit(klas));
    expect(reeks.map(({ status }) => status)).toEqual(['ingetrokken', 'geldig']);
    expect(fout(await post('/certificaten/ULA-2026-9999/intrekking', { reden: 'x' }))).toEqual([
      404,
      'certificaat-onbekend',
    ]);
  });

  test('de voorwaarden per leerjaar: onderdelen, en wat het eerste jaar telt', async () => {
    const klas = await maakKlas(academie, {
      leerjaren: [1, 1, 2, 2],
      opleiding: { leerjaren: 2, ects: 30, studielastUren: null, contacturen: null },
    });
    const pad = `/opleidingen/${klas.opleiding.code}/certificering`;
    const zet = (leerjaren: object[]): Promise<Antwoord> =>
      vraag(academie, `/api/v1${pad}`, {
        method: 'PUT',
        headers: {
          cookie: coordinator.cookie,
          'x-csrf-token': coordinator.csrf,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ leerjaren }),
      });
    expect((await zet([{ leerjaar: 3, onderdelen: [] }])).status).toBe(422);
    expect((await zet([{ leerjaar: 1, ects: 31, onderdelen: [] }])).status).toBe(422);
    expect((await zet([{ leerjaar: 1, ects: 12.5, onderdelen: ['eindopdracht'] }])).status).toBe(200);
    expect(fout(await reikUit(klas))).toEqual([409, 'niemand-voldoet']);
    const { id } = await m().findOneByOrFail(Onderdeel, { opleidingId: klas.opleiding.id });
    const [iemand] = klas.aanmeldingen;
    await academie.app.get(LeerjaarService).markeer(systeem, klas.cohort.id, 1, id, [iemand!.id]);
    await reikUit(klas);
    const [c] = await academie.app.get(CertificatenQueries).vanCohort(klas.cohort.id);
    expect(c!.gegevens).toMatchObject({
      ects: 12.5,
      leerjaar: 1,
      bijgewoondeUren: 6,
      periode: { van: '2025-10-07', tot: '2025-12-02' },
    });
    expect((await m().findOneByOrFail(Cohort, { id: klas.cohort.id })).status).toBe('afgerond');
    await reikUit(klas, { leerjaar: 2 });
    expect((await m().findOneByOrFail(Cohort, { id: klas.cohort.id })).status).toBe('gecertificeerd');
  });

  test('de uitreiking plannen en uitnodigen: een mail per plan, met de agenda', async () => {
    const klas = await maakKlas(academie, { mensen: [{}, {}], gemist: [0, 4] });
    const uitreiken = academie.app.get(UitreikenService);
    const { id } = klas.cohort;
    await expect(uitreiken.nodigUit(id, 1)).rejects.toThrow('geen-uitreiking');
    await uitreiken.plan(systeem, id, 1, { datum: '2026-12-02', tijd: '15:30', gastheer: 'Rafaëlschool' });
    expect([await uitreiken.nodigUit(id, 1), await uitreiken.nodigUit(id, 1)]).toEqual([1, 0]);
    await uitreiken.plan(systeem, id, 1, { datum: '2026-12-03', tijd: '15:30', gastheer: 'Rafaëlschool' });
    expect(await uitreiken.nodigUit(id, 1)).toBe(1);
    const [eerste, tweede] = (await mails(klas, 'uitnodiging')).toSorted((a, b) =>
      a.sleutel.localeCompare(b.sleutel),
    );
    expect(eerste!.bijlagen[0]!.inhoud).toMatch(
      /DTSTART:20261202T143000Z[\s\S]*SEQUENCE:1|SEQUENCE:1[\s\S]*DTSTART:20261202T143000Z/,
    );
    expect(tweede!.onderwerp).toMatch(/^Gewijzigd/);
    await reikUit(klas, { datum: '2026-12-03' });
    const [mail] = await mails(klas, 'uitgereikt');
    // The certificaat comes with the ceremony, not before.
    expect(mail!.verzendenOp).toEqual(new Date('2026-12-03T14:30:00Z'));
    await expect(uitreiken.plan(systeem, id, 1, { datum: '2026-12-04' })).rejects.toThrow('uitreiking-vast');
  });
});
