import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { opruimingen } from '../../src/bewaartermijnen/bewaartermijnen.rules.js';
import { gegevenssoorten } from '../../src/inzage/gegevens.rules.js';
import { verwerkingen } from '../../src/privacyverzoeken/verwerkingen.rules.js';
import { doelen } from '../../src/toestemmingen/standen.js';
import { startAcademie, type Academie } from '../support/academie.js';
import { vraag } from '../support/vraag.js';

let huis: Academie;
beforeAll(async () => {
  huis = await startAcademie();
});
afterAll(() => huis?.sluit());

test('elke tabel waarin we iets van iemand hebben, hoort bij een verwerking', () => {
  const genoemd = new Set(verwerkingen.flatMap(({ tabellen }) => tabellen));
  const vanMensen = gegevenssoorten.flatMap(({ tabellen }) => tabellen);
  expect(vanMensen.filter((tabel) => !genoemd.has(tabel))).toEqual([]);
});

test('elke regel waarmee iets wordt gewist, staat bij een verwerking, en andersom', () => {
  const genoemd = verwerkingen.flatMap(({ bewaar }) => bewaar);
  const codes = opruimingen.map(({ code }) => code);
  expect(codes.filter((code) => !genoemd.includes(code))).toEqual([]);
  expect(genoemd.filter((code) => !codes.includes(code))).toEqual([]);
  const zonder = verwerkingen.filter(({ bewaar, ookBewaard }) => bewaar.length === 0 && !ookBewaard);
  expect(zonder).toEqual([]);
});

test('de pagina noemt elke verwerking, met wie zoekt bij de deur, en leidt naar wat iemand zelf kan', async () => {
  const { tekst } = await vraag(huis, '/privacy');
  for (const { kop, code } of verwerkingen) {
    expect(tekst).toContain(`id="${code}"`);
    expect(tekst).toContain(kop);
  }
  expect(tekst).toContain('vier letters of meer');
  for (const pad of ['/mijn/gegevens', '/mijn/gegevens/toestemmingen', '/mijn/gegevens/verzoek'])
    expect(tekst).toContain(`href="${pad}"`);
  expect(doelen).toEqual(['certificaatcontrole', 'naamlijst', 'nieuwsbrief']);
  expect(verwerkingen.find(({ code }) => code === 'toestemmingen')!.wat).toMatch(
    /controlepagina.*naamlijst.*nieuws/,
  );
});
