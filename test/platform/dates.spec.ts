import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dateOf,
  formatDate,
  formatTime,
  inAmsterdam,
  momentAt,
  weekdayOf,
} from '../../src/platform/clock/dates.js';

const uur = 3_600_000;
/** Both changes of the clock of a year, and any moment around them. */
const rondOmzetting = fc
  .record({
    jaar: fc.integer({ min: 1996, max: 2090 }),
    maand: fc.constantFrom(3, 10),
    dag: fc.integer({ min: 24, max: 31 }),
  })
  .chain(({ jaar, maand, dag }) => {
    const dagbegin = Date.UTC(jaar, maand - 1, dag);
    return fc.date({ min: new Date(dagbegin - 3 * uur), max: new Date(dagbegin + 4 * uur) });
  });
const ooit = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z') });

test('dag, weekdag en tijd zijn die van de klok in Utrecht, ook rond zomer- en wintertijd', () => {
  fc.assert(
    fc.property(
      fc.oneof(ooit, rondOmzetting).filter((d) => !Number.isNaN(d.getTime())),
      (moment) => {
        const klok = inAmsterdam(moment);
        expect(dateOf(moment)).toBe(klok.toPlainDate().toString());
        expect(weekdayOf(moment)).toBe(klok.dayOfWeek);
        expect(formatTime(moment)).toBe(klok.toPlainTime().toString().slice(0, 5));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('een dag staat er hetzelfde als een moment op die dag', () => {
  fc.assert(
    fc.property(
      ooit.filter((d) => !Number.isNaN(d.getTime())),
      (moment) => {
        const dag = dateOf(moment);
        expect(formatDate(dag)).toBe(formatDate(momentAt(dag, '12:00')));
      },
    ),
    { numRuns: 200 },
  );
});
