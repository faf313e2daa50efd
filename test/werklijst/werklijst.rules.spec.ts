import { expect, test } from '@jest/globals';
import { werkregel, type Werkrij } from '../../src/werklijst/werklijst.rules.js';

const rij = (opleiding: string, cohort: string): Werkrij => ({
  id: 'een',
  cohortId: 'een',
  opleiding,
  cohort,
  op: '2027-01-13',
  bezet: null,
  capaciteit: null,
  minimum: null,
  aantal: null,
  wat: null,
});

test.each([
  ['Rekenen', 'Najaar', 'Rekenen, Najaar'],
  ['Rekenen', 'Rekenen, najaar', 'Rekenen, najaar'],
])('een regel noemt de opleiding %s en het cohort %s elk een keer', (opleiding, cohort, verwacht) => {
  expect(werkregel('concept', rij(opleiding, cohort), '2026-11-22').onderwerp).toBe(verwacht);
});
