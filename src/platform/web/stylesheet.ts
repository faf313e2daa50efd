import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { prepared } from '../prepared.js';
import { projectRoot } from '../project-root.js';
import { assetHref } from './assets.js';
import { Encoded, encodingFor, YEAR } from './encodings.js';

const require = createRequire(import.meta.url);

/** The oldest browsers that the pages are made for: major versions, as lightningcss counts them. */
const version = (major: number): number => major << 16;
const BROWSERS = { chrome: version(90), firefox: version(90), safari: version(15), ios_saf: version(15) };

/** It is compressed once, and sent to everybody. */
const QUALITY = 9;

const folder = path.join(projectRoot, 'templates', 'stijl');

/** A file of `templates/stijl` and all that it imports, in that order, as one file. */
export class Stylesheet {
  text = new Encoded(Buffer.alloc(0), QUALITY);
  /** Its address, which changes with what is in it, so that a browser may keep it for ever. */
  href = '';

  constructor(private readonly file: string) {
    this.load();
  }

  load(): void {
    const code = Buffer.from(withVersions(bundled(this.file)));
    this.text = new Encoded(code, QUALITY);
    this.href = `/assets/stijl-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.css`;
  }
}

/** What it asks for, at the address of what is in it. */
const withVersions = (css: string): string =>
  css.replace(/\/assets\/((?:vendor\/)?[\w.-]+)/g, (_address, name: string) => assetHref(name));

/** Loaded only when the build has not done it: lightningcss is a program of eleven megabytes. */
function bundled(filename: string): string {
  const folder = path.dirname(filename);
  const styles = readdirSync(folder).filter((name) => name.endsWith('.css'));
  const sources = styles.sort().map((name) => `${name}\n${readFileSync(path.join(folder, name), 'utf8')}`);
  return prepared('stijl', [path.basename(filename), JSON.stringify(BROWSERS), ...sources], () => {
    const { bundle } = require('lightningcss') as typeof import('lightningcss');
    return Buffer.from(bundle({ filename, minify: true, targets: BROWSERS }).code).toString();
  });
}

/** What every page needs; and for the desks of staff the same with the parts that only stand there. */
export class Stylesheets {
  readonly everybody = new Stylesheet(path.join(folder, 'academie.css'));
  readonly staff = new Stylesheet(path.join(folder, 'medewerkers.css'));
}

/** Serves each style at its own address. An older page may ask for an older one, and gets the one with everything. */
export function addStylesheets(fastify: FastifyInstance, { everybody, staff }: Stylesheets): void {
  fastify.get<{ Params: { hash: string } }>('/assets/stijl-:hash.css', async ({ params, headers }, reply) => {
    const now = [everybody, staff].find(({ href }) => href === `/assets/stijl-${params.hash}.css`);
    const encoding = encodingFor(headers['accept-encoding']);
    if (encoding !== 'identity') void reply.header('content-encoding', encoding);
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', now ? YEAR : 'no-cache')
      .header('vary', 'Accept-Encoding')
      .send(await (now ?? staff).text.as(encoding));
  });
}
