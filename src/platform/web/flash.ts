import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Melding } from './page.js';

const COOKIE = 'melding';
const soorten = ['goed', 'fout', 'let-op', 'info'];

/** Keeps a message for the next page of this browser. */
export function putFlash(reply: FastifyReply, melding: Melding): void {
  const value = Buffer.from(JSON.stringify(melding)).toString('base64url');
  void reply.setCookie(COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
}

/** The message for this page, once. What a visitor put in the cookie by hand is shown as text to that visitor only. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Melding | undefined {
  // Whoever is refused before the cookies are read has none yet.
  const value = (request.cookies as Record<string, string> | null)?.[COOKIE];
  if (!value) return undefined;
  void reply.clearCookie(COOKIE, { path: '/' });
  return parse(value);
}

function parse(value: string): Melding | undefined {
  try {
    const melding = JSON.parse(Buffer.from(value, 'base64url').toString()) as Melding;
    return soorten.includes(melding.soort) && typeof melding.tekst === 'string' ? melding : undefined;
  } catch {
    return undefined;
  }
}
