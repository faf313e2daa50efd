import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { Settings } from '../../src/platform/config/settings.js';
import { webLimits } from '../../src/platform/web/draining.js';
import { createServer } from '../../src/platform/web/server.js';
import { maakTestDatabase, rollenVan } from './database.js';

/** A Tuesday in term, at ten in the morning in Utrecht. */
export const DINSDAG = new Date('2026-11-10T09:00:00Z');

export interface Academie {
  app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  url: string;
  databaseUrl: string;
  dataSource: DataSource;
  clock: FixedClock;
  settings: Settings;
  sluit(): Promise<void>;
}

/** At the end of a test nobody has a request on its way. */
const AT_ONCE = { ...webLimits, farewell: 0 };

/** The whole product on a database of its own, with a clock that stands still. No mail leaves, no limit counts. */
export async function startAcademie(
  anders: Partial<Settings> = {},
  databaseUrl?: string,
  limits = AT_ONCE,
  logger: LoggerService | false = false,
): Promise<Academie> {
  const own = databaseUrl ? undefined : await maakTestDatabase();
  const url = databaseUrl ?? own!.url;
  const settings = Object.assign(
    new Settings(),
    {
      BASE_URL: 'http://academie.test',
      DEMO_DATA: false,
      PLANNER: false,
      RATE_LIMIT: false,
      PAGES_IN_MEMORY: false,
    },
    anders,
  );
  const clock = new FixedClock(DINSDAG);
  const app = await createServer(AppModule.with(settings, rollenVan(url), clock), settings, logger, limits);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    url: await app.getUrl(),
    databaseUrl: url,
    dataSource: app.get(DataSource),
    clock,
    settings,
    sluit: async () => {
      await app.close();
      await own?.sluit();
    },
  };
}
