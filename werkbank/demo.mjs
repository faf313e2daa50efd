// The database of a map: the demo of one moment, which every run copies.
import { createHash, createHmac } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { alleMigraties } from '../dist/migrations/index.js';
import { AppModule } from '../dist/src/app.module.js';
import { Clock, FixedClock } from '../dist/src/platform/clock/clock.js';
import { Settings } from '../dist/src/platform/config/settings.js';
import { dataSourceOptions, migrate } from '../dist/src/platform/database/data-source.js';
import { startEmbeddedPostgres } from '../dist/src/platform/database/embedded/embedded-postgres.js';
import { createServer } from '../dist/src/platform/web/server.js';
import { readSchema } from './schema.mjs';
import { currentRequest, recogniseRequests } from './willekeur.mjs';

/** A Tuesday in term, at ten in the morning in Utrecht. */
const MOMENT = '2026-11-10T09:00:00Z';
const SECRET = 'werkbank-werkbank-werkbank-werkbank';

const settings = (otherwise = {}) =>
  Object.assign(new Settings(), {
    BASE_URL: 'http://academie.test',
    SESSION_SECRET: SECRET,
    DEMO_DATA: true,
    PLANNER: false,
    RATE_LIMIT: false,
    ...otherwise,
  });

/** Opens the database server of this map, and fills it when it is new. @returns `{ url, moment }` */
export async function openDemo(running, folder) {
  await fs.mkdir(path.join(folder, 'data'), { recursive: true });
  for (const each of [folder, path.join(folder, 'data')]) await fs.chmod(each, 0o755);
  const start = () =>
    startEmbeddedPostgres({ folder: path.join(folder, 'data'), durable: false, maxConnections: 300 });
  const { url } = await running.start(start, (server) => server.stop(), 'whole');
  const file = path.join(folder, 'moment.txt');
  const moment = await fs.readFile(file, 'utf8').catch(() => undefined);
  if (moment) return { url, moment: new Date(moment.trim()) };
  // Also when an earlier try was broken off.
  await onDatabase(named(url, 'postgres'), async (client) => {
    await client.query('DROP DATABASE academie WITH (FORCE)');
    await client.query('CREATE DATABASE academie');
  });
  await fill(url, new Date(MOMENT));
  // Last, because it says that the rest is there.
  await fs.writeFile(file, `${MOMENT}\n`);
  return { url, moment: new Date(MOMENT) };
}

async function fill(url, moment) {
  const app = await createServer(AppModule.with(settings(), url, new FixedClock(moment)), settings(), false);
  try {
    await migrate(app.get(DataSource));
    await part(app, 'SchoolvakantiesService').laad();
    await part(app, 'DemoService').laadAlsLeeg();
    await addToDemo(app);
  } finally {
    await app.close();
  }
  await onDatabase(url, async (client) => {
    await addLinks(client, moment);
    // The planner of PostgreSQL decides by its figures, and what is not ordered comes in the order of its plan.
    await client.query('ALTER SYSTEM SET autovacuum = off');
    await client.query('SELECT pg_reload_conf()');
    await client.query('VACUUM ANALYZE');
  });
}

/**
 * What the demo lacks, done by its coördinator: a first badge, which makes the key that signs them all and must be one
 * and the same in all copies, and an opleiding of which there is an older version.
 */
async function addToDemo(app) {
  const dataSource = app.get(DataSource);
  const one = async (sql) => (await dataSource.query(sql))[0];
  const { id } = await one(`SELECT id FROM gebruiker WHERE email = 'coordinator@demo.example'`);
  const sleutel = 'werkbank-sessie-van-het-begin';
  await dataSource.query(
    `INSERT INTO sessie (sleutel_hash, gebruiker_id, rol, aangemaakt_op, vervalt_op)
     VALUES ($1, $2, 'coordinator', $3, $3::timestamptz + interval '1 hour')`,
    [hash(sleutel), id, app.get(Clock).now()],
  );
  await app.listen(0, '127.0.0.1');
  const base = await app.getUrl();
  const headers = { cookie: `sessie=${sleutel}`, 'x-csrf-token': stempel('csrf', sleutel) };
  const ask = async (address, init = {}) => {
    const { status } = await fetch(`${base}${address}`, {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    if (status !== 200) throw new Error(`${address} answers ${status}`);
  };
  const { nummer } = await one('SELECT nummer FROM certificaat ORDER BY nummer LIMIT 1');
  await ask(`/api/v1/certificaten/${nummer}/badge`);
  const { code } = await one(`SELECT o.code FROM opleiding o JOIN cohort c ON c.opleiding_id = o.id
    WHERE o.gepubliceerd AND c.status = 'open' ORDER BY o.code LIMIT 1`);
  await ask(`/api/v1/opleidingen/${code}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ voorwaarden: 'Je werkt op een school in Utrecht.' }),
  });
  // Older than what a form makes, so that a list of both has an order.
  await dataSource.query(`UPDATE badgesleutel SET sinds = sinds - interval '1 day'`);
  await dataSource.query('DELETE FROM sessie');
}

const stempel = (doel, tekst) => createHmac('sha256', SECRET).update(`${doel}:${tekst}`).digest('base64url');
const hash = (secret) => createHash('sha256').update(secret).digest('base64url');

/** Links that only a mail holds, with a secret that we know. */
async function addLinks(client, moment) {
  for (const [i, soort] of ['uitnodiging', 'wachtwoord', 'herstel'].entries())
    await client.query(
      `INSERT INTO uitnodiging (sleutel_hash, gebruiker_id, soort, aangemaakt_op, vervalt_op)
       SELECT $1, id, $2, $3, $3::timestamptz + interval '1 day' FROM gebruiker ORDER BY email OFFSET $4 LIMIT 1`,
      [hash(`geheim-van-${soort}`), soort, moment, i],
    );
  for (const [naam, uren] of [
    ['geldig', 1],
    ['verlopen', -1],
  ])
    await client.query(
      `INSERT INTO inloglink (sleutel_hash, persoon_id, aangemaakt_op, vervalt_op)
       SELECT $1, id, $2::timestamptz - interval '2 hours', $2::timestamptz + $3::integer * interval '1 hour'
         FROM persoon WHERE email_bevestigd_op IS NOT NULL ORDER BY email LIMIT 1`,
      [hash(`geheim-${naam}`), moment, uren],
    );
}

export async function onDatabase(url, work) {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const named = (url, name) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** The schema that the migrations of this code make, in words. */
export async function schemaOfCode({ url }) {
  const name = `scherm_${process.pid}_schema`;
  const admin = named(url, 'postgres');
  await onDatabase(admin, (client) => client.query(`CREATE DATABASE ${name}`));
  try {
    const model = { entities: [], migrations: alleMigraties };
    const dataSource = new DataSource(dataSourceOptions(named(url, name), model));
    await dataSource.initialize();
    await migrate(dataSource);
    await dataSource.destroy();
    return await onDatabase(named(url, name), readSchema);
  } finally {
    await onDatabase(admin, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

let copies = 0;

/**
 * A copy of the demo, with the product in front of it; what it draws and the ids that PostgreSQL gives follow from
 * what is asked, so that each copy goes the same way.
 * @param otherwise settings of the product.
 * @returns `{ app, url, database, moment, stop }`
 */
export async function startCopy(running, demo, otherwise) {
  const name = `scherm_${process.pid}_${(copies += 1)}`;
  const copy = { moment: demo.moment, database: named(demo.url, name) };
  let stopped;
  copy.stop = () => (stopped ??= stopCopy(demo, name, copy));
  await running.start(() => beginCopy(demo, name, copy, settings(otherwise)), copy.stop, 'work');
  noteTemplates(copy.app);
  return copy;
}

async function beginCopy({ url, moment }, name, copy, chosen) {
  await onDatabase(named(url, 'postgres'), (client) => copyDatabase(client, name));
  await onDatabase(copy.database, (client) => stopChance(client, moment));
  const module = AppModule.with(chosen, copy.database, new FixedClock(moment));
  copy.app = await createServer(module, chosen, false);
  recogniseRequests(copy.app.getHttpAdapter().getInstance());
  await copy.app.listen(0, '127.0.0.1');
  copy.url = await copy.app.getUrl();
}

async function stopCopy({ url }, name, { app }) {
  await app?.close();
  await onDatabase(named(url, 'postgres'), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
}

/** Several may copy at once, and PostgreSQL refuses while somebody looks at what is copied. */
async function copyDatabase(client, name) {
  const { rows } = await client.query(`SELECT datname FROM pg_database WHERE datname LIKE 'scherm\\_%'`);
  for (const { datname } of rows)
    if (!isAlive(Number(datname.split('_')[1])))
      await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  await client.query('SELECT pg_advisory_lock(7318099)');
  await client.query(`CREATE DATABASE ${name} TEMPLATE academie`);
  await client.query('SELECT pg_advisory_unlock(7318099)');
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * PostgreSQL's own clock stands still with ours: the planner notes by it when a task ran and how long. And ids are
 * counted, since those of gen_random_uuid() would put rows that are ordered by id in another order each run.
 */
async function stopChance(client, moment) {
  await client.query('CREATE SCHEMA werkbank');
  for (const name of ['now', 'clock_timestamp', 'statement_timestamp', 'transaction_timestamp'])
    await client.query(`CREATE FUNCTION werkbank.${name}() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT timestamptz '${moment.toISOString()}' $$`);
  // Found before those of PostgreSQL by whoever connects from here on.
  const { rows: databases } = await client.query('SELECT current_database() AS name');
  await client.query(`ALTER DATABASE ${databases[0].name} SET search_path = public, werkbank, pg_catalog`);
  await client.query('CREATE SEQUENCE werkbank.ids');
  await client.query(`CREATE FUNCTION werkbank.id() RETURNS uuid LANGUAGE sql AS
    $$ SELECT ('f0000000-0000-4000-a000-' || lpad(to_hex(nextval('werkbank.ids')), 12, '0'))::uuid $$`);
  const { rows } = await client.query(`
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_default = 'gen_random_uuid()'`);
  for (const { table_name, column_name } of rows)
    await client.query(`ALTER TABLE "${table_name}" ALTER COLUMN "${column_name}" SET DEFAULT werkbank.id()`);
}

/** Notes which templates a request fills in. */
function noteTemplates(app) {
  const templates = part(app, 'Templates');
  const { render } = templates;
  templates.render = function (name, context) {
    currentRequest()?.noted.push(name);
    return render.call(this, name, context);
  };
}

/** The one of this class, by name: so the workbench need not know in which file it lives. */
export function part(app, name) {
  for (const module of app.container.getModules().values())
    for (const { instance } of module.providers.values())
      if (instance?.constructor?.name === name) return instance;
  throw new Error(`The product has no ${name}`);
}

/** The people who look, each with the row of a session as logging in writes it, and a key that we know. */
export async function readPeople(client, moment) {
  const { rows: gebruikers } = await client.query(`
    SELECT g.id, g.email, r.rol, r.bestuur_id FROM gebruiker g JOIN gebruiker_rol r ON r.gebruiker_id = g.id
     WHERE g.demo AND g.email <> 'bestuur.ksu@demo.example' ORDER BY g.email`);
  const { rows: personen } = await client.query(`
    SELECT persoon_id AS id FROM aanmelding a JOIN persoon p ON p.id = a.persoon_id
      LEFT JOIN certificaat c ON c.aanmelding_id = a.id
     GROUP BY 1, p.email ORDER BY count(c.id) DESC, count(*) DESC, p.email`);
  const people = { niemand: { cookies: { bezoek: 'werkbank-bezoek' } } };
  const add = (naam, kolommen) => {
    const sleutel = `werkbank-sessie-van-${naam}`;
    const sessie = {
      sleutel_hash: hash(sleutel),
      ...{ gebruiker_id: null, persoon_id: null, rol: null, bestuur_id: null, stap: null },
      ...kolommen,
      aangemaakt_op: moment,
      vervalt_op: new Date(moment.getTime() + 8 * 3_600_000),
    };
    people[naam] = { cookies: { sessie: sleutel }, sessie };
  };
  for (const { id, email, rol, bestuur_id } of gebruikers)
    add(email.split('@')[0], { gebruiker_id: id, rol, bestuur_id });
  add('deelnemer', { persoon_id: personen[0].id });
  add('deelnemer-zonder', { persoon_id: personen.at(-1).id });
  const [{ id, rol, bestuur_id }] = gebruikers;
  for (const stap of ['factor', 'instellen'])
    add(`stap-${stap}`, { gebruiker_id: id, rol, bestuur_id, stap });
  return people;
}

/** With which the academie knows a provider of accounts, that is out of reach. */
export const OIDC = {
  OIDC_ISSUER: 'http://127.0.0.1:9',
  OIDC_CLIENT_ID: 'werkbank',
  OIDC_CLIENT_SECRET: 'werkbank',
  OIDC_NAAM: 'Werkbank',
};

/** Who come back from that provider with an account that nobody knows yet. */
export async function readOidcPeople(client, moment) {
  const { coordinator } = await readPeople(client, moment);
  const people = { 'oidc-niemand': { cookies: {} }, 'oidc-coordinator': coordinator };
  const kolommen = {
    'oidc-onbekend': { email: 'noor@school.example' },
    'oidc-uitgenodigd': { uitnodiging_hash: hash('geheim-van-uitnodiging') },
    'oidc-met-link': { link_hash: hash('geheim-van-link'), gebruiker_id: coordinator.sessie.gebruiker_id },
  };
  for (const [naam, kolom] of Object.entries(kolommen)) {
    const verzoek = { email: null, uitnodiging_hash: null, link_hash: null, gebruiker_id: null, ...kolom };
    await client.query(
      `INSERT INTO oidc_verzoek (sleutel_hash, uitgever, sub, mfa, email, uitnodiging_hash, link_hash, gebruiker_id,
         aangemaakt_op, vervalt_op)
       VALUES ($1, $2, $1, false, $3, $4, $5, $6, $7, $7::timestamptz + interval '1 hour')`,
      [hash(naam), OIDC.OIDC_ISSUER, ...Object.values(verzoek), moment],
    );
    people[naam] = { cookies: { 'oidc-verzoek': naam } };
  }
  return people;
}

/** Puts the sessions there, and back as they were: a form may have ended one, or changed what it acts in. */
export async function logIn(client, people) {
  for (const { sessie } of Object.values(people)) {
    if (!sessie) continue;
    const namen = Object.keys(sessie);
    await client.query(
      `INSERT INTO sessie (${namen.join(', ')}) VALUES (${namen.map((_, i) => `$${i + 1}`).join(', ')})
       ON CONFLICT (sleutel_hash) DO UPDATE SET ${namen.map((naam) => `${naam} = EXCLUDED.${naam}`).join(', ')}`,
      Object.values(sessie),
    );
  }
}

/** What proves that we sent the link with which a persoon wants no more invitations. */
export function afmeldtoken(persoonId) {
  const wie = Buffer.from(persoonId.replaceAll('-', ''), 'hex').toString('base64url');
  return `${wie}.${stempel('afmelden', persoonId)}`;
}
