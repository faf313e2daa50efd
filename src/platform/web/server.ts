import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { addAllowedMethods } from './allowed-methods.js';
import { addAssets } from './assets.js';
import { addBodyParsers } from './body-parsers.js';
import { addDraining, timeouts, webLimits } from './draining.js';
import { addOpenApi } from './openapi.js';
import { addPathCheck } from './params.js';
import { addPublicAnswers } from './public-answers.js';
import { addRequestId, addRequestLog } from './request-log.js';
import { addUploads } from './uploads.js';
import { addSecurityHeaders } from './security-headers.js';
import { addUnroutable, refuseUnroutable } from './unroutable.js';

/** What is answered without a controller; open to all, and read only. */
export const ROUTES_BESIDE_THE_CONTROLLERS = ['/api/v1/openapi.json', '/assets/*'];

const BODY_LIMIT = 100 * 1024;

/** The web server around a module, not yet listening; tests and `main.ts` make it the same way. */
export async function createServer(
  module: DynamicModule,
  settings: Settings,
  logger: LoggerService | false,
  limits = webLimits,
): Promise<NestFastifyApplication> {
  const adapter: FastifyAdapter = new FastifyAdapter({
    ...refuseUnroutable(() => adapter.getInstance()),
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address, hop) => hop < settings.TRUST_PROXY,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 300 },
    return503OnClosing: false,
    ...timeouts(limits),
    // Never the id that a caller sends: it could be that of another, or the same for a thousand requests.
    requestIdHeader: false,
    genReqId: () => randomUUID(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger,
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  addRequestId(fastify);
  if (logger) addRequestLog(fastify, settings.production);
  addDraining(fastify, limits.drain);
  // Looks at an answer before the security headers do, which forbid to keep what nobody allowed.
  addPublicAnswers(fastify);
  // Before all that can refuse a request, so that a refusal has them too.
  await addSecurityHeaders(fastify, settings.BASE_URL.startsWith('https:'));
  await fastify.register(fastifyCookie);
  addPathCheck(fastify);
  addBodyParsers(fastify);
  await addUploads(fastify);
  addAllowedMethods(fastify);
  addUnroutable(fastify);
  await addAssets(fastify, settings.production);
  addOpenApi(app, settings);
  return app;
}
