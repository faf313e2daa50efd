import { describe, expect, test } from '@jest/globals';
import { Linter } from 'eslint';
import regexp from 'eslint-plugin-regexp';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { parseForm, parseJson } from '../../src/platform/web/body-parsers.js';
import { projectRoot } from '../../src/platform/project-root.js';

const map = path.join(projectRoot, 'src');
const bestanden = readdirSync(map, { recursive: true, encoding: 'utf8' }).filter((naam) =>
  naam.endsWith('.ts'),
);

describe('reguliere expressies', () => {
  const regels = {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential' }],
  } as const;
  const linter = new Linter();
  /** Where an expression is used decides: replacing needs no end that fits, matching does. */
  const bezwaren = (bron: string): string[] =>
    linter
      .verify(zonderSoorten(bron), {
        plugins: { regexp: regexp },
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        rules: regels as never,
      })
      .map(({ line, message }) => `${line}: ${message}`);
  const zonderSoorten = (bron: string): string =>
    ts.transpileModule(bron, {
      compilerOptions: {
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.ESNext,
        experimentalDecorators: true,
      },
    }).outputText;

  test('doen over een tekst zo lang als hij is, en nooit zijn kwadraat', () => {
    const mis = bestanden
      .map((naam) => ({ naam, bron: readFileSync(path.join(map, naam), 'utf8') }))
      // Roughly: a slash that no import or comment has.
      .filter(({ bron }) => /[(=:,?|&!]\s*\/(?![/*])|new RegExp/.test(bron))
      .flatMap(({ naam, bron }) => bezwaren(bron).map((bezwaar) => `${naam} ${bezwaar}`));
    expect(mis).toEqual([]);
  });

  test('die dat wel doen, worden herkend', () => {
    const fout = [
      String.raw`/[\w.+-]+@x/.exec(tekst)`,
      String.raw`tekst.split(/\s*,\s*/)`,
      String.raw`tekst.replace(/\.+$/, '')`,
      '/^(a+)+$/.test(tekst)',
    ];
    for (const bron of fout) expect(bezwaren(`${bron};`)).toHaveLength(1);
  });
});

/** Signs that somebody could repeat to keep a reader busy; what is at the end makes the last step fail. */
const tekens = [
  'a',
  ' ',
  '.',
  ',',
  ';',
  '\t',
  '\r\n',
  '"',
  "'",
  '<',
  '@',
  'a@',
  '-',
  '0',
  '&',
  '=',
  '{',
  '€',
];
const LANG = 50_000;
const vijandig = tekens.flatMap((teken) =>
  ['', '!\0'].map((einde) => teken.repeat(LANG / teken.length) + einde),
);
/** Milliseconds of work, not of the clock. What goes wrong here takes a second or more. */
const GEDULD = 200;

/** The least work that reading this took. */
function duur(lees: (tekst: string) => unknown, tekst: string): number {
  let snelst = Infinity;
  for (let keer = 0; keer < 5 && snelst > GEDULD; keer++) {
    const begin = process.cpuUsage();
    try {
      // A reader that goes on later may refuse later too.
      Promise.resolve(lees(tekst)).catch(() => undefined);
    } catch {
      // A refusal is an answer too.
    }
    const { user, system } = process.cpuUsage(begin);
    snelst = Math.min(snelst, (user + system) / 1000);
  }
  return snelst;
}

describe('lezers van tekst', () => {
  test('elke functie van elk bestand met regels is klaar, wat er ook in de tekst staat', async () => {
    const regels = bestanden.filter((naam) => naam.endsWith('.rules.ts'));
    expect(regels.length).toBeGreaterThan(40);
    const traag: string[] = [];
    for (const bestand of regels) {
      const module = (await import(path.join(map, bestand))) as Record<string, unknown>;
      for (const [naam, lees] of Object.entries(module)) {
        if (typeof lees !== 'function' || lees.length === 0) continue;
        for (const tekst of vijandig)
          if (duur(lees as (tekst: string) => unknown, tekst) > GEDULD)
            traag.push(`${bestand} ${naam} ${JSON.stringify(tekst.slice(0, 10))}`);
      }
    }
    expect(traag).toEqual([]);
  });

  const groot = 100 * 1024;
  const vol = (deel: string): string => deel.repeat(Math.floor(groot / deel.length));
  test.each([
    ['a&', vol('a&')],
    ['&', vol('&')],
    ['=', vol('=')],
    ['a=', vol('a=')],
    ['%41', vol('%41')],
    ['steeds een andere naam', Array.from({ length: 12_000 }, (_, i) => `n${i}=`).join('&')],
    ['accenten', `a=${vol('\u0301\u0316')}`],
  ])('een formulier van 100 kB met niets dan %s', (_naam, tekst) => {
    expect(duur((t) => parseForm(t), tekst)).toBeLessThan(GEDULD);
  });

  test.each([
    ['haken', vol('[')],
    ['diepte', `{"a":${'['.repeat(49_000)}${']'.repeat(49_000)}}`],
    ['objecten', `{"a":[${Array.from({ length: 30_000 }, () => '{}').join(',')}]}`],
    ['namen', `{${Array.from({ length: 9_000 }, (_, i) => `"n${i}":1`).join(',')}}`],
    ['accenten', JSON.stringify({ a: vol('\u0301\u0316') })],
  ])('JSON van 100 kB met niets dan %s', (_naam, tekst) => {
    expect(duur((t) => parseJson(t), tekst)).toBeLessThan(GEDULD);
  });
});
