import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { Aanwezigheid } from '../../src/aanwezigheid/aanwezigheid.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import type { Bestuur } from '../../src/besturen/bestuur.entity.js';
import type { Certificaat } from '../../src/certificering/certificaat/certificaat.entity.js';
import type { Cohort } from '../../src/cohorten/cohort.entity.js';
import { PersonenSamenvoegenService } from '../../src/deelnemers/samenvoegen.service.js';
import { Persoon } from '../../src/toegang/persoon.entity.js';
import { SleutelsService } from '../../src/koppelingen/sleutels.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, logPersoonIn, type Inlog } from '../support/inloggen.js';
import {
  maakBestuur,
  maakBijeenkomst,
  maakCohort,
  maakGebruiker,
  maakOpleiding,
  maakPersoon,
  maakSchool,
} from '../support/makers.js';
import { stuur, vraag } from '../support/vraag.js';
import { maakCertificaat, maakVoltooid } from './certificaten.js';
import { leesRegisternummer, periodeOp, puntenIn } from '../../src/certificering/pe/pe.rules.js';
import { alsEigenaar } from '../support/database.js';

describe('het register', () => {
  test.each([
    ['p 123-45', 'P12345'],
    ['00012', '00012'],
    ['1234', undefined],
    ['x'.repeat(21), undefined],
    ['12345é', undefined],
  ])('nummer %j is %s', (getypt, nummer) => expect(leesRegisternummer(getypt)).toBe(nummer));

  test('telt periodes vanaf de dag die iemand gaf, de laatste dag van de ene is niet in de volgende', () => {
    expect(periodeOp('2018-03-15', 5, '2023-03-14')).toEqual({ van: '2018-03-15', tot: '2023-03-15' });
    expect(periodeOp('2018-03-15', 5, '2023-03-15')).toEqual({ van: '2023-03-15', tot: '2028-03-15' });
    expect(periodeOp('2024-02-29', 5, '2030-01-01').van).toBe('2029-02-28');
  });

  test('telt alleen punten binnen de periode', () => {
    const alle = ['2023-03-14', '2023-03-15', '2028-03-14', '2028-03-15'].map((datum) => ({
      datum,
      herregistratiepunten: 10,
    }));
    expect(puntenIn(alle, { van: '2023-03-15', tot: '2028-03-15' })).toBe(20);
    expect(puntenIn([...alle, { datum: '2024-01-01', herregistratiepunten: null }], null)).toBe(40);
  });
});

let huis: Academie;
let cohort: Cohort;
let ksu: Bestuur;
let spo: Bestuur;
let anna: Aanmelding;
let certificaat: Certificaat;
let annaIn: Inlog;
beforeAll(async () => {
  huis = await startAcademie();
  const ds = huis.dataSource;
  const opleiding = await maakOpleiding(ds, { code: 'LAS-1', naam: 'LAS I', herregistratiepunten: 40 });
  cohort = await maakCohort(ds, { opleidingId: opleiding.id, schooljaar: '2025-2026' });
  [ksu, spo] = [await maakBestuur(ds, { naam: 'KSU' }), await maakBestuur(ds, { naam: 'SPO' })];
  const van = async (bestuur: Bestuur, voornaam: string) => {
    const school = await maakSchool(ds, { bestuurId: bestuur.id, naam: `School van ${voornaam}` });
    const persoon = await maakPersoon(ds, { voornaam, achternaam: 'Berg' });
    const bij = { bestuurId: bestuur.id, schoolId: school.id };
    return maakVoltooid(ds, { cohortId: cohort.id, persoonId: persoon.id, ...bij });
  };
  anna = await van(ksu, 'Anna');
  certificaat = await maakCertificaat(ds, anna);
  await maakCertificaat(ds, await van(spo, 'Sofie'));
  await maakCertificaat(ds, await van(ksu, 'Weg'), {
    ingetrokkenOp: huis.clock.now(),
    intrekkingsreden: 'fout',
  });
  annaIn = await logPersoonIn(huis, anna.persoonId);
});
afterAll(() => huis?.sluit());

const als = (inlog: Inlog, pad: string) => vraag(huis, pad, { headers: { cookie: inlog.cookie } });
const tekstVan = async (pad: string) => (await als(annaIn, pad)).tekst.replace(/\s+/g, ' ');

describe('de houder', () => {
  test('vindt het eigen certificaat en dat van niemand anders', async () => {
    const tekst = await tekstVan('/mijn/certificaten');
    expect(tekst).toContain(certificaat.nummer);
    expect(tekst.match(/ULA-2026-\d{4}<?, /g)).toHaveLength(1);
    expect((await als(annaIn, '/mijn')).tekst).toContain('href="/mijn/certificaten"');
  });

  test('krijgt het als PDF en als badge, keer op keer; een ander niet', async () => {
    const pad = `/mijn/certificaten/${certificaat.nummer}`;
    for (const _keer of [1, 2]) {
      expect((await als(annaIn, `${pad}.pdf`)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect((await als(annaIn, `${pad}/badge`)).tekst.split('.')).toHaveLength(3);
    }
    const ander = await logPersoonIn(huis, (await maakPersoon(huis.dataSource)).id);
    expect((await als(ander, `${pad}.pdf`)).status).toBe(404);
  });

  test('laat de naam zien, en verbergt haar weer', async () => {
    const openbaar = async () =>
      (await vraag(huis, `/certificaten/${certificaat.nummer}`)).tekst.includes('Anna Berg');
    const pad = `/mijn/certificaten/${certificaat.nummer}/naam`;
    expect(await openbaar()).toBe(false);
    for (const aan of ['ja', 'ja']) expect((await stuur(huis, pad, annaIn, { aan })).status).toBe(303);
    expect(await openbaar()).toBe(true);
    await stuur(huis, pad, annaIn, { aan: 'nee' });
    expect(await openbaar()).toBe(false);
    const regels = await huis.dataSource.query<{ gegevens: object }[]>(
      `SELECT gegevens FROM auditregel WHERE code = 'certificaat.naam-openbaar' ORDER BY op, id`,
    );
    expect(regels.map(({ gegevens }) => gegevens)).toHaveLength(2);
  });

  test('beslist over de naam van niemand anders', async () => {
    const ander = await logPersoonIn(huis, (await maakPersoon(huis.dataSource)).id);
    const pad = `/mijn/certificaten/${certificaat.nummer}/naam`;
    expect((await stuur(huis, pad, ander, { aan: 'ja' })).status).toBe(404);
    expect((await vraag(huis, `/certificaten/${certificaat.nummer}`)).tekst).not.toContain('Anna Berg');
  });

  test('ziet uren per schooljaar, bijgewoond en studielast apart', async () => {
    const maart = await maakBijeenkomst(huis.dataSource, {
      cohortId: cohort.id,
      begint: new Date('2026-03-04T12:00:00Z'),
      eindigt: new Date('2026-03-04T15:30:00Z'),
    });
    const september = await maakBijeenkomst(huis.dataSource, {
      cohortId: cohort.id,
      begint: new Date('2026-09-02T12:00:00Z'),
      eindigt: new Date('2026-09-02T14:00:00Z'),
    });
    const gemist = await maakBijeenkomst(huis.dataSource, { cohortId: cohort.id });
    for (const [{ id }, stand] of [
      [maart, 'aanwezig'],
      [september, 'aanwezig'],
      [gemist, 'afwezig'],
    ] as const)
      await huis.dataSource.manager.insert(Aanwezigheid, {
        bijeenkomstId: id,
        aanmeldingId: anna.id,
        stand,
        op: huis.clock.now(),
      });
    const rijen = [...(await tekstVan('/mijn/certificaten')).matchAll(/<tr[^>]*><th scope="row".*?<\/tr>/g)];
    expect(
      rijen.map(([rij]) =>
        rij
          .replace(/<[^>]+>/g, ' ')
          .trim()
          .split(/\s{2,}/),
      ),
    ).toEqual([
      ['2026-2027', '2 uur', '0 uur'],
      ['2025-2026', '3,5 uur', '280 uur'],
    ]);
  });

  test('geeft het nummer en het begin van de periode, wijzigt ze en haalt ze weg', async () => {
    const bewaar = (registernummer: string, periodeBegin: string) =>
      stuur(huis, '/mijn/register', annaIn, { registernummer, periodeBegin });
    const stand = async () => {
      const { registernummer, registerperiodeBegin } = await huis.dataSource.manager.findOneByOrFail(
        Persoon,
        { id: anna.persoonId },
      );
      return [registernummer, registerperiodeBegin];
    };
    expect((await bewaar('p-12345', '2024-02-01')).status).toBe(303);
    expect(await stand()).toEqual(['P12345', '2024-02-01']);
    const tekst = await tekstVan('/mijn/certificaten');
    expect(tekst).toContain('<strong>40</strong> van 100 punten');
    expect(tekst).toContain('donderdag 1 februari 2024 tot en met woensdag 31 januari 2029');
    expect(tekst).toContain('Dit is jouw eigen overzicht, het register beslist.');
    for (const [nummer, begin] of [
      ['12', '2024-02-01'],
      ['P12345', '2026-11-11'],
      ['P12345', '31-01-2024'],
    ] as const) {
      const geweigerd = await bewaar(nummer, begin);
      expect([geweigerd.status, geweigerd.tekst.includes(`value="${begin}"`)]).toEqual([422, true]);
    }
    expect(await stand()).toEqual(['P12345', '2024-02-01']);
    await bewaar('', '2026-07-01');
    expect(await stand()).toEqual([null, '2026-07-01']);
    expect(await tekstVan('/mijn/certificaten')).toContain('<strong>0</strong> van 100 punten');
  });

  test('houdt het nummer als twee records een persoon blijken', async () => {
    const ds = huis.dataSource;
    const dubbel = await maakPersoon(ds, { registernummer: 'P77777', registerperiodeBegin: '2020-01-01' });
    const blijft = await maakPersoon(ds);
    await huis.app.get(PersonenSamenvoegenService).voegSamen(systeem, blijft.id, dubbel.id);
    const { registernummer, registerperiodeBegin } = await ds.manager.findOneByOrFail(Persoon, {
      id: blijft.id,
    });
    expect([registernummer, registerperiodeBegin]).toEqual(['P77777', '2020-01-01']);
    const oud = await ds.manager.findOneByOrFail(Persoon, { id: dubbel.id });
    expect(oud.registernummer).toBeNull();
  });
});

describe('een bestuur', () => {
  const alsBestuur = async (bestuur: Bestuur) =>
    logIn(huis, await maakGebruiker(huis.dataSource, { rol: 'bestuur', bestuurId: bestuur.id }));
  const metSleutel = async (bestuurId: string | null, pad: string) => {
    const sleutel = await huis.app
      .get(SleutelsService)
      .maak(systeem, 'proef', bestuurId, ['deelnemerslijst']);
    return vraag(huis, pad, { headers: { authorization: `Bearer ${sleutel}` } });
  };
  const namen = async (bestuurId: string | null, vraagdeel = '') => {
    const antwoord = await metSleutel(bestuurId, `/api/v1/certificaten${vraagdeel}`);
    return antwoord.json<{ items: { naam: string }[] }>().items.map(({ naam }) => naam);
  };

  test('ziet wie van de eigen mensen wat heeft, en niemand van een ander', async () => {
    for (const [bestuur, eigen, ander] of [
      [ksu, 'Anna Berg', 'Sofie'],
      [spo, 'Sofie Berg', 'Anna'],
    ] as const) {
      const inlog = await alsBestuur(bestuur);
      for (const pad of ['/bestuur/certificaten', '/bestuur/certificaten.csv']) {
        const { status, tekst } = await als(inlog, pad);
        expect([status, tekst.includes(eigen), tekst.includes(ander), tekst.includes('Weg')]).toEqual([
          200,
          true,
          false,
          false,
        ]);
      }
      expect(await namen(bestuur.id)).toEqual([eigen]);
    }
    expect(await namen(null)).toHaveLength(2);
  });

  test('houdt wie er toen werkte', async () => {
    await huis.dataSource.query('UPDATE school SET bestuur_id = $1 WHERE bestuur_id = $2', [spo.id, ksu.id]);
    expect(await namen(ksu.id)).toEqual(['Anna Berg']);
  });

  test('narrows it down', async () => {
    expect(await namen(ksu.id, '?opleiding=LAS-1&schooljaar=2025-2026')).toHaveLength(1);
    expect(await namen(ksu.id, '?opleiding=LAS-2')).toHaveLength(0);
    expect(await namen(ksu.id, '?schooljaar=2024-2025')).toHaveLength(0);
    expect((await metSleutel(ksu.id, '/api/v1/certificaten?schooljaar=x')).status).toBe(400);
  });

  test('laat een spoor van elke download', async () => {
    const inlog = await alsBestuur(ksu);
    await alsEigenaar(() =>
      huis.dataSource.query(`DELETE FROM auditregel WHERE code = 'certificatenlijst.gedownload'`),
    );
    const csv = await als(inlog, '/bestuur/certificaten.csv?opleiding=LAS-1');
    expect(csv.header('content-disposition')).toContain('certificaten-las-1-2026-11-10.csv');
    expect(csv.tekst).toContain(`"${certificaat.nummer}";"Anna Berg";"leraar"`);
    const xlsx = await als(inlog, '/bestuur/certificaten.xlsx');
    expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
    const regels = await huis.dataSource.query<{ gegevens: object; id: string }[]>(
      `SELECT gegevens, onderwerp_id AS id FROM auditregel WHERE code = 'certificatenlijst.gedownload' ORDER BY op, id`,
    );
    expect(regels).toContainEqual({
      id: ksu.id,
      gegevens: { formaat: 'csv', aantal: 1, filter: { opleiding: 'LAS-1' } },
    });
    expect(regels).toHaveLength(2);
  });
});

test('de coördinator ziet de certificaten van een persoon', async () => {
  const inlog = await logIn(huis, await maakGebruiker(huis.dataSource));
  const { tekst } = await als(inlog, `/beheer/personen/${anna.persoonId}`);
  expect(tekst).toContain(`href="/certificaten/${certificaat.nummer}"`);
});
