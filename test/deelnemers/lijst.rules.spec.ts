import { expect, test } from '@jest/globals';
import { leesTeamlijst } from '../../src/deelnemers/lijst.rules.js';
const anna = { email: 'anna@x.nl', voornaam: 'Anna', tussenvoegsel: 'van den', achternaam: 'Berg' };

test.each([
  ['Anna van den Berg <anna@x.nl>', anna],
  ['Anna van den Berg; anna@x.nl', anna],
  ['Anna van den Berg; anna@x.nl; leraar', { ...anna, functie: 'leraar' }],
  ['Anna van den Berg, anna@x.nl, intern begeleider', { ...anna, functie: 'intern begeleider' }],
  ['"van den Berg, Anna" <anna@x.nl>', anna],
  ['Anna van den Berg anna@x.nl', anna],
  ['anna@x.nl; Anna van den Berg; leraar', { ...anna, functie: 'leraar' }],
  [
    'Anna van den Berg\tmailto:anna@x.nl\tleraar\tkomt later',
    { ...anna, functie: 'leraar', opmerking: 'komt later' },
  ],
  ['Anna\tvan den\tBerg\tanna@x.nl', { email: 'anna@x.nl', voornaam: 'Anna', achternaam: 'van den Berg' }],
  ['Anna\tBerg\tanna@x.nl', { email: 'anna@x.nl', voornaam: 'Anna', achternaam: 'Berg' }],
  [
    'anna@x.nl\tAnna\tBerg\tleraar',
    { email: 'anna@x.nl', voornaam: 'Anna', achternaam: 'Berg', functie: 'leraar' },
  ],
  ['Anna van den Berg <mailto:anna@x.nl>', anna],
  ['Anna van den Berg <anna@x.nl>.', anna],
  ['Anna van den Berg \u200Banna@x.nl\u200E', anna],
  ['Anna van den Berg anna＠x.nl', anna],
  ['anna@x.nl <anna@x.nl> Anna van den Berg', anna],
  ["Bo O'Brien <bo.o'brien@x.nl>", { email: "bo.o'brien@x.nl", voornaam: 'Bo', achternaam: "O'Brien" }],
  ["'Anna van den Berg' 'anna@x.nl'", anna],
])('%s', (regel, velden) => {
  expect(leesTeamlijst(regel)).toEqual([{ rij: 1, velden: expect.objectContaining(velden) as object }]);
});

test('elke regel houdt haar nummer, lege regels tellen mee, en meer ontvangers mogen op een regel staan', () => {
  const lijst = leesTeamlijst(
    '\r\nAnna Berg <a@x.nl>\r\n\r\nBo Smit <b@x.nl>; Cas Kok <c@x.nl>, \nzonder adres',
  );
  expect(lijst.map(({ rij, velden }) => [rij, velden.email, velden.achternaam])).toEqual([
    [2, 'a@x.nl', 'Berg'],
    [4, 'b@x.nl', 'Smit'],
    [4, 'c@x.nl', 'Kok'],
    [5, undefined, 'adres'],
  ]);
});

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
  ['VT, de zachte return van Word', '\u000B'],
  ['FF', '\u000C'],
  ['NEL', '\u0085'],
  ['LS', '\u2028'],
  ['PS', '\u2029'],
])('twee mensen met %s ertussen zijn twee mensen', (_naam, einde) => {
  const lijst = leesTeamlijst(`Anna Berg a@x.nl${einde}Bo Smit b@x.nl`);
  expect(lijst.map(({ rij, velden }) => [rij, velden.email, velden.achternaam])).toEqual([
    [1, 'a@x.nl', 'Berg'],
    [2, 'b@x.nl', 'Smit'],
  ]);
});

test('twee adressen op een regel zijn niet samen één mens', () => {
  for (const regel of ['Anna Berg a@x.nl Bo Smit b@x.nl', 'a@x.nl; b@x.nl', 'a@x.nl b@x.nl'])
    expect(leesTeamlijst(regel)).toEqual([
      { rij: 1, velden: expect.objectContaining({ email: 'a@x.nl b@x.nl' }) as object },
    ]);
});

test('een lange regel zonder adres kost niet meer dan haar lengte', () => {
  const begin = performance.now();
  leesTeamlijst('a'.repeat(100_000));
  leesTeamlijst('<a@'.repeat(30_000));
  expect(performance.now() - begin).toBeLessThan(2_000);
});
