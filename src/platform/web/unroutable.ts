import type { ConnectionError, FastifyInstance, FastifyServerOptions } from 'fastify';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { isApi } from './error.filter.js';

/**
 * What the router or HTTP itself refuses before any code of ours runs, is asked of a route of our own. So it is refused
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
