import type { Academie } from './academie.js';
import { controleerAntwoord } from './apidocument.js';
import type { Inlog } from './inloggen.js';

export interface Antwoord {
  status: number;
  /** Empty when the header is absent. */
  header: (naam: string) => string;
  bytes: Buffer;
  tekst: string;
  json: <T = Record<string, unknown>>() => T;
}

/**
 * One request over the wire, as a browser or another system makes it; a redirect is not followed. What the API answers
 * must stand in its document.
 */
export async function vraag(
  { url }: Pick<Academie, 'url'>,
  pad: string,
  init: Omit<RequestInit, 'redirect'> = {},
): Promise<Antwoord> {
  const antwoord = await fetch(url + pad, { redirect: 'manual', ...init });
  const bytes = Buffer.from(await antwoord.arrayBuffer());
  const tekst = bytes.toString('utf8');
  const gekregen = {
    status: antwoord.status,
    header: (naam: string) => antwoord.headers.get(naam) ?? '',
    bytes,
    tekst,
    json: <T>() => JSON.parse(tekst) as T,
  };
  await controleerAntwoord(url, init.method ?? 'GET', pad, gekregen);
  return gekregen;
}

/** Sends a form as the page of this browser does, with its token. */
export function stuur(
  academie: Pick<Academie, 'url'>,
  pad: string,
  { cookie, csrf }: Inlog,
  velden: Record<string, string> | [string, string][] = {},
): Promise<Antwoord> {
  const body = new URLSearchParams(velden);
  body.append('_csrf', csrf);
  return vraag(academie, pad, { method: 'POST', headers: { cookie }, body });
}
