import type { FastifyInstance } from 'fastify';
import { InputError } from '../errors/input-error.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

class Unreadable extends Error {
  readonly statusCode = 400;
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new InputError([{ veld: '', melding: 'De tekst is geen geldige UTF-8.' }]);
  }
}

/** Keys that would reach the prototype of an object; no field of ours has such a name. */
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);

function parseJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (dangerous.has(key)) throw new Unreadable();
      return value;
    });
  } catch {
    throw new InputError([{ veld: '', melding: 'Dit is geen geldige JSON.' }]);
  }
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw new InputError([{ veld: '', melding: 'De tekst is geen geldige UTF-8.' }]);
  }
}

/** A field that is sent more than once becomes a list. */
function parseForm(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const pair of text.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split(/=(.*)/s).map(percentDecode);
    if (dangerous.has(name)) throw new Unreadable();
    const before = fields[name];
    fields[name] = before === undefined ? value : [...[before].flat(), value];
  }
  return { ...fields };
}

/** Bodies are refused when they are not exactly what they say they are; nothing is guessed or replaced. */
export function addBodyParsers(fastify: FastifyInstance): void {
  // Anything else is answered with 415.
  fastify.removeAllContentTypeParsers();
  const parsers = { 'application/json': parseJson, 'application/x-www-form-urlencoded': parseForm };
  for (const [type, parse] of Object.entries(parsers)) {
    fastify.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => {
      try {
        done(null, parse(decode(body as Buffer)));
      } catch (error) {
        done(error as Error);
      }
    });
  }
}
