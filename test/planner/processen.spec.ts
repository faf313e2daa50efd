import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Bericht } from '../../src/berichten/bericht.entity.js';
import { CohortbeheerMails } from '../../src/cohortbeheer/cohortbeheer.mails.js';
import { Moment } from '../../src/cohorten/moment.entity.js';
import { PlannerService, type Taakuitkomst } from '../../src/planner/planner.service.js';
import { TaakRun } from '../../src/planner/taak-run.entity.js';
import { vul } from '../support/aanmeldingen.js';
import { DINSDAG, startAcademie, type Academie } from '../support/academie.js';
import { alsEigenaar, verbreekVerbindingen } from '../support/database.js';
import { startMailCatcher, type MailCatcher } from '../support/mail.js';
import { maakCohort, maakGebruiker } from '../support/makers.js';

interface Planproces {
  child: ChildProcess;
  draai(opdracht: {
    taak: string;
    nu: string;
    sterf?: string;
    opTijd?: true;
  }): Promise<Taakuitkomst | undefined>;
}

const punten = [
  'na het begin van de run',
  'na het pakken van een moment',
  'na het schrijven van de mails',
  'na het laatste cohort',
];
/** A day before the bijeenkomst of every cohort here, just after nine. */
const nu = '2027-01-19T08:00:30Z';

let academie: Academie;
let processen: Planproces[];
let post: MailCatcher;
beforeAll(async () => {
  [academie, post] = await Promise.all([startAcademie(), startMailCatcher({ licht: true })]);
  academie.dataSource.setOptions({ logging: false });
  processen = await Promise.all(punten.map(start));
  await maakGebruiker(academie.dataSource);
});
afterAll(async () => {
  processen?.forEach(({ child }) => child.kill('SIGKILL'));
  await academie?.sluit();
  await post?.sluit();
});
beforeEach(async () => {
  academie.clock.set(DINSDAG);
  await academie.dataSource.query(`UPDATE cohort SET status = 'concept'`);
  for (let i = 0; i < 3; i += 1) await vul(academie, (await maakCohort(academie.dataSource)).id, 2);
  await alsEigenaar(() => academie.dataSource.query('TRUNCATE moment, bericht, taak_run'));
  academie.clock.set(new Date(nu));
});

async function start(): Promise<Planproces> {
  const programma = path.join(import.meta.dirname, 'planproces.mjs');
  const child = spawn(process.execPath, [programma, academie.databaseUrl, post.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const regels = createInterface(child.stdout)[Symbol.asyncIterator]();
  const lees = async (): Promise<unknown> => {
    const regel = await regels.next();
    return regel.done ? undefined : (JSON.parse(String(regel.value)) as unknown);
  };
  expect(await lees()).toBe('klaar');
  return {
    child,
    draai: async (opdracht) => {
      child.stdin.write(`${JSON.stringify(opdracht)}\n`);
      return (await lees()) as Taakuitkomst | undefined;
    },
  };
}

const m = () => academie.dataSource.manager;
const herinneringen = (): Promise<number> => m().countBy(Bericht, { soort: 'cohortbeheer/herinnering' });
const momenten = async (): Promise<string[]> =>
  (await m().findBy(Moment, { soort: 'herinnering' }))
    .map(({ dagenVooraf, status }) => `${dagenVooraf} ${status}`)
    .sort();
const runs = async (): Promise<string[]> =>
  (await m().find(TaakRun, { order: { id: 'ASC' } })).map(
    ({ resultaat, aantal, fout, geeindigdOp }) =>
      `${resultaat} ${aantal} ${fout ?? ''}${geeindigdOp ? '' : 'open'}`,
  );
const allesEenKeer = [...Array<string>(3).fill('1 gedaan'), ...Array<string>(3).fill('7 gemist')];

/** Until PostgreSQL has noticed that the other is gone. */
async function draaiZodraHetKan(taak: string): Promise<Taakuitkomst> {
  for (;;) {
    const uitkomst = await academie.app.get(PlannerService).draai(taak, { proef: false, door: 'planner' });
    if (uitkomst.resultaat !== 'bezet') return uitkomst;
    await pause(20);
  }
}

test('twee planners op een database: elk moment een keer, ook van elkaars beurt', async () => {
  const [links, rechts] = processen;
  const beide = await Promise.all(
    [links!, rechts!, links!, rechts!].map((proces) => proces.draai({ taak: 'herinneringen', nu })),
  );
  expect(beide.map((uitkomst) => uitkomst!.resultaat)).not.toContain('mislukt');
  expect(await herinneringen()).toBe(6);
  expect(await momenten()).toEqual(allesEenKeer);
  expect(beide.reduce((som, uitkomst) => som + uitkomst!.aantal, 0)).toBe(6);
});

test('twee planners versturen samen, elk met een verslag; elke mail een keer', async () => {
  await m().query(
    `INSERT INTO bericht (sleutel, soort, aan, onderwerp, html, tekst, aangemaakt_op, verzenden_op)
     SELECT 's:' || n, 'proef/groet', 'p' || n || '@school.example', 'Dag', 'Dag', 'Dag', $1, $1
       FROM generate_series(1, 300) n`,
    [DINSDAG],
  );
  // A process has five mails under way, so the first goes on only when there are two at it.
  let onderweg = 0;
  let samen = (): void => undefined;
  const beide = new Promise<void>((resolve) => (samen = resolve));
  post.gedrag.bijInhoud = () => {
    if ((onderweg += 1) > 5) samen();
    return beide;
  };
  const opdracht = { taak: 'berichten', nu, opTijd: true } as const;
  const uitkomsten = await Promise.all([processen[0]!.draai(opdracht), processen[1]!.draai(opdracht)]);
  expect(uitkomsten.map((uitkomst) => uitkomst!.resultaat)).toEqual(['gelukt', 'gelukt']);
  expect(uitkomsten.reduce((som, uitkomst) => som + uitkomst!.aantal, 0)).toBe(300);
  expect(post.ontvangen).toHaveLength(300);
  expect(new Set(post.ontvangen.flatMap(({ aan }) => aan)).size).toBe(300);
  const verslagen = await m().find(TaakRun, { order: { hulp: 'ASC' } });
  expect(verslagen.map(({ hulp, resultaat }) => `${hulp} ${resultaat}`)).toEqual(['0 gelukt', '1 gelukt']);
});

test('een database die midden in een run alle verbindingen verbreekt: mislukt, en de volgende beurt doet de rest', async () => {
  const mails = academie.app.get(CohortbeheerMails);
  const echt = mails.herinnering.bind(mails);
  const schrijf = jest.spyOn(mails, 'herinnering').mockImplementation(async (...args) => {
    const aantal = await echt(...args);
    if (schrijf.mock.calls.length === 2) await verbreekVerbindingen(m());
    return aantal;
  });
  const planner = academie.app.get(PlannerService);
  const uitkomst = await planner.draai('herinneringen', { proef: false, door: 'planner' });
  schrijf.mockRestore();
  expect(uitkomst.resultaat).toBe('mislukt');
  expect(await runs()).toEqual([expect.stringMatching(/^mislukt 0 1 van 3 cohorten mislukt/)]);
  expect(await herinneringen()).toBe(4);
  expect((await draaiZodraHetKan('herinneringen')).resultaat).toBe('gelukt');
  expect(await herinneringen()).toBe(6);
  expect(await momenten()).toEqual(allesEenKeer);
});

describe('kill -9', () => {
  test.each(punten)('%s: een ander neemt over, niets kwijt, niets dubbel', async (punt) => {
    const proces = processen[punten.indexOf(punt)]!;
    const weg = once(proces.child, 'exit');
    await proces.draai({ taak: 'herinneringen', nu, sterf: punt });
    expect(await weg).toEqual([null, 'SIGKILL']);
    const gered = await herinneringen();
    // What was not done to the end is as if it never was.
    expect(gered).toBe({ [punten[0]!]: 0, [punten[3]!]: 6 }[punt] ?? 2);
    expect(await runs()).toEqual(['null null open']);
    const { resultaat } = await draaiZodraHetKan('herinneringen');
    expect(resultaat).toBe('gelukt');
    expect(await herinneringen()).toBe(6);
    expect(await momenten()).toEqual(allesEenKeer);
    const [dood, overgenomen] = await runs();
    expect(dood).toBe('mislukt null Afgebroken: het proces stopte midden in deze taak.');
    expect(overgenomen).toMatch(/^gelukt/);
  });
});
