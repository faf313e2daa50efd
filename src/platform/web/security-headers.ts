import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VisitorRequest } from './shell.js';
export const API_VERSION = '1.0.0';

/** What no page of ours asks of a browser, nor a page that one of ours would show; passkeys are asked for by ourselves. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
  ],
  ...['geolocation', 'gyroscope', 'hid', 'idle-detection', 'magnetometer', 'microphone', 'midi', 'payment'],
  ...['picture-in-picture', 'screen-wake-lock', 'serial', 'storage-access', 'usb', 'xr-spatial-tracking'],
]
  .map((name) => `${name}=()`)
  .concat('publickey-credentials-get=(self)', 'publickey-credentials-create=(self)')
  .join(', ');

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
    void reply.header('permissions-policy', PERMISSIONS);
    if (request.url.startsWith('/api/')) void reply.header('api-version', API_VERSION);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', cachingOf(request, reply));
    done(null, payload);
  });
}

const personal = /^\/(a|account|api|evaluatie|health|inloggen|beheer|bestuur|trainer|mijn)(\/|\?|$)/;

/** Whoever has the address has what it opens. */
const isSecretAddress = ({ routeOptions }: FastifyRequest): boolean =>
  /:(?:token|geheim)\b/.test(routeOptions.url ?? '');

/**
 * An answer about a person is kept by no cache. A public page may be kept by the visitor's own browser, which asks each
 * time whether it is still good: so that the back button brings back a half-filled form.
 */
function cachingOf(request: VisitorRequest, reply: FastifyReply): string {
  const anonymous = (request.visitor?.wie.soort ?? 'anoniem') === 'anoniem';
  const page = isHtml(reply.getHeader('content-type'));
  if (isSecretAddress(request)) return 'no-store';
  return page && anonymous && !personal.test(request.url) ? 'private, no-cache' : 'no-store';
}

const isHtml = (type: unknown): boolean => typeof type === 'string' && type.startsWith('text/html');
