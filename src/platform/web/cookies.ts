import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '../config/settings.js';
import { gelijk, nieuwGeheim, stempel } from '../secrets.js';
import type { Melding } from './page.js';

const SESSIE = 'sessie';
/** Ties the CSRF token of someone who is not logged in to this browser; holds nothing else. */
const BEZOEK = 'bezoek';

export const cookieopties = (settings: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: settings.BASE_URL.startsWith('https:') }) as const;

export const sessiesleutelVan = (request: FastifyRequest): string | undefined => request.cookies[SESSIE];

export function zetSessie(reply: FastifyReply, settings: Settings, sleutel: string, uren: number): void {
  void reply.setCookie(SESSIE, sleutel, { ...cookieopties(settings), maxAge: Math.floor(uren * 3600) });
}

export function wisSessie(reply: FastifyReply, settings: Settings): void {
  void reply.clearCookie(SESSIE, cookieopties(settings));
}

export function bezoeksleutel(request: FastifyRequest, reply: FastifyReply, settings: Settings): string {
  const known = request.cookies[BEZOEK];
  if (known && known.length <= 64) return known;
  const sleutel = nieuwGeheim();
  if (request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/health/'))
    void reply.setCookie(BEZOEK, sleutel, cookieopties(settings));
  return sleutel;
}

const WEERGAVE = 'weergave';

/** Light or dark; empty is what the machine prefers. */
export const weergaven = [
  { waarde: 'licht', tekst: 'Licht' },
  { waarde: 'donker', tekst: 'Donker' },
  { waarde: '', tekst: 'Zoals mijn apparaat' },
] as const;

/** What this browser chose; null when it follows the machine. */
export const weergaveVan = (request: FastifyRequest): 'licht' | 'donker' | null => {
  const keuze = request.cookies[WEERGAVE];
  return keuze === 'licht' || keuze === 'donker' ? keuze : null;
};

/** Remembers the choice for a year; anything that is no choice follows the machine. */
export function zetWeergave(reply: FastifyReply, settings: Settings, keuze: string): void {
  if (keuze === 'licht' || keuze === 'donker')
    void reply.setCookie(WEERGAVE, keuze, { ...cookieopties(settings), maxAge: 365 * 24 * 3600 });
  else void reply.clearCookie(WEERGAVE, cookieopties(settings));
}

const BEKEND_DAGEN = 180;
const DAG_MS = 24 * 3600 * 1000;

/** A name of its own for each address, that does not tell which. */
const bekendVoor = ({ SESSION_SECRET }: Settings, adres: string): string =>
  `bekend-${stempel(SESSION_SECRET, 'bekend', adres).slice(0, 16)}`;

const waarmerk = ({ SESSION_SECRET }: Settings, adres: string, kern: string): string =>
  stempel(SESSION_SECRET, 'bekende browser', `${adres} ${kern}`);

/** Remembers that somebody logged in here with the password of this address; it opens nothing by itself. */
export function zetBekend(reply: FastifyReply, settings: Settings, adres: string, nu: Date): void {
  const kern = `${nieuwGeheim()}.${(nu.getTime() + BEKEND_DAGEN * DAG_MS).toString(36)}`;
  void reply.setCookie(bekendVoor(settings, adres), `${kern}.${waarmerk(settings, adres, kern)}`, {
    ...cookieopties(settings),
    path: '/inloggen',
    maxAge: BEKEND_DAGEN * (DAG_MS / 1000),
  });
}

/** Which of the browsers this is in which this address was logged in with; null when it is none of them. */
export function bekendeBrowser(
  request: FastifyRequest,
  settings: Settings,
  adres: string,
  nu: Date,
): string | null {
  const [browser = '', tot = '', bewijs = ''] = (request.cookies[bekendVoor(settings, adres)] ?? '').split(
    '.',
  );
  const echt = gelijk(bewijs, waarmerk(settings, adres, `${browser}.${tot}`));
  return echt && parseInt(tot, 36) > nu.getTime() ? browser : null;
}

const COOKIE = 'melding';
const soorten = ['goed', 'fout', 'let-op', 'info'];

/** Keeps a message for the next page of this browser. */
export function putFlash(reply: FastifyReply, melding: Melding): void {
  const value = Buffer.from(JSON.stringify(melding)).toString('base64url');
  void reply.setCookie(COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
}

/** The message for this page, once. What a visitor put in the cookie by hand is shown as text to that visitor only. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply): Melding | undefined {
  // A request that is refused before the cookies are read has none yet.
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
