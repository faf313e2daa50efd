/**
 * Writes assets/nlds.css: the component CSS of NL Design System (Gemeente Utrecht, EUPL-1.2) that our
 * pages use, and nothing else. Run `node templates/maak-nlds.mjs` after an upgrade of
 * @utrecht/component-library-css or when a page needs another component.
 *
 * Only component CSS, which is made to be themed: the look is ours and stands in assets/thema.css.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { format } from 'prettier';

const componenten = [
  ...['root', 'document', 'body', 'skip-link', 'page-header', 'page-footer', 'breadcrumb-nav', 'pagination'],
  ...[
    'heading-1',
    'heading-2',
    'heading-3',
    'heading-4',
    'paragraph',
    'link',
    'unordered-list',
    'ordered-list',
  ],
  ...['button', 'button-group', 'alert', 'table', 'status-badge', 'data-badge'],
  ...['form-field', 'form-label', 'form-field-description', 'form-field-error-message', 'form-fieldset'],
  ...['textbox', 'textarea', 'select', 'checkbox'],
];

// Variants no page uses, and the classes that only imitate a state (`--hover`): half the size goes.
const ongebruikt =
  /--(ready|pressed|busy|inline|arrows|sticky|fixed|oneline|html-table|html-content|row-hover|row-focus-within|nested|column|truncate|placeholder|telephone|box-content|hidden|section|hover|active|focus|focus-visible|disabled|current-page|read-only|subtle|selected|visited|checked|forced-colors|alternate-[a-z-]+|lang-[a-z]+)(?![\w-])|utrecht-button[a-z-]*--warning|:lang\(ar\)|__(figcaption|marker|footer)/;

/** Splits a style sheet into its top-level rules; enough for the flat CSS of these packages. */
function regels(css) {
  const uit = [];
  let diepte = 0;
  let begin = 0;
  for (let i = 0; i < css.length; i += 1) {
    if (css[i] === '{') diepte += 1;
    if (css[i] === '}' && (diepte -= 1) === 0) {
      uit.push(css.slice(begin, i + 1).trim());
      begin = i + 1;
    }
  }
  return uit;
}

/** The rule without the selectors that nothing matches, or '' when none is left. */
function snoei(regel) {
  const begin = regel.indexOf('{');
  const keuze = regel.slice(0, begin);
  if (keuze.startsWith('@media')) return regel;
  // `--active` is also the name of a badge.
  if (/utrecht-status-badge--active/.test(keuze)) return regel;
  // A comma inside :not(…) separates nothing; `:not(.x--disabled)` does not ask for that class.
  const over = keuze.split(/,(?![^(]*\))/).filter((s) => !ongebruikt.test(s.replace(/:not\([^)]*\)/g, '')));
  return over.length === 0 ? '' : over.join(',') + regel.slice(begin);
}

const require = createRequire(import.meta.url);
const delen = componenten.map((naam) => {
  const bestand = require.resolve(`@utrecht/${naam}-css/dist/index.css`);
  const css = readFileSync(bestand, 'utf8')
    .replace('@charset "UTF-8";', '')
    .replace(/\/\*[\s\S]*?\*\//g, '');
  const versie = JSON.parse(readFileSync(join(dirname(bestand), '../package.json'), 'utf8')).version;
  return `/* @utrecht/${naam}-css ${versie} */\n${regels(css).map(snoei).join('\n')}`;
});

const kop = `/*
 * Made by templates/maak-nlds.mjs; change nothing here.
 * @license EUPL-1.2
 * Copyright (c) 2020-2024 Frameless B.V.
 * Copyright (c) 2021-2024 Gemeente Utrecht
 */
`;
const opmaak = { parser: 'css', singleQuote: true, printWidth: 110 };
writeFileSync(join(import.meta.dirname, 'assets/nlds.css'), await format(kop + delen.join('\n'), opmaak));
