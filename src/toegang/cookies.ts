import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../platform/config/settings.js';
import { nieuwGeheim } from './geheim.js';

const SESSIE = 'sessie';
/** Ties the CSRF token of someone who is not logged in to this browser; holds nothing else. */
const BEZOEK = 'bezoek';

const options = (settings: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: settings.BASE_URL.startsWith('https:') }) as const;

export const sessiesleutelVan = (request: FastifyRequest): string | undefined => request.cookies[SESSIE];

export function zetSessie(reply: FastifyReply, settings: Settings, sleutel: string, uren: number): void {
  void reply.setCookie(SESSIE, sleutel, { ...options(settings), maxAge: uren * 3600 });
}

export function wisSessie(reply: FastifyReply, settings: Settings): void {
  void reply.clearCookie(SESSIE, options(settings));
}

export function bezoeksleutel(request: FastifyRequest, reply: FastifyReply, settings: Settings): string {
  const known = request.cookies[BEZOEK];
  if (known && known.length <= 64) return known;
  const sleutel = nieuwGeheim();
  if (request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/health/'))
    void reply.setCookie(BEZOEK, sleutel, options(settings));
  return sleutel;
}
