// Asks for one page again and again, in a process of its own: whoever downloads meanwhile does not hold up the measuring.
// Told what by its parent (`fork`), and to stop; answers with the milliseconds of each time, in order of length.
import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 20;
let klaar = false;

async function vraagSteeds({ adres, headers }) {
  const tijden = [];
  while (!klaar) {
    const begin = performance.now();
    await fetch(adres, { headers }).then((antwoord) => antwoord.arrayBuffer());
    tijden.push(performance.now() - begin);
    await pause(PAUSE_MS);
  }
  process.send(tijden.toSorted((a, b) => a - b));
  process.disconnect();
}

process.on('message', (bericht) => {
  if (bericht === 'stop') klaar = true;
  else void vraagSteeds(bericht);
});
