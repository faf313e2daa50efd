// npm run scherm: the workbench for screens, on the demo of a fixed moment.
// `-- --vergelijk MAP` keeps what every screen looks like in MAP, and the next time says what has changed since.
import './willekeur.mjs';
import { constants } from 'node:os';
import { leave, Running, stopOnSignal } from '../dist/src/platform/running.js';

const [wat, ...rest] = process.argv.slice(2);
const running = new Running();
stopOnSignal(running, (signal) => 128 + constants.signals[signal]);
try {
  if (wat !== '--vergelijk' || rest.length !== 1)
    throw new Error('Gebruik: npm run scherm -- --vergelijk MAP');
  const { vergelijk } = await import('./vergelijk.mjs');
  process.exitCode = await vergelijk(running, rest[0]);
} catch (error) {
  if (!running.isStopping) console.error(error);
  process.exitCode = 1;
}
await leave(running);
