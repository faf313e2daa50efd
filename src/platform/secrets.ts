import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** A new secret of 256 random bits, for a cookie, a link or a key. */
export const nieuwGeheim = (): string => randomBytes(32).toString('base64url');

/** The database keeps this of a secret. The secret is random, so one round without salt is enough. */
export const hashVan = (geheim: string): string => createHash('sha256').update(geheim).digest('base64url');

/** Signs a text so that nobody without `secret` can; `doel` keeps what is made for one thing from passing for another. */
export const stempel = (secret: string, doel: string, tekst: string): string =>
  createHmac('sha256', secret).update(`${doel}:${tekst}`).digest('base64url');

/** The CSRF token that belongs to a session or visit; nobody without SESSION_SECRET can make it. */
export const csrfTokenVoor = (secret: string, sleutel: string): string => stempel(secret, 'csrf', sleutel);

export function gelijk(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

const sleutelVan = (geheim: string, doel: string): Buffer =>
  Buffer.from(hkdfSync('sha256', geheim, 'utrecht-leert-academie', doel, 32));

/**
 * Keeps a secret in the database in a form that nobody without SESSION_SECRET can read: AES-256-GCM, with a key of its
 * own for each purpose (`doel`) by HKDF. What it belongs to (`kid`) is bound to it, so that rows cannot be exchanged.
 * @returns iv, tag and text, in base64url with points between them.
 */
export function sluitIn(doel: string, tekst: string, kid: string, sessionSecret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sleutelVan(sessionSecret, doel), iv).setAAD(Buffer.from(kid));
  const inhoud = Buffer.concat([cipher.update(tekst, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), inhoud].map((deel) => deel.toString('base64url')).join('.');
}

/** @returns undefined when it was closed with another secret or for another purpose, or was touched. */
export function haalUit(
  doel: string,
  ingesloten: string,
  kid: string,
  sessionSecret: string,
): string | undefined {
  const [iv, tag, inhoud] = ingesloten.split('.').map((deel) => Buffer.from(deel, 'base64url'));
  if (!iv || !tag || !inhoud) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', sleutelVan(sessionSecret, doel), iv, {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(kid)).setAuthTag(tag);
    return Buffer.concat([decipher.update(inhoud), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
