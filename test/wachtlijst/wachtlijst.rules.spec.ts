import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addHours, inAmsterdam, momentAt } from '../../src/platform/clock/dates.js';
import { termijnVervaltOp, type Vakantieperiode } from '../../src/wachtlijst/wachtlijst.rules.js';

const herfst: Vakantieperiode = { van: '2026-10-17', totEnMet: '2026-10-25' };
const kerst: Vakantieperiode = { van: '2026-12-19', totEnMet: '2027-01-03' };
const vakanties = [herfst, kerst];

/** "2026-11-10 10:00" in Utrecht. */
const moment = (tekst: string): Date => momentAt(tekst.slice(0, 10), tekst.slice(11));
const tekst = (wanneer: Date): string =>
  inAmsterdam(wanneer).toPlainDateTime().toString().slice(0, 16).replace('T', ' ');
const eind = (nu: string, eerste?: string, uren = 48): string =>
  tekst(termijnVervaltOp(moment(nu), uren, vakanties, eerste ? moment(eerste) : null));

describe('wanneer een termijn eindigt', () => {
  test.each([
    ['na 48 uur, overdag', '2026-11-10 10:00', '2026-11-12 10:00'],
    ['tot en met acht uur ’s avonds', '2026-11-10 20:00', '2026-11-12 20:00'],
    ['niet daarna: dan de volgende dag om twaalf uur', '2026-11-10 20:01', '2026-11-13 12:00'],
    ['niet midden in de nacht', '2026-11-10 03:00', '2026-11-12 12:00'],
    ['niet voor achten', '2026-11-10 07:59', '2026-11-12 12:00'],
    ['niet op zaterdag', '2026-11-12 10:00', '2026-11-16 12:00'],
    ['niet op zondag', '2026-11-13 15:00', '2026-11-16 12:00'],
    ['niet op vrijdagavond', '2026-11-11 21:00', '2026-11-16 12:00'],
    ['niet in een schoolvakantie', '2026-12-17 10:00', '2027-01-04 12:00'],
    ['niet op de laatste dag ervan', '2027-01-01 10:00', '2027-01-04 12:00'],
    ['wel op de laatste schooldag', '2026-12-16 10:00', '2026-12-18 10:00'],
  ])('%s', (_wat, nu, einde) => {
    expect(eind(nu)).toBe(einde);
  });

  test('48 uur is 48 uur, ook als de klok een uur verspringt', () => {
    // Summer time ends on 25 October 2026, begins on 28 March 2027.
    expect(eind('2026-10-26 10:00', undefined, 48)).toBe('2026-10-28 10:00');
    const over = (nu: string, uren: number) => tekst(termijnVervaltOp(moment(nu), uren, [], null));
    expect(over('2026-10-23 12:00', 72)).toBe('2026-10-26 11:00');
    expect(over('2027-03-26 12:00', 72)).toBe('2027-03-29 13:00');
  });
});

describe('als de eerste bijeenkomst dichtbij is', () => {
  test.each([
    ['ruim op tijd: niets verandert', '2026-11-10 10:00', '2026-11-20 10:00', '2026-11-12 10:00'],
    [
      'precies een dag ervoor: nog net niet korter',
      '2026-11-10 10:00',
      '2026-11-13 10:00',
      '2026-11-12 10:00',
    ],
    ['korter: uiterlijk een dag ervoor', '2026-11-10 10:00', '2026-11-12 12:30', '2026-11-11 12:30'],
    [
      'een dag ervoor is nacht: de avond daarvoor',
      '2026-11-09 10:00',
      '2026-11-12 06:00',
      '2026-11-10 20:00',
    ],
    ['een dag ervoor is zondag: vrijdagavond', '2026-11-12 10:00', '2026-11-16 09:00', '2026-11-13 20:00'],
    [
      'minder dan een dag: vier uur om te antwoorden',
      '2026-11-10 10:00',
      '2026-11-11 09:00',
      '2026-11-10 14:00',
    ],
    [
      'vier uur later is nacht: de volgende middag',
      '2026-11-10 18:00',
      '2026-11-11 18:00',
      '2026-11-11 12:00',
    ],
    ['geen dagdeel meer over: tot het begin', '2026-11-10 18:00', '2026-11-11 09:00', '2026-11-11 09:00'],
    ['niet langer dan zonder begin', '2026-11-14 08:30', '2026-11-17 07:00', '2026-11-16 08:30'],
    ['nog een uur: tot het begin', '2026-11-10 10:00', '2026-11-10 11:00', '2026-11-10 11:00'],
  ])('%s', (_wat, nu, eerste, einde) => {
    expect(eind(nu, eerste)).toBe(einde);
  });
});

const minuten = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 });
const nuArb = minuten.map((n) => new Date(Date.UTC(2026, 0, 1) + n * 60_000));
const vakantiesArb = fc.array(
  fc.tuple(fc.nat(730), fc.nat(20)).map(([begin, duur]) => {
    const van = Date.UTC(2026, 0, 1) + begin * 86_400_000;
    const dag = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
    return { van: dag(van), totEnMet: dag(van + duur * 86_400_000) };
  }),
  { maxLength: 6 },
);
const urenArb = fc.integer({ min: 1, max: 200 });

const inUtrecht = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Amsterdam',
  weekday: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Computed in another way than the rules do. */
function isOverdag(wanneer: Date, vrij: Vakantieperiode[]): boolean {
  const deel = Object.fromEntries(inUtrecht.formatToParts(wanneer).map(({ type, value }) => [type, value]));
  const dag = `${deel.year}-${deel.month}-${deel.day}`;
  const tijd = `${deel.hour}:${deel.minute}`;
  const isVrij = vrij.some(({ van, totEnMet }) => van <= dag && dag <= totEnMet);
  return !['Sat', 'Sun'].includes(deel.weekday!) && !isVrij && '08:00' <= tijd && tijd <= '20:00';
}

describe('altijd', () => {
  test('zonder bijeenkomst: nooit ’s nachts, in een weekend of in een vakantie, en nooit eerder dan beloofd', () => {
    fc.assert(
      fc.property(nuArb, urenArb, vakantiesArb, (nu, uren, vrij) => {
        const einde = termijnVervaltOp(nu, uren, vrij, null);
        expect(isOverdag(einde, vrij)).toBe(true);
        expect(einde >= addHours(nu, uren)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('met bijeenkomst: na nu, nooit na het begin, en alleen bij gebrek aan beter op dat begin zelf', () => {
    fc.assert(
      fc.property(
        nuArb,
        urenArb,
        vakantiesArb,
        fc.integer({ min: 1, max: 30 * 24 * 60 }),
        (nu, uren, vrij, over) => {
          const eerste = new Date(nu.getTime() + over * 60_000);
          const einde = termijnVervaltOp(nu, uren, vrij, eerste);
          expect(einde > nu).toBe(true);
          expect(einde <= eerste).toBe(true);
          expect(isOverdag(einde, vrij) || einde.getTime() === eerste.getTime()).toBe(true);
          // There is time to answer, unless the cohort begins before that.
          const kortst = addHours(nu, Math.min(4, uren));
          expect(einde >= (kortst < eerste ? kortst : eerste)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('een begin maakt een aanbod nooit langer dan zonder', () => {
    fc.assert(
      fc.property(nuArb, vakantiesArb, fc.integer({ min: 1, max: 30 * 24 * 60 }), (nu, vrij, over) => {
        const eerste = new Date(nu.getTime() + over * 60_000);
        expect(termijnVervaltOp(nu, 48, vrij, eerste) <= termijnVervaltOp(nu, 48, vrij, null)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('een cohort dat al begonnen is kort een termijn niet in', () => {
  expect(eind('2026-11-10 10:00', '2026-11-01 09:00')).toBe(eind('2026-11-10 10:00'));
  expect(eind('2026-11-10 10:00', '2026-11-10 10:00')).toBe(eind('2026-11-10 10:00'));
});
