import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { VisitorRequest } from './shell.js';

/** Which headers of an answer the scripts of another site may read. */
const EXPOSED = 'API-Version, ETag, Retry-After, X-Request-Id';

/** Scripts of any site may read this answer. Without credentials: to `*` a browser sends none. */
export function openToScripts(reply: FastifyReply): void {
  void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', EXPOSED);
}

/**
 * An answer of the API that is the same for everybody is open to the scripts of any site, and carries an ETag with which
 * it is asked again. A route that says itself how its answer may be kept is left alone; `KeptAnswers` gives its own.
 */
export function addPublicAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request: VisitorRequest, reply, payload, done) => {
    const shared = request.url.startsWith('/api/') && reads(request) && request.visitor?.everybody;
    if (!shared || reply.hasHeader('cache-control')) return done(null, payload);
    openToScripts(reply);
    void reply.header('vary', 'Authorization, Cookie');
    if (request.visitor?.kept) void reply.header('cache-control', 'no-cache');
    const asksAgain = reply.statusCode === 200 && !request.visitor?.kept;
    done(null, asksAgain ? validated(request, reply, payload) : payload);
  });
}

const reads = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** May be kept by every cache, which asks each time whether it is still so. */
export function validated(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
  const etag = etagOf(payload);
  void reply.header('etag', etag).header('cache-control', 'no-cache');
  if (!hasAlready(request, etag)) return payload;
  void reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
}

/** The strong validator of a body (RFC 9110, 8.8.3). */
export const etagOf = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** Whether who asks has this body already, by `If-None-Match`; compared weakly, as that header asks. */
export function hasAlready({ headers }: FastifyRequest, etag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
