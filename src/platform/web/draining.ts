import { Injectable, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds. */
export const webLimits = {
  /** From the first byte of a request to the last of its body; looked at each second, so thirty in all. */
  request: 29_000,
  check: 1_000,
  /** Without a byte in either direction, an answer that nobody reads included. */
  silence: 120_000,
  /** Longer than a proxy keeps its connections, else it sends a request into one that just closes. */
  keepAlive: 72_000,
  /** When the server stops, a kept connection stays this long for the request that may be on its way over it. */
  farewell: 500,
  /** Requests that are under way when the server stops get this long; the rest of the stopping comes after it. */
  drain: 6_000,
};
export type WebLimits = typeof webLimits;

/** The settings of Fastify that hold these limits. */
export const timeouts = ({ request, check, silence, keepAlive }: WebLimits) => ({
  requestTimeout: request,
  connectionTimeout: silence,
  keepAliveTimeout: keepAlive,
  http: { headersTimeout: request, connectionsCheckingInterval: check },
});

interface Drain extends Pick<WebLimits, 'drain' | 'farewell'> {
  sockets: Set<Socket>;
  draining: boolean;
  /** Nothing is kept any more, and what is idle is closed. */
  ended: boolean;
}
const drains = new WeakMap<Server, Drain>();

/** While the server stops, each answer says that it is the last on its connection, and is. */
export function addDraining(fastify: FastifyInstance, { drain: limit, farewell }: WebLimits): void {
  const { server } = fastify;
  const sockets = new Set<Socket>();
  const drain: Drain = { drain: limit, farewell, sockets, draining: false, ended: false };
  drains.set(server, drain);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (drain.draining) void reply.header('connection', 'close');
    done();
  });
  // An answer whose headers had left already says nothing of it.
  fastify.addHook('onResponse', (_request, _reply, done) => {
    if (drain.ended) setImmediate(() => server.closeIdleConnections());
    done();
  });
}

/** Stops taking requests, and waits for the answers to those that came; what takes too long is cut off. */
@Injectable()
export class Draining implements OnModuleDestroy, BeforeApplicationShutdown {
  private drained: Promise<unknown> = Promise.resolve();

  constructor(private readonly host: HttpAdapterHost) {}

  onModuleDestroy(): void {
    const server = this.server();
    const drain = server && drains.get(server);
    if (!drain || !server.listening) return;
    drain.draining = true;
    // Not the close of an HTTP server: it cuts kept connections at once, also those on which a request is arriving.
    const closed = new Promise((resolve) => TcpServer.prototype.close.call(server, resolve));
    // Of a connection that never sent a byte there is nothing to wait for, but its first may just be arriving.
    setTimeout(() => {
      for (const socket of drain.sockets) if (socket.bytesRead === 0) socket.destroy();
    }, 100).unref();
    setTimeout(() => {
      drain.ended = true;
      server.closeIdleConnections();
    }, drain.farewell).unref();
    this.drained = Promise.race([closed, pause(drain.drain, null, { ref: false })]);
  }

  /** While the server stops: when no answer is under way any more, or has no time left. */
  done(): Promise<unknown> {
    return this.drained;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.drained;
    this.server()?.closeAllConnections();
  }

  /** Undefined for a command, which has no web server. */
  private server(): Server | undefined {
    return this.host.httpAdapter?.getHttpServer() as Server | undefined;
  }
}
