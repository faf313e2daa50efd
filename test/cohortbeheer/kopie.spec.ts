import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { SchoolvakantiesService } from '../../src/cohorten/schoolvakanties.service.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { logIn, type Inlog } from '../support/inloggen.js';
import { maakBijeenkomst, maakCohort, maakGebruiker, maakOpleiding } from '../support/makers.js';
import { vraag } from '../support/vraag.js';

let academie: Academie;
let coordinator: Inlog;
beforeAll(async () => {
  academie = await startAcademie();
  coordinator = await logIn(academie, await maakGebruiker(academie.dataSource));
  await academie.app.get(SchoolvakantiesService).laad();
});
afterAll(() => academie?.sluit());

interface Kopie {
  id: string;
  code: string;
  detail: string;
  fouten: { veld: string; melding: string }[];
  bijeenkomsten: { begint: string; trainer: string | null; locatie: string | null }[];
}
const kopieer = async (id: string, body: object = {}) => {
  const { cookie, csrf } = coordinator;
  const headers = { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const antwoord = await vraag(academie, `/api/v1/cohorten/${id}/kopie`, init);
  return { status: antwoord.status, body: antwoord.json<Kopie>() };
};

describe('POST /cohorten/{id}/kopie', () => {
  test('een concept voor volgend jaar, met alles wat het had', async () => {
    const trainer = await maakGebruiker(academie.dataSource, { rol: 'trainer' });
    const opleiding = await maakOpleiding(academie.dataSource, { code: 'KOPIE' });
    const cohort = await maakCohort(academie.dataSource, {
      opleidingId: opleiding.id,
      naam: 'Voorjaar 2027',
      goNoGoOp: '2026-12-15',
      status: 'gestart',
      herinneringsdagen: [10, 3],
      peUitvoeringscode: 'PE-2026',
    });
    await academie.dataSource.manager.update(
      Bijeenkomst,
      { cohortId: cohort.id },
      { trainerId: trainer.id, leerjaar: 2 },
    );
    // A year on is in the spring holiday, and across the change of the clock.
    for (const begint of ['2027-03-03T13:00:00Z', '2027-03-31T12:00:00Z'])
      await maakBijeenkomst(academie.dataSource, {
        cohortId: cohort.id,
        begint: new Date(begint),
        eindigt: new Date(new Date(begint).getTime() + 3_600_000),
        locatie: null,
      });
    const { status, body } = await kopieer(cohort.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'concept',
      code: 'KOPIE-2027-2028',
      naam: 'Voorjaar 2028',
      schooljaar: '2027-2028',
      capaciteit: 20,
      minimum: 8,
      goNoGoOp: '2027-12-14',
      aanmeldenVanaf: '2027-08-31',
      aanmeldenVoor: '2027-12-31',
      locatie: 'Utrecht',
      herinneringsdagen: [10, 3],
      // A run of its own has a code of its own.
      peUitvoeringscode: null,
      bezet: 0,
    });
    expect(body.bijeenkomsten).toMatchObject([
      { begint: '2028-01-19T12:00:00.000Z', trainer: trainer.id, leerjaar: 2 },
      { begint: '2028-03-08T13:00:00.000Z', locatie: null },
      { begint: '2028-03-29T12:00:00.000Z' },
    ]);
    const audit = await academie.dataSource.query<object[]>(
      `SELECT gegevens FROM auditregel WHERE onderwerp_id = $1 AND code = 'cohort.gemaakt'`,
      [body.id],
    );
    expect(audit).toEqual([{ gegevens: { code: body.code, kopieVan: cohort.id } }]);
  });

  test('wat je meegeeft gaat voor', async () => {
    const cohort = await maakCohort(academie.dataSource, { naam: 'Start woensdag 20 januari 2027' });
    const eigen = { begint: '2028-02-02T13:00:00Z', eindigt: '2028-02-02T16:00:00Z' };
    const { body } = await kopieer(cohort.id, { capaciteit: 5, minimum: null, bijeenkomsten: [eigen] });
    expect(body).toMatchObject({ capaciteit: 5, minimum: null, naam: 'Start woensdag 2 februari 2028' });
    expect(body.bijeenkomsten).toHaveLength(1);
    expect((await kopieer(cohort.id)).body).toMatchObject({ naam: 'Start woensdag 19 januari 2028' });
  });

  test('een code die er al is: 409 met het veld, en er komt niets bij', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const tel = async () => (await academie.dataSource.query<unknown[]>('SELECT 1 FROM cohort')).length;
    const voor = await tel();
    const { status, body } = await kopieer(cohort.id, { code: cohort.code });
    expect([status, body.code, body.fouten[0]?.veld]).toEqual([409, 'cohortcode-bestaat', 'code']);
    expect(body.fouten[0]?.melding).toContain(cohort.code);
    expect(await tel()).toBe(voor);
  });

  test('waar het aantal plaatsen onbekend is, moet het erbij', async () => {
    const cohort = await maakCohort(academie.dataSource, {
      status: 'afgerond',
      capaciteit: null,
      minimum: null,
    });
    expect(await kopieer(cohort.id)).toMatchObject({
      status: 400,
      body: { fouten: [{ veld: 'capaciteit' }] },
    });
    expect((await kopieer(cohort.id, { capaciteit: 12 })).status).toBe(201);
  });

  test('wie geen trainer meer is gaat niet mee', async () => {
    const cohort = await maakCohort(academie.dataSource);
    const ooit = await maakGebruiker(academie.dataSource, { rol: 'beheer' });
    await academie.dataSource.manager.update(Bijeenkomst, { cohortId: cohort.id }, { trainerId: ooit.id });
    expect((await kopieer(cohort.id)).body.bijeenkomsten[0]?.trainer).toBeNull();
  });

  test('wat er niet is kan niet gekopieerd', async () => {
    expect((await kopieer('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });
});
