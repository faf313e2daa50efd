import type { FastifyReply } from 'fastify';

/**
 * The header `Content-Disposition` of a file to keep, with its name in full and, for who cannot read that, in ASCII
 * (RFC 6266).
 */
export function attachment(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

/** Names the file for those who save it, and keeps it out of every cache and search engine. */
export function sendAsFile(reply: FastifyReply, name: string, type: string): void {
  void reply
    .type(type)
    .header('content-disposition', attachment(name))
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex');
}
