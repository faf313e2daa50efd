import type { ConnectionError, FastifyInstance, FastifyServerOptions, FastifyReply } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isApi } from './error.filter.js';
import { MethodNotAllowed } from './errors.js';
import { openToScripts } from './public-answers.js';

/**
 * A request that the router or HTTP itself refuses before any code of ours runs is passed to a route of our own. So it is refused
 * as everything is: with a page or problem+json, the security headers, and a line in the log.
 */
export function refuseUnroutable(server: () => FastifyInstance): Partial<FastifyServerOptions> {
  return {
    frameworkErrors: ({ statusCode = 400 }, { url }, reply) => {
      reply.hijack();
      void refusal(server(), statusCode, isApi(url))
        .then(({ headers, body }) => reply.raw.writeHead(statusCode, headers).end(body))
        .catch(() => reply.raw.destroy());
    },
    clientErrorHandler: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
      else void answer(server(), error, socket).catch(() => socket.destroy());
    },
  };
}

const PATH = '/onleesbaar';
const statuses = [400, 408, 413, 414, 431];

/** To be called where other routes are added. */
export function addUnroutable(fastify: FastifyInstance): void {
  // The handler of errors is set later than this route.
  const errorHandler: typeof fastify.errorHandler = (...refused) => fastify.errorHandler(...refused);
  for (const prefix of ['', '/api'])
    fastify.get<{ Params: { status: string } }>(
      `${prefix}${PATH}/:status`,
      { errorHandler },
      ({ params }) => {
        const statusCode = statuses.find((known) => String(known) === params.status) ?? 404;
        throw Object.assign(new Error(), { statusCode });
      },
    );
}

interface Refusal {
  headers: Record<string, string>;
  body: string;
}

async function refusal(fastify: FastifyInstance, status: number, api: boolean): Promise<Refusal> {
  const { headers, body } = await fastify.inject(`${api ? '/api' : ''}${PATH}/${status}`);
  return { headers: { ...(headers as Refusal['headers']), connection: 'close' }, body };
}

const statusOf: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** There is no request: only a connection, and perhaps the bytes that could not be understood. */
async function answer(
  fastify: FastifyInstance,
  { code, rawPacket }: Partial<ConnectionError>,
  socket: Socket,
): Promise<void> {
  const status = statusOf[code ?? ''] ?? 400;
  const path =
    /^[A-Z]+ (\S{0,20})/.exec(
      (rawPacket as unknown as Buffer | undefined)?.toString('latin1', 0, 40) ?? '',
    )?.[1] ?? '/';
  const { headers, body } = await refusal(fastify, status, isApi(path));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}

interface Route {
  address: RegExp;
  methods: Set<string>;
}

/**
 * An address that exists, asked with a method that it does not know, is no 404: 405 with what it does know, and
 * OPTIONS tells the same.
 */
export function addAllowedMethods(fastify: FastifyInstance): void {
  const routes = new Map<string, Route>();
  fastify.addHook('onRoute', ({ url, method }) => {
    const route = routes.get(url) ?? { address: addressOf(url), methods: new Set() };
    for (const name of [method].flat()) route.methods.add(name);
    routes.set(url, route);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?', 1)[0] ?? '';
    const known = [...routes.values()].filter(({ address }) => address.test(path));
    const allowed = new Set(known.flatMap(({ methods }) => [...methods]));
    if (allowed.size === 0) return done();
    const allow = [...allowed, 'OPTIONS'].sort();
    if (request.method !== 'OPTIONS') return done(new MethodNotAllowed(allow));
    if (path.startsWith('/api/') && allowed.has('GET')) allowScripts(reply);
    void reply.code(204).header('allow', allow.join(', ')).send();
  });
}

/** The question of a browser before a script of another site reads: never with a key, so that no page can borrow one. */
function allowScripts(reply: FastifyReply): void {
  openToScripts(reply);
  void reply
    .header('access-control-allow-methods', 'GET, HEAD')
    .header('access-control-allow-headers', 'Accept, If-None-Match')
    .header('access-control-max-age', 3600);
}

/** Tells what a route of Fastify matches: `/a/:token`, `/certificaten/:nummer.pdf`, `/assets/*`. */
function addressOf(url: string): RegExp {
  const text = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*')}$`);
}
