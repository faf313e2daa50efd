import { expect, test } from '@jest/globals';
import { splitsAchternaam, splitsNaam } from '../../src/personen/naam.rules.js';
import { zoekopdracht } from '../../src/personen/personen.rules.js';

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
