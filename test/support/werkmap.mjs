// The folder of one test run, for the data of its servers.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { procesLeeft } from './processen.mjs';

const VOORVOEGSEL = 'utrecht-leert-academie-test-';
const GEHEUGENSCHIJF = '/dev/shm';
const GENOEG_BYTES = 3_000_000_000;

export async function maakWerkmap() {
  const map = await fs.mkdtemp(path.join(await kiesSchijf(), `${VOORVOEGSEL}${process.pid}-`));
  // When root runs the tests, PostgreSQL runs as somebody else, who has to come in.
  await fs.chmod(map, 0o755);
  return map;
}

/** A test run that was killed leaves its server running and its folder behind. */
export async function ruimVerlatenWerkmappen(stopVerlatenPostgres) {
  for (const map of [...(await eigenMappenIn(os.tmpdir())), ...(await eigenMappenIn(GEHEUGENSCHIJF))]) {
    const pid = Number(path.basename(map).slice(VOORVOEGSEL.length).split('-')[0]);
    if (procesLeeft(pid)) continue;
    for (const naam of await fs.readdir(map).catch(() => [])) {
      await stopVerlatenPostgres(path.join(map, naam)).catch(() => undefined);
    }
    await fs.rm(map, { recursive: true, force: true });
  }
}

/** In memory where there is plenty: copying a database of 400 files then takes 15 ms instead of 50 to 300. */
async function kiesSchijf() {
  const { bavail, bsize } = await fs.statfs(GEHEUGENSCHIJF).catch(() => ({ bavail: 0, bsize: 0 }));
  return Math.min(bavail * bsize, os.freemem()) > GENOEG_BYTES ? GEHEUGENSCHIJF : os.tmpdir();
}

/** Only our own: everybody can write there, and what another account left is theirs to clear away. */
async function eigenMappenIn(schijf) {
  const namen = (await fs.readdir(schijf).catch(() => [])).filter((naam) => naam.startsWith(VOORVOEGSEL));
  const mappen = namen.map((naam) => path.join(schijf, naam));
  const eigenaars = await Promise.all(
    mappen.map((map) =>
      fs.lstat(map).then(
        ({ uid }) => uid,
        () => -1,
      ),
    ),
  );
  return mappen.filter((_, nummer) => eigenaars[nummer] === process.getuid());
}
