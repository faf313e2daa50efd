import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  accreditatiebezwaar,
  bezwaar,
  datumbezwaar,
  optelling,
  som,
  teVeelBeloofd,
  toets,
  type Toets,
  voorwaardenVan,
} from '../../src/certificering/voorwaarden/voorwaarden.rules.js';

const heel = {
  leerjaren: 2,
  aanwezigheidsnormPct: 80,
  studielastUren: 840,
  contacturen: 160,
  ects: 30,
  herregistratiepunten: 100,
};
const leeg = {
  aanwezigheidsnormPct: null,
  studielastUren: null,
  contacturen: null,
  ects: null,
  herregistratiepunten: null,
};
const iemand: Toets = {
  normPct: 80,
  aanwezig: 8,
  totaal: 10,
  komend: 0,
  vastgelegd: true,
  onderdelenOpen: [],
  oordeel: null,
  status: 'voltooid',
  laatste: true,
  afrondingsreden: null,
};
const groep = (met: Partial<Toets>): string => toets({ ...iemand, ...met }).groep;

test('een opleiding van twee jaar belooft in het eerste jaar niets wat niet apart is ingevuld', () => {
  expect(voorwaardenVan(heel, [], 1)).toMatchObject({ normPct: 80, ects: null, studielastUren: null });
  expect(voorwaardenVan(heel, [], 2)).toMatchObject({
    ects: 30,
    studielastUren: 840,
    herregistratiepunten: 100,
  });
  expect(voorwaardenVan({ ...heel, leerjaren: 1 }, [], 1)).toMatchObject({ ects: 30 });
  const apart = [{ ...leeg, leerjaar: 1, ects: 10, aanwezigheidsnormPct: 90 }];
  expect(voorwaardenVan(heel, apart, 1)).toMatchObject({ normPct: 90, ects: 10, studielastUren: null });
  // What was said of the first leerjaar is not promised once more after the last.
  expect(voorwaardenVan(heel, apart, 2)).toMatchObject({ ects: null, studielastUren: 840 });
});

test('de leerjaren beloven samen niet meer dan de opleiding', () => {
  const jaren = (ects: number) => [
    { ...leeg, leerjaar: 1, ects: 20 },
    { ...leeg, leerjaar: 2, ects },
  ];
  expect(teVeelBeloofd(heel, jaren(10))).toEqual([]);
  expect(teVeelBeloofd(heel, jaren(10.5)).map(({ veld }) => veld)).toEqual(['leerjaren.1.ects']);
});

test('wie voldoet, wie bijna en wie niet', () => {
  expect(groep({})).toBe('wel');
  expect(toets({ ...iemand, aanwezig: 7 })).toEqual({ groep: 'bijna', tekort: 1, door: 'regel' });
  expect(groep({ aanwezig: 5 })).toBe('niet');
  expect(groep({ onderdelenOpen: ['eindopdracht'] })).toBe('bijna');
  expect(groep({ aanwezig: 0, vastgelegd: false })).toBe('wel');
  // Halfway, with enough still to come.
  expect(groep({ aanwezig: 3, komend: 6, status: 'geplaatst', laatste: false })).toBe('bijna');
});

test('het oordeel van de coördinator gaat voor de regel, dat bij het afronden ook', () => {
  expect(groep({ aanwezig: 0, oordeel: { besluit: 'wel', reden: 'Ziek' } })).toBe('wel');
  expect(groep({ oordeel: { besluit: 'niet', reden: 'Plagiaat' } })).toBe('niet');
  expect(groep({ aanwezig: 2, afrondingsreden: 'Ziek geweest' })).toBe('wel');
  expect(groep({ aanwezig: 2 })).toBe('niet');
  expect(groep({ status: 'niet-voltooid', afrondingsreden: 'Opdracht niet af' })).toBe('niet');
  expect(groep({ status: 'niet-voltooid', vastgelegd: false })).toBe('niet');
  // Made up after the cohort was finished.
  expect(groep({ status: 'niet-voltooid' })).toBe('wel');
});

test('meer komen maakt het nooit slechter', () => {
  const getallen = fc.record({
    normPct: fc.nat(100),
    totaal: fc.integer({ min: 1, max: 40 }),
    n: fc.nat(40),
  });
  const rang = { niet: 0, bijna: 1, wel: 2 };
  fc.assert(
    fc.property(getallen, ({ normPct, totaal, n }) => {
      const aanwezig = Math.min(n, totaal - 1);
      const bij = (a: number): number => rang[toets({ ...iemand, normPct, totaal, aanwezig: a }).groep];
      expect(bij(aanwezig + 1)).toBeGreaterThanOrEqual(bij(aanwezig));
      expect(bij(totaal)).toBe(rang.wel);
    }),
  );
});

test('sommen', () => {
  expect(optelling([19, 28])).toBe('19 + 28 = 47');
  expect(optelling([17])).toBe('17');
  expect(som([7.5, null, 0.1])).toBe(7.6);
  expect(som([null, null])).toBeNull();
});

test('wanneer het kan', () => {
  const nu = new Date('2026-07-01T10:00:00Z');
  const stand = {
    status: 'afgerond',
    leerjaar: 1,
    leerjaren: [1],
    einde: new Date('2026-06-30T15:00:00Z'),
  } as const;
  const code = (met: object): string | undefined => bezwaar({ ...stand, ...met }, nu)?.code;
  expect(code({})).toBeUndefined();
  expect(code({ leerjaar: 2 })).toBe('leerjaar-onbekend');
  expect(code({ einde: new Date('2026-07-01T15:00:00Z') })).toBe('leerjaar-niet-voorbij');
  expect(code({ status: 'gestart' })).toBe('certificeren-kan-niet');
  expect(code({ status: 'gestart', leerjaren: [1, 2] })).toBeUndefined();
  expect(code({ status: 'geannuleerd' })).toBe('certificeren-kan-niet');
  expect(datumbezwaar('2026-06-29', stand, nu)?.code).toBe('datum-voor-einde');
  expect(datumbezwaar('2026-06-30', stand, nu)).toBeNull();
  expect(datumbezwaar('2028-01-01', stand, nu)?.code).toBe('datum-te-ver');
});

test('de accreditatie: de eerste dag telt mee, de dag van het einde niet meer', () => {
  const o = { accreditatieVan: '2020-08-01', accreditatieTot: '2026-08-01' };
  expect(accreditatiebezwaar(o, '2020-07-31')?.stand).toBe('nog-niet');
  expect(accreditatiebezwaar(o, '2020-08-01')).toBeNull();
  expect(accreditatiebezwaar(o, '2026-07-31')).toBeNull();
  expect(accreditatiebezwaar(o, '2026-08-01')?.stand).toBe('verlopen');
  expect(accreditatiebezwaar({ accreditatieVan: null, accreditatieTot: null }, '2026-08-01')).toBeNull();
});
