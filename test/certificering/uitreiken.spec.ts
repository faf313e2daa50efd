import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Auditregel } from '../../src/audit/auditregel.entity.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
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
});
