// The product as a server of its own that logs as in production, with a route that breaks, for the test that reads
// what it logs.
//   node logproces.mjs <database url>
// Its first line is its address; then comes the log.
import 'reflect-metadata';
import path from 'node:path';
import { Body, Controller, Get, Logger, Module, Post } from '@nestjs/common';

const load = (file) => import(path.join(process.env.TEST_BUILD, 'src', file));
const { AppModule } = await load('app.module.js');
const { Settings } = await load('platform/config/settings.js');
const { createLogger } = await load('platform/logging/logger.js');
const { createServer } = await load('platform/web/server.js');
const { Mag } = await load('toegang/rechten.js');

const decorate = (target, name, ...decorators) =>
  decorators.forEach((d) => d(target, name, Object.getOwnPropertyDescriptor(target, name)));

class Stuk {
  async breek() {
    await new Promise((resolve) => setTimeout(resolve, 50));
    new Logger('Proef').warn('bijna');
    throw new Error('gebroken');
  }
  verwerk(body) {
    new Logger('Proef').warn(`kreeg ${Object.keys(body).length}`);
    throw new Error('gebroken');
  }
}
decorate(Stuk.prototype, 'breek', Get(), Mag('openbaar'));
decorate(Stuk.prototype, 'verwerk', Post(), Mag('openbaar'));
Body()(Stuk.prototype, 'verwerk', 0);
Controller(['stuk', 'api/v1/stuk'])(Stuk);

const settings = Object.assign(new Settings(), {
  BASE_URL: 'http://academie.test',
  DEMO_DATA: false,
  PLANNER: false,
  RATE_LIMIT: false,
  production: true,
});
class Proef {}
Module({ imports: [AppModule.with(settings, process.argv[2])], controllers: [Stuk] })(Proef);
const app = await createServer({ module: Proef }, settings, createLogger(settings));
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
process.once('SIGTERM', () => app.close());
