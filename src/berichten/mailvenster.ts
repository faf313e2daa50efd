import type { FastifyReply } from 'fastify';
import Handlebars from 'handlebars';

// A mail has its styles inside it and must do nothing else: no script, no form, no picture from elsewhere.
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox`;

/** Answers the html of a mail alone, for the sandboxed frame in which staff reads it. */
export function alsMailvenster(reply: FastifyReply, html: string): string {
  void reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('x-frame-options', 'SAMEORIGIN');
  return html;
}

/** In that frame, why there is no mail to read. @param reden a sentence of ours. */
export function alsLeegMailvenster(reply: FastifyReply, reden: string): string {
  return alsMailvenster(
    reply,
    `<!doctype html><html lang="nl"><title>Geen mail</title><p style="font-family:sans-serif">${Handlebars.escapeExpression(reden)}</p></html>`,
  );
}
