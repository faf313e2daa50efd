/**
 * Writes stijl/nlds.css: the component CSS of NL Design System (Gemeente Utrecht, EUPL-1.2) that our
 * pages use, and nothing else. Run `node templates/maak-nlds.mjs` after an upgrade of
 * @utrecht/component-library-css or when a page needs another component.
 *
 * Only component CSS, which is made to be themed: the look is ours, stands in nlds-thema.css, and is written
 * here where the components read it. `--controleer` writes nothing, and fails when the file is not this.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { format } from 'prettier';

const componenten = [
  ...['root', 'document', 'body', 'skip-link', 'breadcrumb-nav', 'pagination'],
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

/** The classes that our templates and sources name; the rules for any other would only be carried along. */
function genoemd() {
  const wortel = join(import.meta.dirname, '..');
  const teksten = ['templates', 'src'].flatMap((map) =>
    readdirSync(join(wortel, map), { recursive: true, encoding: 'utf8' })
      .filter((naam) => /\.(?:hbs|ts|js)$/.test(naam))
      .map((naam) => readFileSync(join(wortel, map, naam), 'utf8')),
  );
  return new Set(teksten.flatMap((tekst) => tekst.match(/utrecht-[\w-]+/g) ?? []));
}
const gebruikt = genoemd();

/** Whether every class that the selector asks for is one that a page has; `:not(.x)` does not ask for x. */
const raakt = (keuze) =>
  [...keuze.replace(/:not\([^)]*\)/g, '').matchAll(/\.(utrecht-[\w-]+)/g)].every(([, naam]) =>
    gebruikt.has(naam),
  ) && !/:lang\(ar\)/.test(keuze);

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
  if (keuze.startsWith('@media')) {
    const binnen = regels(regel.slice(begin + 1, -1))
      .map(snoei)
      .join('\n');
    return binnen.trim() && `${keuze}{${binnen}}`;
  }
  // A comma inside :not(…) separates nothing.
  const over = keuze.split(/,(?![^(]*\))/).filter(raakt);
  return over.length === 0 ? '' : over.join(',') + regel.slice(begin);
}

const require = createRequire(import.meta.url);
const delen = componenten.map((naam) => {
  const pakket = require.resolve(`@utrecht/${naam}-css/dist/index.css`);
  const css = readFileSync(pakket, 'utf8')
    .replace('@charset "UTF-8";', '')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    // Only after somebody typed: an empty form is not wrong yet.
    .replaceAll('textarea:invalid', 'textarea:user-invalid');
  const versie = JSON.parse(readFileSync(join(dirname(pakket), '../package.json'), 'utf8')).version;
  return `/* @utrecht/${naam}-css ${versie} */\n${regels(css).map(snoei).join('\n')}`;
});

/** The place of the bracket that closes the one at `begin`. */
function sluit(tekst, begin) {
  for (let i = begin, diepte = 0; ; i += 1)
    if (tekst[i] === '(') diepte += 1;
    else if (tekst[i] === ')' && (diepte -= 1) === 0) return i;
}

/** What is left of a value when variables that nothing sets give way to what stands behind them; null: nothing. */
function vereenvoudig(waarde, gezet) {
  const begin = waarde.indexOf('var(');
  if (begin < 0) return waarde;
  const eind = sluit(waarde, begin + 3);
  const [naam, ...rest] = waarde.slice(begin + 4, eind).split(',');
  const anders = rest.length > 0 ? vereenvoudig(rest.join(',').trim(), gezet) : null;
  const na = vereenvoudig(waarde.slice(eind + 1), gezet);
  const zelf = gezet.has(naam.trim()) ? `var(${naam.trim()}${anders === null ? '' : `, ${anders}`})` : anders;
  return zelf === null || na === null ? null : waarde.slice(0, begin) + zelf + na;
}

/** The names that a sheet sets, and those that it reads. */
const zettingen = (css) => new Set([...css.matchAll(/(?:^|[{;\s])(--[\w-]+)\s*:/g)].map(([, naam]) => naam));
const lezingen = (css) => new Set([...css.matchAll(/var\(\s*(--[\w-]+)/g)].map(([, naam]) => naam));

/** The components can be themed in ways that we do not use: what nobody sets or reads goes, until nothing more does. */
function kort(css, onze) {
  const gezet = new Set([...zettingen(css), ...zettingen(onze)]);
  const gelezen = new Set([...lezingen(css), ...lezingen(onze)]);
  const over = css.replace(/([\w-]+)\s*:\s*([^;{}]+)(;|(?=\}))/g, (heel, naam, waarde, slot) => {
    if (naam.startsWith('--') && !gelezen.has(naam)) return '';
    const nieuw = vereenvoudig(waarde.replace(/\s+/g, ' ').trim(), gezet);
    return nieuw === null ? '' : `${naam}: ${nieuw}${slot}`;
  });
  return over === css ? css : kort(over, onze);
}

/** `tekst` with the value itself wherever one of `vast` was read. */
function vulIn(tekst, vast) {
  let uit = '';
  let plek = 0;
  for (const lezing of tekst.matchAll(/var\(\s*(--[\w-]+)/g)) {
    if (lezing.index < plek || !vast.has(lezing[1])) continue;
    uit += tekst.slice(plek, lezing.index) + vast.get(lezing[1]);
    plek = sluit(tekst, lezing.index + 3) + 1;
  }
  return uit + tekst.slice(plek);
}

const map = join(import.meta.dirname, 'stijl');
const thema = readFileSync(join(import.meta.dirname, 'nlds-thema.css'), 'utf8');
const onze = readdirSync(map)
  .filter((naam) => naam !== 'nlds.css')
  .map((naam) => readFileSync(join(map, naam), 'utf8'))
  .join('\n');

/** What the theme sets. What is set nowhere else has one value on every page, and is written where it is read. */
const themawaarden = new Map(
  [...thema.matchAll(/^ {2}(--[\w-]+):\s*([^;]+);/gm)].map(([, naam, waarde]) => [naam, waarde]),
);
const elders = zettingen(delen.join('\n') + onze);
const vast = new Map([...themawaarden].filter(([naam]) => !elders.has(naam)));
const los = [...themawaarden].filter(([naam]) => elders.has(naam));
// Written where the components read it, it is nowhere for our own style to read.
const verloren = [...lezingen(onze)].filter((naam) => vast.has(naam));
if (verloren.length > 0) throw new Error(`onze stijl leest ${verloren.join(', ')}, die niemand zet`);
const wortel = `.ula-thema {\n${los.map(([naam, waarde]) => `${naam}: ${waarde};`).join('\n')}\n}\n`;
const uitkomst = kort(vulIn(wortel + delen.join('\n'), vast), onze);

const kop = `/*
 * Made by templates/maak-nlds.mjs; change nothing here.
 * @license EUPL-1.2
 * Copyright (c) 2020-2024 Frameless B.V.
 * Copyright (c) 2021-2024 Gemeente Utrecht
 */
`;
const bestand = join(map, 'nlds.css');
const tekst = await format(kop + uitkomst, { parser: 'css', singleQuote: true, printWidth: 110 });
if (process.argv[2] !== '--controleer') writeFileSync(bestand, tekst);
else if (readFileSync(bestand, 'utf8') !== tekst)
  throw new Error('templates/stijl/nlds.css is niet bij: node templates/maak-nlds.mjs');
