// The tests have examples that the workbench shows. The build leaves them out, so they are compiled here, beside it.
import { transformFile } from '@swc/core';
import fs from 'node:fs/promises';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '..');

/** A file of the tests, with those beside it; what they import from `src/` comes from the build. */
export async function importTest(file) {
  const folder = path.dirname(file);
  const names = await fs.readdir(path.join(project, folder));
  await fs.mkdir(path.join(project, 'dist', folder), { recursive: true });
  for (const name of names.filter((each) => /(?<!\.spec)\.ts$/.test(each))) {
    const { code } = await transformFile(path.join(project, folder, name));
    await fs.writeFile(path.join(project, 'dist', folder, name.replace(/\.ts$/, '.js')), code);
  }
  return import(path.join(project, 'dist', file.replace(/\.ts$/, '.js')));
}
