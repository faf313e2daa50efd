// Where a walk begins, and how far it goes.
import { afmeldtoken } from './demo.mjs';

/** Of addresses of one shape each visitor looks at this many; the states of a cohort look different. */
const OF_ONE_SHAPE = 4;
const OF_COHORTS = 12;
const OF_MAILS = 2;

/** Who see what nobody else sees; what the others see of it is one screen of each shape. */
const AT_HOME = {
  niemand: /^/,
  coordinator: /^\/beheer/,
  deelnemer: /^\/(mijn|account)/,
  'deelnemer-zonder': /^\/mijn/,
  'bestuur.spo': /^\/(bestuur|beheer\/gebruikers)/,
  trainer: /^\/trainer/,
  beheer: /^\/beheer\/(sleutels|badgesleutels|planner|scholen|gebruikers)/,
  schoolleider: /^\/school/,
  programma: /^\/cijfers/,
};

/** Addresses that differ only in what they name have one shape. */
export const shapeOf = (address) =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/(a|afmelden|belangstelling|evaluatie|agenda|uitnodiging|link)\/[\w.-]{20,}/g, '/$1/:token')
    .replace(/ULA-\d[\w-]*/g, ':nr')
    .replace(/\/opleidingen\/(?!nieuw)[^/?]+/g, '/opleidingen/:code')
    .replace(/\/20\d\d-20\d\d/g, '/:jaar')
    .replace(/=[^&]*/g, '=');

/** How many addresses of this shape this visitor looks at. */
export function mostOf(wie, shape) {
  if (wie.startsWith('oidc-')) return 0;
  if (!AT_HOME[wie]?.test(shape)) return 1;
  if (/\/berichten\/(\w+\/|alinea|mededeling)/.test(shape)) return OF_MAILS;
  return /\/cohorten\/:id(\/aanmelden)?$/.test(shape) ? OF_COHORTS : OF_ONE_SHAPE;
}

/** Whether this visitor sends the forms of this address; most of them have the same account. */
export const sends = (wie, action) =>
  wie === 'coordinator' || !(wie in AT_HOME) || AT_HOME[wie].test(action ?? '');

/** The home page links to those that have more than it shows; each is a screen. */
const WERKGROEPEN = [
  'go-no-go',
  'aanwezigheid',
  'akkoord',
  'te-certificeren',
  'concept',
  'planner',
  'bestaat-niet',
];

const OIDC_STARTS = [
  '/inloggen',
  '/account',
  '/inloggen/oidc',
  '/inloggen/oidc/terug',
  '/inloggen/oidc/koppelen',
  '/inloggen/oidc/koppelen/geheim-van-link',
  '/uitnodiging/geheim-van-uitnodiging',
];

const STARTS = {
  niemand: ['/', '/inloggen', '/certificaten', '/bestaat-niet', '/beheer', '/cohorten/geen-id/aanmelden'],
  coordinator: ['/beheer'],
  'bestuur.spo': ['/bestuur'],
  trainer: ['/trainer'],
};

/** What is looked at whatever its shape, and where the walk begins. */
export function startsOf(wie, known) {
  if (wie.startsWith('oidc-')) return OIDC_STARTS;
  if (wie.startsWith('stap-')) return ['/inloggen/tweede-stap', '/account'];
  const starts = [...(STARTS[wie] ?? ['/', '/account'])];
  if (wie === 'niemand')
    starts.push(
      ...known.tokens.map((token) => `/a/${token}`),
      ...known.belangstelling.map((token) => `/belangstelling/${token}`),
      ...known.evaluaties.map((token) => `/evaluatie/${token}`),
      ...known.personen.slice(0, 1).map((id) => `/afmelden/${afmeldtoken(id)}`),
      ...known.certificaten.map((nummer) => `/certificaten/${nummer}`),
      ...known.versies,
      ...['uitnodiging', 'wachtwoord', 'herstel', 'bestaat-niet'].map(
        (soort) => `/uitnodiging/geheim-van-${soort}`,
      ),
      ...['geldig', 'verlopen', 'onbekend'].map((geheim) => `/inloggen/link/geheim-${geheim}`),
    );
  if (wie === 'coordinator')
    starts.push(
      ...known.cohorten.map((id) => `/beheer/cohorten/${id}`),
      ...WERKGROEPEN.map((groep) => `/beheer/werklijst/${groep}`),
      '/uitnodiging/geheim-van-uitnodiging',
    );
  return starts;
}

/** All that the server answers to a GET, also what this visitor may not see: a refusal is a screen as well. */
export function routesFor(wie, routes, known) {
  const fill = { aanmeldingen: known.aanmeldingen, cohorten: known.cohorten, ...known };
  return routes
    .filter(({ methode, pad }) => methode === 'GET' && !/^\/(health|assets)|\*/.test(pad))
    .flatMap(({ pad }) => {
      const parts = pad.match(/\{\w+\}/g) ?? [];
      if (parts.length === 0) return ['niemand', 'coordinator', 'deelnemer'].includes(wie) ? [pad] : [];
      if (wie !== 'coordinator' && wie !== 'niemand') return [];
      const kind = /\/(\w+)\/\{\w+\}/.exec(pad)?.[1];
      if (parts.length > 1 || !Array.isArray(fill[kind])) return [];
      return fill[kind].slice(0, 2).map((value) => pad.replace(/\{\w+\}/, value));
    });
}

/** Ids and secrets of the demo, in a fixed order: those that a walk cannot find, and those that need not be hidden. */
export async function readKnown(client) {
  const all = async (sql) =>
    (await client.query({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);
  const oneOfEach = (column, table, kind, order) =>
    all(`SELECT ${column} FROM (SELECT DISTINCT ON (${kind}) ${column}, ${order} AS volgorde FROM ${table}
      ORDER BY ${kind}, ${order}) een ORDER BY volgorde`);
  const ids = new Set();
  const { rows: columns } = await client.query(`
    SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'
       AND (data_type = 'uuid' OR column_name LIKE '%token' OR column_name = 'kid')`);
  for (const { table_name, column_name } of columns)
    for (const id of await all(
      `SELECT DISTINCT "${column_name}" FROM "${table_name}" WHERE "${column_name}" IS NOT NULL`,
    ))
      ids.add(id);
  return {
    ids,
    // First one with a waiting list: of the forms of a cohort only the first ones are sent.
    cohorten: [
      ...(await all(`SELECT c.id FROM cohort c JOIN aanmelding a ON a.cohort_id = c.id
        WHERE a.status = 'wachtlijst' ORDER BY c.code LIMIT 1`)),
      ...(await oneOfEach('id', 'cohort', 'status', 'code')),
    ],
    aanmeldingen: await oneOfEach('id', 'aanmelding', 'status, wacht_op', 'aangemeld_op'),
    tokens: await oneOfEach('token', 'aanmelding', 'status, wacht_op', 'aangemeld_op'),
    belangstelling: await all('SELECT token FROM belangstelling ORDER BY aangemaakt_op LIMIT 2'),
    evaluaties:
      await all(`SELECT token FROM (SELECT DISTINCT ON (e.gesloten_op IS NULL, e.soort, u.beantwoord) u.token, p.email
      FROM evaluatie_uitnodiging u JOIN evaluatie e ON e.id = u.evaluatie_id
      JOIN aanmelding a ON a.id = u.aanmelding_id JOIN persoon p ON p.id = a.persoon_id
      ORDER BY e.gesloten_op IS NULL, e.soort, u.beantwoord, p.email) een ORDER BY email`),
    certificaten: await all('SELECT nummer FROM certificaat ORDER BY nummer LIMIT 3'),
    personen: await all('SELECT id FROM persoon ORDER BY email LIMIT 2'),
    bijeenkomsten: await all('SELECT id FROM bijeenkomst ORDER BY begint, id LIMIT 2'),
    berichten: await all('SELECT id FROM bericht ORDER BY aangemaakt_op LIMIT 2'),
    gebruikers: await all('SELECT id FROM gebruiker ORDER BY email LIMIT 2'),
    opleidingen: await all('SELECT code FROM opleiding ORDER BY code LIMIT 2'),
    versies: await all(`SELECT '/opleidingen/' || o.code || '/versies/' || v.nummer FROM opleiding_versie v
      JOIN opleiding o ON o.id = v.opleiding_id ORDER BY o.code, v.nummer LIMIT 2`),
    hide: (text) => hide(text, ids),
  };
}

/** What the run itself made is named after what it is: which it is depends on how often something was drawn before. */
function hide(text, known) {
  const hidden = text
    .replace(/\/assets\/stijl-[0-9a-f]{12}\.css/g, '/assets/stijl.css')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
      known.has(id) ? id : '{nieuw id}',
    )
    .replace(/\/(a|belangstelling|evaluatie)\/([\w-]{32})(?![\w-])/g, (all, kind, token) =>
      known.has(token) ? all : `/${kind}/{nieuw token}`,
    )
    // The example of a mail is written to somebody who is made for it and gone again.
    .replace(/\/afmelden\/([\w-]{22})\.[\w-]{43}/g, (all, persoon) =>
      known.has(idIn(persoon)) ? all : '/afmelden/{nieuw token}',
    );
  // OpenSSL draws the keys that sign badges by itself; the screen with all keys names them by their digest.
  const kids = [...hidden.matchAll(/\/certificaten\/sleutels\/([\w-]{43})(?![\w-])/g)].map(([, kid]) => kid);
  return kids.reduce((all, kid) => (known.has(kid) ? all : all.replaceAll(kid, '{nieuwe sleutel}')), hidden);
}

const idIn = (text) =>
  Buffer.from(text, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
