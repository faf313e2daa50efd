import { expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { zoekNaar } from '../../src/privacyverzoeken/wissen.rules.js';

test('een naam wordt ook gevonden zoals een sjabloon haar schrijft', () => {
  const naam = `Ko="<'\`&>`;
  const { patroon } = zoekNaar([], [naam]);
  const geschreven = Handlebars.escapeExpression(naam);
  const zoek = patroon.replaceAll('[[:alpha:]]', '\\p{L}');
  for (const tekst of [`Beste ${naam}, dag`, `Beste ${geschreven}, dag`])
    expect(tekst.replace(new RegExp(zoek, 'u'), '(gewist)')).toBe('Beste (gewist), dag');
});
