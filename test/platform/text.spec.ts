import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { addressKey, isAddress, readAddress } from '../../src/platform/text/address.js';
import { holdsNoText, tidyLine, tidyProse, xmlText } from '../../src/platform/text/characters.js';
import { fold, likeWords } from '../../src/platform/text/fold.js';
import { maakTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await maakTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.sluit();
});

test.each([
  ['anna@x.nl'],
  [' anna@x.nl '],
  ['mailto:anna@x.nl'],
  ['mailto:anna@x.nl?subject=Hoi'],
  ['Anna Smit <anna@x.nl>'],
  ['"Smit, Anna" <mailto:anna@x.nl>;'],
  ['anna@x.nl.'],
  ['anna@x.nl;'],
  ['an\u00ADna@x.nl'],
  ['\u200Banna@x.nl\u200E'],
  ['anna@x.nl\u202C'],
  ['\u2066anna@x.nl\u2069\uFEFF'],
  ['ａｎｎａ＠ｘ．ｎｌ'],
])('%j wordt anna@x.nl', (getypt) => {
  expect([readAddress(getypt), isAddress(readAddress(getypt))]).toEqual(['anna@x.nl', true]);
});

test('een domein in andere letters is hetzelfde domein', () => {
  for (const getypt of [
    'Anna@MÜNCHEN.de',
    'anna@mu\u0308nchen.de',
    'anna@xn--mnchen-3ya.de',
    'anna@XN--MNCHEN-3YA.de',
  ])
    expect([addressKey(getypt), isAddress(readAddress(getypt))]).toEqual(['anna@xn--mnchen-3ya.de', true]);
});

test.each([
  ['"anna smit"@x.nl'],
  ['"anna"@x.nl'],
  ['anna@x'],
  ['a b@x.nl'],
  ['a@b@x.nl'],
  ['@x.nl'],
  ['anna@ .nl'],
  [''],
])('%j is geen adres', (getypt) => expect(isAddress(readAddress(getypt))).toBe(false));

test('een adres lezen kost niet meer dan zijn lengte, en twee keer lezen verandert niets', () => {
  const begin = performance.now();
  for (const lang of [`a${' '.repeat(100_000)}b`, `<a>${'.'.repeat(100_000)}x`, '<'.repeat(100_000)])
    readAddress(lang);
  expect(performance.now() - begin).toBeLessThan(1_000);
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'grapheme' })), (getypt) => {
      const gelezen = readAddress(getypt);
      if (isAddress(gelezen)) expect(readAddress(gelezen)).toBe(gelezen);
    }),
  );
});

test('een regel verliest wat niemand ziet, een tekst houdt haar emoji en haar regels', () => {
  expect(tidyLine(' An\u00ADna\u200B \u202Ede\u202C \u3164Vries\u200F')).toBe('Anna de Vries');
  expect(tidyProse('a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h')).toBe('a\nb\nc\nd\ne\nf\ng\nh');
  expect(tidyProse('\u202Ehoi\u200B 👩‍🏫 ❤️')).toBe('hoi 👩‍🏫 ❤️');
});

test('wat geen tekst is wordt herkend, en geen XML houdt wat XML 1.0 niet kent', () => {
  for (const geen of ['\0', '\uFFFE', '\uFFFF', '\uFDD0', '\u{1FFFE}', '\u{10FFFF}', '\ud800', '\udc00a'])
    expect([geen, holdsNoText(`a${geen}`)]).toEqual([geen, true]);
  expect(holdsNoText('Zoë 李 👩‍🏫\n')).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (tekst) => {
      expect(xmlText(tekst)).not.toMatch(/(?![\t\n\r\x7F-\x9F])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/u);
    }),
  );
});

test('zoeken vouwt zoals mensen zonder accenten typen', () => {
  const namen = [
    'Łukasz',
    'Søren',
    'Strauß',
    'STRAUẞ',
    'Zoë',
    'Đorđe',
    'Ægir Œuvre',
    'Þór',
    'IJsbrand',
    'ĳs',
    'ışık',
    'İpek',
    'ﬁets',
    'Ｂｏ',
  ];
  expect(namen.map(fold)).toEqual([
    'lukasz',
    'soren',
    'strauss',
    'strauss',
    'zoe',
    'dorde',
    'aegir oeuvre',
    'thor',
    'ijsbrand',
    'ijs',
    'isik',
    'ipek',
    'fiets',
    'bo',
  ]);
  expect(likeWords(' Łu 50%_\\ ')).toEqual(['%lu%', '%50\\%\\_\\\\%']);
});

test('de database vouwt precies zo', async () => {
  const vouwIn = async (teksten: string[]): Promise<string[]> =>
    (
      await client.query<{ f: string }>(
        'SELECT vouw(t) AS f FROM unnest($1::text[]) WITH ORDINALITY AS u (t, i) ORDER BY i',
        [teksten],
      )
    ).rows.map(({ f }) => f);
  const letters = [
    [0x20, 0x24f],
    [0x300, 0x587],
    [0x1e00, 0x1fff],
    [0x2100, 0x214f],
    [0xfb00, 0xfb06],
    [0xff01, 0xff5e],
  ]
    .flatMap(([van, tot]) =>
      Array.from({ length: tot! - van! + 1 }, (_, i) => String.fromCodePoint(van! + i)),
    )
    .filter((letter) => /\p{Assigned}/u.test(letter));
  expect(await vouwIn(letters)).toEqual(letters.map(fold));
  const woorden = fc.sample(fc.string({ unit: fc.constantFrom(...letters), maxLength: 8 }), 300);
  expect(await vouwIn(woorden)).toEqual(woorden.map(fold));
});

test('namen staan op achternaam, zonder wat ervoor staat en zonder accenten', async () => {
  const goed: [string, string | null, string][] = [
    ['Bo', null, 'Ábel'],
    ['Bo', 'van den', 'Bern'],
    ['Anna', null, 'Berg'],
    ['Bo', null, 'Berg'],
    ['Anna', null, 'Berg-Smit'],
    ['Anna', "'t", 'Hoff'],
    ['Anna', null, "d'Hondt"],
    ['Anna', null, 'Łukasz'],
    ['Anna', null, "O'Brien"],
    ['Anna', null, 'Østergård'],
  ];
  const [abel, bern, ...rest] = goed;
  const { rows } = await client.query<{ achternaam: string }>(
    `SELECT d->>2 AS achternaam FROM jsonb_array_elements($1::jsonb) d
      ORDER BY sorteernaam(d->>0, d->>1, d->>2) COLLATE "C"`,
    [JSON.stringify([...rest.toReversed(), bern, abel])],
  );
  expect(rows.map(({ achternaam }) => achternaam)).toEqual([
    'Ábel',
    'Berg',
    'Berg',
    'Berg-Smit',
    'Bern',
    'Hoff',
    "d'Hondt",
    'Łukasz',
    "O'Brien",
    'Østergård',
  ]);
});
