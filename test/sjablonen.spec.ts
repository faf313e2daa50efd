import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { leesProgramma, vindContexten, vindHelpers, vindToestanden } from './support/sjablonen/contexten.js';
import { Waarden } from './support/sjablonen/waarden.js';
import { Wandeling } from './support/sjablonen/wandeling.js';

/*
 * A template's context is a type. This walks every template with the types that TypeScript infers for what the code
 * gives it, so that a name that is gone from the code, a partial without what it needs and a branch that never shows
 * are found here, and not by a visitor.
 */

const project = path.resolve(import.meta.dirname, '..');
const program = leesProgramma(project);
const waarden = new Waarden(program.getTypeChecker());
const helpers = vindHelpers(program, project);

const loop = (bronnen: Record<string, string>, gebruik: ReturnType<typeof vindContexten>['gebruik']) =>
  new Wandeling(waarden, new Map(Object.entries(bronnen)), helpers).loop(gebruik);

/** The folders of templates in which a head says only which function builds the context; the type says the rest. */
const KORTE_KOPPEN: readonly string[] = [];

describe('elk sjabloon', () => {
  const { gebruik, gebreken } = vindContexten(program, waarden, 'src/');
  const bronnen = Object.fromEntries(
    readdirSync(path.join(project, 'templates'), { recursive: true, encoding: 'utf8' })
      .filter((bestand) => bestand.endsWith('.hbs'))
      .map((bestand) => [
        bestand
          .replace(/\.hbs$/, '')
          .split(path.sep)
          .join('/'),
        readFileSync(path.join(project, 'templates', bestand), 'utf8'),
      ]),
  );

  test('krijgt van de code iets waarvan het type zegt wat erin staat', () => {
    expect(gebreken).toEqual([]);
    const aantal = (begin: string) => gebruik.filter(({ sjabloon }) => sjabloon.startsWith(begin)).length;
    expect(aantal('pages/')).toBeGreaterThan(90);
    expect(aantal('mail/')).toBeGreaterThan(90);
    expect(aantal('layouts/')).toBe(3);
  });

  test('toont alleen wat er is, geeft elk onderdeel wat het nodig heeft, en heeft geen dode takken', () => {
    expect(loop(bronnen, gebruik)).toEqual([]);
  });

  test('krijgt als onderdeel in elke toestand op de pagina van alle onderdelen wat het vraagt', () => {
    const mis = loop(bronnen, vindToestanden(program, waarden));
    // Which branches are ever shown, only the product can tell.
    expect(
      mis.filter((regel) => !/never shows|is always empty|nothing shows|for nothing/.test(regel)),
    ).toEqual([]);
  });

  test('heeft in de mappen die zo ver zijn een kop van één regel', () => {
    const lang = Object.entries(bronnen)
      .filter(([naam]) => KORTE_KOPPEN.some((map) => naam.startsWith(`${map}/`)))
      .filter(
        ([, bron]) => /^\{\{!--[^\n]*\n[\s\S]*?--\}\}/.test(bron) && !/^\{\{!--[^\n]*--\}\}/.test(bron),
      );
    expect(lang.map(([naam]) => naam)).toEqual([]);
  });
});

describe('de wandeling ziet', () => {
  const { gebruik, gebreken } = vindContexten(program, waarden, 'test/support/sjablonen/proef.ts');
  const proef = (sjabloon: string, onderdelen: Record<string, string> = {}, naam = 'pages/proef/alles') =>
    loop(
      { [naam]: sjabloon, ...onderdelen },
      gebruik.filter((een) => een.sjabloon === naam),
    ).map((regel) => regel.replace(/(proef\.ts):\d+/g, '$1').replaceAll('test/support/sjablonen/', ''));
  const hier = 'templates/pages/proef/alles.hbs:1  ';
  const context = 'the context of proef.ts';

  test.each([
    'elk, met, als, tenzij, omhoog, wortel en eigen namen|{{#each mensen as |mens i|}}{{@index}}{{@first}}{{i}}{{mens.naam}}{{naam}}{{#if school}}{{school}}{{/if}}{{../titel}}{{@root.titel}}{{/each}}{{#with eerste}}{{naam}}{{../titel}}{{/with}}{{#unless eerste}}{{titel}}{{/unless}}',
    'wat een naam van buiten heeft|{{#each fouten}}{{@key}}{{this}}{{/each}}{{fouten.naam}}{{lookup fouten titel}}',
    'wat een lijst heeft|{{mensen.length}}{{mensen.[0].naam}}{{#each mensen}}{{@last}}{{else}}{{titel}}{{/each}}',
    'helpers|{{meervoud mensen.length "mens" "mensen"}}{{voluit titel eerste.naam}}{{plak "a" titel}}',
    'elk van de soorten|{{#each vragen}}{{#is soort "open"}}{{regels}}{{else}}{{#each opties}}{{waarde}}{{/each}}{{/is}}{{/each}}',
    'een naam die één van de soorten heeft|{{#each vragen}}{{regels}}{{/each}}',
  ])('dat dit kan: %s', (geval) => {
    expect(proef(geval.slice(geval.indexOf('|') + 1))).toEqual([]);
  });

  test.each([
    ['{{titell}}', `{{titell}} is not in ${context}`],
    ['{{#if titell}}x{{/if}}', `{{titell}} is not in ${context}`],
    ['{{#each mensen}}{{titel}}{{/each}}', `{{titel}} is not in ${context}`],
    ['{{#each mensen}}{{../naam}}{{/each}}', `{{../naam}} is not in ${context}`],
    ['{{#with eerste}}{{achternaam}}{{/with}}', `{{achternaam}} is not in ${context}`],
    ['{{eerste.achternaam}}', `{{eerste.achternaam}} is not in ${context}`],
    ['{{eerste.ouder.naam}}', `{{eerste.ouder.naam}} is not in ${context}`],
    ['{{@root.naam}}', `{{@root.naam}} is not in ${context}`],
    ['{{lookup perDag "woensdag"}}', `{{lookup}} is not in ${context}`],
    ['{{datum eerste.geboren}}', `{{eerste.geboren}} is not in ${context}`],
    ['{{#is eerste.rol "x"}}x{{/is}}', `{{eerste.rol}} is not in ${context}`],
    ['{{#each vragen}}{{#is soort "open"}}{{opties}}{{/is}}{{/each}}', `{{opties}} is not in ${context}`],
    ['{{../titel}}', `{{../titel}} reaches outside the template, and outside ${context}`],
    ['{{@index}}', `no block around {{@index}} names it, nor ${context}`],
    ['{{hoofdletters titel}}', `{{hoofdletters …}} is no helper, nor ${context}`],
    ['{{meervoud titel "a" "b"}}', `{{meervoud …}} cannot take string of ${context}`],
    ['{{meervoud mensen.length "a"}}', `{{meervoud …}} misses a value, in ${context}`],
    ['{{mensen}}', `{{mensen}} is no text but Mens[] in ${context}`],
    ['{{eerste}}', `{{eerste}} is no text but Mens in ${context}`],
    ['{{#each titel}}x{{/each}}', `{{#each}} walks over string, no list, in ${context}`],
  ])('een naam die er niet is: %s', (sjabloon, gebrek) => {
    expect(proef(sjabloon)).toEqual([hier + gebrek]);
  });

  test.each([
    ['{{#if alternatief}}x{{/if}}', '{{#if alternatief}} never shows: null (proef.ts)'],
    ['{{alternatief}}', '{{alternatief}} is always empty (proef.ts)'],
    ['{{#if open}}x{{else}}y{{/if}}', 'the {{else}} of {{#if open}} never shows: true (proef.ts)'],
    ['{{#unless open}}x{{/unless}}', '{{#unless open}} never shows: true (proef.ts)'],
    [
      '{{#if eerste}}{{#if eerste}}x{{else}}y{{/if}}{{/if}}',
      'the {{else}} of {{#if eerste}} never shows: Mens (proef.ts)',
    ],
    ['{{#each leeg}}x{{/each}}', '{{#each leeg}} never shows: never[] (proef.ts)'],
    [
      '{{#is eerste.status "verlopen"}}x{{/is}}',
      '{{#is eerste.status "verlopen"}} never shows: "geplaatst" | "wachtlijst" | undefined (proef.ts)',
    ],
    ['{{#is mensen.length "1"}}x{{/is}}', '{{#is mensen.length "1"}} never shows: number (proef.ts)'],
  ])('een tak die nooit te zien is: %s', (sjabloon, gebrek) => {
    expect(proef(sjabloon)).toEqual([hier + gebrek]);
  });

  test('een tak die in één van twee contexten te zien is, is niet dood', () => {
    const naam = 'pages/proef/twee';
    expect(proef('{{#if geldig}}{{naam}}{{else}}{{reden}}{{/if}}', {}, naam)).toEqual([]);
    expect(proef('{{naam}}', {}, naam)).toEqual([`templates/${naam}.hbs:1  {{naam}} is not in ${context}`]);
  });

  describe('bij een onderdeel', () => {
    const veld = '{{#if uitleg}}{{uitleg}}{{/if}}<label>{{label}}</label>';
    const gegeven = `what ${hier.trim()} gives, with ${context}`;

    test('wat er niet aan gegeven is, en wat het niet kent', () => {
      const met = (aanroep: string) => proef(aanroep, { 'partials/veld': veld });
      expect(met('{{> veld label="x" uitleg="y"}}{{> veld label=titel}}')).toEqual([]);
      expect(met('{{> veld uitleg="y"}}')).toEqual([
        `templates/partials/veld.hbs:1  {{label}} is not given by ${gegeven}`,
      ]);
      expect(met('{{> veld label="x" uitleg="y" hulp="z"}}')).toEqual([
        `${hier}{{> veld}} does not take hulp, in ${context}`,
      ]);
      expect(met('{{> vel label="x"}}')).toContain(
        `${hier}there is no templates/partials/vel.hbs, in ${context}`,
      );
    });

    test('een mogelijkheid die niemand gebruikt', () => {
      expect(proef('{{> veld label="x"}}', { 'partials/veld': veld })).toEqual([
        'templates/partials/veld.hbs:1  {{#if uitleg}} never shows: undefined (proef.ts)',
      ]);
    });

    test('een context waarin een naam ontbreekt, ook een laag dieper', () => {
      const onderdelen = { 'partials/rij': '{{> mens this}}', 'partials/mens': '{{naam}}{{achternaam}}' };
      const [gebrek] = proef('{{#each mensen}}{{> rij this}}{{/each}}', onderdelen);
      expect(gebrek).toBe(
        `templates/partials/mens.hbs:1  {{achternaam}} is not in what templates/partials/rij.hbs:1 gives, with ${gegeven}`,
      );
    });

    test('dat het de bladzijde eromheen niet ziet', () => {
      expect(proef('{{> kop}}', { 'partials/kop': '{{titel}}' })).toEqual([
        `templates/partials/kop.hbs:1  {{titel}} is not given by ${gegeven}`,
      ]);
    });
  });

  test('een sjabloon dat niemand gebruikt, en een dat er niet is', () => {
    expect(proef('{{titel}}', { 'partials/los': 'x' })).toEqual([
      'templates/partials/los.hbs  nothing shows this template',
    ]);
    expect(
      loop(
        {},
        gebruik.filter(({ sjabloon }) => sjabloon === 'pages/proef/alles'),
      ),
    ).toEqual([
      expect.stringMatching(
        /^test\/support\/sjablonen\/proef\.ts:\d+ {2}there is no templates\/pages\/proef\/alles\.hbs$/,
      ),
    ]);
  });

  test('de mails, ook als het sjabloon uit een lijst komt', () => {
    const mails = gebruik.map(({ sjabloon }) => sjabloon).filter((sjabloon) => sjabloon.startsWith('mail/'));
    expect(mails).toHaveLength(6);
    expect(mails).toContain('mail/proef/herinnering.text');
    expect(proef('{{link}}{{linkk}}', {}, 'mail/proef/vraag.html')).toEqual([
      `templates/mail/proef/vraag.html.hbs:1  {{linkk}} is not in ${context}`,
    ]);
  });

  test('een context zonder type, een sjabloon zonder naam, en wat na het bouwen verandert', () => {
    expect(gebreken.map((regel) => regel.replace(/^.*proef\.ts:\d+ {2}/, ''))).toEqual([
      'no type tells what is in this context',
      'no type tells which template this is',
      'changes a context after it was built: context.teller.aantal = aantal',
      'changes a context after it was built: kop.teller = { aantal }',
      "changes a context after it was built: context.regels.push('twee')",
    ]);
  });
});
