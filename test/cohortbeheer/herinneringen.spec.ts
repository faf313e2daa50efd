import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AanmeldingenService } from '../../src/aanmeldingen/aanmeldingen.service.js';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { AnnulerenService } from '../../src/cohortbeheer/verhuizen/annuleren.service.js';
import {
  GoNoGoTaak,
  HerinneringenTaak,
  LevensloopTaak,
} from '../../src/cohortbeheer/levensloop/levensloop.taken.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Moment } from '../../src/cohorten/moment.entity.js';
import { MomentenService } from '../../src/cohorten/momenten.service.js';
import { addDays, inAmsterdam } from '../../src/platform/clock/dates.js';
import { patience } from '../../src/platform/database/rehearsal.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { coordinator, eigenaar, vul } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { maakBijeenkomst, maakCohort, maakGebruiker } from '../support/makers.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
/** Another process on the same database. */
let ander: Academie;
beforeAll(async () => {
  academie = await startAcademie();
  ander = await startAcademie({}, academie.databaseUrl);
  await maakGebruiker(academie.dataSource, { email: 'co1@academie.example', naam: 'Co Een' });
  await maakGebruiker(academie.dataSource, { email: 'co2@academie.example', naam: 'Co Twee' });
  await maakGebruiker(academie.dataSource, { uitgeschakeldOp: DINSDAG });
  await maakGebruiker(academie.dataSource, { rol: 'trainer' });
});
afterAll(async () => {
  await ander.sluit();
  await academie.sluit();
});
beforeEach(async () => {
  zetKlok('2026-11-10T09:00:00Z');
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE moment, bericht'));
  await academie.dataSource.query(`UPDATE cohort SET status = 'concept' WHERE status <> 'geannuleerd'`);
});

const zetKlok = (nu: string): void => [academie, ander].forEach(({ clock }) => clock.set(new Date(nu)));
const m = () => academie.dataSource.manager;
const draai = (taak: typeof HerinneringenTaak | typeof GoNoGoTaak | typeof LevensloopTaak, proef = false) =>
  academie.app.get(taak).voerUit({ proef });
const mails = (soort: string): Promise<Bericht[]> =>
  m().find(Bericht, { where: { soort: `cohortbeheer/${soort}` }, order: { sleutel: 'ASC' } });
const standen = async (cohortId: string, soort: Moment['soort'] = 'herinnering'): Promise<string[]> =>
  (await m().find(Moment, { where: { cohortId, soort }, order: { op: 'ASC' } })).map(
    ({ dagenVooraf, status }) => `${dagenVooraf} ${status}`,
  );
const verzet = async (cohortId: string, begint: string): Promise<void> => {
  await inTransaction(academie.dataSource, async (t) => {
    await t.query(
      `UPDATE bijeenkomst SET begint = $2, eindigt = $2::timestamptz + interval '3 hours' WHERE cohort_id = $1`,
      [cohortId, begint],
    );
    await academie.app.get(MomentenService).leg(t, cohortId);
  });
};

test('een week en een dag ervoor krijgt ieder met een plaats precies één mail, met de bijeenkomst erbij', async () => {
  const cohort = await maakCohort(academie.dataSource, { capaciteit: 2, minimum: 1 });
  const [eerste] = await vul(academie, cohort.id, 3);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE bericht'));
  expect(await draai(HerinneringenTaak)).toEqual({ aantal: 0, regels: [] });
  zetKlok('2027-01-13T07:59:59Z');
  expect((await draai(HerinneringenTaak)).aantal).toBe(0);
  zetKlok('2027-01-13T08:00:00Z');
  expect((await draai(HerinneringenTaak)).regels).toEqual([
    `${cohort.code}: 2 herinneringen voor wo 20 jan 2027 om 13:00 uur`,
  ]);
  expect((await draai(HerinneringenTaak)).aantal).toBe(0);
  const [mail, ...rest] = await mails('herinnering');
  expect(rest).toHaveLength(1);
  expect(mail!.onderwerp).toContain('wo 20 jan 2027, 13:00 uur');
  expect(mail!.tekst).toContain('bijeenkomst 1 van 1');
  expect(mail!.bijlagen[0]).toMatchObject({ naam: 'bijeenkomst.ics' });
  expect(mail!.bijlagen[0]!.inhoud).toContain('DTSTART:20270120T120000Z');
  await academie.app.get(AanmeldingenService).annuleer(eerste!.id, eigenaar(eerste!), null);
  zetKlok('2027-01-19T08:00:00Z');
  expect((await draai(HerinneringenTaak)).regels).toEqual([
    `${cohort.code}: 1 herinnering voor wo 20 jan 2027 om 13:00 uur`,
  ]);
  expect(await standen(cohort.id)).toEqual(['7 gedaan', '1 gedaan']);
});

test('een proef zegt wat zij zou doen en verandert niets', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-10' });
  await vul(academie, cohort.id, 2);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE bericht'));
  zetKlok('2027-01-19T08:00:00Z');
  expect((await draai(HerinneringenTaak, true)).regels).toHaveLength(2);
  expect((await draai(GoNoGoTaak, true)).regels).toContainEqual(
    `${cohort.code}: 2 van minimaal 8, besluit op zo 10 jan 2027, 2 coördinatoren krijgen bericht`,
  );
  zetKlok('2027-01-20T12:00:00Z');
  expect((await draai(LevensloopTaak, true)).regels).toEqual([`${cohort.code}: gestart`]);
  expect([await m().count(Moment), await m().count(Bericht)]).toEqual([0, 0]);
  expect((await m().findOneByOrFail(Cohort, { id: cohort.id })).status).toBe('open');
});

test('na stilstand één mail over wat nog komt, en niets over wat al begonnen is', async () => {
  const cohort = await maakCohort(academie.dataSource);
  await maakBijeenkomst(academie.dataSource, {
    cohortId: cohort.id,
    begint: new Date('2027-01-22T12:00:00Z'),
    eindigt: new Date('2027-01-22T15:00:00Z'),
  });
  await vul(academie, cohort.id, 1);
  expect((await draai(HerinneringenTaak)).aantal).toBe(0);
  zetKlok('2027-01-20T12:00:00Z');
  expect((await draai(HerinneringenTaak)).regels).toEqual([
    `${cohort.code}: te laat voor de herinnering 1 dag voor wo 20 jan 2027 om 13:00 uur`,
    `${cohort.code}: te laat voor de herinnering 7 dagen voor wo 20 jan 2027 om 13:00 uur`,
    // That of the day before comes within a day: two in so short a time would be one too many.
    `${cohort.code}: te laat voor de herinnering 7 dagen voor vr 22 jan 2027 om 13:00 uur`,
  ]);
  zetKlok('2027-01-21T20:00:00Z');
  expect((await draai(HerinneringenTaak)).aantal).toBe(1);
  expect((await mails('herinnering')).map(({ onderwerp }) => onderwerp.split(':')[0])).toEqual([
    'vr 22 jan 2027, 13',
  ]);
  expect(await standen(cohort.id)).toEqual(['7 gemist', '7 gemist', '1 gemist', '1 gedaan']);
});

test('twee processen tegelijk sturen elke mail één keer', async () => {
  const cohorten = await Promise.all([0, 1, 2, 3, 4].map(() => maakCohort(academie.dataSource)));
  for (const { id } of cohorten) await vul(academie, id, 4);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE bericht'));
  zetKlok('2027-01-19T08:00:00Z');
  const uitkomsten = await Promise.all(
    [academie, ander, academie, ander].map(({ app }) => app.get(HerinneringenTaak).voerUit({ proef: false })),
  );
  expect(await mails('herinnering')).toHaveLength(20);
  const gedaan = uitkomsten.flatMap(({ regels }) =>
    regels.filter((regel) => regel.includes('4 herinneringen')),
  );
  expect(gedaan).toHaveLength(5);
});

test('een verzet cohort herinnert opnieuw, een geannuleerd cohort niet meer', async () => {
  const cohort = await maakCohort(academie.dataSource);
  await vul(academie, cohort.id, 1);
  zetKlok('2027-01-19T08:00:00Z');
  await draai(HerinneringenTaak);
  expect(await mails('herinnering')).toHaveLength(1);
  await verzet(cohort.id, '2027-02-03T12:00:00Z');
  zetKlok('2027-01-27T08:00:00Z');
  await draai(HerinneringenTaak);
  expect(await mails('herinnering')).toHaveLength(2);
  await academie.app.get(AnnulerenService).annuleer(coordinator, cohort.id, { reden: 'Trainer ziek' });
  zetKlok('2027-02-02T08:00:00Z');
  expect((await draai(HerinneringenTaak)).aantal).toBe(0);
  expect(await standen(cohort.id)).toEqual(['7 gedaan', '1 vervallen']);
});

test('go-no-go vraagt elke actieve coördinator 14 en 3 dagen ervoor en op de dag zelf', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-10' });
  await vul(academie, cohort.id, 3);
  for (const nu of ['2026-12-27T07:00:00Z', '2027-01-07T07:00:00Z', '2027-01-10T07:00:00Z']) {
    zetKlok(nu);
    expect((await draai(GoNoGoTaak)).regels).toHaveLength(1);
    expect((await draai(GoNoGoTaak)).regels).toHaveLength(0);
  }
  const gekregen = await mails('go-no-go');
  expect(gekregen.map(({ aan }) => aan).sort()).toEqual([
    ...Array<string>(3).fill('co1@academie.example'),
    ...Array<string>(3).fill('co2@academie.example'),
  ]);
  expect(new Set(gekregen.map(({ onderwerp }) => onderwerp.split(':')[0]))).toEqual(
    new Set(['Besluit op zo 10 jan 2027', 'Vandaag beslissen']),
  );
  expect(gekregen[0]!.tekst).toContain(`/beheer/cohorten/${cohort.id}/voortgang`);
});

test('wie het besluit nam, of al begon, wordt niet meer gevraagd', async () => {
  const beslist = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-10', status: 'bevestigd' });
  const begonnen = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-10' });
  const later = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-10' });
  expect((await draai(GoNoGoTaak)).regels).toEqual([]);
  await verzet(later.id, '2027-02-20T12:00:00Z');
  zetKlok('2027-01-21T08:00:00Z');
  expect((await draai(GoNoGoTaak)).regels.filter((regel) => !regel.includes('te laat'))).toEqual([
    `${later.code}: 0 van minimaal 8, besluit op zo 10 jan 2027, 2 coördinatoren krijgen bericht`,
  ]);
  expect(await standen(begonnen.id, 'go-no-go')).toContain('0 gemist');
  expect(await standen(beslist.id, 'go-no-go')).toEqual([]);
});

test('levensloop zet op gestart wat begonnen is, één keer, en herinneringen gaan door', async () => {
  const open = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-10' });
  const bevestigd = await maakCohort(academie.dataSource, { status: 'bevestigd' });
  const concept = await maakCohort(academie.dataSource, { status: 'concept' });
  await maakBijeenkomst(academie.dataSource, {
    cohortId: open.id,
    begint: new Date('2027-02-20T12:00:00Z'),
    eindigt: new Date('2027-02-20T15:00:00Z'),
  });
  zetKlok('2027-01-20T11:59:00Z');
  expect((await draai(LevensloopTaak)).aantal).toBe(0);
  zetKlok('2027-01-20T12:00:00Z');
  const beide = await Promise.all(
    [academie, ander].map(({ app }) => app.get(LevensloopTaak).voerUit({ proef: false })),
  );
  expect(beide.flatMap(({ regels }) => regels).sort()).toEqual(
    [`${open.code}: gestart`, `${bevestigd.code}: gestart`].sort(),
  );
  const status = async (id: string) => (await m().findOneByOrFail(Cohort, { id })).status;
  expect([await status(open.id), await status(bevestigd.id), await status(concept.id)]).toEqual([
    'gestart',
    'gestart',
    'concept',
  ]);
  expect(await standen(open.id)).toEqual(['7 gepland', '1 gepland']);
  const [regel] = await m().query<{ n: number }[]>(
    `SELECT count(*)::integer AS n FROM auditregel WHERE code = 'cohort.gestart' AND wie_soort = 'systeem'`,
  );
  expect(regel!.n).toBe(2);
});

test.each([
  ['de zomertijd ingaat', '2027-03-28', 11],
  ['de wintertijd ingaat', '2027-10-31', 12],
] as const)(
  'elk half uur door de nacht dat %s: elke herinnering één keer, om negen uur op de klok',
  async (_wanneer, zondag, opMaandag) => {
    const maandag = addDays(zondag, 1);
    // On the Sunday at noon, and on the Monday at 13:00: their last reminders are on either side of the change.
    const cohorten = [`${zondag}T11:00:00Z`, `${maandag}T${opMaandag}:00:00Z`];
    zetKlok(`${addDays(zondag, -3)}T00:00:00Z`);
    for (const begint of cohorten) {
      const { id } = await maakCohort(academie.dataSource);
      await verzet(id, begint);
      await vul(academie, id, 2);
    }
    await alsEigenaar(() => academie.dataSource.query('TRUNCATE bericht'));
    await m().update(Moment, { dagenVooraf: 7 }, { status: 'gemist' });
    const gezien: string[] = [];
    for (let uur = -24; uur <= 24; uur += 0.5) {
      const nu = new Date(Date.parse(`${zondag}T00:00:00Z`) + uur * 3_600_000);
      zetKlok(nu.toISOString());
      const { regels } = await draai(HerinneringenTaak);
      const lokaal = inAmsterdam(nu).toPlainDateTime().toString().slice(0, 16);
      gezien.push(...regels.map((regel) => `${lokaal} ${regel.split(': ')[1]}`));
    }
    const zaterdag = addDays(zondag, -1);
    expect(gezien).toEqual([
      expect.stringContaining(`${zaterdag}T09:00 2 herinneringen voor zo`),
      expect.stringMatching(new RegExp(`^${zondag}T09:00 2 herinneringen voor ma .* om 13:00 uur`)),
    ]);
    expect(await mails('herinnering')).toHaveLength(4);
  },
);

test('een proef die op een ander moet wachten geeft het op, en laat wie zich aanmeldt niet lang wachten', async () => {
  const cohort = await maakCohort(academie.dataSource);
  await vul(academie, cohort.id, 1);
  zetKlok('2027-01-19T08:00:00Z');
  const eerder = { ...patience };
  Object.assign(patience, { lock: 50 });
  await inTransaction(academie.dataSource, async (t) => {
    await t.query('SELECT FROM cohort WHERE id = $1 FOR UPDATE', [cohort.id]);
    await expect(ander.app.get(HerinneringenTaak).voerUit({ proef: true })).rejects.toThrow(
      'iemand anders is nu bezig met een van de cohorten',
    );
  });
  Object.assign(patience, { ...eerder, whole: 0 });
  await expect(draai(HerinneringenTaak, true)).rejects.toThrow('De proef duurde te lang');
  Object.assign(patience, eerder);
  expect((await draai(HerinneringenTaak, true)).aantal).toBeGreaterThan(0);
});
