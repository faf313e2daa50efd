import { expect, test } from '@jest/globals';
import { leesCenten, leesDecimaal, leesGetal, toonCenten } from '../../src/opleidingen/bedragen.rules.js';
import { voegSamen } from '../../src/opleidingen/opleidingen.rules.js';
test.each([
  ['', null],
  ['0', 0],
  ['1250', 125_000],
  ['1.250', 125_000],
  ['1250,5', 125_050],
  ['1.250,50', 125_050],
  ['1250.50', 125_050],
  ['€ 1.250,-', 125_000],
  [' 12 500 ', 1_250_000],
  ['0,05', 5],
  ['12,345', '12,345'],
  ['1.2.3', '1.2.3'],
  ['-5', '-5'],
  ['gratis', 'gratis'],
])('%j is zoveel cent', (tekst, centen) => {
  expect(leesCenten(tekst)).toBe(centen);
});

test('wat wordt getoond leest als hetzelfde bedrag', () => {
  for (const centen of [0, 5, 50, 100, 125_000, 125_050, 999_999_999])
    expect(leesCenten(toonCenten(centen))).toBe(centen);
  expect(toonCenten(null)).toBe('');
});

test('getallen met een komma, en tekst die geen getal is', () => {
  expect(['7,5', '7.5', '60', '', 'veel', '1,2,3'].map(leesDecimaal)).toEqual([
    7.5,
    7.5,
    60,
    null,
    'veel',
    '1,2,3',
  ]);
  expect(['12', '', '1,5', '-1', '1e3'].map(leesGetal)).toEqual([12, null, '1,5', '-1', '1e3']);
});

test('wie werd ingehaald houdt wat is getypt en krijgt de rest van de ander', () => {
  const basis = { naam: 'A', duur: 'x', kosten: '1', lijst: ['a', 'b'] };
  const nu = { naam: 'B', duur: 'y', kosten: '1', lijst: ['b', 'a', 'c'] };
  const getypt = { naam: 'C', duur: 'x', kosten: '2', lijst: ['b', 'a'] };
  expect(voegSamen(basis, nu, getypt)).toEqual({
    waarden: { naam: 'C', duur: 'y', kosten: '2', lijst: ['b', 'a', 'c'] },
    botsingen: ['naam'],
  });
  expect(voegSamen(basis, nu, { ...getypt, naam: 'B' }).botsingen).toEqual([]);
});
