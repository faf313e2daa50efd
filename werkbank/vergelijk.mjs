// npm run scherm -- --vergelijk MAP: keeps what all screens look like now, or says what has changed since.
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { onDatabase, openDemo } from './demo.mjs';
import { readSchema } from './schema.mjs';
import { fileOf, walk } from './tocht.mjs';
import { difference } from './verschil.mjs';

const SHOWN = 40;
const BESIDE = ['openapi.json', 'routes.txt', 'schema.txt'];

/** @returns the exit code: 0 when nothing differs, 2 otherwise. */
export async function vergelijk(running, folder) {
  const kept = path.join(path.resolve(folder), 'schermen');
  const begin = performance.now();
  const demo = await openDemo(running, path.resolve(folder));
  const isNew = !(await exists(kept));
  const target = await fs.mkdtemp(path.join(isNew ? path.resolve(folder) : os.tmpdir(), 'scherm-'));
  const run = await record(running, demo, target);
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  if (isNew) {
    await fs.rename(target, kept);
    console.log(`${run.length} schermen bewaard in ${kept}, in ${seconds} s.`);
    return 0;
  }
  const same = await report(kept, target, run);
  console.log(`(${seconds} s)`);
  if (same) await fs.rm(target, { recursive: true });
  else console.log(`Wat er nu is, staat in ${target}; vergelijk met ${kept}.`);
  return same ? 0 : 2;
}

/** Writes all there is to see below `folder`. @returns what was written, in the order of the walk. */
async function record(running, demo, folder) {
  const routes = await readRoutes();
  const list = [];
  const files = new Set();
  const write = async (file, text) => {
    await fs.mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await fs.writeFile(path.join(folder, file), text);
  };
  await write('routes.txt', routes.text);
  await write('schema.txt', await onDatabase(demo.url, readSchema));
  await walk(running, demo, routes.list, async (screen) => {
    const { wie, vraag, adres, tekst, sjablonen } = screen;
    if (adres === '/api/v1/openapi.json') {
      if (wie === 'niemand') await write('openapi.json', inLines(tekst));
      return;
    }
    const file = fileOf(screen);
    if (files.has(file)) return;
    files.add(file);
    list.push({ file, wie, vraag, adres, sjablonen });
    await write(file, `${wie}: ${vraag} ${adres}\n${tekst}`);
  });
  await write('lijst.json', JSON.stringify(list));
  return list;
}

async function readRoutes() {
  const program = path.resolve('dist/src/opdrachten/routes.main.js');
  const { stdout: text } = await promisify(execFile)(process.execPath, [program]);
  const list = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([methode, pad]) => ({ methode, pad }));
  return { text, list };
}

/** One line a thing, for a diff; what was one line says in which byte it differs, which helps nobody. */
function inLines(text) {
  const [head, body] = text.split('\n\n', 2);
  const document = JSON.parse(body);
  return `${head}\n\n${JSON.stringify(document, null, 1)}\n${body}\n`;
}

async function report(kept, target, run) {
  const before = JSON.parse(await fs.readFile(path.join(kept, 'lijst.json'), 'utf8'));
  const known = new Set(before.map(({ file }) => file));
  const present = new Set(run.map(({ file }) => file));
  const changed = [];
  for (const file of BESIDE) if (await differs(kept, target, file)) changed.push({ file, title: file });
  for (const screen of run) {
    if (!known.has(screen.file)) continue;
    if (await differs(kept, target, screen.file)) changed.push({ file: screen.file, title: titleOf(screen) });
  }
  for (const { file, title } of changed.slice(0, SHOWN)) {
    console.log(`\nANDERS ${title}`);
    console.log((await differs(kept, target, file)).map((line) => `  ${line}`).join('\n'));
  }
  if (changed.length > SHOWN) {
    console.log(`\nEn nog ${changed.length - SHOWN} andere:`);
    for (const { title } of changed.slice(SHOWN)) console.log(`ANDERS ${title}`);
  }
  const added = run.filter(({ file }) => !known.has(file));
  const gone = before.filter(({ file }) => !present.has(file));
  for (const screen of added) console.log(`NIEUW  ${titleOf(screen)}`);
  for (const screen of gone) console.log(`WEG    ${titleOf(screen)}`);
  console.log(
    `\n${run.length} schermen, ${changed.length} anders, ${added.length} nieuw, ${gone.length} weg`,
  );
  return changed.length + added.length + gone.length === 0;
}

const titleOf = ({ wie, vraag, adres, sjablonen }) => {
  const pages = sjablonen
    .filter((name) => name.startsWith('pages/'))
    .map((name) => name.slice('pages/'.length));
  return `${wie}: ${vraag} ${adres}${pages.length > 0 ? ` [${pages.join(', ')}]` : ''}`;
};

/** @returns the lines of the difference; null when there is none. */
async function differs(kept, target, file) {
  const [before, after] = await Promise.all(
    [kept, target].map((folder) => fs.readFile(path.join(folder, file), 'utf8')),
  );
  return before === after ? null : difference(before, after);
}

const exists = (file) =>
  fs.access(file).then(
    () => true,
    () => false,
  );
