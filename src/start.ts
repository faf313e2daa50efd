import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { SchoolvakantiesService } from './cohorten/schoolvakanties.service.js';
import { DemoService } from './demo/demo.service.js';
import { Clock } from './platform/clock/clock.js';
import type { Settings } from './platform/config/settings.js';
import { migrate } from './platform/database/data-source.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from './platform/database/embedded/embedded-postgres.js';
import { during } from './platform/database/work.js';
import { createLogger } from './platform/logging/logger.js';
import { projectRoot } from './platform/project-root.js';
import { createServer } from './platform/web/server.js';

/** Where PostgreSQL is: the one of `DATABASE_URL`, else the embedded one, which is stopped with the application. */
async function findDatabase(settings: Settings): Promise<EmbeddedPostgres> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, stop: () => Promise.resolve() };
  return startEmbeddedPostgres({
    folder: path.join(projectRoot, '.data'),
    report: (sentence) => console.log(sentence),
  });
}

/** The whole product, migrated, not yet listening. Closing it also lets go of the embedded database. */
export async function startServer(settings: Settings): Promise<NestFastifyApplication> {
  const database = await findDatabase(settings);
  try {
    const app = await createServer(AppModule.with(settings, database.url), settings, createLogger(settings));
    await migrate(app.get(DataSource));
    await during('upkeep', () => fill(app, settings));
    return stopAfter(app, database);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function fill(app: INestApplicationContext, settings: Settings): Promise<void> {
  await app.get(SchoolvakantiesService).laad();
  if (settings.DEMO_DATA) await app.get(DemoService).laadAlsLeeg();
}

/** The product without a web server, for the commands; `clock` may stand still at another moment. */
export async function startContext(
  settings: Settings,
  clock = new Clock(),
): Promise<INestApplicationContext> {
  const database = await findDatabase(settings);
  try {
    const context = await NestFactory.createApplicationContext(
      AppModule.with({ ...settings, PLANNER: false }, database.url, clock),
      { logger: ['error', 'warn'], abortOnError: false },
    );
    await migrate(context.get(DataSource));
    return stopAfter(context, database);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function stopAfter<App extends INestApplicationContext>(app: App, database: EmbeddedPostgres): App {
  const close = app.close.bind(app);
  app.close = async () => {
    await close();
    await database.stop();
  };
  return app;
}

/** SIGTERM and Ctrl-C finish what is under way; a second one does not wait. */
export function closeOnSignal(app: INestApplicationContext): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
