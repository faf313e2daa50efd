import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import type { Settings } from '../config/settings.js';
import { addAssets } from './assets.js';
import { addBodyParsers } from './body-parsers.js';
import { addDraining, timeouts, webLimits } from './draining.js';
import { addOpenApi } from './openapi.js';
import { addRequestLog } from './request-log.js';
import { addUploads } from './uploads.js';
import { addSecurityHeaders } from './security-headers.js';

const BODY_LIMIT = 100 * 1024;

/** The web server around a module, not yet listening; tests and `main.ts` make it the same way. */
export async function createServer(
  module: DynamicModule,
  settings: Settings,
  logger: LoggerService | false,
  limits = webLimits,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address, hop) => hop < settings.TRUST_PROXY,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 300 },
    return503OnClosing: false,
    ...timeouts(limits),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  if (logger) addRequestLog(fastify, settings.production);
  addDraining(fastify, limits.drain);
  addBodyParsers(fastify);
  await addUploads(fastify);
  await fastify.register(fastifyCookie);
  await addSecurityHeaders(fastify, settings.BASE_URL.startsWith('https:'));
  await addAssets(fastify);
  addOpenApi(app, settings);
  return app;
}
