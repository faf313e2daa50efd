// The PostgreSQL of one test run: embedded, in a folder of its own, without crash safety.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { procesLeeft } from './processen.mjs';

const VOORVOEGSEL = 'utrecht-leert-academie-test-';
const GEHEUGENSCHIJF = '/dev/shm';
const GENOEG_BYTES = 3_000_000_000;

/** Starts the server; the answer has its address and how to be rid of it. */
export async function startTestServer({ startIngebouwdePostgres, stopVerlatenPostgres }) {
  await ruimVerlatenServers(stopVerlatenPostgres);
  const map = await fs.mkdtemp(path.join(await werkmap(), `${VOORVOEGSEL}${process.pid}-`));
  // When root runs the tests, PostgreSQL runs as somebody else, who has to come in.
  await fs.chmod(map, 0o755);
  const data = path.join(map, 'data');
  const server = await startIngebouwdePostgres({ map: data, duurzaam: false, maxVerbindingen: 300 });
  return {
    url: server.url,
    async ruimOp() {
      await server.stop();
      await fs.rm(map, { recursive: true, force: true });
    },
  };
}

/** In memory where there is plenty: copying a database of 400 files then takes 15 ms instead of 50 to 300. */
async function werkmap() {
  const { bavail, bsize } = await fs.statfs(GEHEUGENSCHIJF).catch(() => ({ bavail: 0, bsize: 0 }));
  return Math.min(bavail * bsize, os.freemem()) > GENOEG_BYTES ? GEHEUGENSCHIJF : os.tmpdir();
}

/** A test run that was killed leaves its server running and its folder behind. */
async function ruimVerlatenServers(stopVerlatenPostgres) {
  for (const map of [...(await servermappenIn(os.tmpdir())), ...(await servermappenIn(GEHEUGENSCHIJF))]) {
    const pid = Number(path.basename(map).slice(VOORVOEGSEL.length).split('-')[0]);
    if (procesLeeft(pid)) continue;
    await stopVerlatenPostgres(path.join(map, 'data')).catch(() => undefined);
    await fs.rm(map, { recursive: true, force: true });
  }
}

/** Only our own: everybody can write there, and what another account left is theirs to clear away. */
async function servermappenIn(map) {
  const namen = (await fs.readdir(map).catch(() => [])).filter((naam) => naam.startsWith(VOORVOEGSEL));
  const eigen = await Promise.all(
    namen.map((naam) =>
      fs.lstat(path.join(map, naam)).then(
        ({ uid }) => uid === process.getuid(),
        () => false,
      ),
    ),
  );
  return namen.filter((_, i) => eigen[i]).map((naam) => path.join(map, naam));
}
