// Enrolments and catalogue per second, through HTTP, on an embedded PostgreSQL of its own with fsync on.
// The load runs in this process and the product beside it on the same cores: read ratios, not records.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../dist/src/platform/database/embedded/embedded-postgres.js';
import { startProduct } from './product.mjs';

const ROUNDS = +(process.env.ROUNDS ?? 3);
const CLIENTS = +(process.env.CLIENTS ?? 16);
const SECONDS = 4;
let base;

async function makeCohorten(client, count, capaciteit) {
  const { rows } = await client.query(
    `INSERT INTO cohort (opleiding_id, code, naam, status, capaciteit)
     SELECT (SELECT id FROM opleiding LIMIT 1), 'BENCH-' || gen_random_uuid(), 'Bench', 'open', $2
       FROM generate_series(1, $1) RETURNING id`,
    [count, capaciteit],
  );
  return rows.map(({ id }) => id);
}

let person = 0;
function enrol(cohortId) {
  person += 1;
  const body = {
    voornaam: 'Anna',
    achternaam: 'Berg',
    email: `bench${person}@school.example`,
    functie: 'leraar',
  };
  return fetch(`${base}/api/v1/cohorten/${cohortId}/aanmeldingen`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Requests per second of `CLIENTS` clients that each wait for their answer. */
async function measure(request, status) {
  const end = Date.now() + SECONDS * 1000;
  let done = 0;
  const client = async () => {
    for (; Date.now() < end; done += 1) {
      const answer = await request();
      await answer.arrayBuffer();
      if (answer.status !== status) throw new Error(`answer ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return done / SECONDS;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Measures and prints. */
export async function meet(running) {
  const { url } = await running.start(startEmpty, ({ stop }) => stop(), 'whole');
  base = await startProduct(running, url);
  const client = new pg.Client(url);
  await client.connect();
  try {
    toon(await measureAll(client));
  } finally {
    await client.end();
  }
}

async function startEmpty() {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'academie-bench-'));
  await fs.chmod(folder, 0o755);
  const { url, stop } = await startEmbeddedPostgres({ folder });
  return { url, stop: () => stop().then(() => fs.rm(folder, { recursive: true, force: true })) };
}

async function measureAll(client) {
  const results = {};
  const round = async (name, request, status) => (results[name] ??= []).push(await measure(request, status));
  // The catalogue first: the cohorten that the enrolments need would make it much longer than it is.
  for (let i = 0; i < ROUNDS; i += 1) {
    await round('catalogue JSON', () => fetch(`${base}/api/v1/opleidingen`), 200);
    await round('catalogue HTML', () => fetch(`${base}/`), 200);
  }
  const [hot] = await makeCohorten(client, 1, 20);
  const many = await makeCohorten(client, 200, 20);
  for (let i = 0; i < ROUNDS; i += 1) {
    await round('enrol, one hot cohort', () => enrol(hot), 201);
    await round('enrol, 200 cohorten', () => enrol(many[Math.floor(Math.random() * many.length)]), 201);
  }
  return results;
}

function toon(results) {
  console.log(`${CLIENTS} clients, median of ${ROUNDS} rounds of ${SECONDS} s, per second:`);
  for (const [name, values] of Object.entries(results))
    console.log(`  ${name.padEnd(24)} ${Math.round(median(values))}`);
}
