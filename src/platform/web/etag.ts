import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';

/** The strong validator of a body (RFC 9110, 8.8.3). */
export const etagOf = (body: string | Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

/** Whether who asks has this body already, by `If-None-Match`; compared weakly, as that header asks. */
export function hasAlready({ headers }: FastifyRequest, etag: string): boolean {
  const tags = (headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
