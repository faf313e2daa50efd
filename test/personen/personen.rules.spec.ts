import { expect, test } from '@jest/globals';
import { bevatLink, splitsAchternaam, splitsNaam, zoekopdracht } from '../../src/personen/personen.rules.js';

test.each([
  ['Anna Berg', ['Anna', null, 'Berg']],
  ['Anna van den Berg', ['Anna', 'van den', 'Berg']],
  ['Anna Van Den Berg', ['Anna', 'Van Den', 'Berg']],
  ['van den Berg, Anna', ['Anna', 'van den', 'Berg']],
  ['Berg, Anna van den', ['Anna', 'van den', 'Berg']],
  ['  Jan   Jacob  in ’t  Veld ', ['Jan Jacob', 'in ’t', 'Veld']],
  ['Fatima el Amrani', ['Fatima', 'el', 'Amrani']],
  ['Sanne Jansen-de Vries', ['Sanne', null, 'Jansen-de Vries']],
  ['Marie Bakker Smit', ['Marie', null, 'Bakker Smit']],
  ['de Vries', ['', 'de', 'Vries']],
  ['Al Smit', ['Al', null, 'Smit']],
  ['Anna', ['Anna', null, '']],
  ['', ['', null, '']],
])('%s', (naam, [voornaam, tussenvoegsel, achternaam]) => {
  expect(splitsNaam(naam)).toEqual({ voornaam, tussenvoegsel, achternaam });
});

test('een achternaam met kleine woorden ervoor', () => {
  expect(splitsAchternaam('van den Berg')).toEqual({ tussenvoegsel: 'van den', achternaam: 'Berg' });
  expect(splitsAchternaam('De Smet')).toEqual({ tussenvoegsel: null, achternaam: 'De Smet' });
  expect(splitsAchternaam('van')).toEqual({ tussenvoegsel: null, achternaam: 'van' });
});

test('waar naar gezocht wordt: eerste letters van woorden, zonder accenten en leestekens', () => {
  expect(zoekopdracht(' Zoë van den BÉ ')).toBe('zoe:* & van:* & den:* & be:*');
  expect(zoekopdracht("anna.o'brien@school.nl")).toBe('anna:* & o:* & brien:* & school:* & nl:*');
  expect(zoekopdracht(`' | ! & (:*`)).toBeNull();
  expect(zoekopdracht('  ')).toBeNull();
  expect(zoekopdracht(undefined)).toBeNull();
});

test.each([
  'Claim your prize at http://evil.example/win',
  'https://x',
  'Ga naar www.evil',
  'WWW.EVIL',
  'Jan@evil.example',
  'evil.example',
  'evil.example/win',
  'Bel.nl nu',
  'evil．example',
  'evil。example',
  'b\u00fccher.de',
])('een mailprogramma maakt van "%s" een link', (naam) => {
  expect(bevatLink(naam)).toBe(true);
});

test.each([
  'Anna',
  'J.P.',
  'A.M. de',
  'Th. M.',
  'van ’t',
  'Jansen-de Vries',
  'Dr. Anna',
  'St. Jan',
  'Bo @ Wit',
  'Müller',
])('van "%s" niet', (naam) => {
  expect(bevatLink(naam)).toBe(false);
});
