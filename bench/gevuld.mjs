// A filled database to measure and look at: `npm run bench -- vulling [FOLDER]`, or with DATABASE_URL in that one.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { alleMigraties } from '../dist/migrations/index.js';
import { TellenService } from '../dist/src/evaluaties/uitkomst/tellen.service.js';
import { dataSourceOptions, migrate } from '../dist/src/platform/database/data-source.js';
import { startEmbeddedPostgres } from '../dist/src/platform/database/embedded/embedded-postgres.js';
import { tel, vul } from './vulling.mjs';

/**
 * Opens the database of `folder`, which outlives the process, or that of DATABASE_URL; fills it when it is empty.
 * @param running stops the server of that database again.
 * @param deel how much of the full size.
 * @returns its address.
 */
export async function openGevuld(running, folder = path.join(os.tmpdir(), 'academie-gevuld'), deel = 1) {
  const url = process.env.DATABASE_URL || (await startEigen(running, folder));
  await vulOp(url, deel);
  return url;
}

/** Migrates the database, and fills it when it is empty. */
export async function vulOp(url, deel) {
  await migreer(url);
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query('SELECT FROM cohort LIMIT 1');
    if (rows.length === 0) await vul(client, { deel, meld: console.log });
    await telEvaluaties(url);
    console.log(await tel(client));
  } finally {
    await client.end();
  }
}

async function startEigen(running, folder) {
  await fs.mkdir(folder, { recursive: true });
  await fs.chmod(folder, 0o755);
  const database = await running.start(
    () => startEmbeddedPostgres({ folder }),
    ({ stop }) => stop(),
    'whole',
  );
  return database.url;
}

async function migreer(url) {
  const dataSource = new DataSource(dataSourceOptions(url, { entities: [], migrations: alleMigraties }));
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** What the product does when an evaluatie closes, for all that the filling closed. */
async function telEvaluaties(url) {
  const dataSource = new DataSource(dataSourceOptions(url, { entities: [], migrations: [] }));
  await dataSource.initialize();
  try {
    const begin = Date.now();
    await dataSource.transaction((m) => new TellenService({ now: () => new Date() }).verdeel(m));
    console.log(`evaluaties in the figures ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  } finally {
    await dataSource.destroy();
  }
}

/** Holds the database open until Ctrl-C, for a server beside it. */
export async function houdOpen(running, folder, deel = 1) {
  const url = await openGevuld(running, folder, deel);
  console.log(`Serve it with: DATABASE_URL='${url}' npm start\nCtrl-C stops the database; its data stay.`);
  // A timer, because waiting for a signal alone does not keep a process alive.
  await new Promise(() => setInterval(() => undefined, 60_000));
}
