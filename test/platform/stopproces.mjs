// The product as a process of its own that stops within limits that a test can wait for.
//   node stopproces.mjs <database url> <limits as JSON> [a task to begin with]
import 'reflect-metadata';
import path from 'node:path';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { readSettings } = await load('platform/config/settings.js');
const { Running, stopOnSignal } = await load('platform/running.js');
const { PlannerService } = await load('planner/planner.service.js');
const { startServer } = await load('start.js');

const [DATABASE_URL, limits, taak] = process.argv.slice(2);
const { SMTP_URL } = process.env;
const running = new Running(JSON.parse(limits));
stopOnSignal(running);
const settings = readSettings({
  ...{ DATABASE_URL, DEMO_DATA: 'off', PLANNER: 'off', LOG_LEVEL: 'error' },
  ...(SMTP_URL ? { SMTP_URL, MAIL_FROM: 'academie@leert.example' } : {}),
});
const app = await startServer(settings, running);
await app.listen(0, '127.0.0.1');
if (taak) void app.get(PlannerService).draai(taak, { proef: false, door: 'planner' });
console.log(await app.getUrl());
