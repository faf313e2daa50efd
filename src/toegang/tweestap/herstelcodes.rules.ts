import { randomInt } from 'node:crypto';

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

/** What an app shows; anything else that was typed is taken for a recovery code. */
export const isAppcode = (kaal: string): boolean => /^\d{6}$/.test(kaal);
