import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type DynamicModule, type LoggerService, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Settings } from '../config/settings.js';
import { addAssets } from './assets.js';
import { addAllowedMethods, addUnroutable, refuseUnroutable } from './unroutable.js';
import { addBodyParsers } from './body-parsers.js';
import { addDraining, timeouts, webLimits } from './draining.js';
import { KeptAnswers } from './kept-answers.js';
import { addOpenApi } from './openapi.js';
import { addPathCheck } from './params.js';
import { addPublicAnswers } from './public-answers.js';
import { addUploads } from './uploads.js';
import { addSecurityHeaders } from './security-headers.js';
import { addStylesheets, Stylesheets } from './stylesheet.js';
import type { FastifyInstance } from 'fastify';
import { withReach } from '../database/reach.js';
import { withRequestId } from '../logging/logger.js';

/** Addresses that are answered without a controller; open to all, and read only. */
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
  const options = { bodyParser: false, logger, abortOnError: false };
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, options);
  const fastify = app.getHttpAdapter().getInstance();
  addRequestId(fastify);
  const log = addRequestLog(fastify, logger, settings.production);
  addDraining(fastify, limits);
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
  addStylesheets(fastify, app.get(Stylesheets));
  addAssets(fastify, settings.production);
  addOpenApi(app, settings);
  app.get(KeptAnswers).attach(fastify, log);
  return app;
}

/** The header of an answer in which its request id stands. */
const REQUEST_ID = 'X-Request-Id';

/**
 * Every answer says its id, also that of an error, and all that is logged on the way to it carries the same id. What it
 * may read is known once the guard has seen who asks.
 */
function addRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    withRequestId(request.id, () => withReach(done));
  });
}

type RequestLog = (method: string, route: string, status: number, ms: number) => void;

/** One line per request: method, route pattern, status and milliseconds. No address, query or token. */
function addRequestLog(
  fastify: FastifyInstance,
  toLog: LoggerService | false,
  structured: boolean,
): RequestLog {
  if (!toLog) return () => undefined;
  const logger = new Logger('Verzoek');
  const log: RequestLog = (method, route, status, ms) => {
    if (structured) logger.log({ method, route, status, ms });
    else logger.debug(`${method} ${route} ${status} ${ms} ms`);
  };
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(onbekend)';
    const ms = Math.round(reply.elapsedTime);
    withRequestId(request.id, () => log(request.method, route, reply.statusCode, ms));
    done();
  });
  return log;
}
