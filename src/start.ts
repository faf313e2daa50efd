import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { SchoolvakantiesService } from './cohorten/schoolvakanties.service.js';
import { DemoService } from './demo/demo.service.js';
import { Clock } from './platform/clock/clock.js';
import { dateOf } from './platform/clock/dates.js';
import { Settings } from './platform/config/settings.js';
import type { DatabaseUrls } from './platform/database/connections.js';
import { migrate } from './platform/database/data-source.js';
import { startEmbeddedPostgres } from './platform/database/embedded/embedded-postgres.js';
import { during } from './platform/database/work.js';
import { createLogger } from './platform/logging/logger.js';
import { projectRoot } from './platform/project-root.js';
import type { Running } from './platform/running.js';
import { createServer } from './platform/web/server.js';
import { kanIemandInloggen } from './toegang/rollen.queries.js';

/** Where PostgreSQL is: the one of `DATABASE_URL`, else the embedded one, which stops last of all. */
async function findDatabase(settings: Settings, running: Running): Promise<DatabaseUrls> {
  const { DATABASE_URL: server, DATABASE_URL_ONDERHOUD: owner } = settings;
  if (server) return { server, owner: owner ?? server };
  const folder = path.join(projectRoot, '.data');
  const { url, serverUrl } = await running.start(
    () => startEmbeddedPostgres({ folder, report: (sentence) => console.log(sentence) }),
    (database) => database.stop(),
    'whole',
  );
  return { server: serverUrl, owner: url };
}

/** The whole product, migrated, not yet listening. */
export async function startServer(settings: Settings, running: Running): Promise<NestFastifyApplication> {
  const url = await findDatabase(settings, running);
  const app = await running.start(
    () => createServer(AppModule.with(settings, url), settings, createLogger(settings)),
    (started) => started.close(),
    'work',
  );
  await migrate(app.get(DataSource));
  await during('upkeep', () => fill(app, settings));
  return app;
}

async function fill(app: INestApplicationContext, settings: Settings): Promise<void> {
  await app.get(SchoolvakantiesService).laad();
  if (settings.DEMO_DATA) await app.get(DemoService).laadAlsLeeg();
}

/** The product without a web server, for the commands; `clock` may stand still at another moment. */
export async function startContext(
  settings: Settings,
  running: Running,
  clock = new Clock(),
): Promise<INestApplicationContext> {
  const url = await findDatabase(settings, running);
  const module = AppModule.with({ ...settings, PLANNER: false }, url, clock);
  const context = await running.start(
    () => NestFactory.createApplicationContext(module, { logger: ['error', 'warn'], abortOnError: false }),
    (started) => started.close(),
    'work',
  );
  await migrate(context.get(DataSource));
  return context;
}

/** Whether there is anybody who may do something for the academie and has a way in. */
export const iemandKanInloggen = (app: INestApplicationContext): Promise<boolean> =>
  kanIemandInloggen(app.get(DataSource).manager, dateOf(app.get(Clock).now()), app.get(Settings).production);
