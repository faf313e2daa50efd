// npm run scherm -- --vergelijk MAP: keeps what all screens look like now, or says what has changed since.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDemo, schemaOfCode } from './demo.mjs';
import { WALK, walk } from './tocht.mjs';
import { difference } from './verschil.mjs';
import { Vraagfout } from './vraagfout.mjs';

/** Of the differences that are not the same as one before, this many are shown. */
const SHOWN = 40;
const BESIDE = ['openapi.json', 'routes.txt', 'schema.txt'];

/** @returns the exit code: 0 when nothing differs, 2 otherwise. */
export async function vergelijk(running, map) {
  const folder = path.resolve(map);
  const kept = path.join(folder, 'schermen');
  const begin = performance.now();
  const demo = await openDemo(running, folder);
  const isNew = !(await exists(kept));
  if (!isNew && (await read(kept, 'gang.txt')) !== String(WALK))
    throw new Vraagfout(
      `${map} is van een andere versie van deze opdracht; maak een nieuwe, met de code van toen.`,
    );
  const target = await fs.mkdtemp(path.join(isNew ? folder : os.tmpdir(), 'scherm-'));
  const list = await record(running, demo, target);
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  if (isNew) {
    await fs.rename(target, kept);
    console.log(`${list.length} schermen bewaard in ${kept}, in ${seconds} s.`);
    return 0;
  }
  const same = await report(kept, target, list, seconds);
  if (same) await fs.rm(target, { recursive: true });
  else console.log(`Wat er nu is, staat in ${target}; vergelijk met ${kept}.`);
  return same ? 0 : 2;
}

/** Writes all there is to see below `folder`. @returns what was written, in the order of the walk. */
async function record(running, demo, folder) {
  const made = new Set();
  const write = async (file, text) => {
    const parent = path.dirname(path.join(folder, file));
    if (!made.has(parent)) await fs.mkdir(parent, { recursive: true });
    made.add(parent);
    await fs.writeFile(path.join(folder, file), text);
  };
  const routes = await readRoutes();
  await write('routes.txt', routes.text);
  await write('schema.txt', await schemaOfCode(demo));
  const answers = await walk(running, demo, routes.list, async ({ wie, vraag, adres, tekst }) => {
    if (adres !== '/api/v1/openapi.json')
      await write(fileOf({ wie, vraag, adres }), `${wie}: ${vraag} ${adres}\n${tekst}`);
    else if (wie === 'niemand') await write('openapi.json', inLines(tekst));
  });
  const files = new Map(
    answers
      .filter(({ adres }) => adres !== '/api/v1/openapi.json')
      .map((answer) => [fileOf(answer), { ...answer, file: fileOf(answer) }]),
  );
  const list = [...files.values()];
  await write('gang.txt', String(WALK));
  await write('lijst.json', JSON.stringify(list));
  return list;
}

function fileOf({ wie, vraag, adres }) {
  const name = `${vraag} ${adres}`;
  const short = name.replace(/[^\w.=-]+/g, '_').slice(0, 90);
  return `${wie}/${short}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}.txt`;
}

async function readRoutes() {
  const program = path.resolve('dist/src/opdrachten/routes.js');
  const { stdout: text } = await promisify(execFile)(process.execPath, [program]);
  const list = text
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([methode, pad]) => ({ methode, pad }));
  return { text, list };
}

/** The document with a line for each thing, so that a difference says which, and then as it is. */
function inLines(text) {
  const [head, body] = text.split('\n\n', 2);
  return `${head}\n\n${JSON.stringify(JSON.parse(body), null, 1)}\n${body}\n`;
}

/** Says what differs; what differs in the same way is said once, with all its places. @returns whether nothing does. */
async function report(kept, target, list, seconds) {
  const before = JSON.parse(await fs.readFile(path.join(kept, 'lijst.json'), 'utf8'));
  const known = new Set(before.map(({ file }) => file));
  const present = new Set(list.map(({ file }) => file));
  const both = list.filter(({ file }) => known.has(file)).map((each) => ({ ...each, title: titleOf(each) }));
  const groups = new Map();
  let changed = 0;
  for (const { file, title } of [...BESIDE.map((name) => ({ file: name, title: name })), ...both]) {
    const lines = await differs(kept, target, file);
    if (!lines) continue;
    changed += 1;
    const text = lines.filter((line) => /^[-+]/.test(line)).join('\n');
    if (!groups.has(text)) groups.set(text, { lines, titles: [] });
    groups.get(text).titles.push(title);
  }
  [...groups.values()].forEach(({ lines, titles }, i) => {
    console.log(`\n${titles.map((title) => `ANDERS ${title}`).join('\n')}`);
    if (i < SHOWN) console.log(lines.map((line) => `  ${line}`).join('\n'));
  });
  const added = list.filter(({ file }) => !known.has(file));
  const gone = before.filter(({ file }) => !present.has(file));
  for (const screen of added) console.log(`NIEUW  ${titleOf(screen)}`);
  for (const screen of gone) console.log(`WEG    ${titleOf(screen)}`);
  console.log(
    `\n${list.length} schermen, ${changed} anders, ${added.length} nieuw, ${gone.length} weg (${seconds} s)`,
  );
  return changed + added.length + gone.length === 0;
}

function titleOf({ wie, vraag, adres, sjablonen }) {
  const pages = pagesOf(sjablonen);
  return `${wie}: ${vraag} ${adres}${pages.length > 0 ? ` [${pages.join(', ')}]` : ''}`;
}

/** The names of screens among those of templates: `<feature>/<screen>`. */
export const pagesOf = (templates) =>
  templates.filter((name) => name.startsWith('pages/')).map((name) => name.slice('pages/'.length));

/** @returns the lines of the difference; null when there is none. */
async function differs(kept, target, file) {
  const [before, after] = await Promise.all(
    [kept, target].map((folder) => fs.readFile(path.join(folder, file), 'utf8')),
  );
  return before === after ? null : difference(before, after);
}

const read = (folder, file) => fs.readFile(path.join(folder, file), 'utf8').catch(() => '');

const exists = (file) =>
  fs.access(file).then(
    () => true,
    () => false,
  );
