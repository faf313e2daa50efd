import { bundle } from 'lightningcss';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { projectRoot } from '../project-root.js';

/** The oldest browsers that the pages are made for: major versions, as lightningcss counts them. */
const version = (major: number): number => major << 16;
const BROWSERS = { chrome: version(90), firefox: version(90), safari: version(14), ios_saf: version(14) };

const YEAR = 'public, max-age=31536000, immutable';

/** The style of all pages: the files of `templates/stijl` in the order of `academie.css`, as one file. */
export class Stylesheet {
  code = Buffer.alloc(0);
  /** Its address, which changes with what is in it, so that a browser may keep it for ever. */
  href = '';

  constructor(private readonly file = path.join(projectRoot, 'templates', 'stijl', 'academie.css')) {
    this.load();
  }

  load(): void {
    this.code = Buffer.from(bundle({ filename: this.file, minify: true, targets: BROWSERS }).code);
    this.href = `/assets/stijl-${createHash('sha256').update(this.code).digest('hex').slice(0, 12)}.css`;
  }
}

/** Serves the style at its own address. An older page may ask for an older one, and gets this one too. */
export function addStylesheet(fastify: FastifyInstance, stylesheet: Stylesheet): void {
  fastify.get<{ Params: { hash: string } }>('/assets/stijl-:hash.css', ({ params }, reply) => {
    const now = stylesheet.href.includes(params.hash);
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', now ? YEAR : 'no-cache')
      .send(stylesheet.code);
  });
}
