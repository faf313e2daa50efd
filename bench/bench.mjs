// npm run bench: enrolments and catalogue per second beside a bare server; `-- --kort` in under a minute, `--json FILE`,
// `--docs` into docs/prestaties.md. `-- schermen`: every screen on a full database.
// `-- vulling [FOLDER] [DEEL]`: fills that database, DEEL (1) of its full size, and holds it open for a server beside it.
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { leave, Running, stopOnSignal } from '../dist/src/platform/running.js';

const { values: keuzes, positionals } = parseArgs({
  allowPositionals: true,
  options: { kort: { type: 'boolean' }, json: { type: 'string' }, docs: { type: 'boolean' } },
});
const [wat = 'doorvoer', map, deel] = positionals;
const soorten = {
  doorvoer: async (running) => (await import('./doorvoer.mjs')).meet(running, keuzes),
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
