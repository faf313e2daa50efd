import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../../platform/config/settings.js';
import { cookieopties } from '../../platform/web/cookies.js';
import { gelijk, stempel } from '../../platform/secrets.js';
import { MET_ACCOUNT } from '../paden.js';

/** A log-in that was begun: what the answer of the provider must belong to, and where to go afterwards. */
export interface Poging {
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  terug: string | null;
  /** Key of the invitation that the account is to be linked with. */
  uitnodiging: string | null;
}

const POGING = 'oidc-poging';
const MINUTEN = 10;
/** A cookie that is too large is not kept by the browser; who comes from such an address begins at the beginning. */
const LANGSTE_PAD = 1000;
/** Of a browser whose account we do not know yet; see `OidcVerzoek`. */
const VERZOEK = 'oidc-verzoek';
export const VERZOEK_MINUTEN = 60;

const opties = (settings: Settings) => ({ ...cookieopties(settings), path: MET_ACCOUNT });
const waarmerk = ({ SESSION_SECRET }: Settings, inhoud: string): string =>
  stempel(SESSION_SECRET, 'oidc-poging', inhoud);

/** Kept by the browser itself: who never comes back leaves nothing behind here. Nobody else can make one. */
export function zetPoging(reply: FastifyReply, settings: Settings, poging: Poging, nu: Date): void {
  const tot = nu.getTime() + MINUTEN * 60_000;
  const terug = poging.terug && poging.terug.length <= LANGSTE_PAD ? poging.terug : null;
  const inhoud = Buffer.from(JSON.stringify({ ...poging, terug, tot })).toString('base64url');
  void reply.setCookie(POGING, `${inhoud}.${waarmerk(settings, inhoud)}`, {
    ...opties(settings),
    maxAge: MINUTEN * 60,
  });
}

/** Takes it out: it works once. @returns undefined when there is none, or none that we made a short while ago. */
export function neemPoging(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: Settings,
  nu: Date,
): Poging | undefined {
  const cookie = request.cookies[POGING];
  if (!cookie) return undefined;
  void reply.clearCookie(POGING, opties(settings));
  const [inhoud = '', bewijs = ''] = cookie.split('.');
  if (!gelijk(bewijs, waarmerk(settings, inhoud))) return undefined;
  const { tot, ...poging } = JSON.parse(Buffer.from(inhoud, 'base64url').toString()) as Poging & {
    tot: number;
  };
  return tot > nu.getTime() ? poging : undefined;
}

export const verzoeksleutelVan = (request: FastifyRequest): string => request.cookies[VERZOEK] ?? '';

export function zetVerzoeksleutel(reply: FastifyReply, settings: Settings, sleutel: string): void {
  void reply.setCookie(VERZOEK, sleutel, { ...opties(settings), maxAge: VERZOEK_MINUTEN * 60 });
}

export function wisVerzoeksleutel(reply: FastifyReply, settings: Settings): void {
  void reply.clearCookie(VERZOEK, opties(settings));
}
