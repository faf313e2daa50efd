// `npm run dev`: the demo on http://localhost:3000 (or PORT), built again as soon as a file is saved.
// A source starts the server anew, on the same PostgreSQL, which this process keeps running. A template or a style is
// read again at the next request. A debugger can join at any time (the address stands in the output).
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { buildFile, compileAll } from '../build.mjs';

const project = path.resolve(import.meta.dirname, '..');
process.chdir(project);

await compileAll();
// It would be of before what is saved now.
await fs.rm('dist/server.cjs', { force: true });
const { startEmbeddedPostgres } = await import('../dist/src/platform/database/embedded/embedded-postgres.js');
const database = process.env.DATABASE_URL
  ? { stop: async () => {} }
  : await startEmbeddedPostgres({ folder: path.join(project, '.data'), report: (zin) => console.log(zin) });

let server;
let starting = Promise.resolve();

function start() {
  server = spawn(
    process.execPath,
    ['--inspect', '--enable-source-maps', '--import', './werkbank/herlees.mjs', 'dist/src/main.js'],
    { stdio: 'inherit' },
  );
}

async function stop() {
  const child = server;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** One restart at a time; what is saved meanwhile is in the next one. */
function restart() {
  starting = starting.then(stop).then(start);
}

const waiting = new Set();
let timer;

/** Editors write a file in several steps, and a branch changes many at once: wait until it is quiet. */
function changed(file) {
  waiting.add(file);
  clearTimeout(timer);
  timer = setTimeout(rebuild, 60);
}

async function rebuild() {
  const files = [...waiting];
  waiting.clear();
  const begin = performance.now();
  try {
    for (const file of files) await buildFile(file);
  } catch (error) {
    console.error(error.message);
    return;
  }
  console.log(`${files.join(', ')}: gebouwd in ${Math.round(performance.now() - begin)} ms`);
  restart();
}

for (const folder of ['src', 'migrations'])
  watch(folder, { recursive: true }, (_event, name) => {
    if (name && /\.(ts|yaml)$/.test(name)) changed(path.join(folder, name));
  });

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await starting;
    await stop();
    await database.stop();
    process.exit(0);
  });

start();
