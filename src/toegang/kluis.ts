import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Keeps a secret in the database in a form that nobody without SESSION_SECRET can read: AES-256-GCM, with a key of its
 * own for each purpose by HKDF. What it belongs to (`kid`) is bound to it, so that rows cannot be exchanged.
 */
export type Kluisdoel = 'badgesleutel' | 'tweede-stap';

const sleutelVan = (geheim: string, doel: Kluisdoel): Buffer =>
  Buffer.from(hkdfSync('sha256', geheim, 'utrecht-leert-academie', doel, 32));

/** @returns iv, tag and text, in base64url with points between them. */
export function sluitIn(doel: Kluisdoel, tekst: string, kid: string, sessionSecret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', sleutelVan(sessionSecret, doel), iv).setAAD(Buffer.from(kid));
  const inhoud = Buffer.concat([cipher.update(tekst, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), inhoud].map((deel) => deel.toString('base64url')).join('.');
}

/** @returns undefined when it was closed with another secret or for another purpose, or was touched. */
export function haalUit(
  doel: Kluisdoel,
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
