import 'reflect-metadata';
import { demoUitleg } from './demo/demo.service.js';
import { eersteGebruiker } from './opdrachten/gebruiker.js';
import { readSettings, warningsOf } from './platform/config/settings.js';
import { explain, leave, Running, stopOnSignal } from './platform/running.js';
import { iemandKanInloggen, startServer } from './start.js';

async function main(): Promise<void> {
  const running = new Running();
  stopOnSignal(running);
  try {
    const settings = readSettings();
    for (const warning of warningsOf(settings)) console.warn(warning);
    const app = await startServer(settings, running);
    await app.listen(settings.PORT, '0.0.0.0');
    console.log(`Utrecht Leert Academie: ${settings.BASE_URL}`);
    if (settings.DEMO_DATA) console.log(demoUitleg());
    else if (!(await iemandKanInloggen(app))) console.log(eersteGebruiker);
  } catch (error) {
    // A start that was told to stop fails because of that, and has said so.
    if (!running.isStopping) console.error(explain(error));
    process.exitCode = 1;
    await leave(running);
  }
}

void main();
