import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../src/platform/project-root.js';
import { vendorAssets } from '../../src/platform/web/assets.js';
import { Stylesheets } from '../../src/platform/web/stylesheet.js';
import { Templates } from '../../src/platform/web/templates.js';
import { type Onderdeel, type Onderdelen, omhulsels, sjabloonVan } from './onderdeel.js';
import { onderdelen } from './onderdelen.js';

/** All components in all their states on one page, in the shell and the style of the product. */
const templates = new Templates();
const { staff } = new Stylesheets();

const csrfToken = 'voorbeeld';

/** One state of a component, as its partial makes it, in what it stands in. */
export function toestand(naam: string, { in: omhulsel }: Onderdeel, context: object): string {
  const [voor, na] = omhulsel ? omhulsels[omhulsel] : ['', ''];
  return voor + templates.render(sjabloonVan(naam), { ...context, csrfToken }) + na;
}

const WIJST = /(?<= )(id|for|name|form|aria-labelledby|aria-describedby)="([^"]+)"/g;

/** The same component stands on this page many times: each has its own ids and names of fields, and none is its title. */
const metEigenIds = (html: string, n: number): string =>
  html
    .replace(/(<\/?)h1\b/g, '$1h4')
    .replace(
      WIJST,
      (_heel, soort, ids: string) => `${soort}="${ids.replace(/[^\s]+/g, (id) => `${id}-${n}`)}"`,
    );

let n = 0;
const staat = (naam: string, onderdeel: Onderdeel, { wat, context }: Onderdeel['staten'][number]): string =>
  `<div class="proef__staat"><p class="proef__wat">${wat}</p><div class="proef__ding">${metEigenIds(toestand(naam, onderdeel, context), n++)}</div></div>`;

function staten(naam: string, onderdeel: Onderdeel, dicht: boolean): string {
  const alle = onderdeel.staten.map((een) => staat(naam, onderdeel, een)).join('');
  const soort = `proef__staten${onderdeel.smal ? ' proef__staten--smal' : ''}`;
  return dicht
    ? `<div class="ula-thema ula-dicht utrecht-document ${soort} proef__staten--dicht">${alle}</div>`
    : `<div class="${soort}">${alle}</div>`;
}

function onderdeelblok([naam, onderdeel]: [string, Onderdeel]): string {
  const ruim = onderdeel.dicht === true ? '' : staten(naam, onderdeel, false);
  return `<h3 class="proef__naam" id="${naam}">${naam}</h3>${ruim}${onderdeel.dicht ? staten(naam, onderdeel, true) : ''}`;
}

const groepblok = ([titel, groep]: [string, Onderdelen], i: number): string =>
  `<section class="proef" data-naam="${titel.toLowerCase().replaceAll(' ', '-')}" aria-labelledby="titel-${i}"><h2 class="utrecht-heading-2" id="titel-${i}">${titel}</h2>${Object.entries(groep).map(onderdeelblok).join('')}</section>`;

/** What only this page has: the names of components and states. */
const STIJL = `<style>
  .proef { padding-block-end: var(--s7); background: var(--grond) }
  .proef__naam { margin-block: var(--s6) var(--s3); padding-block-start: var(--s3); border-block-start: 1px solid var(--lijn); font: 600 1rem/1.4 ui-monospace, monospace }
  .proef__staten { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s5) }
  .proef__staten--smal { grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)) }
  .proef__staten--dicht { margin-block-start: var(--s5); padding-inline-start: var(--s3); border-inline-start: 3px solid var(--mint) }
  .proef__ding:has(> table details[open]) { padding-block-end: 40rem }
  .proef__staat { min-inline-size: 0 }
  .proef__wat { margin-block-end: var(--s2); color: var(--zacht); font: 0.8125rem/1.4 var(--sans) }
</style>`;

export function onderdelenpagina(): string {
  n = 0;
  const groepen = Object.entries<Onderdelen>(onderdelen);
  const inhoud = `<h1 class="utrecht-heading-1">Alle onderdelen</h1>
    <p class="utrecht-paragraph">Met een streep ervoor: zoals medewerkers het zien.</p>
    ${STIJL}${groepen.map(groepblok).join('')}`;
  return templates.render('layouts/pagina', {
    titel: 'Alle onderdelen',
    academie: { name: 'Utrecht Leert Academie', first: 'Utrecht Leert', last: 'Academie', contact: null },
    wie: { soort: 'anoniem' },
    nav: [{ tekst: 'Opleidingen', href: '/', actief: false }],
    stijl: staff.href,
    csrfToken,
    inhoud,
  });
}

const soorten: Record<string, string> = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** What this page asks for; undefined for what is not there. @param pad with its slash. */
export function antwoord(pad: string): { contentType: string; body: Buffer } | undefined {
  if (pad === '/') return { contentType: 'text/html; charset=utf-8', body: Buffer.from(onderdelenpagina()) };
  const contentType = soorten[path.extname(pad)];
  if (!contentType) return undefined;
  if (pad === staff.href) return { contentType, body: staff.text.body };
  const naam = pad.replace(/^\/assets\/[0-9a-f]{12}\//, '');
  const vendor = vendorAssets[naam.replace('vendor/', '')];
  const bestand = vendor ? path.join('node_modules', vendor) : path.join('templates/assets', naam);
  return { contentType, body: readFileSync(path.join(projectRoot, bestand)) };
}
