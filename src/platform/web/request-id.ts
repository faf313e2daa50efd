import type { FastifyInstance } from 'fastify';
import { withRequestId } from '../logging/request-id.js';

/** The header of an answer in which its request id stands. */
export const REQUEST_ID = 'X-Request-Id';

/** Every answer says its id, also that of an error, and all that is logged on the way to it carries the same id. */
export function addRequestId(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header(REQUEST_ID, request.id);
    withRequestId(request.id, done);
  });
}
