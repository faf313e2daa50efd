// npm run scherm: the workbench for screens, on the demo of a fixed moment. Without more it lists every screen, mail and
// component. `-- NAAM` writes what that screen, address or mail looks like, with pictures; `-- onderdelen` all components.
// `-- --vergelijk MAP` keeps what every screen looks like in MAP, and the next time says what has changed since.
import './willekeur.mjs';
import { constants } from 'node:os';
import { leave, Running, stopOnSignal } from '../dist/src/platform/running.js';
import { Vraagfout } from './vraagfout.mjs';

const [wat, map, ...meer] = process.argv.slice(2);
const running = new Running();
stopOnSignal(running, (signal) => 128 + constants.signals[signal]);
try {
  process.exitCode = await doe();
} catch (error) {
  if (!running.isStopping) console.error(error instanceof Vraagfout ? error.message : error);
  process.exitCode = 1;
}
await leave(running);

async function doe() {
  if (meer.length > 0 || (wat === '--vergelijk') !== (map !== undefined))
    throw new Vraagfout('Gebruik: npm run scherm, of met -- NAAM, of met -- --vergelijk MAP');
  if (wat === '--vergelijk') return (await import('./vergelijk.mjs')).vergelijk(running, map);
  const { somOp, toon } = await import('./kijk.mjs');
  return wat === undefined ? somOp(running) : toon(running, wat);
}
