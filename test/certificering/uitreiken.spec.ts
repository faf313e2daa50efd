import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { systeem } from '../../src/audit/wie.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { CeremonieService } from '../../src/certificering/ceremonie.service.js';
import { CertificatenQueries } from '../../src/certificering/certificaten.queries.js';
import { CertificatenService } from '../../src/certificering/certificaten.service.js';
import { Onderdeel } from '../../src/certificering/onderdeel.entity.js';
import { OnderdelenService } from '../../src/certificering/onderdelen.service.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakGebruiker } from '../support/makers.js';
import { vraag, type Antwoord } from '../support/vraag.js';
import { maakCertificaten, maakKlas, uitreiking, zetErbij, type Klas } from './opstelling.js';

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
  const post = (pad: string, body: object): Promise<Antwoord> =>
    vraag(academie, `/api/v1${pad}`, {
      method: 'POST',
      headers: {
        cookie: coordinator.cookie,
        'x-csrf-token': coordinator.csrf,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
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
    await academie.app.get(OnderdelenService).markeer(systeem, klas.cohort.id, 1, id, [iemand!.id]);
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
    const ceremonie = academie.app.get(CeremonieService);
    const { id } = klas.cohort;
    await expect(ceremonie.nodigUit(id, 1)).rejects.toThrow('geen-uitreiking');
    await ceremonie.plan(systeem, id, 1, { datum: '2026-12-02', tijd: '15:30', gastheer: 'Rafaëlschool' });
    expect([await ceremonie.nodigUit(id, 1), await ceremonie.nodigUit(id, 1)]).toEqual([1, 0]);
    await ceremonie.plan(systeem, id, 1, { datum: '2026-12-03', tijd: '15:30', gastheer: 'Rafaëlschool' });
    expect(await ceremonie.nodigUit(id, 1)).toBe(1);
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
    await expect(ceremonie.plan(systeem, id, 1, { datum: '2026-12-04' })).rejects.toThrow('uitreiking-vast');
  });
});
