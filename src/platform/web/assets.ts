import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import path from 'node:path';
import { projectRoot } from '../project-root.js';

/** Files of packages that the pages use, by the name under `/assets/vendor/` and the path in `node_modules`. */
const vendorAssets: Record<string, string> = {
  'accessible-autocomplete.min.js': 'accessible-autocomplete/dist/accessible-autocomplete.min.js',
  'simplewebauthn.min.js': '@simplewebauthn/browser/dist/bundle/index.umd.min.js',
  'source-sans-3-latin-wght-normal.woff2':
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  'source-sans-3-latin-ext-wght-normal.woff2':
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2',
};

/**
 * Serves `templates/assets` at `/assets/` and the named files of packages at `/assets/vendor/`. Outside production a
 * browser asks again each time, so that whoever changes a style sees it.
 */
export async function addAssets(fastify: FastifyInstance, production: boolean): Promise<void> {
  const cache = { maxAge: production ? '5m' : 0, cacheControl: true };
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
