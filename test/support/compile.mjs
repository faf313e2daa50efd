// The copy of the source in JavaScript that Jest's global setup, the tests (`jest-runtime.mjs`) and the programs that
// tests start all use. It lies under node_modules, where its imports of packages resolve.
import { transformFile } from '@swc/core';
import fs from 'node:fs/promises';
import path from 'node:path';
import { isProcessAlive } from './processes.mjs';

const project = path.resolve(import.meta.dirname, '../..');
const cache = path.join(project, 'node_modules/.cache/utrecht-leert-academie');

/** Compiles these folders of the project and answers where; every test run has a copy of its own. */
export async function compile(folders) {
  const target = path.join(cache, `test-${process.pid}`);
  await removeAbandonedCopies();
  await fs.rm(target, { recursive: true, force: true });
  await fs.mkdir(target, { recursive: true });
  await fs.writeFile(path.join(target, 'package.json'), '{ "type": "module" }\n');
  const files = (await Promise.all(folders.map(sources))).flat();
  await Promise.all(files.map((file) => (file.endsWith('.ts') ? compileFile : copyFile)(file, target)));
  return target;
}

async function compileFile(file, target) {
  const output = path.join(target, file.replace(/\.ts$/, '.js'));
  const { code } = await transformFile(path.join(project, file), { sourceMaps: 'inline' });
  await fs.mkdir(path.dirname(output), { recursive: true });
  await fs.writeFile(output, code);
}

async function copyFile(file, target) {
  await fs.mkdir(path.dirname(path.join(target, file)), { recursive: true });
  await fs.copyFile(path.join(project, file), path.join(target, file));
}

async function sources(folder) {
  const files = await fs.readdir(path.join(project, folder), { recursive: true });
  return files.filter((file) => /\.(ts|yaml)$/.test(file)).map((file) => path.join(folder, file));
}

async function removeAbandonedCopies() {
  for (const name of await fs.readdir(cache).catch(() => [])) {
    const pid = Number(/^test-(\d+)$/.exec(name)?.[1] ?? process.pid);
    if (!isProcessAlive(pid)) await fs.rm(path.join(cache, name), { recursive: true, force: true });
  }
}
