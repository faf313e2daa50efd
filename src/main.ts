import 'reflect-metadata';
import { demoUitleg } from './demo/demo-uitleg.js';
import { readSettings, SettingsError } from './platform/config/settings.js';
import { closeOnSignal, startServer } from './start.js';

try {
  const settings = readSettings();
  const app = await startServer(settings);
  closeOnSignal(app);
  await app.listen(settings.PORT, '0.0.0.0');
  console.log(`Utrecht Leert Academie: ${settings.BASE_URL}`);
  if (settings.DEMO_DATA) console.log(demoUitleg());
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
}
