import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { verdeelMomenten, type RijpMoment } from '../../src/cohorten/momenten.rules.js';
import type { PlannerService } from '../../src/planner/planner.service.js';
import { isAanDeBeurt, ritme, volgendeKeer } from '../../src/planner/rooster.rules.js';
import { RoosterService } from '../../src/planner/rooster.service.js';
import { schedule } from '../../src/planner/schedule.js';
import { inAmsterdam } from '../../src/platform/clock/dates.js';
import { Settings } from '../../src/platform/config/settings.js';

const nachten = [
  ['de zomertijd ingaat', '2027-03-27T20:00:00Z', '2027-03-29T04:00:00Z'],
  ['de wintertijd ingaat', '2027-10-30T20:00:00Z', '2027-11-01T05:00:00Z'],
] as const;
const UUR = 3_600_000;

afterEach(() => {
  jest.useRealTimers();
});

/** The turns that are done while a clock goes by, each on the clock of Utrecht; the task takes no time. */
async function beurten(elke: string, van: string, tot: string): Promise<Date[]> {
  jest.useFakeTimers({ now: new Date(van), doNotFake: ['nextTick', 'queueMicrotask'] });
  const gedaan: Date[] = [];
  const nu = () => new Date();
  const laatste = () => gedaan.at(-1) ?? new Date(van);
  const stand = () => ({ gelukt: laatste(), poging: laatste(), nu: nu() });
  const planner = {
    draaiOpTijd: () => {
      if (isAanDeBeurt(elke, stand())) gedaan.push(nu());
      return Promise.resolve();
    },
    taken: () => [{ taak: { naam: 'proef' }, elke }],
    beurten: () => Promise.resolve(stand()),
  } as unknown as PlannerService;
  const settings = Object.assign(new Settings(), { PLANNER: true });
  const rooster = new RoosterService(settings, planner, new SchedulerRegistry());
  rooster.onApplicationBootstrap();
  await jest.advanceTimersByTimeAsync(Date.parse(tot) - Date.parse(van));
  rooster.onModuleDestroy();
  return gedaan;
}

const rond = (van: string, uren: number): string => new Date(Date.parse(van) + uren * UUR).toISOString();
const opDeKlok = (moment: Date): string => inAmsterdam(moment).toPlainDateTime().toString().slice(0, 16);
const gaten = (momenten: readonly Date[]): number[] =>
  momenten.slice(1).map((moment, i) => moment.getTime() - momenten[i]!.getTime());

// The clock changes on a Sunday; what runs on working days only has no turn then.
const elkeDag = [...new Set(schedule.map(({ elke }) => elke))].filter((elke) => elke.endsWith(' * * *'));

describe.each(nachten)('in de nacht dat %s', (_wanneer, van, tot) => {
  // Whatever the schedule holds: a new task is tried here by being in it.
  test.each(elkeDag)('valt van %s geen beurt weg of dubbel', async (elke) => {
    const gewoon = ritme(elke);
    // What comes often need not be followed for longer than around the change.
    const [begin, einde] =
      gewoon < UUR ? [rond(van, 4.95), rond(van, gewoon < 60_001 ? 5.1 : 6.2)] : [van, tot];
    const gedaan = await beurten(elke, begin, einde);
    expect(gedaan.length).toBeGreaterThan(0);
    const speling = gewoon < UUR ? 0 : UUR;
    for (const gat of gaten(gedaan)) {
      expect(gat).toBeGreaterThanOrEqual(gewoon - speling);
      expect(gat).toBeLessThanOrEqual(gewoon + speling);
    }
  });

  test.each(['0 30 2 * * *', '0 0 3 * * *', '0 30 3 * * *'])('komt %s een keer per dag', async (elke) => {
    const dagen = (await beurten(elke, van, tot)).map((moment) => opDeKlok(moment).slice(0, 10));
    expect(dagen).toEqual([...new Set(dagen)]);
    expect(dagen).toHaveLength(2);
  });
});

describe('aan de beurt', () => {
  const op = (tijd: string): Date => new Date(`2027-06-01T${tijd}Z`);
  test.each([
    ['nog nooit gedraaid', '0 30 3 * * *', null, null, '08:00:00', true],
    ['vannacht gedaan', '0 30 3 * * *', '01:30:01', '01:30:01', '08:00:00', false],
    ['vannacht mislukt, net nog geprobeerd', '0 30 3 * * *', null, '07:57:00', '08:00:00', false],
    ['vannacht mislukt, lang genoeg geleden', '0 30 3 * * *', null, '07:54:00', '08:00:00', true],
    ['deze minuut al gedaan', '0 * * * * *', '08:00:00.1', '08:00:00.1', '08:00:00.4', false],
    ['de volgende minuut', '0 * * * * *', '08:00:00.1', '08:00:00.1', '08:01:00', true],
    ['de klok van dit proces loopt voor', '0 * * * * *', '07:59:57', '07:59:57', '08:00:00', false],
    ['de klok van dit proces loopt achter', '0 * * * * *', '07:59:03', '07:59:03', '08:00:03', true],
  ])('%s', (_wat, elke, gelukt, poging, nu, verwacht) => {
    const beurt = { gelukt: gelukt && op(gelukt), poging: poging && op(poging), nu: op(nu) };
    expect(isAanDeBeurt(elke, beurt as Parameters<typeof isAanDeBeurt>[1])).toBe(verwacht);
  });

  test('de volgende keer is op de klok van Utrecht', () => {
    expect(opDeKlok(volgendeKeer('0 30 3 * * *', op('12:00:00')))).toBe('2027-06-02T03:30');
  });
});

describe('wat er van rijpe momenten nog zin heeft', () => {
  const DAG = 24 * UUR;
  const begint = new Date('2027-01-20T12:00:00Z');
  const negenUur = (dagen: number): Date => new Date(Date.parse('2027-01-20T08:00:00Z') - dagen * DAG);
  const moment = (dagenVooraf: number, volgende: number | null): RijpMoment => ({
    id: String(dagenVooraf),
    dagenVooraf,
    bijeenkomstId: 'b',
    op: negenUur(dagenVooraf),
    volgende: volgende === null ? null : negenUur(volgende),
    tot: begint,
  });
  const verdeel = (momenten: RijpMoment[], nu: Date, echt?: Date) => {
    const { doen, gemist } = verdeelMomenten(momenten, nu, echt);
    return [doen.map(({ id }) => id).join(), gemist.map(({ id }) => id).join()];
  };

  test.each([
    ['op tijd', [moment(7, 1)], 7, ['7', '']],
    ['drie dagen te laat, de volgende is nog ver', [moment(7, 1)], 4, ['7', '']],
    ['vijf en een halve dag te laat: de volgende komt vandaag nog', [moment(7, 1)], 1.5, ['', '7']],
    ['een dag na elkaar, op tijd', [moment(2, 1)], 2, ['2', '']],
    ['een dag na elkaar, bijna een dag te laat', [moment(2, 1)], 1.1, ['', '2']],
    ['allebei gekomen', [moment(7, null), moment(1, null)], 0.5, ['1', '7']],
    ['al begonnen', [moment(7, null), moment(1, null)], -1, ['', '7,1']],
  ] as const)('%s', (_wat, momenten, dagen, verwacht) => {
    expect(verdeel([...momenten], negenUur(dagen))).toEqual(verwacht);
  });

  test('alsof het later is: wat nog komen kan is niet gemist', () => {
    expect(verdeel([moment(7, null), moment(1, null)], negenUur(-1), negenUur(30))).toEqual(['', '']);
    expect(verdeel([moment(7, null), moment(1, null)], negenUur(0.5), negenUur(30))).toEqual(['1', '7']);
  });
});
