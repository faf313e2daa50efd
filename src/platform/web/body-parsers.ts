import type { FastifyInstance } from 'fastify';
import { InputError } from '../errors/domain-error.js';
import { TooManyFields, Unreadable } from './errors.js';
import { formKindOf } from './form-kind.js';
import { isPiledUp } from '../text/characters.js';

/** How much one body may hold, whatever its size; `same` is how often one name may come back. */
interface FormLimits {
  pairs: number;
  same: number;
}
const SHORT: FormLimits = { pairs: 200, same: 50 };
const LONG: FormLimits = { pairs: 2000, same: 2000 };
/** No request of ours comes near these. */
const DEEPEST = 20;
const MOST_VALUES = 10_000;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw refused('De tekst is geen geldige UTF-8.');
  }
}

const refused = (melding: string, veld = ''): InputError => new InputError([{ veld, melding }]);

/** Keys that would reach the prototype of an object; no field of ours has such a name. */
const dangerous = new Set(['__proto__', 'constructor', 'prototype']);

export function parseJson(text: string): object {
  if (text.trim() === '') return {};
  const value = jsonOf(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused('Stuur een object met velden.');
  inspect(value);
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('Dit is geen geldige JSON.');
  }
}

/** Level by level, so that no depth can be too much for the stack. */
function inspect(body: object): void {
  let values = 0;
  for (let level: object[] = [body], depth = 1; level.length > 0; depth++) {
    if (depth > DEEPEST) throw refused('Deze JSON is te diep genest.');
    const below: object[] = [];
    for (const item of level) {
      const fields = Object.entries<unknown>(item as never);
      values += fields.length;
      if (values > MOST_VALUES || (!Array.isArray(item) && fields.length > SHORT.pairs))
        throw new TooManyFields();
      for (const [key, value] of fields) {
        if (dangerous.has(key)) throw refused('Dit is geen geldige JSON.');
        if (typeof value === 'string') checkText(key, value);
        if (typeof value === 'object' && value !== null) below.push(value);
      }
    }
    level = below;
  }
}

/** Refuses what no reader behind this one should have to take; the rest is up to the check of the field. */
export function checkText(name: string, text: string): void {
  if (isPiledUp(text)) throw refused('Hier staan tekens in die niet mogen.', name);
}

function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw refused('De tekst is geen geldige UTF-8.');
  }
}

/** A field that is sent more than once becomes a list. */
export function parseForm(text: string, { pairs, same }: FormLimits = SHORT): Record<string, unknown> {
  const fields = new Map<string, string[]>();
  // One more than may be: the rest of a body that is too long is not even cut up.
  const parts = text
    .replace(/&&+/g, '&')
    .split('&', pairs + 3)
    .filter(Boolean);
  if (parts.length > pairs) throw new TooManyFields();
  for (const part of parts) {
    const [name, value] = pairOf(part);
    if (dangerous.has(name)) throw new Unreadable();
    checkText(name, value);
    const values = fields.get(name) ?? [];
    if (values.push(value) > same) throw new TooManyFields();
    fields.set(name, values);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}

function pairOf(part: string): [name: string, value: string] {
  const at = part.indexOf('=');
  return at < 0
    ? [percentDecode(part), '']
    : [percentDecode(part.slice(0, at)), percentDecode(part.slice(at + 1))];
}

/**
 * Bodies are refused when they are not exactly what they say they are; nothing is guessed or replaced. Whoever reads
 * one finds an object with fields, which is empty when nothing was sent.
 */
export function addBodyParsers(fastify: FastifyInstance): void {
  // Anything else is answered with 415.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    settle(done, () => parseJson(decode(body as Buffer))),
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body, done) =>
      settle(done, () => parseForm(decode(body as Buffer), formKindOf(request) === 'rows' ? LONG : SHORT)),
  );
  fastify.addHook('preValidation', (request, _reply, done) => {
    request.body ??= {};
    done();
  });
}

function settle(done: (error: Error | null, body?: unknown) => void, parse: () => unknown): void {
  try {
    done(null, parse());
  } catch (error) {
    done(error as Error);
  }
}
