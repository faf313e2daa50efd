import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { withRequestId } from '../logging/request-id.js';

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
