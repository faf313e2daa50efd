// A filled database to measure and look at: `npm run bench -- vulling [FOLDER]`, or with DATABASE_URL in that one.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { alleMigraties } from '../dist/migrations/index.js';
import { UitkomstTellen } from '../dist/src/evaluaties/uitkomst-tellen.js';
import { dataSourceOptions, migrate } from '../dist/src/platform/database/data-source.js';
import { startEmbeddedPostgres } from '../dist/src/platform/database/embedded/embedded-postgres.js';
import { tel, vul } from './vulling.mjs';

/** Opens the database of `folder`, which outlives the process, or that of DATABASE_URL; fills it when it is empty. */
export async function openGevuld(folder = path.join(os.tmpdir(), 'academie-gevuld')) {
  const database = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: () => Promise.resolve() }
    : await startEigen(folder);
  try {
    await migreer(database.url);
    const client = new pg.Client(database.url);
    await client.connect();
    try {
      const { rows } = await client.query('SELECT FROM cohort LIMIT 1');
      if (rows.length === 0) await vul(client, { meld: console.log });
      await telEvaluaties(database.url);
      console.log(await tel(client));
    } finally {
      await client.end();
    }
  } catch (error) {
    await database.stop();
    throw error;
  }
  return database;
}

async function startEigen(folder) {
  await fs.mkdir(folder, { recursive: true });
  await fs.chmod(folder, 0o755);
  return startEmbeddedPostgres({ folder });
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
    await dataSource.transaction((m) => new UitkomstTellen({ now: () => new Date() }).verdeel(m));
    console.log(`evaluaties in the figures ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  } finally {
    await dataSource.destroy();
  }
}

/** Holds the database open until Ctrl-C, for a server beside it. */
export async function houdOpen(folder) {
  const database = await openGevuld(folder);
  console.log(
    `Serve it with: DATABASE_URL='${database.url}' npm start\nCtrl-C stops the database; its data stay.`,
  );
  await new Promise((klaar) => ['SIGINT', 'SIGTERM'].forEach((signaal) => process.once(signaal, klaar)));
  await database.stop();
}
