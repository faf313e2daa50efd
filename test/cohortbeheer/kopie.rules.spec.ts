import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eenJaarLater, jaarHoger, naamHierna } from '../../src/cohortbeheer/plan/kopie.rules.js';
import { isLesdag, vrijedag, weekdagVan } from '../../src/cohorten/lesdagen.rules.js';
import { addDays } from '../../src/platform/clock/dates.js';

const herfst = { naam: 'Herfstvakantie', van: '2027-10-16', totEnMet: '2027-10-24' };

describe('een jaar later', () => {
  test('dezelfde weekdag, 52 weken verder', () => {
    expect(eenJaarLater(['2026-09-16'], [herfst])).toEqual([{ datum: '2027-09-15', waarom: null }]);
  });

  test('wat in een vakantie valt schuift een week op, en zegt waarom; wat erna komt blijft erna', () => {
    const dagen = ['2026-10-14', '2026-10-21', '2026-10-28', '2026-11-11'];
    expect(eenJaarLater(dagen, [herfst])).toEqual([
      { datum: '2027-10-13', waarom: null },
      { datum: '2027-10-27', waarom: 'viel in de herfstvakantie, een week later gezet' },
      { datum: '2027-11-03', waarom: 'schoof mee met de vorige, een week later gezet' },
      { datum: '2027-11-10', waarom: null },
    ]);
  });

  test('twee vakanties achter elkaar, en een feestdag', () => {
    const lang = { naam: 'Kerstvakantie', van: '2027-12-25', totEnMet: '2028-01-09' };
    expect(eenJaarLater(['2026-12-30', '2027-05-27'], [lang])).toEqual([
      { datum: '2028-01-12', waarom: 'viel in de kerstvakantie, twee weken later gezet' },
      { datum: '2028-06-01', waarom: 'viel op Hemelvaartsdag, een week later gezet' },
    ]);
  });

  test('wie op zaterdag bijeenkomt doet dat weer', () => {
    expect(eenJaarLater(['2026-11-14'], [])).toEqual([{ datum: '2027-11-13', waarom: null }]);
  });

  const dag = fc.integer({ min: 0, max: 700 }).map((dagen) => addDays('2025-01-01', dagen));
  const vakantie = fc
    .tuple(fc.integer({ min: 0, max: 1300 }), fc.integer({ min: 0, max: 20 }))
    .map(([begin, duur]) => {
      const van = addDays('2025-06-01', begin);
      return { van, totEnMet: addDays(van, duur) };
    });

  test('altijd: zelfde weekdag, nooit vrij, minstens een jaar later, volgorde en aantal gelijk', () => {
    fc.assert(
      fc.property(fc.array(dag, { maxLength: 30 }), fc.array(vakantie, { maxLength: 8 }), (dagen, vrij) => {
        const nieuw = eenJaarLater(dagen, vrij).map(({ datum }) => datum);
        expect(nieuw).toHaveLength(dagen.length);
        dagen.forEach((oud, i) => {
          expect(weekdagVan(nieuw[i]!)).toBe(weekdagVan(oud));
          expect(nieuw[i]! >= addDays(oud, 364)).toBe(true);
          expect(['vakantie', 'feestdag']).not.toContain(vrijedag(nieuw[i]!, vrij)?.soort);
          dagen.forEach((ander, j) => {
            expect(Math.sign(nieuw[i]!.localeCompare(nieuw[j]!))).toBe(Math.sign(oud.localeCompare(ander)));
          });
        });
      }),
      { numRuns: 300 },
    );
  });
});

test('een naam zonder jaar krijgt het nieuwe schooljaar, zodat twee cohorten niet hetzelfde heten', () => {
  expect(naamHierna('LAS II, lopende groep', '2027-2028')).toBe('LAS II, lopende groep 2027-2028');
  expect(naamHierna('Najaar 2026', '2027-2028')).toBe('Najaar 2027');
  expect(naamHierna('Groep A', null)).toBe('Groep A');
});

test('jaren in een naam gaan mee', () => {
  expect(jaarHoger('2026-2027')).toBe('2027-2028');
  expect(jaarHoger('Najaar 2026, groep 12')).toBe('Najaar 2027, groep 12');
});

test.each([
  ['2026-04-03', 'Goede Vrijdag'],
  ['2026-04-06', 'tweede paasdag'],
  ['2027-03-29', 'tweede paasdag'],
  ['2027-05-06', 'Hemelvaartsdag'],
  ['2027-05-17', 'tweede pinksterdag'],
  ['2026-04-27', 'Koningsdag'],
  ['2025-04-26', 'Koningsdag'],
  ['2038-04-26', 'tweede paasdag'],
])('%s wordt %s', (datum, naam) => {
  expect(vrijedag(datum, [])).toEqual({ soort: 'feestdag', naam });
  expect(isLesdag(datum, [])).toBe(false);
});

test('een gewone dag, een weekend, een vakantie', () => {
  expect(vrijedag('2027-10-13', [herfst])).toBeNull();
  expect(vrijedag('2027-10-30', [herfst])).toEqual({ soort: 'weekend', naam: 'zaterdag' });
  expect(vrijedag('2027-10-16', [herfst])).toEqual({ soort: 'vakantie', naam: 'de herfstvakantie' });
});
