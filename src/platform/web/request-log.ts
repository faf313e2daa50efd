import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { withRequestId } from '../logging/logger.js';

/** The header of an answer in which its request id stands. */
const REQUEST_ID = 'X-Request-Id';

/** Every answer says its id, also that of an error, and all that is logged on the way to it carries the same id. */
export function addRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    withRequestId(request.id, done);
  });
}

/** One line per request: method, route pattern, status and milliseconds. No address, query or token. */
export function addRequestLog(fastify: FastifyInstance, structured: boolean): void {
  const logger = new Logger('Verzoek');
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(onbekend)';
    const ms = Math.round(reply.elapsedTime);
    const { method } = request;
    const status = reply.statusCode;
    withRequestId(request.id, () => {
      if (structured) logger.log({ method, route, status, ms });
      else logger.debug(`${method} ${route} ${status} ${ms} ms`);
    });
    done();
  });
}
