import { domainToASCII } from 'node:url';
import { isEmail } from 'class-validator';
import { withoutUnseen } from './characters.js';

/** With a name around it; what is longer is no address, and is not looked through. */
const LONGEST = 1000;

/**
 * A mail address from how people write one: `mailto:a@b.nl`, `Anna Smit <a@b.nl>`, a dot or comma behind it, full-width
 * letters. The domain is in the letters that mail servers know, so that `münchen.de` and `xn--mnchen-3ya.de` are one.
 * What is no address comes back as it is, for `isAddress` to refuse.
 */
export function readAddress(typed: string): string {
  if (typed.length > LONGEST) return typed;
  const text = withoutUnseen(typed.normalize('NFKC')).trim();
  const [, between] = /<([^<>]*)>[\s.,;]*$/.exec(text) ?? [];
  const bare = (between ?? text)
    .trim()
    .replace(/^mailto:\s*([^?]*).*$/is, '$1')
    .replace(/[\s.,;]+$/, '');
  const at = bare.lastIndexOf('@');
  return at < 0 ? bare : bare.slice(0, at + 1) + domainOf(bare.slice(at + 1));
}

/** Only what has other letters: a domain in ASCII stays as it was typed. */
const domainOf = (domain: string): string =>
  /^[\x20-\x7e]*$/.test(domain) ? domain : domainToASCII(domain) || domain;

/** By this two addresses are compared: who has the same one is the same person. */
export const addressKey = (typed: string): string => readAddress(typed).toLowerCase();

/** Whether mail can go there. A quoted local part is allowed by the letter of the standard and used by nobody. */
export const isAddress = (address: unknown): address is string =>
  typeof address === 'string' && /^[^"]+@[\x20-\x7e]+$/.test(address) && isEmail(address);
