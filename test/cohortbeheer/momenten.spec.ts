import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Bijeenkomst } from '../../src/cohorten/bijeenkomst.entity.js';
import { Cohort } from '../../src/cohorten/cohort.entity.js';
import { Moment } from '../../src/cohorten/moment.entity.js';
import { MomentenService } from '../../src/cohorten/momenten.service.js';
import { inAmsterdam } from '../../src/platform/clock/dates.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { maakBijeenkomst, maakCohort } from '../support/makers.js';
import { alsEigenaar } from '../support/database.js';

let academie: Academie;
beforeAll(async () => {
  academie = await startAcademie();
});
afterAll(() => academie.sluit());
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE moment'));
  await academie.dataSource.query(`UPDATE cohort SET status = 'concept' WHERE status <> 'concept'`);
});

const leg = (id: string): Promise<void> =>
  inTransaction(academie.dataSource, (m) => academie.app.get(MomentenService).leg(m, id));
const legAlle = (): Promise<number> =>
  inTransaction(academie.dataSource, (m) => academie.app.get(MomentenService).legAlle(m));
const m = () => academie.dataSource.manager;

/** Each moment as "soort dagen status, on the clock of Utrecht". */
async function momenten(cohortId: string): Promise<string[]> {
  const rows = await m().find(Moment, { where: { cohortId }, order: { op: 'ASC', dagenVooraf: 'DESC' } });
  return rows.map(({ soort, dagenVooraf, status, op }) => {
    const lokaal = inAmsterdam(op).toPlainDateTime().toString();
    return `${soort} ${dagenVooraf} ${status} ${lokaal}`;
  });
}

const zetOp = (cohortId: string, begint: string): Promise<unknown> =>
  m().query(
    `UPDATE bijeenkomst SET begint = $2, eindigt = $2::timestamptz + interval '3 hours' WHERE cohort_id = $1`,
    [cohortId, begint],
  );

test('een open cohort krijgt herinneringen en besluitmomenten, en een tweede keer leggen verandert niets', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-05' });
  const verwacht = [
    'go-no-go 14 gepland 2026-12-22T08:00:00',
    'go-no-go 3 gepland 2027-01-02T08:00:00',
    'go-no-go 0 gepland 2027-01-05T08:00:00',
    'herinnering 7 gepland 2027-01-13T09:00:00',
    'herinnering 1 gepland 2027-01-19T09:00:00',
    'evaluatie 0 gepland 2027-01-20T16:00:00',
    'nameting 0 gepland 2027-07-20T09:00:00',
  ];
  await leg(cohort.id);
  expect(await momenten(cohort.id)).toEqual(verwacht);
  await leg(cohort.id);
  expect(await momenten(cohort.id)).toEqual(verwacht);
});

/** When the bijeenkomst begins; when its reminders, its evaluatie and its nameting are. */
test.each([
  ['de zomertijd', '2027-03-31T12:00:00Z', '2027-03-24 2027-03-30', '2027-03-31T17:00:00', '2027-09-30'],
  ['de wintertijd', '2027-11-02T23:30:00Z', '2027-10-27 2027-11-02', '2027-11-03T03:30:00', '2028-05-03'],
  [
    'de nacht van de zomertijd',
    '2027-03-28T10:00:00Z',
    '2027-03-21 2027-03-27',
    '2027-03-28T15:00:00',
    '2027-09-28',
  ],
])('om negen uur op de klok, ook over %s heen', async (_wanneer, begint, dagen, einde, nameting) => {
  const cohort = await maakCohort(academie.dataSource, { status: 'gestart' });
  await zetOp(cohort.id, begint);
  await leg(cohort.id);
  expect((await momenten(cohort.id)).map((regel) => regel.split(' ').at(-1))).toEqual([
    ...dagen.split(' ').map((dag) => `${dag}T09:00:00`),
    einde,
    `${nameting}T09:00:00`,
  ]);
});

test('wat verzet wordt schuift mee, ook wat al gedaan was als er tijd voor is', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2026-11-12' });
  await zetOp(cohort.id, '2026-11-12T12:00:00Z');
  await leg(cohort.id);
  await m().update(Moment, { cohortId: cohort.id, dagenVooraf: 7 }, { status: 'gedaan', gedaanOp: DINSDAG });
  await m().update(Moment, { cohortId: cohort.id, dagenVooraf: 3 }, { status: 'gedaan', gedaanOp: DINSDAG });
  await zetOp(cohort.id, '2026-11-16T12:00:00Z');
  await leg(cohort.id);
  expect(await momenten(cohort.id)).toEqual([
    'go-no-go 14 gepland 2026-10-29T08:00:00',
    'herinnering 7 gedaan 2026-11-05T09:00:00',
    'go-no-go 3 gedaan 2026-11-09T08:00:00',
    'go-no-go 0 gepland 2026-11-12T08:00:00',
    'herinnering 1 gepland 2026-11-15T09:00:00',
    'evaluatie 0 gepland 2026-11-16T16:00:00',
    'nameting 0 gepland 2027-05-16T09:00:00',
  ]);
  await zetOp(cohort.id, '2027-01-20T12:00:00Z');
  await m().update(Cohort, { id: cohort.id }, { goNoGoOp: '2027-01-05' });
  await leg(cohort.id);
  expect(await momenten(cohort.id)).toEqual([
    'go-no-go 14 gepland 2026-12-22T08:00:00',
    'go-no-go 3 gepland 2027-01-02T08:00:00',
    'go-no-go 0 gepland 2027-01-05T08:00:00',
    'herinnering 7 gepland 2027-01-13T09:00:00',
    'herinnering 1 gepland 2027-01-19T09:00:00',
    'evaluatie 0 gepland 2027-01-20T16:00:00',
    'nameting 0 gepland 2027-07-20T09:00:00',
  ]);
});

test('wat naar een moment in het verleden zou schuiven vervalt: wie het aangaat heeft net bericht gehad', async () => {
  const cohort = await maakCohort(academie.dataSource);
  await leg(cohort.id);
  await zetOp(cohort.id, '2026-11-13T12:00:00Z');
  await leg(cohort.id);
  expect(await momenten(cohort.id)).toEqual([
    'herinnering 7 vervallen 2026-11-06T09:00:00',
    'herinnering 1 gepland 2026-11-12T09:00:00',
    'evaluatie 0 gepland 2026-11-13T16:00:00',
    'nameting 0 gepland 2027-05-13T09:00:00',
  ]);
});

test('evaluatie en nameting volgen de laatste bijeenkomst, en wat kort geleden voorbij is wordt nog gevraagd', async () => {
  const cohort = await maakCohort(academie.dataSource, { status: 'gestart' });
  const vragen = async (): Promise<string[]> =>
    (await momenten(cohort.id)).filter((regel) => !regel.startsWith('herinnering'));
  await leg(cohort.id);
  const later = await maakBijeenkomst(academie.dataSource, {
    cohortId: cohort.id,
    begint: new Date('2027-02-10T12:00:00Z'),
    eindigt: new Date('2027-02-10T15:00:00Z'),
  });
  await leg(cohort.id);
  const naLater = ['evaluatie 0 gepland 2027-02-10T16:00:00', 'nameting 0 gepland 2027-08-10T09:00:00'];
  expect(await vragen()).toEqual(naLater);
  await m().update(Cohort, { id: cohort.id }, { status: 'afgerond' });
  await leg(cohort.id);
  expect(await vragen()).toEqual(naLater);
  // The last one turns out to be off, and what is the last now was two weeks ago: still worth asking.
  academie.clock.set(new Date('2027-02-03T12:00:00Z'));
  await m().delete(Bijeenkomst, { id: later.id });
  await leg(cohort.id);
  expect(await vragen()).toEqual([
    'evaluatie 0 gepland 2027-01-20T16:00:00',
    'nameting 0 gepland 2027-07-20T09:00:00',
  ]);
});

test.each([
  ['29 dagen', '2027-02-18T15:00:00Z', ['evaluatie', 'nameting']],
  ['31 dagen', '2027-02-20T15:00:00Z', ['nameting']],
  ['bijna een jaar', '2028-01-19T12:00:00Z', ['nameting']],
  ['ruim een jaar', '2028-01-20T12:00:00Z', []],
])(
  'van een cohort dat %s voorbij is wordt alleen gelegd wat nog zin heeft',
  async (_hoeLang, nu, soorten) => {
    const cohort = await maakCohort(academie.dataSource, { status: 'afgerond' });
    academie.clock.set(new Date(nu));
    expect(await legAlle()).toBe(soorten.length === 0 ? 0 : 1);
    expect((await momenten(cohort.id)).map((regel) => regel.split(' ')[0])).toEqual(soorten);
  },
);

test('wat naar een einde schuift dat te lang geleden is vervalt', async () => {
  const cohort = await maakCohort(academie.dataSource, { status: 'gestart' });
  await leg(cohort.id);
  await zetOp(cohort.id, '2026-09-01T12:00:00Z');
  await leg(cohort.id);
  expect((await momenten(cohort.id)).filter((regel) => !regel.startsWith('herinnering'))).toEqual([
    'evaluatie 0 vervallen 2026-09-01T17:00:00',
    'nameting 0 gepland 2027-03-01T09:00:00',
  ]);
});

test('met het cohort vervallen en herleven zijn momenten; een bijeenkomst die weg is neemt ze mee', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2027-01-05' });
  const tweede = await maakBijeenkomst(academie.dataSource, {
    cohortId: cohort.id,
    begint: new Date('2027-02-10T12:00:00Z'),
    eindigt: new Date('2027-02-10T15:00:00Z'),
  });
  await leg(cohort.id);
  await m().update(Cohort, { id: cohort.id }, { status: 'bevestigd' });
  await leg(cohort.id);
  expect((await momenten(cohort.id)).map((regel) => regel.split(' ').slice(0, 3).join(' '))).toEqual([
    'go-no-go 14 vervallen',
    'go-no-go 3 vervallen',
    'go-no-go 0 vervallen',
    'herinnering 7 gepland',
    'herinnering 1 gepland',
    'herinnering 7 gepland',
    'herinnering 1 gepland',
    'evaluatie 0 gepland',
    'nameting 0 gepland',
  ]);
  await m().update(
    Cohort,
    { id: cohort.id },
    { status: 'geannuleerd', annuleringsreden: 'x', geannuleerdOp: DINSDAG },
  );
  await leg(cohort.id);
  const standen = (): Promise<Moment[]> => m().findBy(Moment, { cohortId: cohort.id });
  expect((await standen()).every(({ status }) => status === 'vervallen')).toBe(true);
  await m().update(
    Cohort,
    { id: cohort.id },
    { status: 'open', annuleringsreden: null, geannuleerdOp: null },
  );
  await m().delete(Bijeenkomst, { id: tweede.id });
  await leg(cohort.id);
  expect((await standen()).map(({ status }) => status)).toEqual(Array(7).fill('gepland'));
});

test('wat niemand legde wordt later gelegd, elk cohort een keer, en wat goed ligt blijft liggen', async () => {
  const cohort = await maakCohort(academie.dataSource, { goNoGoOp: '2026-11-01' });
  const klaar = await maakCohort(academie.dataSource, { status: 'afgerond' });
  await zetOp(klaar.id, '2025-11-01T08:00:00Z');
  const begonnen = await maakCohort(academie.dataSource, { goNoGoOp: '2026-11-01' });
  await zetOp(begonnen.id, '2026-11-10T08:00:00Z');
  expect(await legAlle()).toBe(2);
  expect(await legAlle()).toBe(0);
  expect(await momenten(cohort.id)).toHaveLength(7);
  expect(await momenten(klaar.id)).toEqual([]);
  expect(await momenten(begonnen.id)).toEqual([
    'evaluatie 0 gepland 2026-11-10T12:00:00',
    'nameting 0 gepland 2027-05-10T09:00:00',
  ]);
  await zetOp(cohort.id, '2027-02-20T12:00:00Z');
  await m().update(Cohort, { id: cohort.id }, { goNoGoOp: null });
  expect(await legAlle()).toBe(1);
  expect(await momenten(cohort.id)).toEqual([
    'go-no-go 14 vervallen 2026-10-18T08:00:00',
    'go-no-go 3 vervallen 2026-10-29T08:00:00',
    'go-no-go 0 vervallen 2026-11-01T08:00:00',
    'herinnering 7 gepland 2027-02-13T09:00:00',
    'herinnering 1 gepland 2027-02-19T09:00:00',
    'evaluatie 0 gepland 2027-02-20T16:00:00',
    'nameting 0 gepland 2027-08-20T09:00:00',
  ]);
  expect(await legAlle()).toBe(0);
});
