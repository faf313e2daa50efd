import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { isApi } from './error.filter.js';

export const API_VERSION = '1.0.0';

/** helmet with a CSP without unsafe-inline; API answers besides carry their version and are not stored. */
export async function addSecurityHeaders(fastify: FastifyInstance, https: boolean): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/api/')) void reply.header('api-version', API_VERSION);
    if (!reply.hasHeader('cache-control') && (isApi(request.url) || isHtml(reply.getHeader('content-type'))))
      void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}

const isHtml = (type: unknown): boolean => typeof type === 'string' && type.startsWith('text/html');
