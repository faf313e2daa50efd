import type { FastifyInstance, FastifyReply } from 'fastify';
import { MethodNotAllowed } from './errors.js';
import { openToScripts } from './public-answers.js';

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

/** What a browser asks before a script of another site reads: never with a key, so that no page can borrow one. */
function allowScripts(reply: FastifyReply): void {
  openToScripts(reply);
  void reply
    .header('access-control-allow-methods', 'GET, HEAD')
    .header('access-control-allow-headers', 'Accept, If-None-Match')
    .header('access-control-max-age', 3600);
}

/** What a route of Fastify matches: `/a/:token`, `/certificaten/:nummer.pdf`, `/assets/*`. */
function addressOf(url: string): RegExp {
  const text = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${text.replace(/:\w+/g, '[^/]+').replace(/\*/g, '.*')}$`);
}
