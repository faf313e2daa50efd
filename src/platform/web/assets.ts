import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../project-root.js';
import { Encoded, encodingFor, knows, tagOf, YEAR } from './encodings.js';
import { etagOf } from './public-answers.js';

/** Files of packages that the pages use, by the name under `/assets/vendor/` and the path in `node_modules`. */
export const vendorAssets: Record<string, string> = {
  'accessible-autocomplete.min.js': 'accessible-autocomplete/dist/accessible-autocomplete.min.js',
  'simplewebauthn.min.js': '@simplewebauthn/browser/dist/bundle/index.umd.min.js',
  'source-sans-3-latin-wght-normal.woff2':
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  'source-sans-3-latin-ext-wght-normal.woff2':
    '@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2',
  'source-serif-4-latin-600-normal.woff2':
    '@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2',
  'source-serif-4-latin-ext-600-normal.woff2':
    '@fontsource/source-serif-4/files/source-serif-4-latin-ext-600-normal.woff2',
};

/** By the end of a name. A font is small already. */
const kinds: Record<string, { type: string; shrinks: boolean }> = {
  '.js': { type: 'text/javascript; charset=utf-8', shrinks: true },
  '.svg': { type: 'image/svg+xml', shrinks: true },
  '.woff2': { type: 'font/woff2', shrinks: false },
};

/** It is compressed once, and sent to everybody. */
const QUALITY = 9;

interface Asset {
  type: string;
  shrinks: boolean;
  version: string;
  etag: string;
  text: Encoded;
}

/** @returns undefined for what is not there. */
async function load(name: string): Promise<Asset | undefined> {
  const kind = kinds[path.extname(name)];
  const file = placeOf(name);
  if (!kind || !file) return undefined;
  try {
    const body = await fs.readFile(file);
    return { ...kind, version: versionOf(file), etag: etagOf(body), text: new Encoded(body, QUALITY) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function placeOf(name: string): string | undefined {
  const vendor = name.replace(/^vendor\//, '');
  if (vendor !== name && Object.hasOwn(vendorAssets, vendor))
    return path.join(projectRoot, 'node_modules', vendorAssets[vendor]!);
  return /^[a-z0-9-]{1,80}\.[a-z]{1,8}$/.test(name)
    ? path.join(projectRoot, 'templates/assets', name)
    : undefined;
}

const versions = new Map<string, { changed: number; version: string }>();

/** Of what is in the file now: it is read again only when it was changed. */
function versionOf(file: string): string {
  const changed = statSync(file).mtimeMs;
  const known = versions.get(file);
  if (known?.changed === changed) return known.version;
  const version = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  versions.set(file, { changed, version });
  return version;
}

/**
 * The address of an asset, which changes with what is in it, so that a browser may keep it for ever.
 * @param name as it stands under `templates/assets`, or `vendor/` and a name of `vendorAssets`.
 * @throws for what is not there.
 */
export function assetHref(name: string): string {
  const file = placeOf(name);
  if (!file) throw new Error(`No asset has the name ${name}`);
  return `/assets/${versionOf(file)}/${name}`;
}

/** An address with a version in it, and one without: `c0ffee123456/plan.js`, `plan.js`. */
function asked(address: string): { name: string; version?: string } {
  const [, version, name] = /^([0-9a-f]{12})\/(.+)$/.exec(address) ?? [];
  return name ? { name, version } : { name: address };
}

/**
 * Serves `templates/assets` at `/assets/` and the named files of packages at `/assets/vendor/`, under their version as
 * well. An older page may ask for an older version, and gets what is there now. Outside production they are read again
 * and a browser asks again for what has no version, so that whoever changes one sees it.
 */
export function addAssets(fastify: FastifyInstance, production: boolean): void {
  const kept = new Map<string, Asset>();
  const cache = `public, max-age=${production ? 300 : 0}`;
  fastify.get<{ Params: { '*': string } }>('/assets/*', async ({ params, headers }, reply) => {
    const { name, version } = asked(params['*']);
    const asset = kept.get(name) ?? (await load(name));
    if (!asset) return reply.callNotFound();
    if (production) kept.set(name, asset);
    const encoding = asset.shrinks ? encodingFor(headers['accept-encoding']) : 'identity';
    if (asset.shrinks) void reply.header('vary', 'Accept-Encoding');
    void reply
      .header('etag', tagOf(asset.etag, encoding))
      .header('cache-control', asset.version === version ? YEAR : cache);
    if (knows(headers['if-none-match'], asset.etag)) return reply.code(304).send();
    if (encoding !== 'identity') void reply.header('content-encoding', encoding);
    return reply.type(asset.type).send(await asset.text.as(encoding));
  });
}
