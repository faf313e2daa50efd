import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 random bits, for a cookie, a link or a key. */
export const nieuwGeheim = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a secret. The secret is random, so one round without salt is enough. */
export const hashVan = (geheim: string): string => createHash('sha256').update(geheim).digest('base64url');

/** What nobody without `secret` can make of a text; `doel` keeps what is made for one thing from passing for another. */
export const stempel = (secret: string, doel: string, tekst: string): string =>
  createHmac('sha256', secret).update(`${doel}:${tekst}`).digest('base64url');

/** The CSRF token that belongs to a session or visit; nobody without SESSION_SECRET can make it. */
export const csrfTokenVoor = (secret: string, sleutel: string): string => stempel(secret, 'csrf', sleutel);

export function gelijk(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
