import 'reflect-metadata';
import { AsOfClock } from '../platform/clock/clock.js';
import { readSettings, SettingsError } from '../platform/config/settings.js';
import { startContext } from '../start.js';
import { leesTaakopdracht, Opdrachtfout, taak } from './taak.js';

try {
  const argv = process.argv.slice(2);
  const { nu } = leesTaakopdracht(argv);
  const context = await startContext(readSettings(), nu && new AsOfClock(nu));
  process.exitCode = await taak(argv, context).finally(() => context.close());
} catch (error) {
  const known = error instanceof SettingsError || error instanceof Opdrachtfout;
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
