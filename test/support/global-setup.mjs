// Before all tests: a real PostgreSQL (or the one of TEST_DATABASE_URL) with the template database on it. What the
// tests need of it goes through the environment, because Jest runs them in processes of their own.
import fs from 'node:fs/promises';
import path from 'node:path';
import { shiftClock } from './begin.mjs';
import { compile } from './compile.mjs';
import { makeRole, makeTemplate } from './template.mjs';
import { makeWorkspace, removeAbandonedWorkspaces } from './workspace.mjs';

export default async function globalSetup() {
  const build = await compile(['src', 'migrations']);
  const postgres = await load(build, 'src/platform/database/embedded/embedded-postgres.js');
  await removeAbandonedWorkspaces(postgres.stopAbandonedPostgres);
  const workspace = await makeWorkspace();
  await shiftClock(workspace);
  const tasks = [() => remove(build), () => remove(workspace)];
  globalThis.cleanUpTestDatabase = () => runAll(tasks.splice(0).reverse());
  cleanUpOnSignal();
  const given = process.env.TEST_DATABASE_URL;
  const { url, serverUrl } = given
    ? await makeRole(given, tasks)
    : await ownServer(postgres, workspace, tasks);
  const template = await makeTemplate(url, serverUrl, (urls) => runMigrations(build, urls));
  if (given) tasks.push(template.cleanUp);
  Object.assign(process.env, {
    TEST_PG: url,
    TEST_PG_SERVER: serverUrl,
    TEST_TEMPLATE: template.name,
    TEST_BUILD: build,
    TEST_WORKSPACE: workspace,
  });
}

async function ownServer({ startEmbeddedPostgres }, workspace, tasks) {
  const folder = path.join(workspace, 'server');
  const server = await startEmbeddedPostgres({ folder, durable: false, maxConnections: 300 });
  tasks.push(server.stop);
  return server;
}

async function runMigrations(build, urls) {
  const { DataSource } = await import('typeorm');
  const { dataSourceOptions, migrate } = await load(build, 'src/platform/database/data-source.js');
  const { alleMigraties } = await load(build, 'migrations/index.js');
  const { bereikVanBestuur } = await load(build, 'src/toegang/bereik.rules.js');
  const model = { entities: [], migrations: alleMigraties, rowScope: bereikVanBestuur };
  const dataSource = new DataSource(dataSourceOptions(urls, model));
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function load(build, file) {
  return import(path.join(build, file));
}

/** Jest skips the teardown on Ctrl-C, and the server would run on. */
function cleanUpOnSignal() {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => globalThis.cleanUpTestDatabase().finally(() => process.exit(130)));
  }
}

async function remove(folder) {
  await fs.rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function runAll(tasks) {
  for (const task of tasks) await task();
}
