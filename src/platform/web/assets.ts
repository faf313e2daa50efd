import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import path from 'node:path';
import { projectRoot } from '../project-root.js';
import { vendorAssets } from './vendor-assets.js';

/** Serves `templates/assets` at `/assets/` and the named files of packages at `/assets/vendor/`. */
export async function addAssets(fastify: FastifyInstance): Promise<void> {
  const cache = { maxAge: '5m', cacheControl: true };
  await fastify.register(fastifyStatic, {
    root: path.join(projectRoot, 'templates', 'assets'),
    prefix: '/assets/',
    ...cache,
  });
  for (const [name, file] of Object.entries(vendorAssets)) {
    fastify.get(`/assets/vendor/${name}`, (_request, reply) =>
      reply.sendFile(file, path.join(projectRoot, 'node_modules'), cache),
    );
  }
}
