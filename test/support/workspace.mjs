// The folder of one test run, for the data of its servers.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { isProcessAlive } from './processes.mjs';

const PREFIX = 'utrecht-leert-academie-test-';
const MEMORY_DISK = '/dev/shm';
const ENOUGH_BYTES = 3_000_000_000;

export async function makeWorkspace() {
  const folder = await fs.mkdtemp(path.join(await chooseDisk(), `${PREFIX}${process.pid}-`));
  // When root runs the tests, PostgreSQL runs as somebody else, who has to come in.
  await fs.chmod(folder, 0o755);
  return folder;
}

/** A test run that was killed leaves its server running and its folder behind. */
export async function removeAbandonedWorkspaces(stopAbandonedPostgres) {
  for (const folder of [...(await ownFoldersIn(os.tmpdir())), ...(await ownFoldersIn(MEMORY_DISK))]) {
    const pid = Number(path.basename(folder).slice(PREFIX.length).split('-')[0]);
    if (isProcessAlive(pid)) continue;
    for (const name of await fs.readdir(folder).catch(() => [])) {
      await stopAbandonedPostgres(path.join(folder, name)).catch(() => undefined);
    }
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** In memory where there is plenty: copying a database of 400 files then takes 15 ms instead of 50 to 300. */
async function chooseDisk() {
  const { bavail, bsize } = await fs.statfs(MEMORY_DISK).catch(() => ({ bavail: 0, bsize: 0 }));
  return Math.min(bavail * bsize, os.freemem()) > ENOUGH_BYTES ? MEMORY_DISK : os.tmpdir();
}

/** Only our own: everybody can write there, and what another account left is theirs to clear away. */
async function ownFoldersIn(disk) {
  const names = (await fs.readdir(disk).catch(() => [])).filter((name) => name.startsWith(PREFIX));
  const folders = names.map((name) => path.join(disk, name));
  const owners = await Promise.all(
    folders.map((folder) =>
      fs.lstat(folder).then(
        ({ uid }) => uid,
        () => -1,
      ),
    ),
  );
  return folders.filter((_, index) => owners[index] === process.getuid());
}
