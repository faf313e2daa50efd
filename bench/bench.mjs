// npm run bench: enrolments and catalogue per second. `-- schermen`: every screen on a full database.
// `-- vulling [FOLDER] [DEEL]`: fills that database, DEEL (1) of its full size, and holds it open for a server beside it.
import { constants } from 'node:os';
import { leave, Running, stopOnSignal } from '../dist/src/platform/running.js';

const [wat = 'doorvoer', map, deel] = process.argv.slice(2);
const soorten = {
  doorvoer: async (running) => (await import('./doorvoer.mjs')).meet(running),
  schermen: async (running) => (await import('./schermen.mjs')).meet(running, map, deel),
  vulling: async (running) => (await import('./gevuld.mjs')).houdOpen(running, map, deel && Number(deel)),
};
const running = new Running();
// Ctrl-C is how the filled database is closed; a measurement is broken off by it.
stopOnSignal(running, (signal) => (wat === 'vulling' ? 0 : 128 + constants.signals[signal]));
try {
  if (!soorten[wat]) throw new Error(`Onbekend: ${wat}. Kies uit: ${Object.keys(soorten).join(', ')}.`);
  await soorten[wat](running);
} catch (error) {
  if (!running.isStopping) console.error(error);
  process.exitCode = 1;
}
await leave(running);
