import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isUitnodiging, uitnodigingen } from '../../src/berichten/berichten.rules.js';
import { Templates } from '../../src/platform/web/templates.js';
import { alinea, voorbeelden } from './voorbeelden.js';

// One file a mail, to be read in a review: what the receiver gets, case by case. After a change on purpose:
// throw the file away, run this test (red: the file is new), read it, and run it again.
const templates = new Templates();
/** Of the shell, which has a file of its own. */
const privacy = /\nZo gaan we met je gegevens om: .*/;
const shell = { academie: { name: 'Utrecht Leert Academie', first: 'Utrecht Leert', last: 'Academie' }, basisUrl: 'https://academie.example', contact: 'academie@leert.example' };
const mails = templates.names.flatMap((name) => /^mail\/(.+)\.subject$/.exec(name)?.[1] ?? []);

function expectAsKept(name: string, text: string): void {
  const file = path.join(import.meta.dirname, `${name}.txt`);
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    throw new Error(`${name}.txt is nieuw: lees hem, leg hem vast en draai nog eens`);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}

const kop = (tekst: string): string => `\n${'='.repeat(20)} ${tekst} ${'='.repeat(20)}\n`;

function zoalsOntvangen(mail: string, geval: string, gegevens: object): string {
  const { onderwerp, tekst } = templates.mail(mail, { ...gegevens, ...shell });
  const html = templates.render(`mail/${mail}.html`, { ...gegevens, ...shell });
  return `${kop(geval)}Onderwerp: ${onderwerp}\n${kop('tekst')}${tekst.trim().replace(privacy, '')}\n${kop('html')}${html.trim()}\n`;
}

test('elke mail heeft een voorbeeld, en andersom', () => {
  expect(Object.keys(voorbeelden).sort()).toEqual(mails.sort());
});

test('wie geen uitnodigingen wil, mist niets over zijn eigen plaats of certificaat', () => {
  expect(mails).toEqual(expect.arrayContaining([...uitnodigingen]));
  const over = /^(aanmeldingen|aanwezigheid|wachtlijst|inloggen|cohortbeheer|certificering)\//;
  // The ceremony is about a certificaat of one's own; what follows on it is not.
  expect(mails.filter((mail) => isUitnodiging(mail) && over.test(mail))).toEqual(['certificering/vervolg']);
});

test.each(Object.entries(voorbeelden))('%s', (mail, gevallen) => {
  const delen = Object.entries(gevallen).map(([geval, gegevens]) => zoalsOntvangen(mail, geval, gegevens));
  expectAsKept(mail, delen.join('\n').trimStart());
});

test('de schil om elke mail, en om een uitnodiging', () => {
  const gegevens = { ...voorbeelden['inloggen/inloglink']!['met naam'], ...shell };
  const afmeldLink = 'https://academie.example/afmelden/geheim';
  const delen = [null, afmeldLink].map((link) => {
    const { html, tekst } = templates.mail('inloggen/inloglink', { ...gegevens, afmeldLink: link });
    return `${kop('tekst')}${tekst.trim()}\n${kop('html')}${html.trim()}\n`;
  });
  expectAsKept('schil', delen.join('\n').trimStart());
});

/** What a reader of the html sees. */
const leesbaar = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#x27;/g, "'")
    .replace(/&[a-z#0-9]+;/gi, ' ');

/** What must not get lost in the other form: names, dates, times, amounts, percentages. */
const kernwoorden = (tekst: string): string[] => [
  ...new Set(
    [...tekst.matchAll(/\p{L}*\d[\d.:,]*\d|\d+|(?<=[\p{Ll}\d,] )\p{Lu}[\p{L}’&-]{2,}|[\w.]+@[\w.]+/gu)].map(
      ([woord]) => woord,
    ),
  ),
];

test('een eigen alinea van de coördinator, onder in de mail', () => {
  const gegevens = { ...voorbeelden['aanmeldingen/geplaatst']!.zeker, ...shell, alinea };
  const { html, tekst } = templates.mail('aanmeldingen/geplaatst', gegevens);
  expect(html).toContain('1 &lt; 2');
  expectAsKept('eigen-alinea', `${kop('tekst')}${tekst}\n${kop('html')}${html}`.trimStart());
});

describe.each(mails)('%s', (mail) => {
  const gevallen = Object.values(voorbeelden[mail] ?? {});

  test('zegt in tekst en html hetzelfde: dezelfde links', () => {
    for (const gegevens of gevallen) {
      const { html, tekst } = templates.mail(mail, { ...gegevens, ...shell });
      const links = [...html.matchAll(/href="(https:[^"]+)"/g)].map(([, href]) =>
        href!.replaceAll('&#x3D;', '='),
      );
      for (const link of links) if (!/\/privacy$|example\/$/.test(link)) expect(tekst).toContain(link);
      expect(tekst).not.toMatch(/<\/?[a-z]|&[a-z#0-9]+;|undefined|null|\[object/i);
      expect(html).not.toMatch(/undefined|\[object/);
    }
  });

  test('noemt in tekst en html dezelfde namen, data en getallen', () => {
    for (const gegevens of gevallen) {
      const { tekst } = templates.mail(mail, { ...gegevens, ...shell });
      const html = leesbaar(templates.render(`mail/${mail}.html`, { ...gegevens, ...shell }));
      expect(kernwoorden(html).filter((woord) => !tekst.includes(woord))).toEqual([]);
    }
  });

  test('laat een naam met tekens uit HTML een naam', () => {
    for (const gegevens of gevallen) {
      const { html } = templates.mail(mail, { ...gegevens, ...shell, voornaam: '<b>Noor</b>' });
      expect(html).not.toContain('<b>Noor');
    }
  });
});
