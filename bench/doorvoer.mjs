// Everything beside something bare, on an embedded PostgreSQL of its own with fsync on: the product as it is shipped, and
// in the same run a bare server that decides the same and keeps the same rows, and gives the same bytes; mail; files on a
// filled database; start and memory. The load runs on the same cores: read ratios, not records.
import autocannon from 'autocannon';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/src/platform/database/embedded/embedded-postgres.js';
import { meetBestanden } from './bestanden.mjs';
import { vulOp } from './gevuld.mjs';
import { meetPost } from './post.mjs';
import { startProduct } from './product.mjs';
import { meetZuinig } from './zuinig.mjs';
import { verslag } from './verslag.mjs';

const PLACES = 20;
const MANY = 200;
const BARE_PORT = 3800 + (process.pid % 90);

/** What is measured: with how many clients, and how much of the bare server is aimed at. */
const works = {
  'een heet cohort, 16 tegelijk': { clients: 16, enrol: 1, doel: 0.6 },
  'een heet cohort, 64 tegelijk': { clients: 64, enrol: 1, doel: 0.6 },
  '200 cohorten, 16 tegelijk': { clients: 16, enrol: MANY, doel: 0.6 },
  'catalogus, JSON': { clients: 16, pad: '/api/v1/opleidingen', doel: 0.5 },
  'catalogus, HTML': { clients: 16, pad: '/', doel: 0.5 },
};

/** @param keuzes `kort`: in under a minute; `json`: the file that the figures go to; `docs`: also into docs/prestaties.md. */
export async function meet(running, { kort, json, docs } = {}) {
  const rounds = kort ? 1 : 5;
  const seconds = kort ? 2 : 4;
  const { url } = await running.start(startEmpty, ({ stop }) => stop(), 'whole');
  const rows = [
    ...(await meetServers(running, url, rounds, seconds)),
    ...(await meetPost(running, url, rounds)),
    ...(kort ? [] : await meetZuinig(running, url, rounds)),
    ...(kort ? [] : await meetVol(running, rounds)),
  ];
  await check(url);
  await verslag(rows, { rounds, seconds, json, docs });
}

async function meetServers(running, url, rounds, seconds) {
  const product = await startProduct(running, url, { DEMO_DATA: 'on' });
  const servers = { product: product.base, kaal: await startBare(running, url, product.base) };
  const client = new pg.Client(url);
  await client.connect();
  try {
    await measureAll(client, servers, 1, 1);
    const results = await measureAll(client, servers, rounds, seconds);
    return Object.entries(results).map(([naam, { product: own, kaal }]) => ({
      ...{ naam, eenheid: 'per s', doel: works[naam].doel },
      product: own.map(({ perSecond }) => perSecond),
      kaal: kaal.map(({ perSecond }) => perSecond),
      latency: own.toSorted((a, b) => a.p99 - b.p99)[Math.floor(own.length / 2)],
    }));
  } finally {
    await client.end();
    await product.stop();
  }
}

/** On a filled database, half of the full size: a hundred thousand aanmeldingen. */
async function meetVol(running, rounds) {
  const { url } = await running.start(startEmpty, ({ stop }) => stop(), 'whole');
  await vulOp(url, 0.5);
  const rows = await meetBestanden(running, url, rounds);
  await check(url);
  return rows;
}

async function startEmpty() {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'academie-bench-'));
  await fs.chmod(folder, 0o755);
  const { url, stop } = await startEmbeddedPostgres({ folder });
  return { url, stop: () => stop().then(() => fs.rm(folder, { recursive: true, force: true })) };
}

async function startBare(running, url, product) {
  const begin = async () => {
    const child = spawn(process.execPath, ['bench/kaal.mjs', url, String(BARE_PORT), product], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const chunk of child.stdout) if (String(chunk).includes('Kaal')) return child;
    throw new Error('the bare server did not start');
  };
  await running.start(
    begin,
    async (child) => {
      if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit');
    },
    'work',
  );
  return `http://127.0.0.1:${BARE_PORT}`;
}

/** Round after round, so that what disturbs the machine disturbs both. */
async function measureAll(client, servers, rounds, seconds) {
  const results = {};
  for (let round = 0; round < rounds; round += 1)
    for (const [name, work] of Object.entries(works))
      for (const [who, base] of Object.entries(servers))
        ((results[name] ??= {})[who] ??= []).push(await measure(client, base, work, seconds));
  return results;
}

let person = 0;

async function measure(client, base, { clients, enrol, pad }, seconds) {
  const cohorten = enrol ? await makeCohorten(client, enrol) : [];
  const setupRequest = (request) => {
    person += 1;
    const cohort = cohorten[person % cohorten.length];
    const email = `bench${person}@school.example`;
    const body = JSON.stringify({ voornaam: 'Anna', achternaam: 'Berg', email, functie: 'leraar' });
    return { ...request, path: `/api/v1/cohorten/${cohort}/aanmeldingen`, body };
  };
  const request = enrol
    ? { method: 'POST', headers: { 'content-type': 'application/json' }, setupRequest }
    : { method: 'GET', path: pad };
  const result = await autocannon({
    url: base,
    connections: clients,
    duration: seconds,
    requests: [request],
  });
  const wrong = result.non2xx + result.errors + result.timeouts;
  if (wrong > 0) throw new Error(`${wrong} of ${result.requests.total} went wrong at ${base}`);
  if (enrol) await checkPlaces(client, cohorten, result['2xx']);
  const { average: perSecond } = result.requests;
  return { perSecond, p50: result.latency.p50, p99: result.latency.p99 };
}

async function makeCohorten(client, count) {
  const { rows } = await client.query(
    `INSERT INTO cohort (opleiding_id, code, naam, status, capaciteit)
     SELECT (SELECT id FROM opleiding ORDER BY code LIMIT 1), 'BENCH-' || gen_random_uuid(), 'Bench', 'concept', $2
       FROM generate_series(1, $1) RETURNING id`,
    [count, PLACES],
  );
  const ids = rows.map(({ id }) => id);
  await client.query(`UPDATE cohort SET status = 'open' WHERE id = ANY($1)`, [ids]);
  return ids;
}

/** Nothing was oversold, nobody is in it twice, and whoever heard yes is in it. */
async function checkPlaces(client, cohorten, answered) {
  const { rows } = await client.query(
    `SELECT count(*)::integer AS allen, count(DISTINCT persoon_id)::integer AS mensen,
            count(plaatsnummer)::integer AS plaatsen
       FROM aanmelding WHERE cohort_id = ANY($1)`,
    [cohorten],
  );
  const { allen, mensen, plaatsen } = rows[0];
  if (plaatsen > cohorten.length * PLACES || allen < answered || allen !== mensen)
    throw new Error(`${allen} aanmeldingen of ${mensen} people, ${plaatsen} places, ${answered} answered`);
  // They would make the catalogue longer than it is. In the order in which enrolling locks them: the last may be under way.
  await client.query(
    `UPDATE cohort SET status = 'afgerond'
      WHERE id IN (SELECT id FROM cohort WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE)`,
    [cohorten],
  );
}

/** All invariants of the product, on what both have written. */
async function check(url) {
  const child = spawn(process.execPath, ['dist/src/opdrachten/controleer.js'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm run controleer: exit code ${code}`);
  console.log('controleer: alles klopt');
}
