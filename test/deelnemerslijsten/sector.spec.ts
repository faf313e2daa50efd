import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Aanmelding } from '../../src/aanmeldingen/aanmelding.entity.js';
import { systeem } from '../../src/toegang/wie.js';
import { maakCertificaat } from '../certificering/certificaten.js';
import { meldLosAan } from '../support/aanmeldingen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBestuur, maakCohort, maakGebruiker, maakSchool } from '../support/makers.js';
import { vraag } from '../support/vraag.js';

/** Of a school with a sector, of a school that has none in a bestuur that has one, and of nothing. */
const mensen = { school: 'vo-school', bestuur: 'vo-bestuur', anders: 'po-school', geen: 'zonder-school' };
let academie: Academie;
let inlog: Inlog;

beforeAll(async () => {
  academie = await startAcademie();
  const { dataSource } = academie;
  inlog = await logIn(academie, await maakGebruiker(dataSource));
  const vo = await maakBestuur(dataSource, { sector: 'vo' });
  const scholen = {
    school: await maakSchool(dataSource, { bestuurId: (await maakBestuur(dataSource)).id, sector: 'vo' }),
    bestuur: await maakSchool(dataSource, { bestuurId: vo.id, sector: null }),
    anders: await maakSchool(dataSource, { bestuurId: vo.id, sector: 'po' }),
    geen: null,
  };
  const cohort = await maakCohort(dataSource, { capaciteit: 10 });
  for (const wie of Object.keys(mensen) as (keyof typeof mensen)[]) {
    const vestigingscode = scholen[wie]?.vestigingscode ?? null;
    const gegevens = { vestigingscode, email: `${mensen[wie]}@leert.example`, achternaam: mensen[wie] };
    const aanmelding: Aanmelding = await meldLosAan(academie, cohort.id, systeem, gegevens);
    await maakCertificaat(dataSource, aanmelding, {});
  }
});
afterAll(() => academie?.sluit());

const wieIn = async (pad: string, accept = 'text/csv'): Promise<number[]> => {
  const { status, tekst } = await vraag(academie, pad, { headers: { cookie: inlog.cookie, accept } });
  expect([pad, status]).toEqual([pad, 200]);
  return Object.values(mensen).map((naam) => Number(tekst.includes(naam)));
};

test('een lijst van een sector heeft wie er op school bij hoort, of anders met het bestuur', async () => {
  for (const accept of ['text/csv', 'application/json']) {
    expect(await wieIn('/api/v1/deelnemerslijst', accept)).toEqual([1, 1, 1, 1]);
    expect(await wieIn('/api/v1/deelnemerslijst?sector=vo', accept)).toEqual([1, 1, 0, 0]);
    expect(await wieIn('/api/v1/deelnemerslijst?sector=po', accept)).toEqual([0, 0, 1, 0]);
    expect(await wieIn('/api/v1/deelnemerslijst?sector=mbo', accept)).toEqual([0, 0, 0, 0]);
  }
  expect(await wieIn('/api/v1/personen?sector=vo', 'application/json')).toEqual([1, 1, 0, 0]);
  expect(await wieIn('/beheer/personen?sector=po&zoek=', 'text/html')).toEqual([0, 0, 1, 0]);
  expect(await wieIn('/beheer/personen?sector=&zoek=leert', 'text/html')).toEqual([1, 1, 1, 1]);
});

test('de certificatenlijst ook, en de audit zegt welke sector er is gevraagd', async () => {
  const totaal = async (vraagdeel: string) =>
    (
      await vraag(academie, `/api/v1/certificaten${vraagdeel}`, {
        headers: { cookie: inlog.cookie, accept: 'application/json' },
      })
    ).json<{ totaal: number }>().totaal;
  expect([await totaal(''), await totaal('?sector=vo'), await totaal('?sector=po')]).toEqual([4, 2, 1]);
  const [regel] = await academie.dataSource.query<{ filter: object }[]>(
    `SELECT gegevens->'filter' AS filter FROM auditregel WHERE code = 'deelnemerslijst.gedownload'
      AND gegevens->'filter'->>'sector' = 'vo' LIMIT 1`,
  );
  expect(regel!.filter).toEqual({ sector: 'vo' });
  const nee = await vraag(academie, '/api/v1/certificaten?sector=wo', {
    headers: { cookie: inlog.cookie, accept: 'application/json' },
  });
  expect(nee.status).toBe(400);
});
