// The walk: every screen of the demo as everybody sees it, and what every form answers.
import { createHash } from 'node:crypto';
import { AfterAnswer } from '../dist/src/platform/web/after-answer.js';
import pg from 'pg';
import { afmeldtoken, logIn, readPeople, startCopy } from './demo.mjs';
import { formsIn, linksIn, ownPath } from './html.mjs';
import { drawFrom } from './willekeur.mjs';

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

const KEPT_HEADERS = ['content-type', 'location', 'cache-control', 'content-disposition', 'allow'];
const TEXT = /^(text\/|application\/(problem\+)?(json|xml|\w+\+xml|\w+\+json))/;

/** Addresses that differ only in what they name have one shape. */
export const shapeOf = (address) =>
  address
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/(a|afmelden|belangstelling|evaluatie|agenda|uitnodiging|link)\/[\w.-]{20,}/g, '/$1/:token')
    .replace(/ULA-\d[\w-]*/g, ':nr')
    .replace(/\/opleidingen\/(?!nieuw)[^/?]+/g, '/opleidingen/:code')
    .replace(/\/20\d\d-20\d\d/g, '/:jaar')
    .replace(/=[^&]*/g, '=');

function mostOf(wie, shape) {
  if (!AT_HOME[wie]?.test(shape)) return 1;
  if (/\/berichten\/(\w+\/|alinea|mededeling)/.test(shape)) return OF_MAILS;
  return /\/cohorten\/:id(\/aanmelden)?$/.test(shape) ? OF_COHORTS : OF_ONE_SHAPE;
}

/**
 * Goes everywhere and hands over each answer.
 * @param demo `{ url, moment }` of `openDemo`.
 * @param keep gets `{ wie, vraag, adres, antwoord, sjablonen }`, in a fixed order.
 */
export async function walk(running, demo, routes, keep) {
  const first = await Visit.start(running, demo, keep);
  const posts = await first.look(routes);
  await first.stop();
  const refused = await Visit.start(running, demo, keep);
  for (const [wie, forms] of posts) await refused.post(wie, forms, ['leeg', 'onzin']);
  await refused.stop();
  // What succeeds changes what the next one sees, so who changes most begins with the demo as it was.
  const others = [...posts.keys()].filter((wie) => wie !== 'coordinator' && wie !== 'beheer');
  for (const group of [['coordinator'], ['beheer'], others]) {
    const visit = await Visit.start(running, demo, keep);
    for (const wie of group) await visit.post(wie, posts.get(wie), ['zoals', 'ingevuld']);
    for (const wie of group) await visit.lookAgain(wie);
    await visit.stop();
  }
}

/** One copy of the demo and those who look at it. */
class Visit {
  static async start(running, demo, keep) {
    const visit = new Visit();
    visit.keep = keep;
    visit.templates = [];
    visit.asked = new Map();
    visit.copy = await startCopy(running, demo, (name) => visit.templates.push(name));
    visit.client = new pg.Client(visit.copy.database);
    // The database may go first, when all is broken off.
    visit.client.on('error', () => undefined);
    await visit.client.connect();
    visit.known = await readKnown(visit.client);
    visit.people = await readPeople(visit.client, visit.copy.moment);
    await logIn(visit.client, visit.people);
    return visit;
  }

  async stop() {
    await this.client.end();
    await this.copy.stop();
  }

  /** All GETs of all visitors. @returns the forms that each of them saw. */
  async look(routes) {
    const posts = new Map();
    for (const wie of Object.keys(this.people)) {
      const forms = new Forms();
      posts.set(wie, forms);
      await this.lookAs(wie, [...startsOf(wie, this.known), ...routesFor(wie, routes, this.known)], forms);
    }
    return posts;
  }

  async lookAs(wie, queue, forms) {
    const seen = new Set();
    const shapes = new Map();
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      const shape = shapeOf(address);
      const count = shapes.get(shape) ?? 0;
      if (seen.has(address) || count >= mostOf(wie, shape) || /^\/assets\//.test(address)) continue;
      seen.add(address);
      shapes.set(shape, count + 1);
      const answer = await this.ask(wie, 'GET', address, {});
      const naar = answer.headers.location && ownPath(answer.headers.location, address);
      if (naar) queue.push(naar);
      if (!answer.isHtml) continue;
      queue.push(...linksIn(answer.body, address));
      for (const form of formsIn(answer.body, address)) {
        if (form.method === 'get') queue.push(...searches(form));
        else if (wie === 'coordinator' || !(wie in AT_HOME) || AT_HOME[wie].test(form.action ?? ''))
          forms.add(form);
      }
    }
  }

  /** Where everybody begins, after all that was done. */
  async lookAgain(wie) {
    for (const address of startsOf(wie, this.known)) await this.ask(wie, 'GET daarna', address, {});
  }

  async post(wie, forms, manners) {
    // Forms that only an answer shows are added while we go.
    const found = new Forms(forms);
    for (const form of found.each()) {
      for (const { manner, button, fields } of variants(form, manners)) {
        await logIn(this.client, { [wie]: this.people[wie] });
        const vraag = this.numbered(
          `POST ${manner}${button ? ` ${button.name}=${button.value}` : ''}`,
          form,
          wie,
        );
        const answer = await this.ask(wie, vraag, form.action, bodyOf(form, fields, button));
        if (answer.isHtml && manner !== 'leeg' && manner !== 'onzin')
          for (const next of formsIn(answer.body, form.action))
            if (next.method === 'post') found.add(next, true);
        const naar = answer.headers.location && ownPath(answer.headers.location, form.action);
        if (naar && manner !== 'leeg' && manner !== 'onzin')
          await this.ask(wie, `${vraag} ${form.action} en dan`, naar, {}, answer.cookies);
      }
    }
  }

  /** Several forms may go to one address. */
  numbered(vraag, { action }, wie) {
    const key = `${wie} ${vraag} ${action}`;
    const count = (this.asked.get(key) ?? 0) + 1;
    this.asked.set(key, count);
    return count === 1 ? vraag : `${vraag} (${count})`;
  }

  async ask(wie, vraag, adres, init, extra = {}) {
    const cookies = { ...this.people[wie].cookies, ...extra };
    this.templates.length = 0;
    drawFrom(`${wie} ${vraag} ${adres}`);
    const response = await fetch(`${this.copy.url}${adres}`, {
      redirect: 'manual',
      ...init,
      headers: {
        ...init.headers,
        'user-agent': 'Werkbank',
        cookie: Object.entries(cookies)
          .map((pair) => pair.join('='))
          .join('; '),
      },
    });
    const answer = await this.read(response);
    await this.copy.app.get(AfterAnswer).settled();
    const tekst = this.known.hide([answer.head, answer.body].join('\n\n'));
    await this.keep({ wie, vraag, adres, tekst, status: response.status, sjablonen: [...this.templates] });
    return answer;
  }

  async read(response) {
    const headers = Object.fromEntries(
      KEPT_HEADERS.map((name) => [name, response.headers.get(name)]).filter(([, value]) => value !== null),
    );
    const type = headers['content-type'] ?? '';
    const bytes = Buffer.from(await response.arrayBuffer());
    const head = [
      response.status,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ].join('\n');
    const cookies = Object.fromEntries(
      response.headers.getSetCookie().map((line) => {
        const [pair] = line.split(';');
        return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      }),
    );
    // A PDF, a workbook or an archive holds the moment at which it was made.
    const body = TEXT.test(type) ? bytes.toString('utf8') : bytes.length > 0 ? '(geen tekst)' : '';
    return { head, headers, body, cookies, isHtml: type.startsWith('text/html') };
  }
}

/** Forms by shape: where it goes to, its fields and its buttons. */
class Forms {
  constructor(from) {
    this.known = new Map(from?.known);
    this.list = [...(from?.list ?? [])];
  }

  /** @param coarse whether forms that go to one address are one, whatever their fields. */
  add(form, coarse = false) {
    if (!form.action) return;
    const names = [
      ...new Set(form.fields.map(({ name }) => name.replace(/[0-9a-f-]{36}|\d+/g, ':n'))),
    ].sort();
    const buttons = form.buttons.map(({ name, value }) => `${name}=${value.replace(/\d+/g, ':n')}`);
    const end = shapeOf(form.action).replace(/\?.*/, '');
    const key = [end, ...(coarse ? ['daarna'] : [...names, ...new Set(buttons)])].join(' ');
    if (this.known.has(key)) return;
    this.known.set(key, form);
    this.list.push(form);
  }

  /** Also what is added meanwhile. Forms with something to fill in first: a button alone does what it says. */
  *each() {
    const asks = ({ fields }) => fields.some(({ kind }) => kind !== 'hidden');
    const ends = ({ action }) =>
      /uitloggen|hoed|sessies|uitschakeling|verwijdering|annulering|intrekking/.test(action);
    const rank = (form) => (asks(form) ? 0 : 1) + (ends(form) ? 2 : 0);
    const order = this.list
      .map((form, i) => ({ form, i }))
      .sort((a, b) => rank(a.form) - rank(b.form) || a.i - b.i);
    const begin = this.list.length;
    for (const { form } of order) yield form;
    for (let i = begin; i < this.list.length && i < begin + 60; i += 1) yield this.list[i];
  }
}

/** What a search form can ask: something that is not there, something that is, and a few of its choices. */
function searches({ action, fields }) {
  const asked = (changes) => {
    const query = new URLSearchParams();
    for (const { kind, name, value, checked } of fields)
      if (kind !== 'tick' || checked || name in changes) query.append(name, changes[name] ?? value);
    return `${action.replace(/\?.*/, '')}?${query}`;
  };
  const texts = fields.filter(({ kind }) => kind === 'text');
  const choices = fields.flatMap(({ kind, name, options, value }) =>
    kind === 'select'
      ? options.slice(1, 4).map((option) => ({ [name]: option }))
      : kind === 'tick'
        ? [{ [name]: value }]
        : [],
  );
  const typed = texts.flatMap(({ name }) => [{ [name]: 'xyzxyz' }, { [name]: 'an' }]);
  return [...typed, ...choices].map(asked);
}

/**
 * The ways in which a form is sent: `leeg` with nothing filled in, `onzin` with an x everywhere, `zoals` as it stands,
 * `ingevuld` with something that fits. A form without anything to fill in is only sent as it stands.
 */
function variants(form, manners) {
  const asks = form.fields.some(({ kind }) => kind !== 'hidden');
  const buttons = [];
  const seen = new Set();
  for (const button of form.buttons) {
    const key = `${button.name}=${button.value.replace(/\d+/g, '')}`;
    if (!seen.has(key)) buttons.push(button);
    seen.add(key);
  }
  if (buttons.length === 0) buttons.push(undefined);
  return manners
    .filter((manner) => asks || manner === 'zoals')
    .flatMap((manner) =>
      buttons.slice(0, 6).map((button) => ({ manner, button, fields: filled(form.fields, manner) })),
    );
}

const FITTING = [
  [/mail/i, 'noor.werkbank@school.example'],
  [/datum|Op$|dag|begin|einde?$|vanaf|voor$|tot$/i, '2027-03-10'],
  [/tijd|van$|begint|eindigt/i, '10:00'],
  [/aantal|nummer|capaciteit|minimum|uren|punten|jaar/i, '3'],
];

const FILES = {
  leeg: '',
  zoals: '',
  onzin: 'x;y\nx;y\n',
  ingevuld:
    'voornaam;achternaam;email;school;functie\nNoor;Werkbank;noor.werkbank@school.example;99ZZ01;leraar\nx;;;;\n',
};

function filled(fields, manner) {
  const picked = new Set();
  return fields.flatMap(({ kind, type, name, value, checked, options }) => {
    if (kind === 'hidden' || (kind !== 'file' && manner === 'zoals' && (kind !== 'tick' || checked)))
      return [[name, value]];
    if (kind === 'file') return [[name, FILES[manner], true]];
    if (kind === 'tick') {
      if (manner !== 'ingevuld' || (type === 'radio' && picked.has(name))) return [];
      picked.add(name);
      return [[name, value]];
    }
    if (manner === 'leeg') return [[name, '']];
    if (manner === 'onzin') return [[name, 'x']];
    if (kind === 'select') return [[name, value || options.find((option) => option !== '') || '']];
    return [[name, value || FITTING.find(([pattern]) => pattern.test(name))?.[1] || 'Werkbank']];
  });
}

function bodyOf({ multipart }, fields, button) {
  const pairs = button ? [...fields, [button.name, button.value]] : fields;
  if (!multipart)
    return { method: 'POST', body: new URLSearchParams(pairs.map(([name, value]) => [name, value])) };
  // Written out, because FormData draws a boundary of its own.
  const parts = pairs.map(([name, value, isFile]) => {
    const file = isFile ? `; filename="${value ? 'werkbank.csv' : ''}"\r\ncontent-type: text/csv` : '';
    return `--werkbank\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  return {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=werkbank' },
    body: `${parts.join('')}--werkbank--\r\n`,
  };
}

/** Ids and secrets of the demo, in a fixed order: those that a walk cannot find, and those that need not be hidden. */
async function readKnown(client) {
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
    cohorten: await oneOfEach('id', 'cohort', 'status', 'code'),
    aanmeldingen: await oneOfEach('id', 'aanmelding', 'status, wacht_op', 'aangemeld_op'),
    tokens: await oneOfEach('token', 'aanmelding', 'status, wacht_op', 'aangemeld_op'),
    tokensPerCohort: await oneOfEach('token', 'aanmelding', 'cohort_id, status', 'aangemeld_op'),
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
    hide: (text) => hide(text, ids),
  };
}

/** What the run itself made is named after what it is: which it is depends on how often something was drawn before. */
function hide(text, known) {
  const hidden = text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) =>
      known.has(id) ? id : '{nieuw id}',
    )
    .replace(/\/(a|belangstelling|evaluatie)\/([\w-]{32})(?![\w-])/g, (all, kind, token) =>
      known.has(token) ? all : `/${kind}/{nieuw token}`,
    );
  // OpenSSL draws the keys that sign badges by itself; the screen with all keys names them by their digest.
  const kids = [...hidden.matchAll(/\/certificaten\/sleutels\/([\w-]{43})(?![\w-])/g)].map(([, kid]) => kid);
  return kids.reduce((all, kid) => (known.has(kid) ? all : all.replaceAll(kid, '{nieuwe sleutel}')), hidden);
}

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

const STARTS = {
  niemand: ['/', '/inloggen', '/certificaten', '/bestaat-niet', '/beheer', '/cohorten/geen-id/aanmelden'],
  coordinator: ['/beheer'],
  'bestuur.spo': ['/bestuur'],
  trainer: ['/trainer'],
};

function startsOf(wie, known) {
  const starts = [...(STARTS[wie] ?? ['/', '/account'])];
  if (wie === 'niemand')
    starts.push(
      ...known.tokens.map((token) => `/a/${token}`),
      ...known.belangstelling.map((token) => `/belangstelling/${token}`),
      ...known.evaluaties.map((token) => `/evaluatie/${token}`),
      ...known.personen.slice(0, 1).map((id) => `/afmelden/${afmeldtoken(id)}`),
      ...known.certificaten.map((nummer) => `/certificaten/${nummer}`),
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
function routesFor(wie, routes, known) {
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

export const fileOf = ({ wie, vraag, adres }) => {
  const name = `${vraag} ${adres}`;
  const short = name.replace(/[^\w.=-]+/g, '_').slice(0, 90);
  return `${wie}/${short}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}.txt`;
};
