import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anderemaand, kalender, metBotsingen, type Punt, randen } from '../../src/cohorten/maand.rules.js';
import { addDays, daysBetween } from '../../src/platform/clock/dates.js';

const punt = (begint: string, uren: number, anders: Partial<Punt> = {}): Punt => ({
  begint: new Date(begint),
  eindigt: new Date(new Date(begint).getTime() + uren * 3_600_000),
  naam: 'LAS I',
  href: '/',
  soort: 'start',
  ...anders,
});

describe('een maand als kalender', () => {
  test('heeft hele weken, van maandag tot en met zondag, en elke dag van de maand een keer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2099 }), fc.integer({ min: 1, max: 12 }), (jaar, nummer) => {
        const maand = `${jaar}-${String(nummer).padStart(2, '0')}`;
        const { van, totEnMet } = randen(maand);
        expect(new Date(`${van}T12:00:00Z`).getUTCDay()).toBe(1);
        expect((daysBetween(van, totEnMet) + 1) % 7).toBe(0);
        const { weken } = kalender(maand, [], [], '2027-01-15');
        const eigen = weken.flat().filter(({ buiten }) => !buiten);
        expect(eigen.map(({ nummer: dag }) => dag)).toEqual(eigen.map((_, i) => i + 1));
        expect(addDays(eigen.at(-1)!.iso, 1)).toBe(`${anderemaand(maand, 1)}-01`);
        expect(anderemaand(anderemaand(maand, 1), -1)).toBe(maand);
      }),
      { numRuns: 200 },
    );
  });

  test('zet een bijeenkomst op haar dag in Utrecht, ook laat op de avond en als de klok verspringt', () => {
    const punten = [punt('2027-03-27T23:30:00Z', 1), punt('2027-03-28T21:59:00Z', 1)];
    const dagen = kalender('2027-03', punten, [], '2027-03-28').dagen;
    expect(dagen.map(({ iso, vandaag, punten: van }) => [iso, vandaag, van.map(({ uur }) => uur)])).toEqual([
      ['2027-03-28', true, ['00:30', '23:59']],
    ]);
  });

  test('noemt de vakantie op elke dag ervan, de eerste en de laatste erbij', () => {
    const vakantie = { naam: 'Kerstvakantie', van: '2026-12-19', totEnMet: '2027-01-03' };
    const vrij = kalender('2027-01', [], [vakantie], '2027-01-15').weken.flat();
    expect(vrij.filter((dag) => dag.vakantie).map(({ iso }) => iso)).toEqual(
      ['28', '29', '30', '31']
        .map((d) => `2026-12-${d}`)
        .concat(['01', '02', '03'].map((d) => `2027-01-${d}`)),
    );
  });
});

describe('wat botst', () => {
  const soorten = (punten: Punt[]) => metBotsingen(punten).map(({ soort }) => soort);

  test.each([
    ['een zaal op hetzelfde uur', { zaal: 'de brug' }, { zaal: 'de brug' }, true],
    ['een trainer op hetzelfde uur', { trainer: 'a' }, { trainer: 'a' }, true],
    ['twee zalen', { zaal: 'de brug' }, { zaal: 'de ster' }, false],
    ['online, zonder zaal', { zaal: null }, { zaal: null }, false],
  ])('%s', (_wat, een, ander, botst) => {
    const punten = [punt('2027-01-12T12:30:00Z', 3, een), punt('2027-01-12T14:00:00Z', 1, ander)];
    expect(soorten(punten)).toEqual(botst ? ['bots', 'bots'] : ['start', 'start']);
  });

  test('op elkaar aansluiten mag', () => {
    const zaal = 'de brug';
    expect(
      soorten([punt('2027-01-12T12:00:00Z', 2, { zaal }), punt('2027-01-12T14:00:00Z', 2, { zaal })]),
    ).toEqual(['start', 'start']);
  });
});

describe('een maand met heel veel', () => {
  const druk = Array.from({ length: 20_000 }, (_, i) =>
    punt(new Date(Date.UTC(2027, 0, 1, 8) + i * 120_000).toISOString(), 3, { zaal: `zaal ${i}` }),
  );

  test('zegt van een volle dag hoeveel er nog meer zijn', () => {
    const [dag] = kalender('2027-01', druk, [], '2027-01-15').dagen;
    expect(dag!.punten.length).toBe(12);
    expect(dag!.punten.length + dag!.rest).toBe(
      druk.filter(({ begint }) => begint.getUTCDate() === 1 && begint.getUTCHours() < 23).length,
    );
  });

  test('kost niet meer dan er is: elk uur wordt alleen met zijn eigen uren vergeleken', () => {
    const begin = process.cpuUsage();
    kalender('2027-01', metBotsingen(druk), [], '2027-01-15');
    const { user, system } = process.cpuUsage(begin);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
