import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../platform/config/settings.js';

/** What the screen after the form shows. */
export interface Ontvangst {
  email: string;
  opWachtlijst: boolean;
  /** In line while a place is free, which comes with the confirmation. */
  plekNaBevestiging: boolean;
  vervaltOp: Date | string | null;
  akkoordNodig: boolean;
}

const COOKIE = 'ontvangst';
const TIEN_MINUTEN = 600;

/** Kept by the browser itself for a few minutes: a mail address does not belong in an address of the web. */
export function zetOntvangst(reply: FastifyReply, settings: Settings, ontvangst: Ontvangst): void {
  const waarde = Buffer.from(JSON.stringify(ontvangst)).toString('base64url');
  const secure = settings.BASE_URL.startsWith('https:');
  void reply.setCookie(COOKIE, waarde, {
    path: '/cohorten',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: TIEN_MINUTEN,
  });
}

export function leesOntvangst(request: FastifyRequest): Ontvangst | undefined {
  try {
    const gelezen = JSON.parse(
      Buffer.from(request.cookies[COOKIE] ?? '', 'base64url').toString(),
    ) as Ontvangst;
    return typeof gelezen.email === 'string' ? gelezen : undefined;
  } catch {
    return undefined;
  }
}
