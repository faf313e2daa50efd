// The PostgreSQL of one test run: embedded, in a folder of its own, without crash safety.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { procesLeeft } from './processen.mjs';

const VOORVOEGSEL = 'utrecht-leert-academie-test-';

/** Starts the server; the answer has its address and how to be rid of it. */
export async function startTestServer({ startIngebouwdePostgres, stopVerlatenPostgres }) {
  await ruimVerlatenServers(stopVerlatenPostgres);
  const map = await fs.mkdtemp(path.join(os.tmpdir(), `${VOORVOEGSEL}${process.pid}-`));
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

/** A test run that was killed leaves its server running and its folder behind. */
async function ruimVerlatenServers(stopVerlatenPostgres) {
  for (const naam of await fs.readdir(os.tmpdir())) {
    const pid = new RegExp(`^${VOORVOEGSEL}(\\d+)-`).exec(naam)?.[1];
    if (!pid || procesLeeft(Number(pid))) continue;
    const map = path.join(os.tmpdir(), naam);
    // What is left by another account is theirs to clear away.
    await stopVerlatenPostgres(path.join(map, 'data')).catch(() => undefined);
    await fs.rm(map, { recursive: true, force: true }).catch(() => undefined);
  }
}
