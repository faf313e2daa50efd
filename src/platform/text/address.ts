import { domainToASCII } from 'node:url';
import { isEmail } from 'class-validator';
import { withoutUnseen } from './characters.js';

/** With a name around it; what is longer is no address, and is not looked through. */
const LONGEST = 1000;

/**
 * A mail address from how people write one: `mailto:a@b.nl`, `Anna Smit <a@b.nl>`, a dot or comma behind it, full-width
 * letters. The domain is in the letters that mail servers know, so that `münchen.de` and `xn--mnchen-3ya.de` are one.
 * A text that is no address comes back as it is, for `isAddress` to refuse.
 */
export function readAddress(typed: string): string {
  if (typed.length > LONGEST) return typed;
  const text = withoutEnd(withoutUnseen(typed.normalize('NFKC')).trim());
  const bare = withoutMailto(betweenBrackets(text));
  const at = bare.lastIndexOf('@');
  return at < 0 ? bare : bare.slice(0, at + 1) + domainOf(bare.slice(at + 1));
}

const withoutEnd = (text: string): string => text.replace(/(?<![\s.,;])[\s.,;]+$/, '');

const betweenBrackets = (text: string): string =>
  text.endsWith('>') ? withoutEnd(text.slice(text.lastIndexOf('<') + 1, -1).trim()) : text;

/** The text behind a question mark there is the subject. */
const withoutMailto = (text: string): string =>
  /^mailto:/i.test(text) ? text.slice('mailto:'.length).split('?', 1)[0]!.trim() : text;

/** Only what has other letters: a domain in ASCII stays as it was typed. */
const domainOf = (domain: string): string =>
  /^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain) || domain;

/** By this two addresses are compared: who has the same one is the same person. */
export const addressKey = (typed: string): string => readAddress(typed).toLowerCase();

/** Whether mail can go there. A quoted local part is allowed by the letter of the standard and used by nobody. */
export const isAddress = (address: unknown): address is string =>
  isEmail(address) && typeof address === 'string' && !address.includes('"') && hasAsciiDomain(address);

const hasAsciiDomain = (address: string): boolean =>
  /^[\x20-\x7e]+$/.test(address.slice(address.lastIndexOf('@') + 1));
