import { expect, test } from '@jest/globals';
import { leesTeamlijst } from '../../src/deelnemers/teamlijst.rules.js';

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
