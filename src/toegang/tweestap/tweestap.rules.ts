import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** How many somebody gets at once. */
export const HERSTELCODES = 10;
/** Without signs that look like another: 32 of them, so that each is worth five bits. */
const TEKENS = '123456789abcdefghjkmnpqrstuvwxyz';
const GROEPEN = 4;
const PER_GROEP = 4;

/** `k7mp-2xhd-…`: 80 random bits, so that one round of hashing without salt is enough. */
export const nieuweHerstelcode = (): string =>
  Array.from({ length: GROEPEN }, () =>
    Array.from({ length: PER_GROEP }, () => TEKENS[randomInt(TEKENS.length)]).join(''),
  ).join('-');

/** As it is hashed: what people add or leave out when they copy it makes no difference. */
export const kaleCode = (getypt: string): string => getypt.replace(/[\s-]/g, '').toLowerCase();

/** Whether an app can show this; anything else that was typed is taken for a recovery code. */
export const isAppcode = (kaal: string): boolean => /^\d{6}$/.test(kaal);

const UITGEVER = 'Utrecht Leert Academie';
/** The form of code that every app knows (RFC 6238 with the defaults of Google Authenticator). */
const vorm = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Half minutes that a clock may be off, either way. */
const SPELING = 1;
/** Bytes; RFC 4226 asks for 20. */
const LENGTE = 20;

/** A new secret, in base32. */
export const nieuwTotpGeheim = (): string => new Secret({ size: LENGTE }).base32;

/** The address that an app opens or scans. @param adres by which its owner knows the account. */
export const totpAdres = (geheim: string, adres: string): string =>
  new TOTP({ ...vorm, issuer: UITGEVER, label: adres, secret: geheim }).toString();

/**
 * The number of the half minute that a code belongs to; undefined when it belongs to none that is near.
 * @param code six digits
 */
export function stapVanCode(geheim: string, code: string, nu: Date): number | undefined {
  const timestamp = nu.getTime();
  const secret = Secret.fromBase32(geheim);
  const verschil = TOTP.validate({ ...vorm, token: code, secret, timestamp, window: SPELING });
  return verschil === null ? undefined : TOTP.counter({ period: vorm.period, timestamp }) + verschil;
}

/** As people can copy it by hand: apps take no notice of the spaces. */
export const inGroepen = (geheim: string): string => geheim.match(/.{1,4}/g)?.join(' ') ?? geheim;

/** A picture to scan, as an address that an `<img>` may have under our CSP. */
export async function qrVan(adres: string): Promise<string> {
  const { toString } = await import('qrcode');
  const svg = await toString(adres, { type: 'svg', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
