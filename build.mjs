// Compiles src/ and migrations/ to dist/ with swc (settings in .swcrc), puts the data files of src/ beside them, and makes
// the server of it (bundle.mjs), so that dist/ and templates/ are all that it needs. Types are checked by `npm run check`.
// A file that comes out the same is left alone and any other is put in place at once, so that a build never pulls the
// files from under a process that starts beside it. A server that runs reads what is rare, and what its threads do, when it
// is first asked for: start it anew after a build.
import { bundle } from './bundle.mjs';
import { transformFile } from '@swc/core';
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const outDir = 'dist';

async function compile(file) {
  const target = path.join(outDir, file.replace(/\.ts$/, '.js'));
  const { code, map } = await transformFile(file, {
    sourceFileName: path.relative(path.dirname(target), file),
  });
  await fs.mkdir(path.dirname(target), { recursive: true });
  await put(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
  await put(`${target}.map`, map);
  return [target, `${target}.map`];
}

async function copy(file) {
  const target = path.join(outDir, file);
  await fs.mkdir(path.dirname(target), { recursive: true });
  await put(target, await fs.readFile(file, 'utf8'));
  return [target];
}

async function put(target, text) {
  if ((await fs.readFile(target, 'utf8').catch(() => undefined)) === text) return;
  const draft = `${target}.${process.pid}`;
  await fs.writeFile(draft, text);
  await fs.rename(draft, target);
}

async function filesIn(folder, ending) {
  const files = await fs.readdir(folder, { recursive: true });
  return files.filter((file) => ending.test(file)).map((file) => path.join(folder, file));
}

/** One file that was saved or removed. */
export async function buildFile(file) {
  const target = path.join(outDir, file.replace(/\.ts$/, '.js'));
  const exists = await fs.stat(file).then(
    () => true,
    () => false,
  );
  if (exists) await (file.endsWith('.ts') ? compile(file) : copy(file));
  else await Promise.all([target, `${target}.map`].map((old) => fs.rm(old, { force: true })));
}

/** Every file on its own. @returns them all. */
export async function compileAll() {
  await fs.mkdir(outDir, { recursive: true });
  const before = await filesIn(outDir, /\.(js|js\.map|yaml)$/);
  const sources = (await Promise.all(['src', 'migrations'].map((folder) => filesIn(folder, /\.ts$/)))).flat();
  const data = await filesIn('src', /\.yaml$/);
  const built = new Set((await Promise.all([...sources.map(compile), ...data.map(copy)])).flat());
  await Promise.all(before.filter((file) => !built.has(file)).map((file) => fs.rm(file, { force: true })));
  return [...built];
}

async function build() {
  const built = await compileAll();
  // What makes it may be of another version too.
  if (await bundle(built)) await fs.rm(path.join(outDir, 'prepared'), { recursive: true, force: true });
  await prepare();
}

/** Leaves what a server would have to make at its start, so that it need not: see `src/platform/prepared.ts`. */
async function prepare() {
  const [{ onPrepared }, { Templates }, { Stylesheets }, { schooljaren }] = await Promise.all(
    [
      'platform/prepared',
      'platform/web/templates',
      'platform/web/stylesheet',
      'cohorten/schoolvakanties.service',
    ].map((name) => import(`./dist/src/${name}.js`)),
  );
  const made = new Map();
  onPrepared((file, text) => made.set(file, text));
  new Templates();
  new Stylesheets();
  schooljaren();
  const folder = path.resolve(outDir, 'prepared');
  await fs.mkdir(folder, { recursive: true });
  await Promise.all([...made].map(([file, text]) => put(file, text)));
  const old = (await filesIn(folder, /./)).filter((file) => !made.has(file));
  await Promise.all(old.map((file) => fs.rm(file, { force: true })));
}

const cannotWrite = new Set(['EACCES', 'EPERM', 'EROFS']);
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    if (!cannotWrite.has(error.code)) throw error;
    console.error(
      `Bouwen lukt niet: in ${path.resolve(outDir)} kan dit proces niet schrijven (${error.code}). ` +
        'Bouw waar dat wel mag, en neem dist/, templates/, package.json en node_modules/ mee; starten doe je daar met npm run start:prod.',
    );
    process.exitCode = 1;
  }
}
