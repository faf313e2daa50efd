// Before all tests: a real PostgreSQL (or the one of TEST_DATABASE_URL) with the template database on it. What the
// tests need of it goes through the environment, because Jest runs them in processes of their own.
import fs from 'node:fs/promises';
import path from 'node:path';
import { compileer } from './compileer.mjs';
import { maakSjabloon } from './sjabloon.mjs';
import { maakWerkmap, ruimVerlatenWerkmappen } from './werkmap.mjs';

export default async function globalSetup() {
  const bouw = await compileer(['src', 'migrations']);
  const postgres = await laad(bouw, 'src/platform/database/ingebouwd/ingebouwde-postgres.js');
  await ruimVerlatenWerkmappen(postgres.stopVerlatenPostgres);
  const werkmap = await maakWerkmap();
  const taken = [() => verwijder(bouw), () => verwijder(werkmap)];
  globalThis.ruimTestDatabaseOp = () => doe(taken.splice(0).reverse());
  ruimOokOpNaSignaal();
  const url = process.env.TEST_DATABASE_URL ?? (await eigenServer(postgres, werkmap, taken));
  const sjabloon = await maakSjabloon(url, (doel) => migreer(bouw, doel));
  if (process.env.TEST_DATABASE_URL) taken.push(sjabloon.ruimOp);
  Object.assign(process.env, {
    TEST_PG: url,
    TEST_SJABLOON: sjabloon.naam,
    TEST_BOUW: bouw,
    TEST_WERKMAP: werkmap,
  });
}

async function eigenServer({ startIngebouwdePostgres }, werkmap, taken) {
  const map = path.join(werkmap, 'server');
  const server = await startIngebouwdePostgres({ map, duurzaam: false, maxVerbindingen: 300 });
  taken.push(server.stop);
  return server.url;
}

async function migreer(bouw, url) {
  const { DataSource } = await import('typeorm');
  const { dataSourceOptions, migrate } = await laad(bouw, 'src/platform/database/data-source.js');
  const { alleMigraties } = await laad(bouw, 'migrations/index.js');
  const bron = new DataSource(dataSourceOptions(url, { entities: [], migrations: alleMigraties }));
  await bron.initialize();
  try {
    await migrate(bron);
  } finally {
    await bron.destroy();
  }
}

async function laad(bouw, bestand) {
  return import(path.join(bouw, bestand));
}

/** Jest skips the teardown on Ctrl-C, and the server would run on. */
function ruimOokOpNaSignaal() {
  for (const signaal of ['SIGINT', 'SIGTERM']) {
    process.once(signaal, () => globalThis.ruimTestDatabaseOp().finally(() => process.exit(130)));
  }
}

async function verwijder(map) {
  await fs.rm(map, { recursive: true, force: true, maxRetries: 5 });
}

async function doe(taken) {
  for (const taak of taken) await taak();
}
