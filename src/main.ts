import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { demoUitleg } from './demo/demo-uitleg.js';
import { readSettings, warningsOf } from './platform/config/settings.js';
import { explain } from './platform/explain.js';
import { closeOnSignal, startServer } from './start.js';

let app: NestFastifyApplication | undefined;
try {
  const settings = readSettings();
  for (const warning of warningsOf(settings)) console.warn(warning);
  app = await startServer(settings);
  closeOnSignal(app);
  await app.listen(settings.PORT, '0.0.0.0');
  console.log(`Utrecht Leert Academie: ${settings.BASE_URL}`);
  if (settings.DEMO_DATA) console.log(demoUitleg());
} catch (error) {
  console.error(explain(error));
  await app?.close();
  process.exitCode = 1;
}
