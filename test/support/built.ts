import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { copyInto, newFolder } from './embedded.js';

const project = path.resolve(import.meta.dirname, '../..');
const sources = ['src', 'migrations', 'build.mjs', 'bundle.mjs', '.swcrc', 'package-lock.json'];

/** The product as production has it: built, with `dist/` and `templates/` and without `src/`. @returns its folder. */
export async function builtCopy(): Promise<string> {
  const folder = await newFolder();
  await copyInto(
    folder,
    ...[...sources, 'templates', 'package.json'].map((name) => path.join(project, name)),
  );
  await fs.symlink(path.join(project, 'node_modules'), path.join(folder, 'node_modules'));
  await promisify(execFile)(process.execPath, ['build.mjs'], { cwd: folder });
  for (const name of sources) await fs.rm(path.join(folder, name), { recursive: true });
  return folder;
}

const { scripts } = JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

const [, variables, command] = /^NODE_ENV=production (.*) exec node (.+)$/.exec(scripts['start:prod'] ?? '')!;

/** What `npm run start:prod` gives to Node, in the folder of the copy. */
export const startCommand = command!.split(' ');
/** And what it sets, but for production. */
export const startVariables: Record<string, string> = Object.fromEntries(
  variables!.split(' ').map((each) => each.split('=') as [string, string]),
);
