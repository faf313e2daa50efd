import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** One line per request: method, route pattern, status and milliseconds. No address, query or token. */
export function addRequestLog(fastify: FastifyInstance, on: boolean): void {
  if (!on) return;
  const logger = new Logger('Verzoek');
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(onbekend)';
    if (!route.startsWith('/assets/') && !route.startsWith('/health/'))
      logger.log({
        methode: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      });
    done();
  });
}
