import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cohortstatussen } from '../src/cohorten/standen.js';
import { aanmeldstatussen } from '../src/aanmeldingen/standen.js';

// The kinds of file, and what is said once. README tells what each kind holds.
const project = path.resolve(import.meta.dirname, '..');

const SOORTEN = [
  'entity',
  'rules',
  'errors',
  'service',
  'queries',
  'dto',
  'api.controller',
  'pages.controller',
  'scherm',
  'mails',
  'taken',
  'worker',
  'module',
];

/** Names that are clearer than a kind; each with why. */
const EIGEN_NAMEN: Record<string, string> = {
  'standen.ts': 'the list of states of a noun and its groups, in TypeScript and in SQL',
  'paden.ts': 'the addresses of a feature',
  'wie.ts': 'who does something: the most used type of the house',
  'rechten.ts': 'the one table of who may what, its sentences, and the decorator that names a line of it',
  'toegang.guard.ts': 'passes every request: a kind of Nest, of which there is one',
  'schedule.ts': 'the one list of scheduled tasks',
  'deelnemerspost.ts': "everybody's writer of mail to the people of one cohort",
};

/** Folders whose files are no part of the way of the data: tools, drawing, the demo and the commands. */
const VRIJ = [
  /^platform\//,
  /^certificering\/(?:pdf|badge)\//,
  /^demo\//,
  /^opdrachten\//,
  /^(?:main|start|app\.module|entiteiten)\.ts$/,
];

const bron = readdirSync(path.join(project, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((naam) => naam.endsWith('.ts'))
  .map((naam) => naam.split(path.sep).join('/'))
  .map((naam) => ({ naam, tekst: readFileSync(path.join(project, 'src', naam), 'utf8') }));

const zonderUitleg = (tekst: string): string => tekst.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
const buiten = (vrij: RegExp[]) => bron.filter(({ naam }) => !vrij.some((map) => map.test(naam)));

test('elk bestand is van een bekende soort', () => {
  const vreemd = buiten(VRIJ)
    .map(({ naam }) => naam)
    .filter((naam) => !(path.posix.basename(naam) in EIGEN_NAMEN))
    .filter((naam) => !SOORTEN.some((soort) => naam.endsWith(`.${soort}.ts`)));
  expect(vreemd).toEqual([]);
});

test('een soort heeft voor haar naam een woord, geen tweede soort', () => {
  const dubbel = buiten(VRIJ)
    .map(({ naam }) => path.posix.basename(naam))
    .filter((naam) => !(naam in EIGEN_NAMEN))
    .filter((naam) => naam.split('.').length - (/\.(?:api|pages)\.controller\.ts$/.test(naam) ? 1 : 0) !== 3);
  expect(dubbel).toEqual([]);
});

describe('wat een keer wordt gezegd', () => {
  const standen = new Set<string>([...aanmeldstatussen, ...cohortstatussen]);

  test('een rij standen staat in standen.ts', () => {
    // Two or more states in a list, as TypeScript or as SQL; a table of transitions is the rule itself.
    const elders = buiten([
      /\/standen\.ts$/,
      /^demo\//,
      /^aanmeldingen\/aanmeldingen\.rules\.ts$/,
      /^cohorten\/cohorten\.rules\.ts$/,
    ]).flatMap(({ naam, tekst }) =>
      [...zonderUitleg(tekst).matchAll(/(?:\bIN \(|[[(])\s*('[a-z-]+'(?:,\s*'[a-z-]+')+),?\s*[\])]/g)]
        .map(([, rij]) => [...rij!.matchAll(/'([a-z-]+)'/g)].map(([, stand]) => stand!))
        .filter((rij) => rij.every((stand) => standen.has(stand)))
        .map((rij) => `${naam}: ${rij.join(', ')}`),
    );
    expect(elders).toEqual([]);
  });

  test('een adres staat in paden.ts', () => {
    // Only what a route is declared with, and the API, whose addresses are its contract, stand with the route.
    const elders = buiten([/^platform\//, /\/paden\.ts$/, /^opdrachten\//, /^demo\//]).flatMap(
      ({ naam, tekst }) =>
        [
          ...zonderUitleg(tekst)
            .replace(/@(?:Controller|Get|Post|Put|Patch|Delete)\([^)]*\)|example: '[^']*'|'\/alinea'/g, '')
            .matchAll(
              /['`](\/(?!api\/)[a-z][^'`]*)['`]|\}(\/(?:beheer|bestuur|trainer|mijn|a|opleidingen|cohorten|inloggen)\/[^'`]*)[`]/g,
            ),
        ].map(([, heel, deel]) => `${naam}: ${heel ?? deel}`),
    );
    expect(elders).toEqual([]);
  });

  test('geen twee bestanden geven een type dezelfde naam', () => {
    const namen = new Map<string, string[]>();
    for (const { naam, tekst } of bron)
      for (const [, type] of tekst.matchAll(/^export (?:interface|type|class|abstract class) (\w+)/gm))
        namen.set(type!, [...(namen.get(type!) ?? []), naam]);
    expect([...namen].filter(([, waar]) => waar.length > 1)).toEqual([]);
  });
});
