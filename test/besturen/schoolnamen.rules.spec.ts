import { describe, expect, test } from '@jest/globals';
import { Schoolindex, zoekScholen, type Vindbaar } from '../../src/besturen/schoolnamen.rules.js';

const school = (vestigingscode: string, naam: string, met: Partial<Vindbaar> = {}): Vindbaar => ({
  ...{ vestigingscode, naam, plaats: 'Utrecht', adres: null, postcode: null, bestuur: [] },
  ...met,
});

const scholen = [
  school('06OY00', 'Overvecht', { bestuur: ['SPO Utrecht', 'SPO', 'SPOU'] }),
  school('06OY01', 'OBO Overvecht'),
  school('06OY02', 'OBS Overvecht'),
  school('10AA00', 'Gertrudis', { bestuur: ['KSU'] }),
  school('10AA01', 'St. Gertrudisschool Noord', { bestuur: ['KSU'] }),
  school('11BB00', 'Rafaël', { adres: 'Zuilenselaan 12', postcode: '3554 AC' }),
  school('12CC00', 'KC Blink'),
  school('03LX00', 'Drie Koningenschool', { plaats: 'De Meern', adres: 'Pastoor Boelenslaan 10' }),
  school('28BF00', 'School v/d Stichting Hindoe Onderwijs Shri Krishna school', { plaats: 'De Meern' }),
  school('13DD00', "O.B.S. 't Schoolplein"),
  school('14EE00', 'Ariënsschool', { bestuur: ['KSU'] }),
];
const index = new Schoolindex().van(scholen);
const codes = (getypt: string) => zoekScholen(index, getypt).map(({ vestigingscode }) => vestigingscode);

describe('een school zoals mensen haar noemen', () => {
  test.each([
    ['obs overvecht', ['06OY00', '06OY02', '06OY01']],
    ['OVERVECHT school', ['06OY00', '06OY01', '06OY02']],
    ['kbs gertrudis', ['10AA00', '10AA01']],
    ['gertrudisschool', ['10AA00', '10AA01']],
    ['rafaëlschool', ['11BB00']],
    ['rafael', ['11BB00']],
    ['kc blink', ['12CC00']],
    ['driekoningen', ['03LX00']],
    ['drie koningen de meern', ['03LX00']],
    ['ariens', ['14EE00']],
    ['ksu ariëns', ['14EE00']],
    ['schoolplein', ['13DD00']],
    ['krishna', ['28BF00']],
    ['overvech', ['06OY00', '06OY01', '06OY02']],
    ['spou overvecht', ['06OY00']],
  ])('%j', (getypt, verwacht) => expect(codes(getypt)).toEqual(verwacht));

  test.each([
    ['3554ac', ['11BB00']],
    ['3554 AC', ['11BB00']],
    ['zuilenselaan', ['11BB00']],
    ['Boelenslaan 10', ['03LX00']],
    ['28BF00', ['28BF00']],
    ['28bf-00', ['28BF00']],
    ['28BF.00', ['28BF00']],
    ['BRIN 28BF00', ['28BF00']],
    ['28 bf', []],
    ['28bf', ['28BF00']],
  ])('straat, postcode of code: %j', (getypt, verwacht) => expect(codes(getypt)).toEqual(verwacht));

  test.each([
    ['overveht', ['06OY00', '06OY01', '06OY02']],
    ['obs overveht', ['06OY02', '06OY00', '06OY01']],
    ['gertudis', ['10AA00', '10AA01']],
    ['getrrudis', ['10AA00', '10AA01']],
    ['getrudus', []],
    ['rafeal', ['11BB00']],
    ['boelenslan', ['03LX00']],
    ['blimk', ['12CC00']],
    ['blnk', []],
    ['28BF01', []],
  ])('met één letter mis: %j', (getypt, verwacht) => expect(codes(getypt)).toEqual(verwacht));

  test('wie niets typt ziet alles, en wie alleen "school" typt wat zo heet', () => {
    expect(codes('')).toEqual(scholen.map(({ vestigingscode }) => vestigingscode));
    expect(codes(" ' ")).toEqual(['13DD00']);
    expect(codes('school')).toContain('14EE00');
    expect(codes('school')).not.toContain('11BB00');
  });

  test('de precieze naam staat vooraan', () => {
    expect(codes('gertrudis noord')).toEqual(['10AA01']);
    expect(codes('st gertrudisschool noord')[0]).toBe('10AA01');
  });

  test('wat verandert wordt anders gevonden', () => {
    const boek = new Schoolindex();
    const eerst = boek.van(scholen);
    const daarna = boek.van([{ ...scholen[0]!, naam: 'De Klimroos' }, ...scholen.slice(1)]);
    expect(daarna[1]!.woorden).toBe(eerst[1]!.woorden);
    expect(zoekScholen(daarna, 'klimroos')).toHaveLength(1);
    expect(zoekScholen(daarna, 'klimroos overvecht')).toEqual([]);
  });

  test('zoekt in zevenduizend scholen vlot, ook naar iets langs en naar niets', () => {
    const veel = new Schoolindex().van(
      Array.from({ length: 7000 }, (_, i) =>
        school(
          `${10 + (i % 90)}ZZ${String(i % 100).padStart(2, '0')}`,
          `Basisschool De ${i.toString(36)} Regenboog`,
          {
            adres: `Laan van ${i} 1`,
            postcode: `${3000 + (i % 900)} AB`,
            bestuur: ['Stichting voor Onderwijs'],
          },
        ),
      ),
    );
    const begin = performance.now();
    for (const getypt of [
      'regenbog',
      'x'.repeat(100),
      'aanstelling van regenboog onderwijss',
      `${'ab '.repeat(33)}`,
    ])
      zoekScholen(veel, getypt);
    expect((performance.now() - begin) / 4).toBeLessThan(250);
  });
});
