import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { bestaat } from './bestanden.js';
import { maakSysteemMap } from './systeemmap.js';

const UUR_MS = 3_600_000;

/**
 * Copies the binaries to where every account can reach them and answers that folder. One copy per version serves all
 * clones on the machine; it takes about 50 MB.
 *
 * @param native the folder of the package that holds bin/, lib/ and share/
 */
export async function kopieerProgramma(native: string): Promise<string> {
  const { version } = JSON.parse(await fs.readFile(path.join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const kopie = path.join(await maakSysteemMap(), `postgresql-${version}`);
  if (await bestaat(kopie)) return kopie;
  await ruimHalveKopieen(path.dirname(kopie));
  const half = `${kopie}.half-${crypto.randomBytes(4).toString('hex')}`;
  try {
    await kopieer(native, half);
    await fs.rename(half, kopie);
  } catch (fout) {
    // Another clone was first: its copy is as good as ours.
    if (!(await bestaat(kopie))) throw fout;
  } finally {
    await fs.rm(half, { recursive: true, force: true });
  }
  return kopie;
}

/** Does what the postinstall of the package would have done; npm leaves links out of a package. */
export async function maakKoppelingen(native: string): Promise<void> {
  const pakket = path.dirname(native);
  const lijst = await fs.readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(lijst) as { source: string; target: string }[]) {
    await fs
      .symlink(path.relative(path.dirname(target), source), path.join(pakket, target))
      .catch((fout: NodeJS.ErrnoException) => {
        if (fout.code !== 'EEXIST') throw fout;
      });
  }
}

/** Rights are set, not copied: under a strict umask the package itself may be readable to us alone. */
async function kopieer(van: string, naar: string): Promise<void> {
  await fs.mkdir(naar);
  await fs.chmod(naar, 0o755);
  for (const item of await fs.readdir(van, { withFileTypes: true })) {
    const bron = path.join(van, item.name);
    const doel = path.join(naar, item.name);
    if (item.isDirectory()) await kopieer(bron, doel);
    else if (item.isSymbolicLink()) await fs.symlink(await fs.readlink(bron), doel);
    else if (!item.name.endsWith('.a')) await kopieerBestand(bron, doel);
  }
}

async function kopieerBestand(bron: string, doel: string): Promise<void> {
  await fs.copyFile(bron, doel, fs.constants.COPYFILE_FICLONE);
  await fs.chmod(doel, path.basename(path.dirname(doel)) === 'bin' ? 0o755 : 0o644);
}

/** Of a process that was killed while copying; what is younger may be in the making. */
async function ruimHalveKopieen(map: string): Promise<void> {
  for (const naam of await fs.readdir(map)) {
    if (!naam.includes('.half-')) continue;
    const { mtimeMs } = await fs.stat(path.join(map, naam));
    if (Date.now() - mtimeMs > UUR_MS) await fs.rm(path.join(map, naam), { recursive: true, force: true });
  }
}
