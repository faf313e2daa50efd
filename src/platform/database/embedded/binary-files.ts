import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { exists } from './files.js';
import { makeSystemFolder } from './system-folder.js';

const HOUR_MS = 3_600_000;

/**
 * Copies the binaries to where every account can reach them and answers that folder. One copy per version serves all
 * clones on the machine; it takes about 50 MB.
 *
 * @param native the folder of the package that holds bin/, lib/ and share/
 */
export async function copyBinaries(native: string): Promise<string> {
  const { version } = JSON.parse(await fs.readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = path.join(await makeSystemFolder(), `postgresql-${version}`);
  if (await exists(copy)) return copy;
  await removeHalfCopies(path.dirname(copy));
  const half = `${copy}.half-${crypto.randomBytes(4).toString('hex')}`;
  try {
    await copyFolder(native, half);
    await fs.rename(half, copy);
  } catch (error) {
    // Another clone was first: its copy is as good as ours.
    if (!(await exists(copy))) throw error;
  } finally {
    await fs.rm(half, { recursive: true, force: true });
  }
  return copy;
}

/** Does what the postinstall of the package would have done; npm leaves links out of a package. */
export async function makeLinks(native: string): Promise<void> {
  const packageFolder = path.dirname(native);
  const list = await fs.readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    await fs
      .symlink(path.relative(path.dirname(target), source), path.join(packageFolder, target))
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
  }
}

/** Rights are set, not copied: under a strict umask the package itself may be readable to us alone. */
async function copyFolder(from: string, to: string): Promise<void> {
  await fs.mkdir(to);
  await fs.chmod(to, 0o755);
  for (const item of await fs.readdir(from, { withFileTypes: true })) {
    const source = path.join(from, item.name);
    const target = path.join(to, item.name);
    if (item.isDirectory()) await copyFolder(source, target);
    else if (item.isSymbolicLink()) await fs.symlink(await fs.readlink(source), target);
    else if (!item.name.endsWith('.a')) await copyFile(source, target);
  }
}

async function copyFile(source: string, target: string): Promise<void> {
  await fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE);
  await fs.chmod(target, path.basename(path.dirname(target)) === 'bin' ? 0o755 : 0o644);
}

/** Of a process that was killed while copying; what is younger may be in the making. */
async function removeHalfCopies(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (!name.includes('.half-')) continue;
    const { mtimeMs } = await fs.stat(path.join(folder, name));
    if (Date.now() - mtimeMs > HOUR_MS)
      await fs.rm(path.join(folder, name), { recursive: true, force: true });
  }
}
