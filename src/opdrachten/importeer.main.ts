import 'reflect-metadata';
import { readSettings, SettingsError } from '../platform/config/settings.js';
import { during } from '../platform/database/work.js';
import { startContext } from '../start.js';
import { importeer, leesImportopdracht } from './importeer.js';
import { Opdrachtfout } from './taak.js';

try {
  const argv = process.argv.slice(2);
  // Before anything is started: a wrong command is answered at once.
  leesImportopdracht(argv);
  const context = await startContext(readSettings());
  process.exitCode = await during('task', () => importeer(argv, context)).finally(() => context.close());
} catch (error) {
  const known = error instanceof SettingsError || error instanceof Opdrachtfout;
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
